"""The shot list as a storyboard: on a page, as a PDF for print, as one contact sheet."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.shot_surgery import move_shots, scene_shots
from pipeline.boards import Board, Options, boards_of
from pipeline.boards.animatic import animatic_of
from pipeline.boards.options import CHOICES, PAPERS, STAMP_MAX, SWITCHES
from pipeline.boards.table import COLUMNS as TABLE_COLUMNS
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from pipeline.stages.shots.board_files import MOST, board_file, list_file, scene_asked
from pipeline.views.edits import saved, wants_json
from pipeline.views.history import undoable
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from projects.actions.edits import head_or_404
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS, Move, Size

PAGE = 60  # boards on one page of the browser
LABELS = {
    "paper": "Paper", "turned": "Turned", "grid": "Grid", "order": "Reads in", "time": "Time",
    "text": "Letters", "border": "Border", "number": "Number", "camera": "Camera",
    "action": "Action", "dialogue": "Dialogue", "notes": "Notes", "mark": "Mark where scenes begin",
}  # fmt: skip


@require_safe
@stage_door("shots")
def boards(request: TeamRequest, place: Place) -> HttpResponse:
    """Every shot as a board, ``?scene=slot`` those of one scene, ``?view=strip`` side by side."""
    given = request.GET.dict()
    scene, options = scene_asked(given, place), Options.read(given)
    every = boards_of(place.story, scene)
    shown = window(request, every, PAGE)
    context = stage_context(
        request,
        place,
        here=request.get_full_path(),
        groups=_groups(request, place, shown.items),
        window=shown,
        total=len(every),
        seconds=sum(board.seconds for board in every),
        drawn=sum(bool(board.media) for board in every),
        scenes=_scenes(place, scene),
        scene=scene,
        view="strip" if given.get("view") == "strip" else "grid",
        aspect_text=place.aspect,
        undo=undoable(request, place),
        **_addresses(place, scene),
        **_print_forms(options),
    )
    return render_page(request, "pipeline/stages/boards.html", context)


def _scenes(place: Place, scene: str) -> list[dict[str, Any]]:
    return [
        {"slot": one.slot, "label": f"Scene {one.values['number'] or number}", "current": one.slot == scene}
        for number, one in enumerate(scenes_of(place.story), 1)
    ]


def _addresses(place: Place, scene: str) -> dict[str, str]:
    only = f"?scene={scene}" if scene else ""
    return {
        "boards_url": place.url("shots", "boards"),
        "order_url": place.url("shots", "boards", "order"),
        "move_url": place.url("shots", "scene"),
        "animatic_url": place.url("shots", "boards", "animatic") + only,
        "pdf_url": place.url("shots", "storyboard.pdf").rstrip("/"),
        "sheet_url": place.url("shots", "contact-sheet.png").rstrip("/") + only,
        "list_url": place.url("shots", "shot-list.pdf").rstrip("/"),
    }


def _print_forms(options: Options) -> dict[str, Any]:
    return {
        "choices": [
            {"name": name, "label": LABELS[name], "options": values, "chosen": getattr(options, name)}
            for name, values in CHOICES.items()
        ],
        "switches": [
            {"name": name, "label": LABELS[name], "on": getattr(options, name)} for name in SWITCHES
        ],
        "stamp_max": STAMP_MAX,
        "papers": tuple(PAPERS),
        "list_columns": [
            {"name": column.name, "label": column.label, "on": column.usual} for column in TABLE_COLUMNS
        ],
    }


def _groups(request: TeamRequest, place: Place, shown: list[Board]) -> list[dict[str, Any]]:
    """The boards under their scenes, in which they can be put in another order or moved to another."""
    nodes = {scene.slot: scene.node for scene in scenes_of(place.story)}
    return [
        {
            "slot": slot,
            "node": nodes[slot],
            "heading": group[0].heading,
            "boards": [_card(request, place, board) for board in group],
        }
        for slot, group in ((slot, list(found)) for slot, found in groupby(shown, lambda board: board.slot))
    ]


def _card(request: TeamRequest, place: Place, board: Board) -> dict[str, Any]:
    return {
        "node": board.node,
        "place": board.place,
        "label": board.label,
        "src": address(request.team.slug, board.media, "png") if board.media else "",
        "camera": board.camera,
        "action": board.action,
        "dialogue": board.dialogue,
        "seconds": board.seconds,
        "timecode": board.timecode,
        "opens": board.opens_scene,
        "url": f"{place.url('shots')}?shot={board.node}",
        "fields_url": place.url("shots", "boards", str(board.node), "fields"),
    }


@require_safe
@stage_door("shots", Role.EDITOR)
def fields(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """A board's fields to edit in place. Fetched when they are opened: sixty boards have three hundred."""
    head = head_or_404(place.branch, node, "shot")
    shot: Shot = head.content
    context = {
        "board": {
            "node": node,
            "revision": head.revision_id,
            "action": shot.action,
            "notes": shot.notes,
            "size": str(shot.size),
            "move": str(shot.move),
            "seconds_text": f"{shot.frames / FPS:.2f}".rstrip("0").rstrip("."),
        },
        "cell_url": place.url("shots", "cell"),
        "sizes": list(Size),
        "moves": list(Move),
    }
    return render(request, "pipeline/_board_edit.html", context)


@require_POST
@stage_door("shots", Role.EDITOR)
def order(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the board ``moved`` behind ``after`` (empty: first) in its scene. Says no when one is gone."""
    moved, after = (_node(request.POST.get(name, "")) for name in ("moved", "after"))
    shot = head_or_404(place.branch, moved or UUID(int=0), "shot")
    rest = [head.node_id for head in scene_shots(place.branch, shot.parent_node) if head != shot]
    if after is not None and after not in rest:
        raise Refused("Something in this scene was removed meanwhile, so the order was put back.")
    at = rest.index(after) + 2 if after is not None else 1
    move_shots(place.branch, [shot], at, by=request.user)
    return saved("") if wants_json(request) else redirect(place.url("shots", "boards"))


def _node(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)  # nobody's


@require_safe
@stage_door("shots")
def animatic(request: TeamRequest, place: Place) -> HttpResponse:
    """What plays the boards: each one's picture, seconds, and lines with when and how they are heard."""
    every = boards_of(place.story, scene_asked(request.GET.dict(), place))
    if len(every) > MOST:
        raise Refused(f"An animatic plays {MOST:,} boards; these are {len(every):,}. Choose a scene.")
    team = request.team.slug
    return JsonResponse(
        {
            "aspect": place.aspect,
            "boards": [
                {
                    "label": moment.board.label,
                    "src": address(team, moment.board.media, "png") if moment.board.media else "",
                    "action": moment.board.action,
                    "seconds": round(moment.board.seconds, 3),
                    "lines": [
                        {
                            "text": line.text,
                            "start": round(line.start, 3),
                            "end": round(line.end, 3),
                            "sound": address(team, line.media, "wav") if line.media else "",
                        }
                        for line in moment.lines
                    ],
                }
                for moment in animatic_of(place.story, every)
            ],
        }
    )


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


@require_safe
@stage_door("shots")
def shot_list(request: TeamRequest, place: Place) -> HttpResponse:
    """The shot list as a table on paper, scene by scene, with the columns that were chosen."""
    return list_file(place, request.GET)
