"""What a film shares with the team's library: one asset's link by field, and all that is newer there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.models import LibraryAsset
from assets.queries.library import library_asset_or_404, library_assets, saved_voices, version_of
from assets.queries.media import address
from pipeline.actions.library import pulled_contents
from pipeline.queries.impact import Impact, impact_of
from pipeline.queries.library import Linked, followed, linked, picture_of
from pipeline.queries.places import Place
from pipeline.views.history import story_context
from pipeline.views.library import label_of, told
from pipeline.views.places import cost_text, stage_door
from projects.kinds import Asset, Content
from projects.library import FIELDS, PICTURE, Difference, Standing, joined
from projects.queries.story import Item

CHOICES = 300  # assets of the library to choose from in one list
WORDS = {
    Standing.BEHIND: "Newer in the library.",
    Standing.OWN: "Overridden in this film.",
    Standing.BOTH: "Overridden in this film; the library has changed it too.",
}


@require_safe
@stage_door("assets")
def film_library(request: TeamRequest, place: Place) -> HttpResponse:
    """Every asset of the film that follows the library, what is newer there, and what taking it would age."""
    rows = linked(place.story)
    newer = [row for row in rows if row.behind and row.version is not None]
    changes = {node: said for row in newer for node, said in _pulled(place, row, row.behind).items()}
    context = _context(
        request,
        place,
        "From the library",
        "Which assets of this film follow the team's library, and what is newer there.",
        rows=[_row(request, place, row) for row in rows],
        newer=len(newer),
        impact=_told(impact_of(place.plan, changes, place.locked)) if newer else None,
        pull_url=url_of(place, "film_library_pull"),
        drawer_url=url_of(place, "drawer"),
    )
    return render_page(request, "pipeline/film_library.html", context)


def _row(request: TeamRequest, place: Place, row: Linked) -> dict[str, Any]:
    return {
        "name": row.asset.name,
        "type": row.asset.type,
        "url": url_of(place, "asset_library", row.item.node),
        "library_url": _library_url(request, row),
        "gone": row.version is None,
        "behind": [label_of(field) for field in row.behind],
        "overridden": [label_of(field) for field in row.overridden],
    }


def _library_url(request: TeamRequest, row: Linked) -> str:
    if row.version is None:
        return ""
    return reverse("pipeline:library_asset", args=[request.team.slug, row.version.asset_id])


@require_safe
@stage_door("assets")
def asset_library(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One asset of the film beside the library's: what differs, and what each way would do."""
    return link_page(request, place, node)


def link_page(request: TeamRequest, place: Place, node: UUID, *, error: str = "") -> HttpResponse:
    """The page; ``error`` says why a form of it was refused."""
    item = asset_item(place, node)
    asset: Asset = place.story.content(item)
    found = next(iter(linked(place.story, [item])), None)
    picture = picture_of(place.story, item)
    context = _context(
        request,
        place,
        asset.name,
        "What this film says of it, and what the team's library says.",
        asset=asset,
        item=item,
        picture=address(request.team.slug, place.story.content(picture).media, "png") if picture else "",
        linked=found,
        gone=bool(found and found.version is None),
        library_url=_library_url(request, found) if found else "",
        rows=_differences(request, place, found) if found and found.version else [],
        voices=list(saved_voices()) if asset.type == "character" else [],
        voice=told(asset.voice.model_dump()) if asset.voice else "",
        error=error,
        typed=request.POST,
        can_promote=Role(request.membership.role).covers(Role.EDITOR),
        **(_to_follow(request, place, item, asset) if found is None else {}),
    )
    return render_page(request, "pipeline/asset_library.html", context, status=422 if error else 200)


def asset_item(place: Place, node: UUID) -> Item:
    """An asset of the film. Raises Http404."""
    item = place.story.by_node.get(node)
    if item is None or item.kind != "asset":
        raise Http404("No such asset in this film.")
    return item


def _differences(request: TeamRequest, place: Place, found: Linked) -> list[dict[str, Any]]:
    rows = []
    for each in found.differences:
        impact = impact_of(place.plan, _pulled(place, found, [each.field]), place.locked)
        rows.append({**_row_of(request, each), "words": WORDS[each.standing], "impact": _told(impact)})
    return rows


def _row_of(request: TeamRequest, each: Difference) -> dict[str, Any]:
    pictured = each.field == PICTURE
    team = request.team.slug
    return {
        "field": each.field,
        "label": label_of(each.field),
        "standing": each.standing,
        "ours": "" if pictured else told(each.ours),
        "theirs": "" if pictured else told(each.theirs),
        "our_picture": address(team, each.ours["media"], "png") if pictured and each.ours else "",
        "their_picture": address(team, each.theirs["media"], "png") if pictured and each.theirs else "",
        "can_pull": not pictured or bool(each.theirs),
        "can_push": not pictured or bool(each.ours),
    }


def _pulled(place: Place, row: Linked, fields: list[str]) -> dict[UUID, Content]:
    if row.version is None:
        return {}
    return pulled_contents(place.story, row.item, row.asset, row.version, fields)


def _to_follow(request: TeamRequest, place: Place, item: Item, asset: Asset) -> dict[str, Any]:
    """The library's assets that this one could follow, and what following the chosen one would do."""
    rows = library_assets(kind=asset.type)
    same = [row.pk for row in rows.filter(name__iexact=asset.name)[:1]]
    wanted = _asked_for(request) or next(iter(same), None)
    chosen = library_asset_or_404(wanted) if wanted else None
    more: dict[str, Any] = {"choices": list(rows[:CHOICES]), "chosen": chosen}
    if chosen is not None and chosen.kind == asset.type and chosen.archived_at is None:
        version = version_of(chosen)
        content = joined(asset, version.payload, str(chosen.pk), version.number)
        said, then = asset.payload(), content.payload()
        differ = [field for field in FIELDS if said[field] != then[field]]
        more["changes"] = [(label_of(name), told(said[name]), told(then[name])) for name in differ]
        more["impact"] = _told(impact_of(place.plan, {item.node: content}, place.locked))
    else:
        more["chosen"] = None
    return more


def _asked_for(request: TeamRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("with", ""))
    except ValueError:
        return None


def _told(impact: Impact) -> dict[str, str]:
    return {"sentence": impact.sentence, "cost": cost_text(impact.cost) if impact.units else ""}


def url_of(place: Place, name: str, *rest: object) -> str:
    """An address of the film's library pages."""
    where = [place.team_slug, place.project.pk, place.branch.slug, place.episode.content.number]
    return reverse(f"pipeline:{name}", args=[*where, *rest])


def _context(request: TeamRequest, place: Place, title: str, sentence: str, **more: Any) -> dict[str, Any]:
    context = story_context(request, place, back_url=place.url(), **more)
    context["stage"] |= {"number": "", "title": title, "sentence": sentence, "state": ""}
    return context


def library_link(request: TeamRequest, place: Place, item: Item) -> dict[str, Any]:
    """What stage 5 says of an asset and the library: ``pipeline/_library_part.html``. Two queries at most."""
    found = next(iter(linked(place.story, [item])), None) if followed(item) else None
    alike = library_assets(kind=item.values["type"]).filter(name__iexact=item.values["name"])
    return {
        "url": url_of(place, "asset_library", item.node),
        "alike": not followed(item) and alike.exists(),
        "follows": found is not None,
        "gone": bool(found and found.version is None),
        "name": found.version.asset.name if found and found.version else "",
        "behind": [label_of(field) for field in found.behind] if found else [],
        "overridden": [label_of(field) for field in found.overridden] if found else [],
    }


def library_asset_of(item: Item) -> LibraryAsset:
    """The library's asset that an asset of the film follows. Raises Http404."""
    follows = followed(item)
    if not follows:
        raise Http404("It does not follow the library.")
    try:
        return library_asset_or_404(UUID(follows))
    except ValueError:
        raise Http404("It does not follow the library.") from None
