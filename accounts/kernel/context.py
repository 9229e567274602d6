"""What every page's template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.kernel import scope
from accounts.models.teams import Membership


def studio(request: HttpRequest) -> dict[str, Any]:
    """``teams`` of the person for the switcher, their ``membership`` here, and whether this is a demo studio."""
    user: Any = getattr(request, "user", None)
    context: dict[str, Any] = {
        "membership": getattr(request, "membership", None),
        "embedded": settings.STUDIO_EMBEDDED,
    }
    if user is not None and user.is_authenticated:
        context["teams"] = _LazyTeams(user.pk)
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
