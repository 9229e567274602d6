"""The drawing is what it was when somebody last looked at it and said so."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.pictures import references
from bench.pictures.cases import CASES, alone, spec
from bench.pictures.likeness import difference
from bench.pictures.sheets import drawn, laid
from bench.pictures.strips import strip

GREY = np.full((36, 64, 3), 128, np.uint8)


@pytest.mark.parametrize("name", list(CASES))
def test_everything_is_drawn_as_its_reference_shows_it(name: str) -> None:
    changed = [str(change) for change in references.changes(name)]
    assert not changed, (
        f"The drawing of {name} has changed. Look: ./studio bench previz --sheet OUT.png --only {name}. "
        f"Meant to be so? {references.UPDATE}"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"expression": "shouting"},
        {"facing": "left"},
        {"pose": "look-down"},
        {"x": 0.6},
    ],
    ids=str,
)
def test_a_change_that_a_person_would_see_is_seen(other: dict) -> None:
    before, after = (
        drawn(references.Tile("", spec(alone("character:elias", "CU", **how))), 64, 36) for how in ({}, other)
    )
    assert difference(before, after).seen


def test_what_rounding_does_is_not_seen() -> None:
    noise = np.random.default_rng(1).integers(-1, 2, GREY.shape)
    assert not difference(GREY, (GREY.astype(int) + noise).astype(np.uint8)).seen


def test_the_measure_is_that_of_the_eye() -> None:
    white, black = np.full_like(GREY, 255), np.zeros_like(GREY)
    assert difference(white, black).mean == pytest.approx(100, abs=0.1)  # L* runs from 0 to 100
    assert difference(GREY, GREY).worst == 0
    assert difference(GREY, GREY[:30]).seen  # another size is another picture


def test_one_spot_is_enough() -> None:
    dotted = GREY.copy()
    dotted[10:14, 10:14] = (0, 0, 255)
    found = difference(GREY, dotted)
    assert found.mean < found.worst
    assert found.seen


def test_references_stay_small() -> None:
    assert sum(file.stat().st_size for file in references.FOLDER.iterdir()) < 1_000_000


def test_updating_keeps_what_is_drawn_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    assert len(references.update("aspects")) == len(references.picked("aspects"))
    assert references.update("aspects") == []
    kept = references.kept("aspects")
    monkeypatch.setattr(references, "kept", lambda name: [255 - picture for picture in kept])
    assert references.changes("aspects")


def test_a_sheet_has_room_for_every_picture() -> None:
    made = laid([("one", GREY)] * 5, columns=2)
    assert made.shape[1] > 2 * 64
    assert made.shape[0] > 3 * 36


def test_specifications_become_a_strip(tmp_path: Path) -> None:
    (tmp_path / "film.json").write_text(json.dumps([spec(alone("character:tom", "WS"))] * 2))
    assert strip(tmp_path / "film.json", 64, 1.0).shape[2] == 3
    (tmp_path / "none.json").write_text("[]")
    with pytest.raises(ValueError, match="shows nothing"):
        strip(tmp_path / "none.json", 64, 1.0)


def test_references_are_written_without_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    references.update("sizes")
    for kept, made in zip(references.kept("sizes"), references.made("sizes"), strict=False):
        assert cv2.absdiff(kept, made).max() == 0
