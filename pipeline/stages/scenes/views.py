"""The page of stage 6: the scenes with what each needs, and the breakdown of the one that is selected."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.outline import asset_items, scenes_of, shots_of
from pipeline.queries.places import Place
from pipeline.views.edits import invalid, save_node
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage, selected
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item

PAGE = 100  # scenes on one page
FIELDS = {"synopsis": str, "weather": str, "mood": str}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Every scene: heading, cast, props, length, shots, and how far its frames are."""
    states = States.of(place, place.plan.of_stage("scenes"))
    scenes, scene = scenes_of(place.story), selected(request, place, "selected", "scene")
    shown = window(request, scenes, PAGE, at=scenes.index(scene) if scene in scenes else 0)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        scenes=_rows(request, place, states, shown),
        window=shown,
        totals=_totals(place, scenes),
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        panel=_panel(request, place, scene) if scene else None,
    )
    return render_stage(request, "pipeline/stages/scenes.html", context, "scene-list")


def _rows(request: TeamRequest, place: Place, states: States, shown: Window[Item]) -> list[dict[str, Any]]:
    """The scenes as the list shows them. One query, however many."""
    story, known = place.story, asset_items(place.story)
    names = {key: item.values["name"] for key, item in known.items()}
    story.load(shown.items)
    rows = []
    for number, scene in enumerate(shown.items, shown.first):
        content, shots = story.content(scene), shots_of(story, scene)
        frames = [frame for shot in shots if (frame := story.at("frame", "first", shot.node))]
        key = f"scene:{scene.slot}"
        renewal = states.aged.get(key)
        rows.append(
            {
                "node": scene.node,
                "slot": scene.slot,
                "number": content.number or number,
                "scene": content,
                "key": key,
                "state": states.word(key, approved=place.is_locked),
                "why": states.why(key),
                "renewal": renewal,
                "by_hand": scene.by_hand,
                "location": names.get(content.location, content.place.title()),
                "cast": [names.get(asset, asset.partition(":")[2]) for asset in content.cast],
                "props": [names.get(asset, asset.partition(":")[2]) for asset in content.props],
                "unknown": [asset for asset in (*content.cast, *content.props) if asset not in known],
                "length": length(content.eighths),
                "shots": len(shots),
                "frames": len(frames),
                "approved": sum(frame.values["approved"] for frame in frames),
                "seconds": sum(shot.values["frames"] for shot in shots) / FPS,
                "picture": address(request.team.slug, frames[0].values["media"], "png") if frames else "",
                "shots_url": f"{place.url('shots')}?scene={scene.slot}",
                "current": request.GET.get("selected") == str(scene.node),
            }
        )
    return rows


def _totals(place: Place, scenes: list[Item]) -> dict[str, Any]:
    shots = [shot for scene in scenes for shot in shots_of(place.story, scene)]
    return {
        "scenes": len(scenes),
        "places": len({scene.values["location"] for scene in scenes if scene.values["location"]}),
        "people": len({key for scene in scenes for key in scene.values["cast"]}),
        "shots": len(shots),
        "seconds": sum(shot.values["frames"] for shot in shots) / FPS,
    }


def _panel(request: TeamRequest, place: Place, scene: Item) -> dict[str, Any]:
    """The selected scene's breakdown, as a form. Two queries."""
    story = place.story
    content = story.content(scene)
    assets = asset_items(story)
    pictures = {key: story.at("picture", "key", item.node) for key, item in assets.items()}
    story.load([picture for picture in pictures.values() if picture])

    def choices(kind: str, chosen: list[str]) -> list[dict[str, Any]]:
        return [
            {
                "key": key,
                "name": item.values["name"],
                "checked": key in chosen,
                "src": address(request.team.slug, story.content(picture).media, "png")
                if (picture := pictures[key])
                else "",
            }
            for key, item in sorted(assets.items(), key=lambda pair: pair[0] not in chosen)
            if item.values["type"] == kind
        ]

    return {
        "node": scene.node,
        "revision": scene.revision,
        "scene": content,
        "number": content.number or scenes_of(story).index(scene) + 1,
        "length": length(content.eighths),
        "people": choices("character", content.cast),
        "props": choices("prop", content.props),
        "by_hand": scene.by_hand,
        "links": [
            {"label": "Shot list", "icon": "shots", "url": f"{place.url('shots')}?scene={scene.slot}"},
            {"label": "State", "icon": "state", "url": f"{place.url('state')}?scene={scene.slot}"},
            {"label": "Screenplay", "icon": "screenplay", "url": place.url("screenplay")},
        ],
    }


@require_POST
@stage_door("scenes", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of a breakdown. From then on it is by hand: reading the script again leaves it alone."""
    also: dict[str, Any] = {}
    try:
        if "has_lists" in request.POST:
            also = {"cast": _chosen(request, place, "cast"), "props": _chosen(request, place, "props")}
    except Invalid as refusal:
        return invalid(refusal.sentence, refusal.field)
    return save_node(request, place, node, FIELDS, "scene", **also)


def _chosen(request: TeamRequest, place: Place, name: str) -> list[str]:
    """Keys of the ticked assets. Raises Invalid for one that is not there any more."""
    keys = request.POST.getlist(name)
    if gone := [key for key in keys if key not in asset_items(place.story)]:
        raise Invalid(f"{gone[0].partition(':')[2]} is no longer among the assets.", field=name)
    return keys


def length(eighths: int) -> str:
    """A scene's length in pages, as call sheets write it: "1 3/8"."""
    pages, rest = divmod(eighths, 8)
    return " ".join(part for part in (str(pages) if pages else "", f"{rest}/8" if rest else "") if part)


renew = renew_door("scenes")
