"""The shot list's boards as files: a PDF for print, a contact sheet."""

import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from accounts.kernel.errors import Refused
from assets.queries.media import local
from pipeline.boards import Board, Heading, Jpeg, Options, boards_of, contact_sheet, storyboard_pdf
from pipeline.boards.contact import WIDE as CONTACT_WIDE
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from projects.kinds.vocabulary import FRAME_SIZES

MOST = 1_200  # boards in one file
PRINTED = (640, 82)  # width of a printed picture in pixels, quality of its JPEG


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
            return _file(
                place, _contact_sheet(every, files, _aspect(place)), "contact-sheet.png", "image/png"
            )
        data = _printed(place, every, files, Options.read(given))
    return _file(place, data, "storyboard.pdf", "application/pdf")


def _printed(place: Place, every: list[Board], files: dict[str, Path], options: Options) -> bytes:
    heading = Heading(
        title=place.project.title,
        episode=str(place.episode.content.title) if len(place.episodes) > 1 else "",
        date=timezone.localdate().isoformat(),
        branch="" if place.branch.is_main else place.branch.name,
    )

    def picture(board: Board) -> Jpeg | None:
        return _jpeg(files[board.media]) if board.media in files else None

    return storyboard_pdf(every, heading, options, _aspect(place), picture)


def _contact_sheet(every: list[Board], files: dict[str, Path], aspect: float) -> bytes:
    def picture(board: Board) -> Image.Image | None:
        return _opened(files[board.media], CONTACT_WIDE) if board.media in files else None

    return contact_sheet(every, picture, aspect)


def scene_asked(given: Mapping[str, Any], place: Place) -> str:
    """The slot of the scene that is wanted, if there is such a scene; empty for the whole film."""
    wanted = str(given.get("scene", ""))
    return wanted if any(scene.slot == wanted for scene in scenes_of(place.story)) else ""


def _files(boards: list[Board], folder: Path) -> dict[str, Path]:
    shas = list(dict.fromkeys(board.media for board in boards if board.media))
    return dict(zip(shas, local(shas, folder), strict=True))


def _opened(path: Path, width: int) -> Image.Image:
    """A picture, no wider than ``width`` pixels."""
    with Image.open(path) as kept:
        found = kept.convert("RGB")
    if found.width > 2 * width:
        found = found.reduce(found.width // width)
    found.thumbnail((width, 4 * width))
    return found


def _jpeg(path: Path) -> Jpeg:
    width, quality = PRINTED
    found, out = _opened(path, width), BytesIO()
    found.save(out, "JPEG", quality=quality)
    return Jpeg(out.getvalue(), found.width, found.height)


def _aspect(place: Place) -> float:
    width, height = FRAME_SIZES[place.aspect]
    return width / height


def _file(place: Place, data: bytes, name: str, mime: str) -> HttpResponse:
    whole = f"{slugify(place.project.title) or 'film'}-{name}"
    headers = {"Content-Disposition": f'inline; filename="{whole}"'}
    return HttpResponse(data, content_type=mime, headers=headers)
