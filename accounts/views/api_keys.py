"""Keys for programs: made, shown once, revoked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.api_keys import create_api_key, revoke_api_key
from accounts.forms.teams import ApiKeyForm
from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.models import ApiKey
from accounts.queries.api_keys import keys_seen_by
from accounts.views.tabs import settings_tabs


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required()
def api_keys(request: TeamRequest) -> HttpResponse:
    """The working keys and the form for another."""
    if request.method != "POST":
        return _page(request, form=ApiKeyForm())
    form = ApiKeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        key, secret = create_api_key(request.team, form.cleaned_data["name"], by=request.user)
    except Refused as error:
        form.add_error(getattr(error, "field", "") or None, error.sentence)
        return _page(request, form=form, status=error.status)
    # Shown in this answer and nowhere else, so it is not carried through a redirect.
    return _page(request, form=ApiKeyForm(), made=key, secret=secret)


@require_POST
@member_required()
def api_key_revoke(request: TeamRequest, key_id: UUID) -> HttpResponse:
    """Make one key worthless."""
    # This table stands outside row-level security: the team is named here.
    key = get_object_or_404(ApiKey.objects.select_related("team", "user"), pk=key_id, team=request.team)
    revoke_api_key(key, by=request.user)
    messages.success(request, f"The key {key.name} no longer works.")
    return redirect("accounts:api_keys", request.team.slug)


def _page(request: TeamRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    context["tabs"] = settings_tabs(request, "accounts:api_keys")
    context["keys"] = keys_seen_by(request.membership)
    return render_page(request, "accounts/api_keys.html", context, status=status)
