"""The demo team of an embedded studio."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.actions.teams import DEMO_SLUG, found_team
from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Membership, Team, User

DEMO_EMAIL = "demo@aiuteur.local"


@transaction.atomic
def ensure_demo_team() -> tuple[Team, User]:
    """The demo team and the person who is let into it, made where missing. Calling it again changes nothing.

    The person has no password: only the demo button of an embedded studio lets them in.
    """
    user = User.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        user = User.objects.create_user(DEMO_EMAIL, name="Demo")
        EmailAddress.objects.create(user=user, email=DEMO_EMAIL, primary=True, verified=True)
    team, made = Team.objects.get_or_create(slug=DEMO_SLUG, defaults={"name": "Demo studio", "is_demo": True})
    if made:
        found_team(team, owner=user)
    else:
        with scope.team(team.pk, user=user.pk):  # whoever was invited may have removed the demo person
            Membership.objects.get_or_create(team=team, user=user, defaults={"role": Role.OWNER})
    return team, user
