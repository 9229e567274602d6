"""The walls around this app's tables, tried with every lever that the serving role has."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, transaction
from django.utils import timezone

from accounts.actions.teams import create_team
from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.models import AuditRecord, Invitation, Membership, Team, User
from tests.factories.accounts import UserFactory

MODELS = [Membership, Invitation, AuditRecord]


@pytest.fixture
def ours(alice: User, team: Team) -> Team:
    """A team with a row in each table."""
    with scope.team(team.pk):
        Invitation.objects.create(
            email="d@example.com", secret_hash="0", expires_at=timezone.now() + timedelta(days=1)
        )
    return team


@pytest.fixture
def theirs(db: None) -> Team:
    return create_team("Harbour", by=UserFactory())


def rows(model: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")  # noqa: S608  # a constant name
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("model", MODELS)
def test_another_teams_rows_are_not_there(ours: Team, theirs: Team, model: Any) -> None:
    with scope.team(ours.pk):
        mine = model.objects.order_by("pk").first()
        assert mine is not None
    with scope.team(theirs.pk):
        before = rows(model)
        assert not model.objects.filter(pk=mine.pk).exists()
        assert model.objects.filter(pk=mine.pk).update(team_id=ours.pk) == 0
        assert model.objects.filter(pk=mine.pk)._raw_delete("default") == 0
        assert rows(model) == before == model.objects.filter(team=theirs).count()


@pytest.mark.parametrize("model", MODELS)
def test_without_a_scope_there_is_nothing_and_the_mistake_is_loud(ours: Team, model: Any) -> None:
    assert rows(model) == 0  # raw, past the guard
    with pytest.raises(scope.ScopeError):
        model.objects.exists()


@pytest.mark.parametrize("model", [Membership, Invitation])
def test_rows_cannot_be_moved_into_another_team(ours: Team, theirs: Team, model: Any) -> None:
    with scope.team(ours.pk), pytest.raises(Error, match="row-level security"), transaction.atomic():
        model.objects.update(team_id=theirs.pk)


def test_rows_cannot_be_made_for_another_team(ours: Team, theirs: Team) -> None:
    with scope.team(ours.pk):
        for make in (
            lambda: Membership.objects.create(team=theirs, user=UserFactory()),
            lambda: Invitation.objects.create(team=theirs, email="x@example.com", expires_at=timezone.now()),
            lambda: AuditRecord.objects.create(team=theirs, verb="x", actor_name="x"),
        ):
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                make()


def test_people_see_their_own_memberships_before_a_team_is_chosen_and_can_only_read_them(
    ours: Team, alice: User
) -> None:
    with scope.member(alice.pk):
        assert [membership.team_id for membership in Membership.objects.all()] == [ours.pk]
        assert Membership.objects.update(role="viewer") == 0
        assert Membership.objects.all()._raw_delete("default") == 0
    stranger = UserFactory()
    with scope.member(stranger.pk):
        assert not Membership.objects.exists()


def test_staff_see_all_teams_and_what_they_do_is_written_down_in_the_right_one(
    ours: Team, theirs: Team
) -> None:
    with scope.staff():
        assert {m.team_id for m in Membership.objects.all()} == {ours.pk, theirs.pk}
        record("member.looked_at", Membership.objects.get(team=theirs), by=None)
    with scope.team(theirs.pk):
        assert AuditRecord.objects.filter(verb="member.looked_at").exists()


def test_the_serving_role_can_neither_bypass_nor_empty(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("app_rw", False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE rolname = 'app_rw'"
        )
        assert cursor.fetchone() == (0,)


def test_nobody_is_served_as_the_tables_owner(ours: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the address of the database names the owner by mistake, the first page of a team says so."""
    monkeypatch.setitem(connection.settings_dict, "USER", "app_owner")
    with pytest.raises(ImproperlyConfigured, match="serves as app_rw"), scope.team(ours.pk):
        pytest.fail("a scope was opened")
