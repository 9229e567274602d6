"""The page of stage 4: the screenplay as pages, scene by scene, or as one text; and as a file."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from pipeline.actions.numbering import numbers_are_locked
from pipeline.actions.screenplays import state_of, whole_text
from pipeline.graph.plan import outdated
from pipeline.outline import scripts_of, told
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.stages.screenplay.files import FORMATS, screenplay_file
from pipeline.stages.screenplay.laying import Laid, lay_out
from pipeline.stages.screenplay.listening import listening
from pipeline.stages.screenplay.texts import portions, shown
from pipeline.views.cards import rendered
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from pipeline.views.stale import stale_notes, take_cost
from projects.forms.fields import clock, direction
from projects.kinds import Script
from projects.queries.story import Item, Story
from projects.screenplay.scenes import in_eighths

VIEWS = {"pages": "Pages", "write": "Write", "scenes": "Scenes", "text": "Whole text", "listen": "Listen"}
# What the editor's select offers, and its buttons: labels without an icon are their own picture.
KINDS = (
    *(("heading", "Scene heading"), ("action", "Action"), ("character", "Character")),
    *(("parenthetical", "Parenthetical"), ("dialogue", "Dialogue"), ("transition", "Transition")),
    *(("lyrics", "Lyrics"), ("centered", "Centred"), ("note", "Note"), ("synopsis", "Synopsis")),
    *(("section", "Section"), ("boneyard", "Boneyard"), ("page break", "Page break")),
)
TOOLS = (
    {"command": "undo", "label": "Undo", "icon": "undo", "title": "Undo (Ctrl Z)"},
    {"command": "redo", "label": "Redo", "icon": "redo", "title": "Redo (Ctrl Shift Z)"},
    {"command": "bold", "label": "Bold", "icon": "", "title": "Bold (Ctrl B)"},
    {"command": "italic", "label": "Italic", "icon": "", "title": "Italic (Ctrl I)"},
    {"command": "underline", "label": "Underline", "icon": "", "title": "Underline (Ctrl U)"},
    {"command": "dual", "label": "Dual", "icon": "", "title": "Spoken at the same time as the speech before"},
    {"command": "note", "label": "Note", "icon": "", "title": "A note that is never printed"},
    {"command": "reword", "label": "Reword", "icon": "", "title": "Have the line or selection worded again"},
)
PARTIALS = ("script-pages", "script-nav", "script-scenes", "script-text", "script-listen")


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The screenplay; ``?view=`` is pages (to read), write, scenes, text (to write) or listen."""
    wanted = (getattr(request.htmx, "target", "") or "").rpartition("#")[2]
    context = story_context(request, place, **screenplay_context(request, place))
    partial = wanted if wanted in PARTIALS else ""
    return render_page(request, "pipeline/stages/screenplay.html", context, partial=partial)


def screenplay_context(request: TeamRequest, place: Place) -> dict[str, Any]:
    """What the page shows, in the view that was asked for."""
    story = place.story
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "pages"
    paper = "a4" if request.GET.get("paper") == "a4" else "letter"
    items = scripts_of(story)
    story.load([*items, *([brief] if (brief := story.one("brief")) else [])])
    laid = place.kept(("laid out", paper), lambda: _laid(story, items, paper))
    rows = _scene_rows(place, items, laid, view)
    return {
        **(listening(request, place, rows) if view == "listen" else {}),
        "view": view,
        "paper": paper,
        "here": f"{place.url()}?view={view}" + ("&paper=a4" if paper == "a4" else ""),
        "tabs": _tabs(place, view),
        "downloads": _downloads(place),
        "is_told": told(story),
        "idea_url": place.url("idea"),
        "scenes": rows,
        "omitted": _omitted(place),
        "pages": place.kept(("pages", paper), lambda: _pages(laid, paper)) if view == "pages" else [],
        "whole": whole_text(story) if view == "text" else "",
        "whole_dir": direction(story.content(items[0]).text) if items else "",
        "state": state_of(story),
        "kinds": KINDS,
        "tools": TOOLS,
        "numbers_locked": bool(items) and numbers_are_locked(story),
        **_length(place, items, laid),
    }


def _laid(story: Story, items: list[Item], paper: str) -> Laid:
    return lay_out([(item.slot, shown(story.content(item))) for item in items], paper)


def _pages(laid: Laid, paper: str) -> list[SafeString]:
    """The pages as they are shown: one whose words stay is not rendered again."""
    cards = [
        {"paper": paper, "number": number, "rows": [asdict(row) for row in rows]}
        for number, rows in enumerate(laid.pages, 1)
    ]
    return rendered("pipeline/_script_page.html", cards)


def _scene_rows(place: Place, items: list[Item], laid: Laid, view: str) -> list[dict[str, Any]]:
    """The scenes in order with their lengths, and what is out of date about them."""
    units = {unit.target.item.node: unit for unit in place.plan.of_stage("screenplay") if unit.target.item}
    notes = stale_notes(place, list(units.values()))
    changed = reasons([unit for unit in units.values() if outdated(unit.target)])
    first = next(iter(units.values()), None) if view == "scenes" else None
    cost = take_cost(place, first.target.key) if first else ""
    rows = []
    for number, (item, scene) in enumerate(zip(items, laid.scenes, strict=True), 1):
        unit = units.get(item.node)
        key = unit.target.key if unit else ""
        content: Script = place.story.content(item)
        rows.append(
            {
                "node": item.node,
                "slot": item.slot,
                "revision": item.revision,
                "number": scene.number or number,
                "heading": scene.heading or "No heading",
                "has_heading": bool(scene.heading),
                "text": shown(content),
                "dir": direction(content.text) or "ltr",
                "scene": scene,
                "note": notes.get(key),
                "key": key,
                "changed": changed.get(key, ""),
                "take_cost": cost if key else "",
                "several": len(portions(content.text)) > 1,
            }
        )
    return rows


def _omitted(place: Place) -> list[dict[str, Any]]:
    items = [item for item in place.story.of("script") if item.values.get("omitted")]
    return [{"node": item.node, "heading": item.values["heading"] or "A scene"} for item in items]


def _length(place: Place, items: list[Item], laid: Laid) -> dict[str, Any]:
    """Pages and time: by the beats where the story was told from them, else a page a minute."""
    story = place.story
    sheet, brief = story.one("beat_sheet"), story.one("brief")
    beats = {beat.slot: beat.values["seconds"] for beat in story.under("beat", sheet.node)} if sheet else {}
    seconds = sum(
        beats.get(item.values["beat"], scene.seconds) for item, scene in zip(items, laid.scenes, strict=True)
    )
    return {
        "page_count": len(laid.pages),
        "length": in_eighths(laid.eighths),
        "runs": clock(seconds),
        "running_time": clock(brief.values["seconds"]) if brief else "",
    }


def _tabs(place: Place, view: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"{place.url()}?view={name}", "current": name == view, "count": None}
        for name, label in VIEWS.items()
    ]


def _downloads(place: Place) -> list[dict[str, str]]:
    return [
        {
            "label": f"Download as {label}",
            "icon": "download",
            "url": place.url("", "download", extension) + query,
        }
        for extension, label, query in (
            ("pdf", "PDF, US letter", ""),
            ("pdf", "PDF, A4", "?paper=a4"),
            ("fountain", "Fountain", ""),
            ("fdx", "Final Draft (FDX)", ""),
        )
    ]


@require_safe
@stage_door("screenplay")
def download(request: TeamRequest, place: Place, extension: str) -> HttpResponse:
    """The whole screenplay with a title page as a PDF, Fountain or Final Draft file; ``?paper=a4`` for A4."""
    if extension not in FORMATS:
        raise Http404("No such format.")
    paper = "a4" if request.GET.get("paper") == "a4" else "letter"
    title, author = place.project.title, request.team.name
    file = screenplay_file(place.story, extension, title=title, author=author, paper=paper)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.data, content_type=file.mime, headers=headers)
