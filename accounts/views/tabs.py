"""The tabs of a team's settings."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role

_TABS = [
    ("Team", "accounts:team_settings", Role.VIEWER),
    ("Credits", "billing:credits", Role.VIEWER),
    ("Models", "pipeline:models", Role.ADMIN),
    ("Prompts", "pipeline:templates", Role.EDITOR),
    ("API keys", "accounts:api_keys", Role.VIEWER),
    ("Audit", "accounts:audit", Role.ADMIN),
]


def settings_tabs(request: TeamRequest, current: str) -> list[dict[str, Any]]:
    """The tabs that the member may open, for ``ui/tabs.html``. ``current`` is a URL name."""
    tabs = []
    for label, name, needed in _TABS:
        if not Role(request.membership.role).covers(needed):
            continue
        try:
            url = reverse(name, args=[request.team.slug])
        except NoReverseMatch:
            continue  # a page of an app above, which this one does without
        tabs.append({"label": label, "url": url, "current": name == current})
    return tabs
