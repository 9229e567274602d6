"""Files looked at before they are brought: listed, judged, put in order, left out, then brought together."""

import io
import zipfile
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.kernel import scope
from pipeline.jobs.tidy import forget_staged_texts
from pipeline.models import StagedText
from pipeline.queries.materials import materials
from projects.actions.branches import lock_stage
from projects.screenplay import fountain, pdf
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

SCRIPT = "INT. LAMP ROOM - NIGHT\n\nRain.\n\nMARA\nHello.\n"


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def look(seen: Visit, *files: tuple[str, bytes], who: Any = None, **more: Any) -> Any:
    data = {"texts": [SimpleUploadedFile(name, content) for name, content in files], **more}
    return seen.by(who or seen.editor).post(seen.stage("idea", "texts", "look"), data)


def staged(seen: Visit) -> list[StagedText]:
    with seen.inside():
        return list(StagedText.objects.filter(created_by=seen.editor).order_by("place"))


def names(seen: Visit) -> list[str]:
    return [row.name for row in staged(seen)]


def brought(seen: Visit) -> list[str]:
    with seen.inside():
        return [row.name for row in materials(seen.film.branch, seen.film.episode)]


def page(seen: Visit) -> str:
    return str(seen.by(seen.editor).get(seen.stage("idea")).text)


def test_chosen_files_are_listed_with_what_they_are_and_nothing_is_brought_yet(seen: Visit) -> None:
    prose = pdf.write(fountain.parse("The rain came down over the harbour. " * 200))
    answer = look(seen, ("a.pdf", prose), ("b.fdx", SCRIPT.encode()), ("c.md", b"# Notes\n\nBe brief."))
    assert answer["Location"] == seen.stage("idea") + "#idea-staged"
    first, second, third = staged(seen)
    assert first.source == "pdf"
    assert first.words > 1_000
    assert second.format == "fountain", "what a file is is judged by its content, not its name"
    assert third.opening == "# Notes Be brief."
    shown = page(seen)
    assert "Bring 3 texts in" in shown
    assert f"{first.words:,} words" in shown
    assert "Be brief." in shown
    assert "up to 25 MB" in shown, "limits are stated"
    assert brought(seen) == []
    assert "Chosen, not yet" not in seen.by(seen.owner).get(seen.stage("idea")).text, "a person's own list"


def test_they_are_put_in_order_left_out_and_brought_in_together(seen: Visit) -> None:
    look(seen, ("a.txt", b"First."), ("b.txt", b"Second."), ("c.txt", b"Third."))
    a, b, c = staged(seen)
    editor = seen.by(seen.editor)
    editor.post(seen.stage("idea", "texts", "staged", c.pk), {"earlier": "1"})
    assert names(seen) == ["a.txt", "c.txt", "b.txt"]
    order = seen.stage("idea", "texts", "staged", "order")
    assert editor.post(order, {"moved": str(b.pk), "after": ""}, headers=JSON).status_code == 200
    assert names(seen) == ["b.txt", "a.txt", "c.txt"]
    assert editor.post(order, {"moved": str(uuid4()), "after": ""}, headers=JSON).status_code >= 400
    editor.post(seen.stage("idea", "texts", "staged", b.pk), {"later": "1"})
    editor.post(seen.stage("idea", "texts", "staged", a.pk), {"remove": "1"})
    assert names(seen) == ["b.txt", "c.txt"]
    answer = editor.post(seen.stage("idea", "texts", "staged"))
    assert answer["Location"].startswith(seen.stage("idea"))
    assert brought(seen) == ["b.txt", "c.txt"]
    assert staged(seen) == []
    assert "Bring 2 texts" not in page(seen)


def test_whoever_brings_a_novel_to_an_idea_is_told_how_all_of_it_is_read(seen: Visit) -> None:
    look(seen, ("novel.txt", b"Rain fell on the harbour. " * 1_000))
    answer = seen.by(seen.editor).post(seen.stage("idea", "texts", "staged"), follow=True)
    assert "novel.txt is long" in answer.text


def bomb() -> bytes:
    """A Word document of some kilobytes that unpacks to 400 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b"<w:p/>" * (4 * 1024 * 1024 // 6))
    return packed.getvalue()


BAD = [
    ("empty.txt", b"  \n", "is empty"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "is a picture"),
    ("half.fdx", b'<?xml version="1.0"?><FinalDraft><Content>', "not a complete Final Draft file"),
    ("torn.pdf", b"%PDF-1.7 nothing", "torn.pdf"),
    ("large.txt", b"word " * 1_100_000, "5.2 MB"),
    ("odd.docx", b"PK\x03\x04" + b"\0" * 99, "odd.docx"),
]


def test_each_bad_file_gets_its_sentence_and_the_others_are_kept(seen: Visit) -> None:
    files = [("good.txt", b"A good text."), *((name, data) for name, data, _ in BAD), ("last.txt", b"Last.")]
    look(seen, *files, ("bomb.docx", bomb()), declared=[f"{2 * 1024**3} novel.pdf", "junk", "-1 x", "5"])
    errors = {row.name: row.error for row in staged(seen)}
    assert errors["good.txt"] == errors["last.txt"] == ""
    for name, _, sentence in BAD:
        assert sentence in errors[name], name
        assert errors[name] in page(seen).replace("&#x27;", "'"), name
    assert "bomb.docx" in errors["bomb.docx"]
    assert errors["novel.pdf"] == "novel.pdf has 2,048.0 MB; it may have up to 25 MB."
    assert len(errors) == len(BAD) + 4
    seen.by(seen.editor).post(seen.stage("idea", "texts", "staged"))
    assert sorted(brought(seen)) == ["good.txt", "last.txt"]


def test_what_is_brought_at_once_with_a_bad_file_among_it_is_listed_and_not_lost(seen: Visit) -> None:
    files = [SimpleUploadedFile("a.txt", b"Fine."), SimpleUploadedFile("b.txt", b"")]
    files[1].file.write(b"\0")
    answer = seen.by(seen.editor).post(seen.stage("idea", "texts", "upload"), {"texts": files})
    assert answer.status_code == 422
    assert "b.txt" in answer.text
    assert names(seen) == ["a.txt", "b.txt"]
    assert brought(seen) == []


def test_a_file_chosen_twice_is_listed_once_and_there_are_never_too_many(seen: Visit) -> None:
    look(seen, ("a.txt", b"First."))
    look(seen, ("a.txt", b"First."))
    assert names(seen) == ["a.txt"]
    look(seen, *((f"{number}.txt", str(number).encode()) for number in range(19)))
    answer = look(seen, ("more.txt", b"More."))
    assert answer.status_code == 422
    assert "no more than 20" in answer.text
    assert len(names(seen)) == 20
    assert look(seen).status_code == 422
    seen.by(seen.editor).post(seen.stage("idea", "texts", "staged"), {"clear": "1"})
    assert names(seen) == []


def test_a_locked_stage_keeps_the_list(seen: Visit) -> None:
    look(seen, ("a.txt", b"First."))
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "idea", by=seen.owner)
    seen.by(seen.editor).post(seen.stage("idea", "texts", "staged"))
    assert names(seen) == ["a.txt"]
    assert brought(seen) == []


def test_the_list_is_a_persons_own_and_guarded(seen: Visit) -> None:
    look(seen, ("a.txt", b"First."))
    row = staged(seen)[0].pk
    for rest in (("look",), ("staged",), ("staged", "order"), ("staged", row)):
        assert_guarded(seen, seen.stage("idea", "texts", *rest))
    seen.by(seen.owner).post(seen.stage("idea", "texts", "staged", row), {"remove": "1"})
    seen.by(seen.owner).post(seen.stage("idea", "texts", "staged"))
    assert names(seen) == ["a.txt"]


def test_twenty_files_cost_no_more_queries_than_one(seen: Visit, django_assert_max_num_queries: Any) -> None:
    look(seen, ("first.txt", b"Words. " * 50_000))
    page(seen)
    with django_assert_max_num_queries(100) as one:
        page(seen)
        few = len(one)
    look(seen, *((f"{number}.txt", b"Words. " * 50_000) for number in range(19)))
    with django_assert_max_num_queries(few):
        page(seen)


@pytest.mark.django_db
def test_files_that_nobody_brings_in_are_forgotten(seen: Visit) -> None:
    look(seen, ("a.txt", b"First."), ("b.txt", b"Second."))
    old: UUID = staged(seen)[0].pk
    with scope.team(seen.team.pk), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pipeline_stagedtext SET created_at = now() - interval '3 days' WHERE id = %s", [old]
        )
    assert forget_staged_texts() == 1
    assert names(seen) == ["b.txt"]
