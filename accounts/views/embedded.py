"""Pages of an embedded studio only: the demo team's door and the mail that would have been sent."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.demo import ensure_demo_team
from accounts.kernel.doors import LAST_TEAM
from accounts.models import KeptMail

_SHOWN = 50


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo person. Not there unless the studio is embedded."""
    _only_embedded()
    team, user = ensure_demo_team()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[LAST_TEAM] = team.slug
    return redirect("projects:dashboard", team.slug)


@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The latest kept mail. It holds confirmation links, so it is there in an embedded studio only."""
    _only_embedded()
    return render(request, "accounts/mail.html", {"mails": KeptMail.objects.order_by("-pk")[:_SHOWN]})


def _only_embedded() -> None:
    if not settings.STUDIO_EMBEDDED:
        raise Http404
