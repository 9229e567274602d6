"""The right panel: the shot that is selected, its takes, what they cost, and what the model was told."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest
from accounts.kernel.ids import uuid7
from accounts.kernel.pages import render_page
from assets.queries.media import address
from pipeline.outline import asset_items, labels_of, path_of
from pipeline.queries.places import Place
from pipeline.queries.takes import history, strip, told
from pipeline.shotlist.columns import seconds_text
from pipeline.views.renewing import States
from projects.kinds import Shot
from projects.kinds.stages import STAGE_OF_KIND
from projects.queries.story import Item

# For each step whose takes the panel shows: kind and slot of what holds them, ending of its files.
HOLDERS = {"frame": ("frame", "first", "png"), "clip": ("clip", "clip", "mp4")}


def render_stage(request: TeamRequest, template: str, context: dict[str, Any], partial: str) -> HttpResponse:
    """The page, or only its part ``partial`` with the panel beside it, when that is what is refreshed."""
    wanted = (getattr(request.htmx, "target", "") or "").rpartition("#")[2]
    source = (getattr(request.htmx, "source", "") or "").rpartition("#")[2]
    more = {
        "fragment": wanted == partial,
        "answers_press": source != partial,  # and not only news: then it brings what there is to say
        "form_key": uuid7().hex,
    }
    return render_page(request, template, context | more, partial=partial)


def selected(request: TeamRequest, place: Place, name: str, kind: str) -> Item | None:
    """The item that ``?<name>=<node>`` points to, if it is of ``kind`` and still there."""
    try:
        node = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    found = place.story.by_node.get(node)
    return found if found and found.kind == kind else None


def shot_panel(request: TeamRequest, place: Place, states: States, step: str) -> dict[str, Any] | None:
    """What ``pipeline/_shot_panel.html`` shows of the shot ``?shot=``; None without one. Three queries."""
    story = place.story
    shot = selected(request, place, "shot", "shot")
    scene = story.by_node.get(shot.parent) if shot and shot.parent else None
    if shot is None or scene is None:
        return None
    path = path_of(scene, shot)
    kind, slot, ending = HOLDERS[step]
    at_home = place.stage.slug == STAGE_OF_KIND[kind]  # elsewhere its takes are only shown
    holder, prompt = story.at(kind, slot, shot.node), story.at("prompt", "prompt", shot.node)
    frame, clip = story.at("frame", "first", shot.node), story.at("clip", "clip", shot.node)
    story.load([item for item in (scene, shot, prompt) if item])
    takes, team = (
        history(place, f"{step}:{path}", holder.values["media"] if holder else ""),
        request.team.slug,
    )
    return {
        "node": shot.node,
        "label": labels_of(story).get(path, path),
        "heading": story.content(scene).heading,
        "shot": story.content(shot),
        "facts": _facts(story.content(shot)),
        "lines": _lines(place, story.content(shot)),
        "picture": address(team, frame.values["media"], "png") if frame else "",
        "clip": address(team, clip.values["media"], "mp4") if clip else "",
        "ending": ending,
        "aspect": place.aspect,
        "key": f"{step}:{path}",
        "state": states.word(f"{step}:{path}", approved=bool(frame and frame.values["approved"])),
        "why": states.why(f"{step}:{path}"),
        "renewal": states.aged.get(f"{step}:{path}") if at_home else None,
        "by_hand": bool(holder and holder.by_hand),
        "since": states.since.get(f"{step}:{path}", ""),
        "takes": takes,
        "strip": [(take, address(team, take.media, ending)) for take in strip(takes)],
        "take_url": place.url("", str(holder.node), "take") if holder and at_home else "",
        "expected": holder.revision if holder else 0,
        "told": asked(
            team,
            told(holder.built_by if holder else None),
            story.content(prompt).text if prompt else "",
            prompt.values["references"] if prompt else [],
        ),
        "links": _links(place, scene, shot),
    }


def _facts(shot: Shot) -> list[tuple[str, str]]:
    return [
        ("Size", f"{shot.size}, {shot.lens} mm"),
        ("Type", str(shot.type)),
        ("Angle", str(shot.angle)),
        ("Move", str(shot.move)),
        ("Length", f"{seconds_text(shot.frames)} s, {shot.frames} frames"),
        ("Leaves by", str(shot.transition)),
    ]


def _lines(place: Place, shot: Shot) -> list[tuple[str, str]]:
    names = {key: item.values["name"] for key, item in asset_items(place.story).items()}
    return [(names.get(said.speaker, said.speaker), said.text) for said in shot.utterances]


def asked(team: str, sent: dict[str, Any], text: str, pictures: list[str]) -> dict[str, Any]:
    """What was really sent for what stands there; ``text`` and ``pictures`` while nothing was."""
    arguments = sent.get("arguments", {})
    return {
        "was_sent": bool(sent),
        "text": str(sent.get("told", {}).get("prompt") or arguments.get("text") or text),
        "pictures": [address(team, sha, "png") for sha in arguments.get("references", pictures)],
        "everything": json.dumps(sent, indent=2, ensure_ascii=False, sort_keys=True) if sent else "",
    }


def _links(place: Place, scene: Item, shot: Item) -> list[dict[str, Any]]:
    """Where else the shot can be seen and changed."""
    every = (
        ("shots", "Shot list", f"?scene={scene.slot}&shot={shot.node}#shot-{shot.node}"),
        ("state", "State", f"#scene-{scene.slot}"),
        ("prompts", "Prompt", f"?shot={shot.node}#shot-{shot.node}"),
        ("frames", "Frame", f"?shot={shot.node}#shot-{shot.node}"),
        ("film", "Clip", f"?shot={shot.node}#shot-{shot.node}"),
    )
    return [
        {"label": label, "icon": slug, "url": place.url(slug) + query}
        for slug, label, query in every
        if slug != place.stage.slug
    ]
