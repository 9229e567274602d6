"""The drawer: this film's assets and the team's library beside any stage, to bring in and put into shots."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.library import library_asset_or_404, library_assets
from assets.queries.media import address
from pipeline.actions.library import bring as bring_asset
from pipeline.outline import asset_items, keys_in, labels_of, path_of, shots_in_order
from pipeline.queries.library import followed
from pipeline.queries.places import Place
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.views.edits import wants_json
from pipeline.views.film_library import url_of
from pipeline.views.library import Asked, card
from pipeline.views.places import stage_context, stage_door
from projects.queries.library import uses_of
from projects.queries.story import Item

OF_FILM = 200  # assets of the film that are shown at once
OF_LIBRARY = 40


@require_safe
@stage_door("assets")
def drawer(request: TeamRequest, place: Place) -> HttpResponse:
    """The drawer as a page of its own, or its content for the panel; ``q`` and ``kind`` narrow it.

    ``stage`` is where it was opened; with ``shot`` (a node) things can be put into that shot. The number of
    queries depends on nothing.
    """
    asked = Asked(request)
    role = Role(request.membership.role)
    shot = _shot(request, place)
    context = {
        "asked": asked,
        "stage_slug": _stage(request),
        "drawer_url": url_of(place, "drawer"),
        "bring_url": url_of(place, "drawer_bring"),
        "library_url": reverse("pipeline:library", args=[request.team.slug]),
        "film_library_url": url_of(place, "film_library"),
        "shots": _shots(place),
        "shot": shot,
        "show_url": place.url("shots", str(shot.node), "show") if shot else "",
        "base": place.url("shots"),
        "can_edit": role.covers(Role.EDITOR) and not place.is_locked,
        "can_cast": role.covers(Role.EDITOR) and "shots" not in place.locked,
        **_of_film(request, place, asked, shot),
        **_of_library(request, place, asked),
    }
    if request.htmx:
        return render_page(request, "pipeline/drawer.html", context, partial="drawer-body")
    page = stage_context(request, place, **context)
    page["stage"] |= {
        "number": "",
        "title": "Assets at hand",
        "sentence": "This film's and the library's.",
        "state": "",
    }
    page["back_url"] = place.url(context["stage_slug"])
    return render_page(request, "pipeline/drawer.html", page)


def _stage(request: TeamRequest) -> str:
    slug = request.GET.get("stage", "")
    return slug if slug in STAGE_BY_SLUG else "assets"


def _shot(request: TeamRequest, place: Place) -> Item | None:
    try:
        found = place.story.by_node.get(UUID(request.GET.get("shot", "")))
    except ValueError:
        return None
    return found if found is not None and found.kind == "shot" else None


def _shots(place: Place) -> list[tuple[str, str]]:
    """Every shot of the episode by its label, to choose one."""
    labels = labels_of(place.story)
    return [(str(shot.node), labels[path_of(scene, shot)]) for scene, shot in shots_in_order(place.story)]


def _of_film(request: TeamRequest, place: Place, asked: Asked, shot: Item | None) -> dict[str, Any]:
    story, team = place.story, request.team.slug
    words = asked.search.casefold().split()
    items = [
        item
        for key, item in asset_items(story).items()
        if (not asked.kind or key.startswith(f"{asked.kind}:"))
        and all(word in str(item.values["name"]).casefold() for word in words)
    ]
    pictures = {item.node: story.at("picture", "key", item.node) for item in items[:OF_FILM]}
    story.load(picture for picture in pictures.values() if picture)
    there = set(keys_in(shot)) if shot else set()
    rows = [
        {
            "key": item.values["key"],
            "name": item.values["name"],
            "kind": item.values["type"],
            "url": f"{place.url('assets')}?asset={item.node}",
            "picture": address(team, story.content(picture).media, "png") if picture else "",
            "follows": bool(followed(item)),
            "there": item.values["key"] in there,
        }
        for item, picture in ((item, pictures[item.node]) for item in items[:OF_FILM])
    ]
    return {"mine": rows, "mine_total": len(items)}


def _of_library(request: TeamRequest, place: Place, asked: Asked) -> dict[str, Any]:
    """What the film does not follow yet; what is called like one of its assets can take its place."""
    story = place.story
    here = [key for item in story.of("asset") if (key := followed(item))]
    names = {(item.values["type"], str(item.values["name"]).casefold()): item for item in story.of("asset")}
    rows = library_assets(kind=asked.kind, tag=asked.tag, search=asked.search).exclude(pk__in=_ids(here))
    found = list(rows[: OF_LIBRARY + 1])
    uses = uses_of([row.pk for row in found[:OF_LIBRARY]])
    cards = []
    for row in found[:OF_LIBRARY]:
        same = names.get((row.kind, row.name.casefold()))
        url = f"{url_of(place, 'asset_library', same.node)}?with={row.pk}" if same else ""
        cards.append({**card(request, row, uses[row.pk]), "same_url": url})
    return {"theirs": cards, "more": len(found) > OF_LIBRARY}


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # written by a program that follows nothing
    return found


@require_POST
@stage_door("assets", Role.EDITOR)
def bring(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring an asset of the library (``library``) into the film."""
    try:
        wanted = library_asset_or_404(_wanted(request))
        bring_asset(place.story, wanted, by=request.user)
    except Refused as refusal:
        return answer(request, place, refusal.sentence, status=refusal.status)
    return answer(request, place, f"{wanted.name} is in this film now.")


def _wanted(request: TeamRequest) -> UUID:
    try:
        return UUID(request.POST.get("library", ""))
    except ValueError:
        raise Invalid("Choose an asset of the library first.") from None


def answer(request: TeamRequest, place: Place, sentence: str, *, status: int = 200) -> HttpResponse:
    """What was done or refused: JSON for the drawer's script, the drawer's page for others."""
    if wants_json(request):
        return JsonResponse({"said" if status == 200 else "detail": sentence}, status=status)
    (messages.success if status == 200 else messages.error)(request, sentence)
    query = request.POST.get("query", "")[:400].lstrip("?")
    return redirect(url_of(place, "drawer") + (f"?{query}" if query.isprintable() and query else ""))
