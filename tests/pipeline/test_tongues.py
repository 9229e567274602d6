"""What a person is told where the house writer does not know the language of their idea."""

import html

import pytest
from django.core.cache import cache

from pipeline.models import Routing
from tests.factories.visitors import visit

pytestmark = pytest.mark.django_db
GERMAN = "Ein alter Uhrmacher in Wien repariert eine Uhr"
PLAIN = "The house writer tells its stories in English."


@pytest.mark.parametrize("stage", ["idea", "treatment"])
def test_the_pages_say_what_the_house_writer_understood(stage: str) -> None:
    seen = visit(idea=GERMAN)
    text = html.unescape(seen.by(seen.viewer).get(seen.stage(stage)).text)
    assert PLAIN in text
    assert "An old clockmaker repairs a clock in Vienna." in text
    assert "your German idea" in text


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ({"idea": "灯台守が海の中で扉を見つける"}, "It does not read Japanese"),
        ({"idea": "A baker finds a letter", "language": "de"}, "It does not read German"),
    ],
)
def test_a_language_that_it_does_not_read_at_all_is_said_too(brief: dict[str, str], said: str) -> None:
    seen = visit(**brief)
    text = seen.by(seen.viewer).get(seen.stage("idea")).text
    assert PLAIN in text
    assert said in text


@pytest.mark.parametrize(
    "brief", [{"idea": "A baker finds a letter"}, {"idea": GERMAN, "mode": "screenplay"}]
)
def test_nothing_is_said_of_an_english_idea_or_of_a_screenplay(brief: dict[str, str]) -> None:
    seen = visit(**brief)
    assert PLAIN not in seen.by(seen.viewer).get(seen.stage("idea")).text


def test_nothing_is_said_where_a_model_of_the_team_writes(settings: object) -> None:
    settings.STUDIO_TEXT_MODELS = (("gemini", "gemini-flash", "secret"),)  # type: ignore[attr-defined]
    seen = visit(idea=GERMAN)
    with seen.inside():
        Routing.objects.create(team=seen.team, capability="text", order=["studio:gemini"], house_last=True)
    cache.clear()
    assert PLAIN not in seen.by(seen.viewer).get(seen.stage("idea")).text
