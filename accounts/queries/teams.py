"""What pages show of teams and their members."""

from dataclasses import dataclass

from accounts.kernel import scope
from accounts.kernel.roles import ROLE_SENTENCES, Role
from accounts.models import Membership, Team, User


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships with their teams, by the team's name; outside any team's scope."""
    with scope.member(user.pk):
        rows = (
            Membership.objects.filter(user=user).select_related("team").order_by("team__name", "team__slug")
        )
        return list(rows)


def home_team(user: User, last_slug: str) -> Team | None:
    """Where "/" leads: the team visited last while still a member, else their own teams before the demo."""
    teams = [membership.team for membership in memberships_of(user)]
    last = [team for team in teams if team.slug == last_slug]
    return next(iter(last or sorted(teams, key=lambda team: team.is_demo)), None)


@dataclass(frozen=True)
class MemberRow:
    """A line of the roster and what the reader of it may do there."""

    membership: Membership
    roles: list[tuple[str, str]]  # that the reader may give; empty when this member is out of reach
    is_self: bool

    @property
    def key(self) -> str:
        """For element ids."""
        return str(self.membership.pk)

    @property
    def role(self) -> Role:
        return Role(self.membership.role)

    @property
    def sentence(self) -> str:
        return ROLE_SENTENCES[self.role]


def roster_for(reader: Membership, *, roles: list[tuple[str, str]]) -> list[MemberRow]:
    """The team's members, strongest roles first, as ``reader`` sees them. Needs the team's scope."""
    found = Membership.objects.select_related("user").filter(team_id=reader.team_id)
    own = Role(reader.role)
    rows = []
    for membership in found:
        in_reach = own.covers(Role.ADMIN) and (own == Role.OWNER or membership.role != Role.OWNER)
        rows.append(MemberRow(membership, roles if in_reach else [], membership.user_id == reader.user_id))
    return sorted(rows, key=lambda row: (-row.role.rank, str(row.membership.user).casefold()))
