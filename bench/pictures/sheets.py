"""Contact sheets: many small pictures with a word under each."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.pictures.cases import Case, Tile
from pipeline.previz.draw.lettering import FONTS
from pipeline.previz.draw.picture import rendered

GROUND, INK, WORDS = (24, 23, 26), (214, 208, 198), 16
Picture = np.ndarray  # uint8, height x width x 3, blue green red


def drawn(tile: Tile, width: int, height: int) -> Picture:
    """A tile's picture, letterboxed into ``width`` x ``height``."""
    w, h = (float(side) for side in tile.spec.get("frame", (1280, 720)))
    scale = min(width / w, height / h)
    inner = max(2, round(w * scale)), max(2, round(h * scale))
    # Drawn larger and averaged: what a reader of the sheet sees is the picture, not its staircase.
    made = rendered(tile.spec, inner[0] * 2, inner[1] * 2)[:, :, :3]
    return boxed(cv2.resize(made, inner, interpolation=cv2.INTER_AREA), width, height)


def boxed(picture: Picture, width: int, height: int) -> Picture:
    """``picture`` in the middle of a dark ``width`` x ``height``."""
    out = np.full((height, width, 3), GROUND[::-1], np.uint8)
    rows, columns = picture.shape[:2]
    top, left = (height - rows) // 2, (width - columns) // 2
    out[top : top + rows, left : left + columns] = picture
    return out


def sheet(case: Case, wide: int) -> Picture:
    """The contact sheet of a case; every tile is ``wide`` pixels wide."""
    height = round(wide * case.shape[1] / case.shape[0])
    pictures = [(tile.label, drawn(tile, wide, height)) for tile in case.tiles]
    return laid(pictures, case.columns)


def laid(pictures: list[tuple[str, Picture]], columns: int) -> Picture:
    """Labelled pictures of one size in rows of ``columns``."""
    rows, wide = pictures[0][1].shape[:2]
    lines = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (wide + 4) + 4, lines * (rows + WORDS + 4) + 4), GROUND)
    pen, font = ImageDraw.Draw(whole), ImageFont.truetype(str(FONTS / "NotoSans-Medium.ttf"), 11)
    for index, (label, picture) in enumerate(pictures):
        x, y = 4 + index % columns * (wide + 4), 4 + index // columns * (rows + WORDS + 4)
        whole.paste(Image.fromarray(picture[:, :, ::-1]), (x, y))
        pen.text((x + 2, y + rows + 1), label[: max(6, wide // 6)], INK, font)
    return np.asarray(whole)[:, :, ::-1]


def stacked(parts: list[Picture]) -> Picture:
    """Sheets below each other, padded to one width."""
    wide = max(part.shape[1] for part in parts)
    out = []
    for part in parts:
        room = np.full((part.shape[0], wide, 3), GROUND[::-1], np.uint8)
        room[:, : part.shape[1]] = part
        out.append(room)
    return np.vstack(out)


def write(picture: Picture, path: Path) -> None:
    """Save a sheet as PNG. Raises OSError where it cannot be written."""
    done, data = cv2.imencode(".png", np.ascontiguousarray(picture))
    assert done
    path.write_bytes(data.tobytes())
