"""The page of one asset: who or what it is, how it looks, and what it was before."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from pipeline.actions.assets import field_name
from pipeline.forms.looks import REASONS, TAGS
from pipeline.outline import asset_items
from pipeline.queries.places import Place
from pipeline.stages.assets.candidates import picture_sets
from pipeline.stages.assets.enriching import enriching_context
from pipeline.stages.assets.looks import look_cards, scene_choices
from pipeline.stages.assets.views import asset_panel, own_form
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from pipeline.views.renewing import States
from pipeline.views.shot_panel import render_stage
from projects.kinds import Asset
from projects.kinds.traits import NATURE, TRAIT_MAX, traits_of
from projects.kinds.vocabulary import Bond
from projects.queries.history import Version, versions_of
from projects.queries.story import Item

SINGULAR = {"character": "Character", "location": "Location", "prop": "Prop"}


@require_safe
@stage_door("assets")
def asset(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One asset in full: definition with locks, pictures, relations, versions."""
    item = place.story.by_node.get(node)
    if item is None or item.kind != "asset":
        raise Http404("No such asset here.")
    return render_stage(
        request, "pipeline/stages/asset.html", asset_context(request, place, item), "asset-one"
    )


def asset_context(request: TeamRequest, place: Place, item: Item) -> dict[str, Any]:
    """What the page of one asset shows."""
    states = States.of(place, place.plan.of_stage("assets"))
    content: Asset = place.story.content(item)
    panel = asset_panel(request, place, states, item)
    return story_context(
        request,
        place,
        here=request.get_full_path(),
        part="asset-one",
        item=item,
        asset=content,
        kind=SINGULAR[content.type],
        url=place.url("", str(item.node)),
        panel=panel,
        sets=picture_sets(request, place, states, item),
        looks=look_cards(request, place, states, item),
        scenes=scene_choices(place, content.key),
        reasons=REASONS,
        look_tags=TAGS,
        own=own_form(place, item),
        fields=_fields(content),
        trait_max=TRAIT_MAX,
        inside=[(one.label, content.nature[one.name]) for one in NATURE if content.nature.get(one.name)],
        inside_of=len(NATURE),
        relations=_relations(place, content),
        bonds=list(Bond),
        others=_others(place, content),
        versions=_versions(place, item, content),
        **enriching_context(place, item),
    )


def _fields(asset: Asset) -> list[dict[str, Any]]:
    """The typed fields with what stands in them."""
    return [
        {
            "trait": trait,
            "name": f"traits.{trait.name}",
            "value": asset.traits.get(trait.name, ""),
            "locked": f"traits.{trait.name}" in asset.locks,
        }
        for trait in traits_of(asset.type)
    ]


def _people(place: Place) -> dict[str, Item]:
    return {item.values["key"]: item for item in asset_items(place.story).values()}


def _relations(place: Place, asset: Asset) -> list[dict[str, Any]]:
    """What it says of others, then what others say of it. One query at most."""
    items = _people(place)
    place.story.load(items.values())
    found = [
        {"own": True, "bond": one.bond, "to": one.to, "note": one.note, **_named(place, one.to, items)}
        for one in asset.relations
    ]
    for key, item in items.items():
        other: Asset = place.story.content(item)
        found += [
            {"own": False, "bond": one.bond, "to": one.to, "note": one.note, **_named(place, key, items)}
            for one in other.relations
            if one.to == asset.key and key != asset.key
        ]
    return found


def _named(place: Place, key: str, items: dict[str, Item]) -> dict[str, str]:
    """Whoever a key means; one that is gone keeps the words of its key."""
    item = items.get(key)
    if item is None:
        return {"name": key.partition(":")[2].replace("-", " "), "url": ""}
    return {"name": item.values["name"], "url": place.url("", str(item.node))}


def _others(place: Place, asset: Asset) -> list[tuple[str, str]]:
    return [(key, item.values["name"]) for key, item in _people(place).items() if key != asset.key]


def _versions(place: Place, item: Item, asset: Asset) -> list[dict[str, Any]]:
    """Earlier versions with what differs from now, field by field."""
    now = asset.payload()
    found, seen = [], False
    for version in versions_of(place.branch, item.node, item.revision):
        current, seen = version.current and not seen, seen or version.current
        found.append(
            {
                "version": version,
                "current": current,
                "named": [
                    field_name(asset.type, name) for name in version.fields if name in WORDS | {"design"}
                ],
                "differs": _differs(version, now, asset),
            }
        )
    return found


WORDS = {"name", "nature", "definition", "wardrobe", "notes", "traits", "voice", "relations", "locks"}


def _differs(version: Version, now: dict[str, Any], asset: Asset) -> list[tuple[str, str, str]]:
    """Field, what it was then, what it is now."""
    then = version.content
    texts = [
        (field_name(asset.type, name), str(then.get(name, "")), str(now[name]))
        for name in ("name", "definition", "wardrobe", "notes")
    ]
    before = then.get("traits", {})
    texts += [
        (trait.label, before.get(trait.name, ""), asset.traits.get(trait.name, ""))
        for trait in traits_of(asset.type)
    ]
    inside = then.get("nature", {})
    texts += [(one.label, inside.get(one.name, ""), asset.nature.get(one.name, "")) for one in NATURE]
    return [(label, old, new) for label, old, new in texts if old != new]
