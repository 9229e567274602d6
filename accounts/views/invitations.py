"""The page behind an invitation's link."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.invitations import accept_invitation
from accounts.kernel.errors import Refused
from accounts.kernel.roles import ROLE_SENTENCES, Role
from accounts.queries.invitations import Invited, invited

_REFERRER = "no-referrer"  # the address holds the secret


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept when signed in with the invited address; else sign in, or sign up with it."""
    found = invited(secret)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership = accept_invitation(secret, by=request.user)
        except Refused as error:
            return _page(request, secret, found, error=error)
        messages.success(request, f"Welcome to {membership.team.name}.")
        return redirect("projects:dashboard", membership.team.slug)
    return _page(request, secret, found)


def _page(
    request: HttpRequest, secret: str, found: Invited | None, *, error: Refused | None = None
) -> HttpResponse:
    role = Role(found.role) if found else None
    context = {
        "secret": secret,
        "invited": found,
        "role": role,
        "sentence": ROLE_SENTENCES[role] if role else "",
        "error": error.sentence if error else "",
        "embedded": settings.STUDIO_EMBEDDED,
    }
    status = error.status if error else 200 if found else 404
    response = render(request, "accounts/invitation.html", context, status=status)
    response["Referrer-Policy"] = _REFERRER
    return response
