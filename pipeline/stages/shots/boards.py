"""The shot list as a storyboard: on a page, as a PDF for print, as one contact sheet."""

import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from PIL import Image

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from assets.queries.media import address, local
from pipeline.boards import Board, Heading, Jpeg, Options, boards_of, contact_sheet, storyboard_pdf
from pipeline.boards.contact import WIDE as CONTACT_WIDE
from pipeline.boards.options import CHOICES, STAMP_MAX, SWITCHES
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from projects.kinds.vocabulary import FRAME_SIZES

PAGE = 60  # boards on one page of the browser
MOST = 1_200  # boards in one file
PRINTED = (640, 82)  # width of a printed picture in pixels, quality of its JPEG
LABELS = {
    "paper": "Paper", "turned": "Turned", "grid": "Grid", "order": "Reads in", "time": "Time",
    "text": "Letters", "border": "Border", "camera": "Camera", "action": "Action", "dialogue": "Dialogue",
    "notes": "Notes", "mark": "Mark where scenes begin",
}  # fmt: skip


@require_safe
@stage_door("shots")
def boards(request: TeamRequest, place: Place) -> HttpResponse:
    """Every shot as a board, ``?scene=slot`` those of one scene; with the form that prints them."""
    given = request.GET.dict()
    scene, options = _scene(given, place), Options.read(given)
    every = boards_of(place.story, scene)
    shown = window(request, every, PAGE)
    context = stage_context(
        request,
        place,
        here=request.get_full_path(),
        boards=[_card(request, place, board) for board in shown.items],
        window=shown,
        total=len(every),
        seconds=sum(board.seconds for board in every),
        drawn=sum(bool(board.media) for board in every),
        scenes=[
            {
                "slot": one.slot,
                "label": f"Scene {one.values['number'] or number}",
                "current": one.slot == scene,
            }
            for number, one in enumerate(scenes_of(place.story), 1)
        ],
        scene=scene,
        choices=[
            {"name": name, "label": LABELS[name], "options": values, "chosen": getattr(options, name)}
            for name, values in CHOICES.items()
        ],
        switches=[{"name": name, "label": LABELS[name], "on": getattr(options, name)} for name in SWITCHES],
        stamp_max=STAMP_MAX,
        pdf_url=place.url("shots", "storyboard.pdf").rstrip("/"),
        sheet_url=place.url("shots", "contact-sheet.png").rstrip("/") + (f"?scene={scene}" if scene else ""),
        boards_url=place.url("shots", "boards"),
        aspect_text=place.aspect,
    )
    return render_page(request, "pipeline/stages/boards.html", context)


def _card(request: TeamRequest, place: Place, board: Board) -> dict[str, Any]:
    return {
        "label": board.label,
        "src": address(request.team.slug, board.media, "png") if board.media else "",
        "camera": board.camera,
        "action": board.action,
        "dialogue": board.dialogue,
        "seconds": board.seconds,
        "timecode": board.timecode,
        "opens": board.opens_scene,
        "heading": board.heading,
        "url": f"{place.url('shots')}?shot={board.node}",
    }


@require_safe
@stage_door("shots")
def storyboard(request: TeamRequest, place: Place) -> HttpResponse:
    """The boards as a PDF, printed as the form's fields say."""
    return board_file(place, "pdf", request.GET.dict())


@require_safe
@stage_door("shots")
def contact(request: TeamRequest, place: Place) -> HttpResponse:
    """All frames on one picture."""
    return board_file(place, "png", request.GET.dict())


def board_file(place: Place, kind: str, given: Mapping[str, Any]) -> HttpResponse:
    """The film's boards, or those of the scene that ``given`` names, as a "pdf" or a contact sheet ("png").

    Raises Refused when they are more than one file can take.
    """
    every = boards_of(place.story, _scene(given, place))
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


def _scene(given: Mapping[str, Any], place: Place) -> str:
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
