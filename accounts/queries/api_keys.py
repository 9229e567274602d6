"""Reading API keys."""

from accounts.kernel.roles import Role
from accounts.models import ApiKey, Membership


def keys_seen_by(reader: Membership) -> list[ApiKey]:
    """The team's working keys: one's own, and for admins everybody's. Newest first."""
    keys = ApiKey.objects.select_related("user").filter(team_id=reader.team_id, revoked_at=None)
    if not Role(reader.role).covers(Role.ADMIN):
        keys = keys.filter(user_id=reader.user_id)
    return list(keys.order_by("-created_at"))
