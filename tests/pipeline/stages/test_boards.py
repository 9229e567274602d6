"""Stage 7 as a storyboard: its page, its PDF, its contact sheet."""

from io import BytesIO

import pytest
from PIL import Image

from pipeline.stages.shots import board_files
from tests.factories.shots import beside, heads, queries, written
from tests.factories.visitors import Visit, visit

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
