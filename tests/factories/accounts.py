"""People and teams for tests. A membership brings its team; the address of everybody is confirmed."""

from functools import cache

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Membership, Team, User

PASSWORD = "a lamp in the fog"


@cache
def _hashed() -> str:
    """Argon2 is slow on purpose: once for all of them is enough."""
    return make_password(PASSWORD)


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in with ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.com".format)

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        user = User.objects.create(password=_hashed(), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=True)
        return user


class TeamFactory(DjangoModelFactory):
    """A team without members."""

    class Meta:
        model = Team

    name = factory.Sequence("Team {}".format)
    slug = factory.Sequence("team-{}".format)


class MembershipFactory(DjangoModelFactory):
    """A person's place in a team, made in the team's scope."""

    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.EDITOR

    @classmethod
    def _create(cls, model_class: type[Membership], *args: object, **kwargs: object) -> Membership:
        with scope.team(kwargs["team"].pk):
            return super()._create(model_class, *args, **kwargs)


def member(team: Team, name: str, role: Role = Role.EDITOR) -> User:
    """Somebody by name, with a role in the team: ``member(team, "Alice", Role.OWNER)``."""
    user = UserFactory(name=name, email=f"{name.lower()}@example.com")
    MembershipFactory(team=team, user=user, role=role)
    return user
