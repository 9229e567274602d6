"""The page of stage 5, and its edits."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.graph.plan import Unit
from pipeline.outline import asset_items
from pipeline.providers.registry import PROVIDERS
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.views.edits import save_node
from pipeline.views.places import stage_context, stage_door
from projects.actions.commit import Edit, commit
from projects.actions.edits import changed, head_or_404
from projects.kinds import Style
from projects.kinds.presets import PRESETS
from projects.models import Head

GROUPS = (("character", "Characters"), ("location", "Locations"), ("prop", "Props"))
FIELDS = {"name": str, "definition": str, "wardrobe": str, "notes": str}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Cards of who and what the script names, by kind, with their image keys."""
    cards = _cards(request, place)
    groups = [
        {"title": title, "cards": [card for card in cards if card["type"] == kind]} for kind, title in GROUPS
    ]
    style = place.story.one("style")
    context = stage_context(
        request,
        place,
        groups=[group for group in groups if group["cards"]],
        presets=PRESETS,
        style=style.values["preset"] if style else "",
    )
    return render_page(request, "pipeline/stages/assets.html", context, partial="asset-cards")


def _cards(request: TeamRequest, place: Place) -> list[dict[str, Any]]:
    story = place.story
    items = list(asset_items(story).values())
    pictures = {item.node: story.at("picture", "key", item.node) for item in items}
    story.load([*items, *(picture for picture in pictures.values() if picture)])
    units = {
        unit.target.parent: unit for unit in place.plan.of_stage("assets") if unit.step.name == "picture"
    }
    why = reasons(list(units.values()))
    cards = []
    for item in items:
        content, picture, unit = story.content(item), pictures[item.node], units.get(item.node)
        cards.append(
            {
                "node": item.node,
                "revision": item.revision,
                "type": content.type,
                "asset": content,
                "picture": address(request.team.slug, story.content(picture).media, "png") if picture else "",
                "state": _state(unit),
                "key": unit.target.key if unit else "",
                "why": why.get(unit.target.key, "") if unit else "",
                "shots": sum(
                    content.key in shot.values["cast"] + shot.values["props"] for shot in story.of("shot")
                ),
                "save_url": place.url("assets", str(item.node), "save"),
            }
        )
    return cards


def _state(unit: Unit | None) -> str:
    names = {"fresh": "review", "kept": "review", "stale": "stale", "missing": "draft", "blocked": "draft"}
    return names[unit.state] if unit else "draft"


@require_POST
@stage_door("assets", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of an asset. Its drawing follows its words, so that everybody stays recognisable."""
    head = head_or_404(place.branch, node, "asset")
    posted = {name: request.POST[name] for name in FIELDS if name in request.POST}
    also: dict[str, Any] = {}
    if {"definition", "wardrobe"} & set(posted):
        asset = changed(head.content, posted)
        brief = place.story.sole("brief")
        others = [item for item in place.story.of("asset") if item.node != node]
        designs = [other.design for other in place.story.contents(others) if other.type == head.content.type]
        also["design"] = PROVIDERS["previz"].designed(asset, place.story.content(brief), designs)
    return save_node(request, place, node, FIELDS, "asset", **also)


@require_POST
@stage_door("assets", Role.EDITOR)
def choose_style(request: TeamRequest, place: Place) -> HttpResponse:
    """Choose the film's visual style. Pictures made in another one become stale; none is remade by itself."""
    preset = request.POST.get("preset", "")
    if preset in {known.slug for known in PRESETS}:
        head = Head.objects.select_related("revision").get(branch=place.branch, kind="style", deleted=False)
        commit(
            place.branch,
            [Edit.of(head, Style(preset=preset, notes=head.content.notes))],
            by=request.user,
            message="Chose a visual style",
        )
    return redirect(place.url())
