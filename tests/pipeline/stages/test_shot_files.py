"""Stage 7: the shot list leaves as CSV, for spreadsheets and for Kitsu, and comes in after a look at it."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.kernel.errors import Conflict
from pipeline.actions.shot_imports import take_over
from pipeline.queries.places import place_or_404
from pipeline.shotlist.incoming import MOST_ROWS, read_sheet
from pipeline.shotlist.matching import match
from projects.actions.branches import lock_stage
from projects.models import Change, Head
from projects.queries.story import load_story
from tests.factories.shots import PEOPLE, heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 2, 3)
    return found


def shots(seen: Visit) -> list[Head]:
    with seen.inside():
        scenes = {head.node_id: head.position for head in heads(seen.film, "scene")}
        rows = heads(seen.film, "shot")
    return sorted(rows, key=lambda head: (scenes[head.parent_node], head.position))


def out(seen: Visit, query: str = "") -> str:
    answer = seen.by(seen.viewer).get(seen.stage("shots")[:-1] + f"/shots.csv{query}")
    return answer.content.decode("utf-8-sig")


def bring(seen: Visit, data: str | bytes, name: str = "list.csv", **more: Any) -> Any:
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return seen.by(seen.editor).post(seen.stage("shots", "bring"), {"file": file, **more})


def take(seen: Visit, answer: Any) -> Any:
    key = answer.text.partition('name="key" value="')[2].partition('"')[0]
    return seen.by(seen.editor).post(seen.stage("shots", "take"), {"key": key}, follow=True)


def counted(answer: Any) -> tuple[int, int, int, int]:
    assert answer.status_code == 200, answer.context["error"]
    counts = answer.context["counts"]
    return counts["new"], counts["changed"], counts["same"], counts["error"]


def test_what_leaves_comes_back_as_it_was(seen: Visit) -> None:
    with seen.inside():
        rewrite(
            seen.film,
            heads(seen.film, "shot")[0],
            action='=1+1 "quoted", שלום\nsecond line',
            cast=list(PEOPLE),
            sounds=["rain"],
            frames=25,
            setup="A",
        )
    assert counted(bring(seen, out(seen))) == (0, 0, 6, 0)
    assert counted(bring(seen, out(seen, "?for=kitsu"))) == (0, 0, 6, 0)


def test_formulas_leave_as_text(seen: Visit) -> None:
    for number, text in enumerate(("=cmd()", "+1", "-1", "@sum", "\ttab", "plain")):
        with seen.inside():
            rewrite(seen.film, shots(seen)[number], action=text)
    rows = list(csv.DictReader(io.StringIO(out(seen))))
    assert [row["Action"][:2] for row in rows] == ["'=", "'+", "'-", "'@", "'\t", "pl"]


def test_kitsu_gets_its_columns_with_out_as_in_and_frames_say(seen: Visit) -> None:
    rows = list(csv.DictReader(io.StringIO(out(seen, "?for=kitsu"))))
    assert list(rows[0]) == [
        *("Episode", "Sequence", "Name", "Description", "Nb Frames", "Frame In", "Frame Out", "FPS"),
    ]
    assert (rows[4]["Episode"], rows[4]["Sequence"], rows[4]["Name"]) == ("E01", "SC002", "SH0020")
    assert (rows[0]["Nb Frames"], rows[0]["Frame In"], rows[0]["Frame Out"]) == ("72", "1001", "1072")


def test_a_file_is_shown_before_it_does_anything_and_then_taken_as_one_step(seen: Visit) -> None:
    before = shots(seen)
    text = "Scene,Shot,Seconds,Size,Weather\n1,2,2.5,cu,rain\n1,4,5,WS,\n1,1,3,MS,\n2,9,x,MS,\n9,1,3,MS,\n"
    looked = bring(seen, text)
    assert counted(looked) == (1, 1, 1, 2)
    assert [head.revision_id for head in shots(seen)] == [head.revision_id for head in before]
    assert "Weather" in looked.text
    assert "Write the duration in seconds" in looked.text
    assert "There is no scene 9 here." in looked.text
    with seen.inside():
        steps = Change.objects.count()
    done = take(seen, looked)
    assert "1 shots came in, 1 were changed. 2 rows were left out." in done.text
    now = shots(seen)
    assert (now[1].content.frames, str(now[1].content.size)) == (60, "CU")
    assert sorted(head.content.frames for head in now[:4]) == [60, 72, 72, 120]
    with seen.inside():
        assert Change.objects.count() == steps + 1
    undo = done.redirect_chain[0][0].rpartition("=")[2]
    seen.by(seen.editor).post(seen.stage("shots", "undo", undo))
    assert [head.content for head in shots(seen)] == [head.content for head in before]


def test_new_shots_stand_behind_the_row_above_them(seen: Visit) -> None:
    first = shots(seen)[0]
    text = "Scene,Shot,Action\n1,1,Shot 1 of s001\n1,1A,Between\n1,1B,Between too\n2,7,At the end\n"
    take(seen, bring(seen, text))
    now = shots(seen)
    assert [head.content.action for head in now[:3]] == [first.content.action, "Between", "Between too"]
    assert [head.content.number for head in now[:3]] == ["", "1A", "1B"]
    assert now[-1].content.action == "At the end"
    assert counted(bring(seen, text.replace("2,7", "2,4"))) == (0, 0, 4, 0)


def test_a_list_from_kitsu_makes_its_scenes_and_is_found_again(seen: Visit) -> None:
    text = (
        "Episode;Sequence;Name;Description;Nb Frames;FPS\nE01;SQ070;SH0010;Rain;50;25\n"
        "E01;SQ070;SH0020;More rain;12;24\nE02;SQ080;SH0010;Elsewhere;24;24\n"
    )
    looked = bring(seen, text.replace("E02", "E01"), make_scenes="1")
    assert counted(looked) == (3, 0, 0, 0)
    assert "SQ070, SQ080" in looked.text
    take(seen, looked)
    with seen.inside():
        made = [head.content for head in heads(seen.film, "shot") if "ain" in head.content.action]
    assert [shot.frames for shot in made if shot.action.endswith("ain")] == [48, 12]
    again = bring(seen, text.replace("E02", "E01"), make_scenes="1")
    assert counted(again) == (0, 0, 3, 0)


def test_scenes_that_a_file_names_come_before_those_it_numbers(seen: Visit) -> None:
    lines = [f"SQ{number:03},SH0010,Rain {number},24" for number in range(2, 9)]
    text = "\n".join(["Sequence,Name,Description,Frames", *lines])
    take(seen, bring(seen, text, make_scenes="1"))
    assert counted(bring(seen, text, make_scenes="1")) == (0, 0, 7, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "has no words in it"),
        (b"PK\x03\x04" + b"\0" * 40, "Save the sheet as CSV"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "list.csv"),
        ("Colour,Mood\nred,sad\n", "Scene and Shot, or Sequence and Name"),
        ("Scene,Shot\n", "no shots below it"),
        ("Scene,Shot\n" + "1,2\n" * (MOST_ROWS + 5), "20,005 rows; 20,000 can come in"),
    ],
)
def test_files_that_are_no_shot_list_are_refused_in_words(seen: Visit, data: Any, sentence: str) -> None:
    answer = bring(seen, data)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    rows = ["Scene,Shot,Action", "1,1,Mädchen läuft über die Straße", "1,2,Größe und Übermut gehören dazu"]
    text = "\r\n".join(rows).replace(",", delimiter)
    sheet = read_sheet("list.csv", text.encode(encoding))
    assert [row.get("action") for row in sheet.rows] == [row.rpartition(",")[2] for row in rows[1:]]


def test_the_same_shot_twice_is_said_with_its_rows(seen: Visit) -> None:
    looked = bring(seen, "Scene,Shot,Lens\n1,1,35\n1,1,50\n1,8,35\n1,8,50\n,2,35\n1,,35\n")
    assert counted(looked) == (1, 0, 1, 4)
    assert "Row 2 is the same shot." in looked.text
    assert "Row 4 is the same shot." in looked.text
    assert "The scene is missing." in looked.text


def test_a_file_of_which_nothing_can_come_in_changes_nothing(seen: Visit) -> None:
    looked = bring(seen, "Scene,Shot,Lens\n1,1,wide\n")
    assert "There is nothing in it to take over." in looked.text
    assert "That preview is too old" in take(seen, looked).text
    nothing = seen.by(seen.editor).post(seen.stage("shots", "bring"))
    assert nothing.status_code == 422
    assert "Choose a CSV file, or paste the sheet." in nothing.text


def test_shots_changed_since_the_preview_are_not_overwritten(seen: Visit) -> None:
    sheet = read_sheet("list.csv", b"Scene,Shot,Lens\n1,1,85\n")
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        preview = match(sheet, story, elsewhere=[], make_scenes=False)
        rewrite(seen.film, heads(seen.film, "shot")[0], lens=50)
        with pytest.raises(Conflict):
            take_over(seen.film.branch, seen.film.episode, preview, story, by=seen.owner)


def test_rows_of_other_episodes_are_left_out(seen: Visit) -> None:
    with seen.inside():
        place = place_or_404(seen.team.slug, seen.film.project.pk, "main", 1, "shots")
        sheet = read_sheet("a.csv", b"Episode,Sequence,Name\nE01,1,SH0010\nE02,1,SH0010\n")
        preview = match(sheet, place.story, elsewhere=["E02"], make_scenes=False)
    assert (preview.counts["same"], preview.elsewhere) == (1, 1)


def test_files_come_in_from_editors_only(seen: Visit) -> None:
    foreign = seen.stage("shots", "bring", project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("shots", "bring"), foreign=foreign)
    assert_guarded(seen, seen.stage("shots", "bring"), method="get", foreign=foreign)
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "shots", by=seen.owner)
    looked = bring(seen, "Scene,Shot,Lens\n1,1,85\n")
    assert "locked" in take(seen, looked).text
