"""Bringing a new draft over scenes that are filmed: what it does is shown first, then a person confirms."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.redrafting import take_draft
from pipeline.outline import places_of
from pipeline.queries.places import Place
from pipeline.queries.redraft import Effect, counted, effects_of
from pipeline.redraft import Draft, Fate, drafted
from pipeline.redraft.drafting import BACK, CHANGED, NEW, OUT, SAME
from pipeline.stages.screenplay.forms import WHOLE_MAX, RedraftForm
from pipeline.views.history import changed_url
from pipeline.views.places import stage_context, stage_door
from projects.actions.edits import head_or_404
from projects.kinds import Material
from projects.materials import Brought, screenplay_text
from projects.queries.story import Item

LABELS = {SAME: "Stays", CHANGED: "Changed", BACK: "Comes back", NEW: "New", OUT: "Put aside"}
_CHOICE = re.compile(r"is-(\d{1,5})$")
MOST_CHOICES = 60  # scenes that are offered for each of the draft
_NEW = "new"  # what a person chooses for a scene that is none of the old ones


@require_http_methods(["GET", "HEAD", "POST"])
@stage_door("screenplay", Role.EDITOR)
def redraft(request: TeamRequest, place: Place) -> HttpResponse:
    """Ask for a draft; given (``texts``, ``text`` or ``material``), set it against the script that stands.

    ``is-<n>`` says which scene the n-th of the draft is (a node, or "new"). Writes nothing.
    """
    given = request.POST if request.method == "POST" else request.GET
    text = request.POST.get("draft", "")
    if not text and (material := given.get("material", "")):
        text = _of_material(place, material)
    if not text and request.method != "POST":
        return _asking(request, place, RedraftForm())
    if not text:
        form = RedraftForm(request.POST, request.FILES)
        if not form.is_valid():
            return _asking(request, place, form)
        text = form.draft()
    try:
        return _compared(request, place, text, chosen_in(request.POST))
    except Invalid as refusal:
        form = RedraftForm(request.POST)
        form.full_clean()
        form.add_error(None, refusal.sentence)
        return _asking(request, place, form)


@require_POST
@stage_door("screenplay", Role.EDITOR)
def take(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the draft in place, as it was compared; if the script has changed since, compare it anew."""
    text, chosen = request.POST.get("draft", "")[:WHOLE_MAX], chosen_in(request.POST)
    try:
        change = take_draft(
            place.branch,
            place.episode.node_id,
            text,
            expected=request.POST.get("state", ""),
            by=request.user,
            chosen=chosen,
        )
    except Conflict as refusal:
        return _compared(request, place, text, chosen, said=refusal.sentence)
    except Invalid as refusal:
        form = RedraftForm({"text": text})
        form.full_clean()
        form.add_error(None, refusal.sentence)
        return _asking(request, place, form)
    return redirect(changed_url(place, change))


def chosen_in(posted: Mapping[str, Any]) -> dict[int, UUID | None]:
    """What a person decided about scenes of the draft; what is left open is not in it."""
    found: dict[int, UUID | None] = {}
    for name, value in posted.items():
        match = _CHOICE.match(name)
        if match and value == _NEW:
            found[int(match[1])] = None
        elif match and value:
            try:
                found[int(match[1])] = UUID(str(value))
            except ValueError:
                continue
    return found


def _of_material(place: Place, material: str) -> str:
    """The screenplay of a text that was brought in stage 1. Raises Http404."""
    try:
        node = UUID(material)
    except ValueError:
        node = UUID(int=0)
    content: Material = head_or_404(place.branch, node, "material").content
    kept = content.text if content.format in ("fountain", "fdx") else ""
    return screenplay_text(Brought(content.name, content.format, content.text, kept))


def _asking(request: TeamRequest, place: Place, form: RedraftForm) -> HttpResponse:
    materials = [
        {"node": item.node, "name": item.values["name"]}
        for item in place.story.of("material")
        if item.values.get("name")
    ]
    context = stage_context(request, place, form=form, materials=materials, url=place.url("", "redraft"))
    status = 422 if form.errors else 200
    return render_page(request, "pipeline/stages/redraft.html", context, status=status)


def _compared(
    request: TeamRequest, place: Place, text: str, chosen: dict[int, UUID | None], *, said: str = ""
) -> HttpResponse:
    """The comparison. Raises Invalid when there is no scene in the text."""
    story = place.story
    draft = drafted(story, text, chosen)
    effects = effects_of(story, draft, place.locked)
    rows = [_row(fate, effect, chosen) for fate, effect in zip(draft.fates, effects, strict=True)]
    context = stage_context(
        request,
        place,
        compared=True,
        said=said,
        rows=[row for row in rows if row["matters"]],
        untouched=sum(not row["matters"] for row in rows),
        draft=text,
        state=draft.state,
        chosen=[(f"is-{at}", node or _NEW) for at, node in sorted(chosen.items())],
        totals=_totals(draft, effects),
        scenes=_free(place, draft),
        url=place.url("", "redraft"),
        take_url=place.url("", "redraft", "take"),
    )
    return render_page(request, "pipeline/stages/redraft.html", context, status=409 if said else 200)


def _row(fate: Fate, effect: Effect, chosen: dict[int, UUID | None]) -> dict[str, Any]:
    return {
        "kind": fate.kind,
        "label": LABELS[fate.kind],
        "moved": fate.moved and fate.kind in (SAME, CHANGED),
        "before": _named(fate.before.number, fate.before.heading) if fate.before else "",
        "after": _named(fate.after.number, fate.after.heading) if fate.after else "",
        "why": fate.why,
        "shots": effect.shots,
        "stale": effect.stale_words,
        "by_hand": effect.by_hand,
        "aside": effect.aside_words,
        "place": fate.place,
        "node": str(fate.item.node) if fate.item else "",
        "by_choice": fate.place in chosen if fate.place is not None else False,
        "matters": fate.kind != SAME or fate.moved or bool(effect.stale),
    }


def _named(number: str, heading: str) -> str:
    return " ".join(part for part in (number, heading or "A scene without a heading") if part)


def _totals(draft: Draft, effects: list[Effect]) -> dict[str, Any]:
    stale: dict[str, int] = {}
    for effect in effects:
        for name, count in effect.stale.items():
            stale[name] = stale.get(name, 0) + count
    kept = sum(e.shots for fate, e in zip(draft.fates, effects, strict=True) if fate.kind != OUT)
    aside = sum(e.shots for fate, e in zip(draft.fates, effects, strict=True) if fate.kind == OUT)
    counts = {kind: draft.count(kind) for kind in LABELS}
    return counts | {"moved": draft.moved, "stale": counted(stale), "kept_shots": kept, "aside_shots": aside}


def _free(place: Place, draft: Draft) -> list[tuple[str, str]]:
    """The scenes that stand and that the draft has not, to choose from: at most so many."""
    used = {fate.item.node for fate in draft.fates if fate.item and fate.kind != OUT}
    items: list[Item] = [item for _, item in places_of(place.story, omitted=True) if item.node not in used]
    found = zip(items[:MOST_CHOICES], place.story.contents(items[:MOST_CHOICES]), strict=True)
    return [(str(item.node), _named(script.number, script.heading)) for item, script in found]
