"""All of a film's frames on one picture."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from pipeline.boards.board import Board

ACROSS = 6
WIDE = 320  # pixels of one frame
_EDGE, _LINE = 8, 18
_PAPER, _INK, _EMPTY = "#f4f2ec", "#23211d", "#d9d5cb"


def contact_sheet(
    boards: list[Board], picture: Callable[[Board], Image.Image | None], aspect: float
) -> bytes:
    """A PNG with every frame in order, each with its number; grey where none is drawn yet."""
    high = round(WIDE / aspect)
    rows = max((len(boards) + ACROSS - 1) // ACROSS, 1)
    size = (ACROSS * (WIDE + _EDGE) + _EDGE, rows * (high + _LINE + _EDGE) + _EDGE)
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    for place, board in enumerate(boards):
        row, column = divmod(place, ACROSS)
        x, y = _EDGE + column * (WIDE + _EDGE), _EDGE + row * (high + _LINE + _EDGE)
        found = picture(board)
        sheet.paste(found.resize((WIDE, high)) if found else Image.new("RGB", (WIDE, high), _EMPTY), (x, y))
        pen.text((x, y + high + 3), f"{board.label}  {board.seconds:.1f} s", fill=_INK)
    out = BytesIO()
    sheet.save(out, "PNG", compress_level=4)
    return out.getvalue()
