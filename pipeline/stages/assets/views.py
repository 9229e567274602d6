"""The page of stage 5, and its edits."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.forms.pictures import PictureForm
from assets.queries.media import address
from pipeline.capsules import capsule_for
from pipeline.outline import asset_items, keys_in, scenes_of
from pipeline.queries.places import Place
from pipeline.queries.takes import history, strip, take_counts, told
from pipeline.stages.assets.enriching import waiting_context
from pipeline.views.film_library import library_link
from pipeline.views.history import story_context
from pipeline.views.paging import window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, here, renew_door, together
from pipeline.views.shot_panel import asked, render_stage, selected
from pipeline.views.stale import take_cost
from pipeline.views.takes import choose_take
from pipeline.views.uploads import own_picture
from projects.actions.edits import head_or_404
from projects.kinds.presets import PRESETS
from projects.models import Head
from projects.queries.story import Item

PAGE = 36  # assets on one page
GROUPS = (("character", "Characters"), ("location", "Locations"), ("prop", "Props"))


def page(request: TeamRequest, place: Place, own: PictureForm | None = None) -> HttpResponse:
    """Cards of who and what the script names, by kind, with their image keys.

    ``own`` is a form for an own picture of the selected asset that was refused.
    """
    states = States.of(place, place.plan.of_stage("assets"))
    item = selected(request, place, "asset", "asset")
    by_kind = _by_kind(place)
    every = [one for items in by_kind.values() for one in items]
    shown = window(request, every, PAGE, at=every.index(item) if item in every else 0)
    cards = _cards(request, place, states, shown.items)
    groups = [
        {
            "slug": kind,
            "title": title,
            "cards": [card for card in cards if card["type"] == kind],
            "count": len(by_kind[kind]),
        }
        for kind, title in GROUPS
    ]
    style = place.story.one("style")
    chosen = style.values["preset"] if style else ""
    key = f"picture:{item.values['key']}" if item else ""
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        part="asset-cards",
        sheetless=sum(not item.values.get("sheet") for item in asset_items(place.story).values()),
        groups=[group for group in groups if group["cards"]],
        window=shown,
        presets=PRESETS,
        style=chosen,
        style_locked=bool(style and style.values.get("locked")),
        capsule=_capsule(place),
        style_sentence=next((known.sentence for known in PRESETS if known.slug == chosen), ""),
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        panel=asset_panel(request, place, states, item) if item else None,
        take_cost=take_cost(place, key) if item else "",
        own=own_form(place, item, own) if item else None,
        **waiting_context(place),
    )
    if own is not None:
        return render_page(request, "pipeline/stages/assets.html", context, partial="own-picture", status=422)
    return render_stage(request, "pipeline/stages/assets.html", context, "asset-cards")


def _by_kind(place: Place) -> dict[str, list[Item]]:
    """The film's assets: people, then places, then things."""
    items = asset_items(place.story).values()
    return {kind: [item for item in items if item.values["type"] == kind] for kind, _ in GROUPS}


def _seen(place: Place) -> Counter[str]:
    """In how many shots each asset is."""
    return Counter(key for shot in place.story.of("shot") for key in keys_in(shot))


def _cards(request: TeamRequest, place: Place, states: States, items: list[Item]) -> list[dict[str, Any]]:
    """Two queries, however many assets."""
    story = place.story
    pictures = {item.node: story.at("picture", "key", item.node) for item in items}
    story.load([*items, *(picture for picture in pictures.values() if picture)])
    many = take_counts(place, "picture")
    seen = place.kept(("asset shots",), lambda: _seen(place))
    cards = []
    for item in items:
        content, picture = story.content(item), pictures[item.node]
        key = f"picture:{content.key}"
        renewal = states.aged.get(key)
        cards.append(
            {
                "node": item.node,
                "revision": item.revision,
                "type": content.type,
                "asset": content,
                "picture": address(request.team.slug, story.content(picture).media, "png") if picture else "",
                "own": bool(picture and picture.origin == Head.Origin.UPLOAD),
                "version": f"{many[key]} takes" if many.get(key, 0) > 1 else "",
                "state": states.word(key, approved=place.is_locked),
                "key": key,
                "why": states.why(key),
                "renewal": renewal,
                "shots": seen[content.key],
                "by_hand": item.by_hand,
                "save_url": place.url("assets", str(item.node), "save"),
                "url": place.url("assets", str(item.node)),
                "current": request.GET.get("asset") == str(item.node),
            }
        )
    return cards


def other_names(name: str, aliases: list[str]) -> list[str]:
    """What else the script calls somebody; a name that differs in capitals alone is no other."""
    spelled: dict[str, str] = {}
    for alias in aliases:
        spelled.setdefault(alias.casefold(), alias)
    return [alias for low, alias in spelled.items() if low != name.casefold()]


def asset_panel(request: TeamRequest, place: Place, states: States, item: Item) -> dict[str, Any]:
    """The selected asset: its takes, where it is seen, how it sounds, what was asked. Two queries."""
    story, team = place.story, request.team.slug
    content, picture = story.content(item), story.at("picture", "key", item.node)
    key = f"picture:{content.key}"
    media = story.content(picture).media if picture else ""
    takes = history(place, key, media)
    return {
        "asset": content,
        "url": place.url("assets", str(item.node)),
        "picture": address(team, media, "png") if media else "",
        "key": key,
        "ending": "png",
        "aspect": "4:3",
        "aliases": other_names(content.name, content.aliases),
        "state": states.word(key, approved=place.is_locked),
        "why": states.why(key),
        "renewal": states.aged.get(key),
        "by_hand": bool(picture and picture.by_hand),
        "takes": takes,
        "strip": [(take, address(team, take.media, "png")) for take in strip(takes)],
        "take_url": place.url("", str(picture.node), "take") if picture else "",
        "expected": picture.revision if picture else 0,
        "told": asked(team, told(picture.built_by if picture else None), content.definition, []),
        "scenes": _scenes(place, content.key),
        "heard": _heard(team, place, content.key),
        "library": library_link(request, place, item),
    }


def address_of_asset(place: Place, item: Item) -> str:
    """The address of the page of one asset."""
    return place.url("assets", str(item.node))


def _capsule(place: Place) -> str:
    """The name of the visual capsule that steers the image keys."""
    item = capsule_for(place.story, "visual", "assets")
    return str(item.values["name"]) if item else ""


def own_form(place: Place, item: Item, form: PictureForm | None = None) -> dict[str, Any]:
    """What ``pipeline/_own_picture.html`` shows."""
    picture = place.story.at("picture", "key", item.node)
    return {
        "form": form or PictureForm(of=item.node),
        "url": f"{place.url('', str(item.node), 'upload')}?asset={item.node}",
        "expected": picture.revision if picture else 0,
        "sentence": "It becomes the image key and stays. Models that take references are sent it;"
        " previz goes on drawing from the words.",
    }


def _scenes(place: Place, key: str) -> list[dict[str, Any]]:
    """Where it is seen: scenes in order."""
    return [
        {"number": scene.values["number"] or number, "url": f"{place.url('shots')}?scene={scene.slot}"}
        for number, scene in enumerate(scenes_of(place.story), 1)
        if key in (*scene.values["cast"], *scene.values["props"], scene.values["location"])
    ]


def _heard(team: str, place: Place, key: str) -> str:
    """The address of the first line that is spoken in its voice; empty while none is."""
    for shot in place.story.of("shot"):
        for number, said in enumerate(shot.values["utterances"], 1):
            line = place.story.at("line", f"u{number}", shot.node) if said["speaker"] == key else None
            if line:
                return address(team, line.values["media"], "wav")
    return ""


@require_POST
@stage_door("assets", Role.EDITOR)
def take(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make another take (``take``) of a picture the image key, if ``expected`` still stands there."""
    return choose_take(request, place, head_or_404(place.branch, node, "picture"))


@require_POST
@stage_door("assets", Role.EDITOR)
def upload(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make a picture of somebody's own (``picture``) the image key of the asset or look ``node``.

    With ``of`` sheet it becomes the asset's sheet of views.
    """
    item = place.story.by_node.get(node)
    beside = request.POST.get("of") == "sheet" or (item is not None and item.kind == "look")
    return own_picture(
        request,
        place,
        "sheet" if request.POST.get("of") == "sheet" else "picture",
        node,
        query=f"asset={item.parent if item is not None and item.kind == 'look' else node}",
        again=lambda form: _refused(request, place, form) if beside else page(request, place, form),
    )


def _refused(request: TeamRequest, place: Place, form: PictureForm) -> HttpResponse:
    """Back to where the form was, with the sentences of its file."""
    for sentence in form.errors.get("picture", []):
        messages.error(request, str(sentence))
    return redirect(here(request, place))


renew = renew_door("assets")
