"""Small pictures of how everything is drawn today, kept beside the tests, and what differs from them."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from bench.pictures.cases import CASES, Tile
from bench.pictures.likeness import Difference, Picture, difference
from bench.pictures.sheets import drawn

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "previz" / "references"
WIDE, TALL, COLUMNS = 64, 36, 8  # pixels of one picture, pictures in a row
UPDATE = "./studio bench previz --update-references"
# Of each case, every so manieth picture: enough that no part of the drawing is left out.
EVERY = {
    "expressions": 5, "poses": 2, "places": 1, "weathers": 5, "styles": 1, "sizes": 4, "states": 2,
    "aspects": 3, "props": 4, "hands": 3, "angles": 1,
}  # fmt: skip


class Change(NamedTuple):
    """One picture that is not drawn as its reference shows it."""

    label: str
    by: Difference

    def __str__(self) -> str:
        return f"{self.label}: {self.by.mean:.1f} on the whole, {self.by.worst:.0f} where it is largest"


def picked(name: str) -> list[Tile]:
    """The pictures of a case that have references."""
    return CASES[name]().tiles[:: EVERY[name]]


def made(name: str) -> list[Picture]:
    """Those pictures as they are drawn now."""
    return [drawn(tile, WIDE, TALL) for tile in picked(name)]


def path(name: str) -> Path:
    """Where the references of a case lie."""
    return FOLDER / f"{name}.webp"


def kept(name: str) -> list[Picture]:
    """The references of a case; empty where there are none yet."""
    whole = cv2.imread(str(path(name)), cv2.IMREAD_COLOR) if path(name).exists() else None
    if whole is None:
        return []
    rows, columns = whole.shape[0] // TALL, whole.shape[1] // WIDE
    return [
        whole[row * TALL : (row + 1) * TALL, column * WIDE : (column + 1) * WIDE]
        for row in range(rows)
        for column in range(columns)
    ]


def changes(name: str) -> list[Change]:
    """What of a case a person would see to be drawn differently from its references."""
    return _changes(name, made(name))


def _changes(name: str, pictures: list[Picture]) -> list[Change]:
    before = kept(name)
    blank = np.zeros((TALL, WIDE, 3), np.uint8)
    out = []
    for index, (tile, now) in enumerate(zip(picked(name), pictures, strict=True)):
        by = difference(before[index] if index < len(before) else blank, now)
        if by.seen:
            out.append(Change(tile.label, by))
    return out


def update(name: str) -> list[Change]:
    """Keep a case as it is drawn now; what a person would see to have changed."""
    pictures = made(name)
    found = _changes(name, pictures)
    if not found and len(kept(name)) >= len(pictures):
        return []
    blank = np.zeros((TALL, WIDE, 3), np.uint8)
    pictures += [blank] * (-len(pictures) % COLUMNS)
    rows = [np.hstack(pictures[at : at + COLUMNS]) for at in range(0, len(pictures), COLUMNS)]
    FOLDER.mkdir(exist_ok=True)
    done, data = cv2.imencode(".webp", np.vstack(rows), [cv2.IMWRITE_WEBP_QUALITY, 101])  # without loss
    assert done
    path(name).write_bytes(data.tobytes())
    return found
