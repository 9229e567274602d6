"""Finding invitations by their link."""

from dataclasses import dataclass
from uuid import UUID

from accounts.kernel import scope
from accounts.kernel.secrets import hash_of
from accounts.models import Invitation

_TEAM_DIGITS = 32


def team_in(secret: str) -> UUID | None:
    """The team whose invitation this secret may be; None when it is no secret of ours.

    A link starts with its team's id, so that it is looked up in that team's scope and nowhere else.
    """
    try:
        return UUID(hex=secret[:_TEAM_DIGITS])
    except ValueError:
        return None


@dataclass(frozen=True)
class Invited:
    """What a link's page and the sign-up form show of an invitation."""

    team: str
    email: str
    role: str
    invited_by: str
    state: str  # open, accepted, withdrawn, expired

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def invited(secret: str) -> Invited | None:
    """The invitation behind a link, whatever its state; None when there is none."""
    team_id = team_in(secret)
    if team_id is None:
        return None
    with scope.team(team_id):
        row = (
            Invitation.objects.select_related("team", "invited_by")
            .filter(secret_hash=hash_of(secret))
            .first()
        )
    if row is None:
        return None
    return Invited(row.team.name, row.email, row.role, str(row.invited_by or row.team), row.state)
