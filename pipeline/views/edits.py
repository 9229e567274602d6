"""Saving what people type: one answer for forms that autosave and for cells of tables."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.numbers import whole_number
from pipeline.queries.places import Place
from pipeline.views.versions import PLAIN, Reading, Show, Three, as_text, at_path, same, three_versions
from projects.actions.edits import edit, head_or_404
from projects.models import Head

Convert = Callable[[str], Any]
Follow = Callable[[Head, Mapping[str, Any]], dict[str, Any]]  # what changes along with given changes


def save_node(
    request: TeamRequest, place: Place, node: UUID, fields: Mapping[str, Convert], *kinds: str, **also: Any
) -> HttpResponse:
    """Save the posted ``fields`` of a node, if it still shows the revision that was posted as ``expected``.

    Answers {"expected": revision} when saved, 409 with both versions when someone was faster, 422 with a
    sentence for the field otherwise. ``also`` are further changes that follow from these.
    """
    head = head_or_404(place.branch, node, *kinds)
    posted = {name: str(value) for name, value in request.POST.items() if name in fields}
    try:
        changes = {name: fields[name](value) for name, value in posted.items()} | also
    except Invalid as refusal:
        return invalid(refusal.sentence, refusal.field)
    except ValueError:
        return invalid("That is not a number.", next(iter(posted), ""))
    return save_changes(request, head, changes, typed=posted)


def save_changes(
    request: TeamRequest,
    head: Head,
    changes: Mapping[str, Any],
    *,
    typed: Mapping[str, str],
    back: str = "",
    reading: Reading = PLAIN,
    follow: Follow = lambda head, changes: {},
) -> HttpResponse:
    """Save ``changes`` of what ``head`` shows and answer the page that autosaves; see ``save_node``.

    What others changed beside it stays, field by field, and is told to the page; only where both changed the
    same in different ways, both versions are answered. ``follow`` says what changes along with changes, and
    with what is left of them beside somebody else's.

    ``typed`` are the fields as the person wrote them, and ``reading`` says how the form shows values.
    ``back`` is where a browser without scripts goes when all is well; it is shown a page with the sentence
    when not.
    """
    plain = bool(back) and not wants_json(request)
    expected = whole_number(request.POST.get("expected", "0") or "0")
    if expected is None:
        return invalid("This page is too old to save from. Reload it.", "")
    three, own = None, dict(changes)
    try:
        try:
            revision = edit(head, {**own, **follow(head, own)}, expected=expected, by=request.user)
        except Conflict as refusal:
            three = three_versions(head, expected, reading)
            if three is None:
                raise
            own = three.merged(changes, refusal)
            revision = edit(head, {**own, **follow(head, own)}, expected=head.revision_id, by=request.user)
    except Refused as refusal:
        if plain:
            raise
        if isinstance(refusal, Conflict) and three is not None:
            return _both_versions(request, head, three, typed)
        return refused(request, refusal, typed, reading.show)
    fields = three.news(own, typed) if three else {}
    return redirect(back) if plain else saved(revision, fields=fields)


def _both_versions(request: TeamRequest, head: Head, three: Three, typed: Mapping[str, str]) -> HttpResponse:
    """409: the fields that both changed, to choose from, and what only the other did, to be taken over."""
    show = three.reading.show
    now = {name: show(name, at_path(three.now, name)) for name in typed}
    was = {name: show(name, at_path(three.base, name)) for name in typed}
    changed = [name for name in typed if not same(now[name], was[name])]
    news = {name: now[name] for name in changed if same(typed[name], was[name])}
    differ = [name for name in typed if name not in news and not same(typed[name], now[name])]
    clashing = [name for name in differ if name in changed] or differ or list(typed)
    fields = [_field(name, typed[name], now[name]) for name in clashing]
    return two_versions(request, head.revision_id, _author(request, head), fields, news)


def wants_json(request: TeamRequest) -> bool:
    """Whether a script asks, and not a browser that submits a form by itself."""
    return "application/json" in request.headers.get("Accept", "")


def saved(expected: object, **more: Any) -> JsonResponse:
    """200: what was typed stands, as of ``expected``."""
    return JsonResponse({"expected": expected, "saved": timezone.now().isoformat(), **more})


def refused(
    request: TeamRequest,
    refusal: Refused,
    typed: Mapping[str, str],
    show: Show = as_text,
) -> HttpResponse:
    """What a page that autosaves is told when a rule says no. The page keeps what was typed."""
    if isinstance(refusal, Conflict):
        return conflict(request, refusal, typed, show)
    return invalid(refusal.sentence, refusal.field if isinstance(refusal, Invalid) else "")


def invalid(sentence: str, field: str) -> JsonResponse:
    """422: what was typed cannot be, and why. The page keeps it."""
    return JsonResponse({"errors": {field or "": [sentence]}, "detail": sentence}, status=422)


def conflict(
    request: TeamRequest,
    refusal: Conflict,
    posted: Mapping[str, Any],
    show: Show = as_text,
) -> HttpResponse:
    """409 with both versions side by side, of the fields in which they differ, to choose from."""
    head: Any = refusal.current
    content = head.content.payload() if isinstance(head, Head) else {}
    theirs = {name: show(name, at_path(content, name)) for name in posted}
    differ = [name for name, value in posted.items() if not same(value, theirs[name])]
    fields = [_field(name, posted[name], theirs[name]) for name in differ or list(posted)]
    expected = head.revision_id if isinstance(head, Head) else 0
    return two_versions(request, expected, _author(request, head), fields)


def _field(name: str, mine: str, theirs: str) -> dict[str, Any]:
    label = name.rpartition(".")[2].replace("_", " ").capitalize()
    return {"name": name, "label": label, "mine": mine, "theirs": theirs}


def two_versions(
    request: TeamRequest,
    expected: object,
    who: str,
    fields: list[dict[str, Any]],
    news: Mapping[str, str] | None = None,
) -> HttpResponse:
    """409: both versions of ``fields`` (name, label, mine, theirs); ``expected`` names the newest.

    ``news`` are fields that only the other changed: whichever is chosen, they are theirs.
    """
    context = {"expected": expected, "who": who, "fields": fields, "news": news or {}}
    return render(request, "ui/conflict.html", context, status=409)


def _author(request: TeamRequest, head: object) -> str:
    if not isinstance(head, Head):
        return "Someone else"
    author = head.revision.author
    return "Another window of yours" if author == request.user else str(author or "A model")
