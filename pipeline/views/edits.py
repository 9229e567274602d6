"""Saving what people type: one answer for forms that autosave and for cells of tables."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid
from pipeline.queries.places import Place
from projects.actions.edits import edit, head_or_404
from projects.models import Head

Convert = Callable[[str], Any]


def save_node(
    request: TeamRequest, place: Place, node: UUID, fields: Mapping[str, Convert], *kinds: str, **also: Any
) -> HttpResponse:
    """Save the posted ``fields`` of a node, if it still shows the revision that was posted as ``expected``.

    Answers {"expected": revision} when saved, 409 with both versions when someone was faster, 422 with a
    sentence for the field otherwise. ``also`` are further changes that follow from these.
    """
    head = head_or_404(place.branch, node, *kinds)
    posted = {name: value for name, value in request.POST.items() if name in fields}
    try:
        changes = {name: fields[name](str(value)) for name, value in posted.items()} | also
        expected = int(request.POST.get("expected", "0"))
        revision = edit(head, changes, expected=expected, by=request.user)
    except Conflict as refusal:
        return conflict(request, refusal, posted)
    except Invalid as refusal:
        return invalid(refusal.sentence, refusal.field)
    except ValueError:
        return invalid("That is not a number.", next(iter(posted), ""))
    return JsonResponse({"expected": revision, "saved": timezone.now().isoformat()})


def invalid(sentence: str, field: str) -> JsonResponse:
    """422: what was typed cannot be, and why. The page keeps it."""
    return JsonResponse({"errors": {field or "": [sentence]}, "detail": sentence}, status=422)


def conflict(request: TeamRequest, refusal: Conflict, posted: Mapping[str, Any]) -> HttpResponse:
    """409 with both versions side by side, to choose from."""
    head: Any = refusal.current
    content = head.content.payload() if isinstance(head, Head) else {}
    context = {
        "expected": head.revision_id if isinstance(head, Head) else 0,
        "who": str(head.revision.author or "A model") if isinstance(head, Head) else "Someone else",
        "fields": [
            {
                "name": name,
                "label": name.replace("_", " ").capitalize(),
                "mine": value,
                "theirs": content.get(name, ""),
            }
            for name, value in posted.items()
        ],
    }
    return render(request, "ui/conflict.html", context, status=409)
