"""The shot list's boards as files: a PDF for print, a contact sheet."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from accounts.kernel.errors import Refused
from assets.queries.media import local
from pipeline.boards import (
    Board,
    Heading,
    Jpeg,
    Options,
    boards_of,
    contact_sheet,
    pixels_wide,
    storyboard_pdf,
)
from pipeline.boards.contact import WIDE as CONTACT_WIDE
from pipeline.boards.pictures import jpeg_of, opened
from pipeline.boards.table import table_pdf
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from projects.kinds.vocabulary import FRAME_SIZES

MOST = 1_200  # boards in one file
MOST_ROWS = 5_000  # shots in one table


def board_file(place: Place, kind: str, given: Mapping[str, Any]) -> HttpResponse:
    """The film's boards, or those of the scene that ``given`` names, as a "pdf" or a contact sheet ("png").

    Raises Refused when they are more than one file can take.
    """
    every = boards_of(place.story, scene_asked(given, place))
    if len(every) > MOST:
        raise Refused(f"A file takes {MOST:,} boards; this would be {len(every):,}. Choose a scene.")
    with tempfile.TemporaryDirectory() as folder:
        files = _files(every, Path(folder))
        if kind == "png":
            data = contact_of(every, files, _aspect(place))
            return _file(place, data, "contact-sheet.png", "image/png")
        data = printed(every, files, _heading(place), Options.read(given), _aspect(place))
    return _file(place, data, "storyboard.pdf", "application/pdf")


def list_file(place: Place, given: QueryDict) -> HttpResponse:
    """The shot list of the film, or of the scene that ``given`` names, as a table on paper.

    ``column`` names the columns, as often as wanted. Raises Refused when it is too long for one file.
    """
    every = boards_of(place.story, scene_asked(given, place))
    if len(every) > MOST_ROWS:
        raise Refused(f"A file takes {MOST_ROWS:,} shots; this would be {len(every):,}. Choose a scene.")
    data = table_pdf(every, _heading(place), given.get("paper", "a4"), given.getlist("column"))
    return _file(place, data, "shot-list.pdf", "application/pdf")


def printed(
    every: list[Board], files: Mapping[str, Path], heading: Heading, options: Options, aspect: float
) -> bytes:
    """Boards as a PDF, with ``files`` by SHA-256 as their pictures, no finer than print can show."""
    wide = pixels_wide(options, aspect)

    def picture(board: Board) -> Jpeg | None:
        return jpeg_of(files[board.media], wide) if board.media in files else None

    return storyboard_pdf(every, heading, options, aspect, picture)


def contact_of(every: list[Board], files: Mapping[str, Path], aspect: float) -> bytes:
    """Boards on one PNG."""

    def picture(board: Board) -> Image.Image | None:
        return opened(files[board.media], CONTACT_WIDE) if board.media in files else None

    return contact_sheet(every, picture, aspect)


def _heading(place: Place) -> Heading:
    return Heading(
        title=place.project.title,
        episode=str(place.episode.content.title) if len(place.episodes) > 1 else "",
        date=timezone.localdate().isoformat(),
        branch="" if place.branch.is_main else place.branch.name,
    )


def scene_asked(given: Mapping[str, Any], place: Place) -> str:
    """The slot of the scene that is wanted, if there is such a scene; empty for the whole film."""
    wanted = str(given.get("scene", ""))
    return wanted if any(scene.slot == wanted for scene in scenes_of(place.story)) else ""


def _files(boards: list[Board], folder: Path) -> dict[str, Path]:
    shas = list(dict.fromkeys(board.media for board in boards if board.media))
    return dict(zip(shas, local(shas, folder), strict=True))


def _aspect(place: Place) -> float:
    width, height = FRAME_SIZES[place.aspect]
    return width / height


def _file(place: Place, data: bytes, name: str, mime: str) -> HttpResponse:
    whole = f"{slugify(place.project.title) or 'film'}-{name}"
    headers = {"Content-Disposition": f'inline; filename="{whole}"'}
    return HttpResponse(data, content_type=mime, headers=headers)
