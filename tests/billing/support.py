"""What the billing tests share."""

from accounts.kernel.ids import uuid7
from accounts.models import Membership, Team, User


def new_team() -> Team:
    return Team.objects.create(name="Lighthouse", slug=f"team-{uuid7().hex[-12:]}")


def new_user(team: Team | None = None, role: str = "viewer") -> User:
    """A person; with a team, a member of it. Call it in the team's scope then."""
    user = User.objects.create_user(f"{uuid7().hex[-12:]}@example.org", "a long password", name="Mara")
    if team is not None:
        Membership.objects.create(team=team, user=user, role=role)
    return user
