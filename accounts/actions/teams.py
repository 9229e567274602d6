"""Making, renaming and leaving teams."""

import secrets

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.actions.members import acting, drop, is_last_owner, roster
from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.roles import Role
from accounts.models import Membership, Team, User
from accounts.signals import team_created

DEMO_SLUG = "demo"
_RESERVED = frozenset({DEMO_SLUG})
_SLUG_MAX = 50


@transaction.atomic
def create_team(name: str, *, by: User) -> Team:
    """Make a team with ``by`` as its owner, and announce it so that it gets its first credits."""
    team = _with_free_slug(name)
    found_team(team, owner=by)
    return team


def found_team(team: Team, *, owner: User) -> None:
    """Give a new team its owner, its first audit record and its announcement."""
    with scope.team(team.pk, user=owner.pk):
        Membership.objects.create(team=team, user=owner, role=Role.OWNER)
        record("team.created", team, by=owner)
        team_created.send(sender=Team, team=team, by=owner)


def _with_free_slug(name: str) -> Team:
    """The name in Latin letters; a short random ending where that is taken, reserved or empty."""
    stem = slugify(name)[:_SLUG_MAX].strip("-")
    slug = stem
    while True:
        if slug and slug not in _RESERVED:
            try:
                with transaction.atomic():
                    return Team.objects.create(name=name, slug=slug)
            except IntegrityError:
                pass  # taken: the next try ends differently
        slug = f"{stem or 'team'}-{secrets.token_hex(3)}"


@transaction.atomic
def rename_team(team: Team, name: str, *, was: str, by: User) -> None:
    """Give the team another name; its address stays. Raises Conflict when ``was`` is no longer its name."""
    roster(team)
    acting(team, by, needs=Role.ADMIN)
    if name == was:
        return
    if not Team.objects.filter(pk=team.pk, name=was).update(name=name):
        team.refresh_from_db()
        raise Conflict(f"The team has been renamed to “{team.name}” in the meantime.", current=team.name)
    team.name = name
    record("team.renamed", team, by=by, was=was, now=name)


@transaction.atomic
def leave_team(team: Team, *, by: User) -> None:
    """Give up one's own membership and its API keys. Raises Refused for the last owner."""
    roster(team)
    membership = acting(team, by, needs=Role.VIEWER)
    if is_last_owner(membership):
        raise Refused("You are the last owner. Make someone else an owner before you leave.")
    record("member.left", membership, by=by, role=membership.role)
    drop(membership)
