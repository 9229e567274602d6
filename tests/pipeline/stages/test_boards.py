"""Stage 7 as a storyboard: its page, its PDF, its contact sheet."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from pipeline.stages.shots import board_files
from projects.actions.commit import Edit, commit
from projects.kinds import Line
from tests.factories.shots import PEOPLE, SHA, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

FILES = {"storyboard.pdf": (b"%PDF-1.7", "application/pdf"), "contact-sheet.png": (b"\x89PNG", "image/png")}


@pytest.fixture
def seen(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Two scenes of three shots, whose frames are all one small picture."""
    file = tmp_path_factory.mktemp("media") / "frame.png"
    Image.new("RGB", (1280, 720), "#335577").save(file)
    monkeypatch.setattr(board_files, "local", lambda shas, folder: [file for _ in shas])
    found = visit(title="The door")
    with found.inside():
        written(found.film, 2, 3)
    return found


def file_url(seen: Visit, name: str) -> str:
    return seen.stage("shots", name).rstrip("/")


def test_an_empty_film_has_no_boards(db: None) -> None:
    found = visit()
    assert "No boards yet" in found.by(found.viewer).get(found.stage("shots", "boards")).text


def test_every_shot_is_a_board_in_the_order_of_the_film(seen: Visit) -> None:
    text = seen.by(seen.viewer).get(seen.stage("shots", "boards")).text
    assert text.count('class="board"') == 6
    assert text.index(">1-3<") < text.index(">2-1<")
    with seen.inside():
        scene = heads(seen.film, "scene")[0]
    one = seen.by(seen.viewer).get(seen.stage("shots", "boards") + f"?scene={scene.slot}").text
    assert one.count('class="board"') == 3
    assert "boards/" in seen.by(seen.viewer).get(seen.stage("shots")).text


@pytest.mark.parametrize("name", FILES)
def test_the_boards_are_taken_away_as_files(seen: Visit, name: str) -> None:
    answer = seen.by(seen.viewer).get(file_url(seen, name) + "?grid=4x4&stamp=DRAFT&scene=nowhere")
    begins, mime = FILES[name]
    assert answer.status_code == 200
    assert answer["Content-Type"] == mime
    assert answer.content.startswith(begins)
    assert "the-door" in answer["Content-Disposition"]
    if mime == "image/png":
        Image.open(BytesIO(answer.content)).load()


@pytest.mark.parametrize("name", FILES)
def test_strangers_get_nothing(seen: Visit, name: str) -> None:
    assert seen.by(seen.stranger).get(file_url(seen, name)).status_code == 404
    foreign = seen.stage("shots", name, project=seen.other_film.project.pk).rstrip("/")
    assert seen.by(seen.owner).get(foreign).status_code == 404
    assert seen.by(seen.stranger).get(seen.stage("shots", "boards")).status_code == 404


def test_more_boards_than_a_file_takes_are_refused(seen: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_files, "MOST", 5)
    answer = seen.by(seen.viewer).get(file_url(seen, "storyboard.pdf"))
    assert answer.status_code == 409
    assert "Choose a scene" in answer.text


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    few = queries(seen.by(seen.editor), seen.stage("shots", "boards"))
    many = beside(seen, 2, 30)
    assert queries(many.by(many.editor), many.stage("shots", "boards")) == few <= 8


def boards(seen: Visit, query: str = "") -> str:
    return str(seen.by(seen.editor).get(seen.stage("shots", "boards") + query).text)


def shots(seen: Visit) -> list[Any]:
    """The first scene's shots, in order."""
    with seen.inside():
        scene = heads(seen.film, "scene")[0].node_id
        rows = [head for head in heads(seen.film, "shot") if head.parent_node == scene]
        return sorted(rows, key=lambda head: head.position)


def test_a_board_is_put_behind_another_and_what_is_gone_is_refused(seen: Visit) -> None:
    first, second, third = (head.node_id for head in shots(seen))
    address = seen.stage("shots", "boards", "order")
    answer = seen.by(seen.editor).post(address, {"moved": first, "after": second}, headers=JSON)
    assert answer.status_code == 200
    assert [head.node_id for head in shots(seen)] == [second, first, third]
    seen.by(seen.editor).post(address, {"moved": third, "after": ""}, headers=JSON)
    assert [head.node_id for head in shots(seen)] == [third, second, first]
    with seen.inside():
        stranger = next(
            head for head in heads(seen.film, "shot") if head.node_id not in (first, second, third)
        )
    wrong = seen.by(seen.editor).post(address, {"moved": first, "after": stranger.node_id}, headers=JSON)
    assert wrong.status_code == 409
    assert seen.by(seen.editor).post(address, {"moved": "x", "after": ""}).status_code == 404
    assert [head.node_id for head in shots(seen)] == [third, second, first]


def test_a_boards_fields_are_cells_of_the_shot_list(seen: Visit) -> None:
    assert boards(seen).count("/fields/") == 6
    head = shots(seen)[0]
    fields = seen.stage("shots", "boards", head.node_id, "fields")
    assert seen.by(seen.editor).get(fields).text.count('class="board-cell"') == 5
    given = {"id": head.node_id, "field": "seconds", "value": "2,5", "expected": head.revision_id}
    assert seen.by(seen.editor).post(seen.stage("shots", "cell"), given, headers=JSON).status_code == 200
    assert 'value="2.5"' in seen.by(seen.editor).get(fields).text
    assert "/fields/" not in seen.by(seen.viewer).get(seen.stage("shots", "boards")).text
    assert_guarded(seen, fields, method="get")


def test_boards_stand_in_a_strip_or_on_a_grid(seen: Visit) -> None:
    assert 'data-view="grid"' in boards(seen)
    assert 'data-view="strip"' in boards(seen, "?view=strip")


def test_an_animatic_has_every_board_with_its_words_in_time(seen: Visit) -> None:
    with seen.inside():
        shot = shots(seen)[0]
        said = [{"speaker": PEOPLE[0], "text": "It is late."}, {"speaker": PEOPLE[0], "text": "Come."}]
        rewrite(seen.film, shot, utterances=said, frames=240)
        inside = {"parent": shot.node_id, "episode": seen.film.episode}
        spoken = Edit.new(Line(media=SHA, seconds=1.25), "u2", **inside)  # type: ignore[arg-type]
        commit(seen.film.branch, [spoken], by=seen.owner)
    found = seen.by(seen.viewer).get(seen.stage("shots", "boards", "animatic")).json()["boards"]
    assert len(found) == 6
    first, second = found[0]["lines"]
    assert (found[0]["seconds"], first["text"], first["sound"]) == (10, "MARA: It is late.", "")
    assert second["sound"].endswith(".wav")
    assert second["end"] - second["start"] == 1.25
    assert 0 < first["start"] < first["end"] < second["start"]
    scene = seen.by(seen.viewer).get(seen.stage("shots", "boards", "animatic") + "?scene=s001").json()
    assert len(scene["boards"]) == 3


def test_the_shot_list_is_taken_away_as_a_table(seen: Visit) -> None:
    answer = seen.by(seen.viewer).get(file_url(seen, "shot-list.pdf") + "?column=number&column=action")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-1.7")


def test_who_may_order_and_play_boards(seen: Visit) -> None:
    for rest in (("boards", "order"),):
        foreign = seen.stage("shots", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("shots", *rest), foreign=foreign)
    for rest in (("boards", "animatic"), ("shot-list.pdf",)):
        address = seen.stage("shots", *rest).removesuffix("/" if rest[0].endswith("pdf") else "")
        assert seen.by(seen.stranger).get(address).status_code == 404


def test_an_animatic_asks_no_more_for_more_boards(seen: Visit) -> None:
    few = queries(seen.by(seen.editor), seen.stage("shots", "boards", "animatic"))
    many = beside(seen, 2, 30)
    assert queries(many.by(many.editor), many.stage("shots", "boards", "animatic")) == few <= 8
