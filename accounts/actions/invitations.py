"""Asking people into a team by e-mail."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.actions.members import acting, roster
from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from accounts.kernel.roles import ROLE_SENTENCES, Role
from accounts.kernel.secrets import hash_of, new_secret
from accounts.mail import send
from accounts.models import Invitation, Membership, Team, User
from accounts.queries.invitations import team_in

MAX_OPEN = 100

_CLOSED = {
    "withdrawn": "This invitation was withdrawn. Ask the team for a new one.",
    "expired": "This invitation has expired. Ask the team for a new one.",
    "accepted": "This invitation has been used already.",
}


@transaction.atomic
def invite(team: Team, email: str, role: Role, *, by: User, link: Callable[[str], str]) -> Invitation:
    """Ask ``email`` into the team. An older open invitation of theirs gives way to this one.

    ``link`` makes the address in the mail from the secret; the secret goes nowhere else, because it
    proves that whoever holds it reads that mailbox. Raises Refused.
    """
    roster(team)
    if not Role(acting(team, by, needs=Role.ADMIN).role).covers(role):
        raise Refused("You can invite people up to your own role.")
    email = email.lower()
    if Membership.objects.filter(team=team, user__email__iexact=email).exists():
        raise Refused(f"{email} is a member already.")
    now = timezone.now()
    Invitation.objects.filter(team=team, email=email, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    if Invitation.objects.filter(team=team).open().count() >= MAX_OPEN:
        raise Refused(f"{MAX_OPEN} invitations are open. Withdraw some before you send more.")
    secret = new_secret(team.pk.hex)
    invitation = Invitation.objects.create(
        team=team,
        email=email,
        role=role,
        invited_by=by,
        secret_hash=hash_of(secret),
        expires_at=now + timedelta(days=Invitation.DAYS),
    )
    record("invitation.sent", invitation, by=by, role=str(role))
    context = {
        "team": team,
        "by": by,
        "role": role.label,
        "sentence": ROLE_SENTENCES[role],
        "link": link(secret),
        "days": Invitation.DAYS,
    }

    def deliver() -> None:  # not a partial: Django wants its name when it fails
        send("accounts/mail/invitation", email, context)

    # robust: with the mail server down the invitation stands, and can be sent again.
    transaction.on_commit(deliver, robust=True)
    return invitation


@transaction.atomic
def accept_invitation(secret: str, *, by: User) -> Membership:
    """Join the team that a link asks into. Using one's own used link again just leads in.

    Raises Refused when the link does not work (any more) or asks somebody else.
    """
    team_id = team_in(secret)
    if team_id is None:
        raise Refused("This link does not lead to an invitation. Copy it whole from the mail.")
    with scope.team(team_id, user=by.pk):
        row = Invitation.objects.select_for_update().filter(secret_hash=hash_of(secret)).first()
        if row is None:
            raise Refused("This link does not lead to an invitation. Copy it whole from the mail.")
        if not _reads_mail_of(by, row.email):
            raise Refused(f"This invitation is for {row.email}. Sign in with that address to accept it.")
        membership = Membership.objects.select_related("team").filter(team_id=team_id, user=by).first()
        if row.state == "accepted" and membership:
            return membership
        if row.state in _CLOSED:
            raise Refused(_CLOSED[row.state])
        membership = membership or Membership.objects.create(team_id=team_id, user=by, role=row.role)
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
        record("invitation.accepted", row, by=by, role=membership.role)
        return membership


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Make an open invitation's link worthless. Doing it twice does it once."""
    acting(invitation.team, by, needs=Role.ADMIN)
    changed = Invitation.objects.filter(pk=invitation.pk).open().update(withdrawn_at=timezone.now())
    if changed:
        record("invitation.withdrawn", invitation, by=by)


def _reads_mail_of(user: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()
