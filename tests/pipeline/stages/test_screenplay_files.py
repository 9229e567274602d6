"""The screenplay as a file: over pages and over the API, in every format, for members alone."""

import pypdfium2
import pytest
from django.test import Client

from accounts.actions.api_keys import create_api_key
from pipeline.actions.importing import bring_screenplay
from pipeline.actions.numbering import lock_numbers, unlock_numbers
from pipeline.actions.screenplays import add_scene, whole_text
from pipeline.outline import scripts_of
from projects.models import Head
from projects.queries.story import load_story
from projects.screenplay import fdx, fountain
from tests.factories.visitors import Visit, assert_guarded, visit

TEXT = "INT. ROOM - DAY\n\nA cat, **asleep**.\n\nMARA\nHello.\n\nJON ^\nNo.\n\nEXT. SEA - NIGHT\n\nWaves.\n"


@pytest.fixture
def brought(db: None) -> Visit:
    seen = visit(title="The Door")
    with seen.inside():
        bring_screenplay(seen.film.branch, seen.film.episode, TEXT, by=seen.owner)
    return seen


def numbers(seen: Visit) -> list[str]:
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        return [script.number for script in story.contents(scripts_of(story))]


@pytest.mark.parametrize(("paper", "height"), [("", 792), ("?paper=a4", 841.89)])
def test_a_pdf_holds_a_title_page_and_the_pages(brought: Visit, paper: str, height: float) -> None:
    answer = brought.by(brought.viewer).get(brought.stage("screenplay", "download", "pdf") + paper)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="the-door.pdf"' in answer["Content-Disposition"]
    document = pypdfium2.PdfDocument(answer.content)
    assert "The Door" in document[0].get_textpage().get_text_range()
    assert "asleep" in document[1].get_textpage().get_text_range()
    assert document[1].get_size()[1] == pytest.approx(height, abs=0.1)


def test_the_page_leads_to_every_file(brought: Visit) -> None:
    page = brought.by(brought.viewer).get(brought.stage("screenplay")).text
    for name in ("download/pdf/", "download/pdf/?paper=a4", "download/fountain/", "download/fdx/"):
        assert f'{brought.stage("screenplay")}{name}"' in page
    assert "Download as PDF" in page


@pytest.mark.parametrize("kind", ["", "pdf", "fountain", "fdx"])
def test_programs_get_the_same_files(brought: Visit, kind: str) -> None:
    with brought.inside():
        _, key = create_api_key(brought.team, name="k", by=brought.owner)
    client = Client(headers={"Authorization": f"Bearer {key}"})
    path = f"/api/v1/teams/{brought.team.slug}/projects/{brought.film.project.pk}/screenplay/"
    answer = client.get(path, {"as": kind} if kind else {})
    assert answer.status_code == 200
    page = brought.by(brought.viewer).get(brought.stage("screenplay", "download", kind or "pdf"))
    assert answer.content == page.content
    assert client.get(path, {"as": "odt"}).status_code == 400
    assert client.get(path, {"paper": "a5"}).status_code == 400


def test_files_are_for_members(brought: Visit) -> None:
    address = brought.stage("screenplay", "download", "pdf")
    assert brought.by(brought.stranger).get(address).status_code == 404
    assert brought.by(brought.viewer).get(brought.stage("screenplay", "download", "odt")).status_code == 404
    api = f"/api/v1/teams/{brought.team.slug}/projects/{brought.film.project.pk}/screenplay/"
    assert brought.by(brought.stranger).get(api).status_code in (403, 404)


def test_an_edit_and_final_draft_change_nothing_else(brought: Visit) -> None:
    with brought.inside():
        before = fountain.parse(whole_text(load_story(brought.film.branch, brought.film.episode))).elements
    data = brought.by(brought.viewer).get(brought.stage("screenplay", "download", "fdx")).content
    assert [element[:4] for element in fdx.read(data).elements] == [element[:4] for element in before]


def test_locked_numbers_stay_and_new_scenes_get_letters(brought: Visit) -> None:
    film = brought.film
    editor = brought.by(brought.editor)
    editor.post(brought.stage("screenplay", "numbers"), {"lock": "1"})
    assert numbers(brought) == ["1", "2"]
    with brought.inside():
        first = Head.objects.get(branch=film.branch, kind="script", slot="i-001")
        text = first.content.text
        add_scene(film.branch, film.episode, by=brought.owner, after=first.node_id)
        lock_numbers(film.branch, film.episode, by=brought.owner)
    assert numbers(brought) == ["1", "1A", "2"]
    assert "#" not in text  # beside the text: no picture goes stale
    assert "#1A#" in editor.get(brought.stage("screenplay"), {"view": "text"}).text
    with brought.inside():
        unlock_numbers(film.branch, film.episode, by=brought.owner)
    assert numbers(brought) == ["", "", ""]


def test_editors_lock_numbers_and_nobody_else(brought: Visit) -> None:
    assert_guarded(brought, brought.stage("screenplay", "numbers"))
    assert numbers(brought) == ["", ""]
