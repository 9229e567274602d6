"""Keys for programs."""

from django.db import transaction
from django.utils import timezone

from accounts.actions.members import acting
from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.roles import Role
from accounts.kernel.secrets import hash_of, new_secret
from accounts.models import ApiKey, Team, User

PREFIX = "aiu_"
MAX_PER_MEMBER = 20
_SHOWN = 12


@transaction.atomic
def create_api_key(team: Team, name: str, *, by: User) -> tuple[ApiKey, str]:
    """A key that acts as ``by`` in this team, and its secret, which cannot be read again later.

    Raises Invalid when a working key of theirs has that name: so a form sent twice makes one key.
    """
    # Locking the person makes "count, then insert" safe.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    acting(team, by, needs=Role.VIEWER)
    working = ApiKey.objects.filter(team=team, user=by, revoked_at=None)
    if working.filter(name=name).exists():
        raise Invalid("You have a key of this name already.", field="name")
    if working.count() >= MAX_PER_MEMBER:
        raise Refused(f"You have {MAX_PER_MEMBER} keys here. Revoke one before you make another.")
    secret = new_secret(PREFIX)
    key = ApiKey.objects.create(
        team=team, user=by, name=name, prefix=secret[:_SHOWN], secret_hash=hash_of(secret)
    )
    record("api_key.created", key, by=by)
    return key, secret


@transaction.atomic
def revoke_api_key(key: ApiKey, *, by: User) -> None:
    """Make a key worthless at once. People revoke their own, admins anybody's. Raises Refused."""
    actor = acting(key.team, by, needs=Role.VIEWER)
    if key.user_id != by.pk and not Role(actor.role).covers(Role.ADMIN):
        raise Refused("This key is someone else's. Ask an admin to revoke it.")
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("api_key.revoked", key, by=by, owner=str(key.user))
