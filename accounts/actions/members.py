"""Who may do what in a team. Every change locks the team first, so that one owner always remains."""

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.roles import Role
from accounts.models import ApiKey, Membership, Team, User


def roster(team: Team) -> None:
    """Lock the team's roster until the transaction ends.

    Two owners who leave at once pass one after the other: the second finds itself the last.
    """
    # no_key: rows that point at the team can still be written meanwhile.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def acting(team: Team, user: User, *, needs: Role) -> Membership:
    """The membership by which ``user`` acts, read after the lock. Raises Refused when it does not suffice."""
    membership = Membership.objects.select_related("user").filter(team=team, user=user).first()
    if membership is None:
        raise Refused("You are no longer a member of this team.")
    if not Role(membership.role).covers(needs):
        raise Refused(f"This needs the role {needs.label.lower()}.")
    return membership


def is_last_owner(membership: Membership) -> bool:
    """Whether the team would have no owner without this membership."""
    if membership.role != Role.OWNER:
        return False
    return not (
        Membership.objects.filter(team_id=membership.team_id, role=Role.OWNER)
        .exclude(pk=membership.pk)
        .exists()
    )


def drop(membership: Membership) -> None:
    """End a membership and whatever acts in its name."""
    keys = ApiKey.objects.filter(team_id=membership.team_id, user_id=membership.user_id, revoked_at=None)
    keys.update(revoked_at=timezone.now())
    membership.delete()


@transaction.atomic
def change_role(membership: Membership, role: Role, *, was: Role, by: User) -> Membership:
    """Give a member another role.

    Raises Conflict when the role is no longer ``was``, and Refused when ``by`` may not: admins do not
    touch owners, nobody gives more than they have, and the last owner stays one.
    """
    roster(membership.team)
    target = _still_there(membership)
    _may_touch(acting(membership.team, by, needs=Role.ADMIN), target, role)
    if target.role != was:
        raise Conflict(f"{target.user} is {Role(target.role).label.lower()} by now.", current=target.role)
    if target.role == role:
        return target
    if is_last_owner(target):
        raise Refused("A team needs an owner. Make someone else an owner first.")
    target.role = role
    target.save(update_fields=["role"])
    record("member.role_changed", target, by=by, was=str(was), now=str(role))
    return target


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Take a member out; their work stays. Raises Refused for the last owner and when ``by`` may not."""
    roster(membership.team)
    target = _still_there(membership)
    _may_touch(acting(membership.team, by, needs=Role.ADMIN), target, Role.VIEWER)
    if is_last_owner(target):
        raise Refused("A team needs an owner. Make someone else an owner first.")
    record("member.removed", target, by=by, role=target.role)
    drop(target)


@transaction.atomic
def appoint_owner(membership: Membership, *, by: User) -> None:
    """Staff give a team that lost its owners a new one. Only from the admin, in the staff's scope."""
    roster(membership.team)
    target = _still_there(membership)
    was, target.role = target.role, Role.OWNER
    target.save(update_fields=["role"])
    record("member.appointed_owner", target, by=by, was=was)


def _still_there(membership: Membership) -> Membership:
    found = Membership.objects.select_related("user", "team").filter(pk=membership.pk).first()
    if found is None:
        raise Conflict("This person is no longer a member.")
    return found


def _may_touch(actor: Membership, target: Membership, role: Role) -> None:
    own = Role(actor.role)
    if target.role == Role.OWNER and own != Role.OWNER:
        raise Refused("Only owners can change or remove owners.")
    if not own.covers(role):
        raise Refused(f"You can give roles up to your own: {own.label.lower()}.")
