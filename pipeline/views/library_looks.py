"""Looks on the page of a library's asset: added, changed, taken away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.library import library_asset_or_404
from pipeline.actions.library_looks import add_library_look, edit_library_look, remove_library_look
from pipeline.forms.looks import posted_look
from pipeline.views.library import asset_page


@require_POST
@member_required(Role.EDITOR)
def library_looks(request: TeamRequest, library_id: UUID, what: str) -> HttpResponse:
    """``add``, ``save`` or ``remove`` a look. What cannot be is said beside it, and what was typed stays."""
    found = library_asset_or_404(library_id)
    expected = whole_number(request.POST.get("expected", "")) or 0
    look, typed = request.POST.get("look", "")[:120], posted_look(request.POST)
    name = str(typed.pop("name", ""))
    common: dict[str, Any] = {"expected": expected, "by": request.user}
    changes: dict[str, Callable[[], Any]] = {
        "add": lambda: add_library_look(found, name, reason=typed.get("reason", "wardrobe"), **common),
        "save": lambda: edit_library_look(found, look, {**typed, "name": name}, **common),
        "remove": lambda: remove_library_look(found, look, **common),
    }
    if what not in changes:
        raise Http404("There is no such change.")
    try:
        changes[what]()
    except Refused as refusal:
        refused = {"look": look if what != "add" else "", "sentence": refusal.sentence}
        return asset_page(
            request, found, refused=refused | {"typed": {**typed, "name": name}}, status=refusal.status
        )
    messages.success(request, DONE[what].format(name or look))
    return redirect(reverse("pipeline:library_asset", args=[request.team.slug, found.pk]) + "#looks")


DONE = {
    "add": "{} is a look of it now. Films that follow are offered it.",
    "save": "{} is changed. Films that follow are offered it.",
    "remove": "{} is taken away. Films that have it keep it.",
}
