"""Querysets that are put together once answer as they do when put together anew."""

from uuid import UUID

import pytest

from accounts.kernel import scope
from accounts.kernel.prepared import Prepared
from accounts.models import Membership
from tests.factories.accounts import TeamFactory, member

pytestmark = pytest.mark.django_db

PLACES = Prepared(
    lambda user: Membership.objects.select_related("team", "user").filter(user_id=user), user=UUID(int=1)
)
ROLES = Prepared(
    lambda role: (
        Membership.objects.filter(role=role).order_by("user__name").values_list("role", "user__name")
    ),
    role="of somebody",
)


def test_rows_come_with_what_is_joined_to_them() -> None:
    team = TeamFactory.create()
    people = [member(team, "Ada"), member(team, "Bo")]
    with scope.team(team.pk):
        for person in people:
            (place,) = PLACES.all(user=person.pk)
            assert (place.user, place.team) == (person, team)
            assert place.preferences == {}  # as a queryset reads a JSON field
            assert place == Membership.objects.get(user=person)
        assert ROLES.all(role="editor") == [("editor", "Ada"), ("editor", "Bo")]
        assert ROLES.first(role="owner") is None


def test_what_another_team_has_is_not_shown() -> None:
    team, other = TeamFactory.create(), TeamFactory.create()
    person = member(team, "Ada")
    with scope.team(team.pk):
        assert PLACES.first(user=person.pk)
    with scope.team(other.pk):
        assert PLACES.first(user=person.pk) is None


def test_a_name_that_the_statement_does_not_ask_for_is_a_mistake() -> None:
    wrong = Prepared(lambda user: Membership.objects.all(), user=UUID(int=1))
    with scope.team(TeamFactory.create().pk), pytest.raises(LookupError, match="user"):
        wrong.all(user=UUID(int=2))
