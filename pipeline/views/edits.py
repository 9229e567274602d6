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
from projects.actions.edits import edit, head_or_404
from projects.merging import merge_content
from projects.models import Head, Revision

Convert = Callable[[str], Any]
Show = Callable[[str, Any], str]
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
    show: Show = lambda name, value: str(value),
    follow: Follow = lambda head, changes: {},
) -> HttpResponse:
    """Save ``changes`` of what ``head`` shows and answer the page that autosaves; see ``save_node``.

    ``follow`` says what changes along with them, and with what is left of them beside somebody else's.

    ``typed`` are the fields as the person wrote them, and ``show`` writes a value in the same way. ``back``
    is where a browser without scripts goes when all is well; it is shown a page with the sentence when not.
    """
    plain = bool(back) and not wants_json(request)
    expected = whole_number(request.POST.get("expected", "0") or "0")
    if expected is None:
        return invalid("This page is too old to save from. Reload it.", "")
    merged: dict[str, Any] = {}
    try:
        try:
            also = follow(head, changes)
            revision = edit(head, {**changes, **also}, expected=expected, by=request.user)
        except Conflict as refusal:
            own, merged = _merged(head, expected, changes, refusal)
            also = follow(head, own)
            revision = edit(head, {**own, **also}, expected=head.revision_id, by=request.user)
    except Refused as refusal:
        if plain:
            raise
        return refused(request, refusal, typed, show)
    fields = {name: show(name, value) for name, value in merged.items() if name in typed}
    return redirect(back) if plain else saved(revision, fields=fields)


def _merged(
    head: Head, base: int, changes: Mapping[str, Any], refusal: Conflict
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Own changes and the others' ones since revision ``base``, when they touch different fields.

    Raises ``refusal`` when both changed the same field in different ways, or ``base`` is not known any more.
    """
    known = Revision.objects.filter(pk=base, node_id=head.node_id).first()
    if known is None:
        raise refusal
    now = head.content.payload()
    own = {name: value for name, value in changes.items() if value != known.payload.get(name)}
    theirs = {name: value for name, value in now.items() if value != known.payload.get(name)}
    for name in own.keys() & theirs.keys():
        own[name], clashes = merge_content(known.payload.get(name), own[name], theirs[name])
        if clashes:
            raise refusal
    return own, {name: theirs[name] for name in theirs if name not in own}


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
    show: Show = lambda name, value: str(value),
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
    show: Show = lambda name, value: str(value),
) -> HttpResponse:
    """409 with both versions side by side, of the fields in which they differ, to choose from."""
    head: Any = refusal.current
    content = head.content.payload() if isinstance(head, Head) else {}
    theirs = {name: show(name, _at(content, name)) for name in posted}
    differ = [name for name, value in posted.items() if _flat(value) != _flat(theirs[name])]
    fields = [
        {
            "name": name,
            "label": name.rpartition(".")[2].replace("_", " ").capitalize(),
            "mine": posted[name],
            "theirs": theirs[name],
        }
        for name in differ or list(posted)
    ]
    expected = head.revision_id if isinstance(head, Head) else 0
    return two_versions(request, expected, _author(request, head), fields)


def _at(content: dict[str, Any], name: str) -> Any:
    """The value of a field, or with "traits.hair" of an entry inside one."""
    field, _, entry = name.partition(".")
    value = content.get(field, "")
    return value.get(entry, "") if entry and isinstance(value, dict) else value


def two_versions(
    request: TeamRequest, expected: object, who: str, fields: list[dict[str, Any]]
) -> HttpResponse:
    """409: both versions of ``fields`` (name, label, mine, theirs); ``expected`` names the newest."""
    context = {"expected": expected, "who": who, "fields": fields}
    return render(request, "ui/conflict.html", context, status=409)


def _author(request: TeamRequest, head: object) -> str:
    if not isinstance(head, Head):
        return "Someone else"
    author = head.revision.author
    return "Another window of yours" if author == request.user else str(author or "A model")


def _flat(text: object) -> str:
    return str(text).replace("\r\n", "\n").strip()
