"""The shot list as a storyboard: on a page, as a PDF for print, as one contact sheet."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from assets.queries.media import address
from pipeline.boards import Board, Options, boards_of
from pipeline.boards.options import CHOICES, STAMP_MAX, SWITCHES
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from pipeline.stages.shots.board_files import board_file, scene_asked
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door

PAGE = 60  # boards on one page of the browser
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
    scene, options = scene_asked(given, place), Options.read(given)
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
