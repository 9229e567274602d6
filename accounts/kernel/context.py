"""What every page's template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.kernel import scope
from accounts.models.teams import Membership
from accounts.shortcuts.bindings import on_page


def studio(request: HttpRequest) -> dict[str, Any]:
    """``teams`` for the switcher, ``membership``, avatar, ``shortcuts``, whether the studio is embedded."""
    user: Any = getattr(request, "user", None)
    context: dict[str, Any] = {
        "membership": getattr(request, "membership", None),
        "embedded": settings.STUDIO_EMBEDDED,
        # Called by the template of a whole page only: fragments never need it.
        "shortcuts": lambda: on_page(getattr(user, "shortcuts", None)),
    }
    if user is not None and user.is_authenticated:
        context["teams"] = getattr(request, "teams", None) or _LazyTeams(user.pk)
        context["user_initials"], context["user_hue"] = user.initials, user.hue
    return context


class _LazyTeams:
    """The person's teams, read when a template asks: fragments never do."""

    def __init__(self, user_id: Any) -> None:
        self.user_id = user_id

    def __iter__(self) -> Any:
        with scope.member(self.user_id):
            rows = (
                Membership.objects.filter(user_id=self.user_id).select_related("team").order_by("team__name")
            )
            return iter([row.team for row in rows])
