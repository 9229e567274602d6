"""Texts in stage 1: in order, in chapters, with where they came from; and scenes that find their source."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pipeline.actions.importing import bring_screenplay
from pipeline.queries.materials import MaterialRow, materials
from projects.models import Head
from projects.screenplay import fountain, pdf
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

NOVEL = "\n\n".join(
    f"Chapter {number}\n\n" + f"In the {place} Mara looks for {thing}. " * 30
    for number, (place, thing) in enumerate(
        [("lighthouse", "oil"), ("harbour", "a boat"), ("chapel", "bells")], 1
    )
)


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def upload(seen: Visit, *files: tuple[str, bytes]) -> Any:
    data = {"texts": [SimpleUploadedFile(name, content) for name, content in files]}
    return seen.by(seen.editor).post(seen.stage("idea", "texts", "upload"), data)


def rows(seen: Visit) -> list[MaterialRow]:
    with seen.inside():
        return materials(seen.film.branch, seen.film.episode)


def test_several_texts_come_at_once_and_keep_where_they_came_from(seen: Visit) -> None:
    script = pdf.write(fountain.parse("Just some prose. " * 200))
    upload(seen, ("b.txt", NOVEL.encode()), ("a.pdf", script))
    first, second = rows(seen)
    assert (first.name, first.source, first.bytes) == ("b.txt", "text", len(NOVEL.encode()))
    assert second.came.startswith("PDF")
    assert len(first.sha256) == 64
    assert first.by == str(seen.editor)
    assert "text file" in seen.by(seen.viewer).get(seen.stage("idea")).text


def test_texts_are_put_in_another_order(seen: Visit) -> None:
    upload(seen, ("a.txt", b"First."), ("b.txt", b"Second."), ("c.txt", b"Third."))
    a, b, c = rows(seen)
    editor = seen.by(seen.editor)
    answer = editor.post(
        seen.stage("idea", "texts", "order"), {"moved": str(c.node), "after": ""}, headers=JSON
    )
    assert answer.status_code == 200
    assert [row.name for row in rows(seen)] == ["c.txt", "a.txt", "b.txt"]
    editor.post(seen.stage("idea", "texts", b.node, "move"), {"earlier": "1"})
    assert [row.name for row in rows(seen)] == ["c.txt", "b.txt", "a.txt"]
    gone = {"moved": str(a.node), "after": str(seen.film.episode)}
    assert editor.post(seen.stage("idea", "texts", "order"), gone, headers=JSON).status_code >= 400
    assert_guarded(seen, seen.stage("idea", "texts", "order"))
    assert_guarded(seen, seen.stage("idea", "texts", a.node, "move"))


def test_a_long_text_is_read_by_chapter(seen: Visit) -> None:
    upload(seen, ("novel.txt", NOVEL.encode()))
    address = seen.stage("idea", "texts", rows(seen)[0].node)
    page = seen.by(seen.viewer).get(address, {"chapter": "2"}).text
    assert "In the harbour" in page
    assert "In the chapel" not in page
    assert "Chapter 3" in page  # the list, and the way on
    assert seen.by(seen.viewer).get(address, {"chapter": "99"}).status_code == 200
    assert seen.by(seen.viewer).get(address, {"chapter": "x"}).status_code == 200


def test_a_scene_shows_the_passage_it_may_come_from(seen: Visit) -> None:
    upload(seen, ("novel.txt", NOVEL.encode()))
    with seen.inside():
        text = "INT. CHAPEL - DAY\n\nMara rings the bells of the chapel.\n"
        bring_screenplay(seen.film.branch, seen.film.episode, text, by=seen.owner)
        scene = Head.objects.get(branch=seen.film.branch, kind="script", deleted=False)
    address = seen.stage("screenplay", scene.node_id, "source")
    page = seen.by(seen.viewer).get(address).text
    assert "Chapter 3" in page
    assert "?chapter=3" in page
    assert "bells" in page.partition("Both say:")[2].partition("</p>")[0]
    assert seen.by(seen.stranger).get(address).status_code == 404


@pytest.mark.parametrize("mode", ["expand", "adapt", "rework", "screenplay"])
def test_every_beginning_says_what_it_wants(seen: Visit, mode: str) -> None:
    page = seen.by(seen.editor).get(seen.stage("idea")).text
    assert f'class="muted small mode-hint" data-for="{mode}"' in page
    assert "pdf or docx" in page
    assert "25 MB" in page
