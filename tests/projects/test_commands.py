"""What the command menu finds."""

from typing import Any

import pytest

from projects.actions.commit import Edit, commit
from projects.kinds import Asset, Script
from tests.factories.visitors import Visit, visit


@pytest.fixture
def seen(db: None) -> Visit:
    made = visit()
    with made.inside():
        inside: dict[str, Any] = {"parent": made.film.episode, "episode": made.film.episode}
        script = Script(text="INT. LAMP ROOM - NIGHT\n\nRain.", heading="INT. LAMP ROOM - NIGHT")
        asset = Asset(key="character:mara", type="character", name='Mara "M" Ilves')
        edits = [Edit.new(script, "h-01", **inside), Edit.new(asset, "character:mara", **inside)]
        commit(made.film.branch, edits, by=made.owner)
    return made


def found(seen: Visit, query: str, user: Any = None) -> str:
    answer = seen.by(user or seen.viewer).get(seen.address("commands"), {"q": query})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("query", "label", "address"),
    [
        ("lighthouse keeper", "A lighthouse keeper finds a door in the sea", ""),
        ("shot", "Shot list", "/main/1/shots/"),
        ("lamp room", "INT. LAMP ROOM - NIGHT", "/main/1/screenplay/#scene-h-01"),
        ("mara", "Mara &quot;M&quot; Ilves", "/main/1/assets/#asset-"),
        ("vera", "Vera", "/settings/#members"),
        ("credits", "Credits", "/credits/"),
    ],
)
def test_things_are_found_by_name(seen: Visit, query: str, label: str, address: str) -> None:
    text = found(seen, query)
    assert label in text
    assert address in text
    assert 'class="command-option"' in text


def test_only_what_one_may_do_is_offered(seen: Visit) -> None:
    assert "New project" in found(seen, "new", seen.editor)
    assert "New project" not in found(seen, "new")


def test_other_teams_are_not_searched(seen: Visit) -> None:
    assert str(seen.other_film.project.pk) not in found(seen, "lighthouse")
    assert seen.by(seen.stranger).get(seen.address("commands"), {"q": "a"}).status_code == 404


@pytest.mark.parametrize("query", ["", "   ", "%", "\\", "'; --", "x" * 500])
def test_odd_words_find_nothing_and_break_nothing(seen: Visit, query: str) -> None:
    assert "command-option" not in found(seen, query)


def test_the_size_of_the_team_does_not_change_the_number_of_queries(
    seen: Visit, django_assert_max_num_queries: Any
) -> None:
    browser = seen.by(seen.viewer)
    browser.get(seen.address("commands"), {"q": "a"})
    with django_assert_max_num_queries(14):
        browser.get(seen.address("commands"), {"q": "a"})
