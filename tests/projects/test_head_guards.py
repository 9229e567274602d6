"""What a head points to is of its own team: its table's triggers see to it, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.kernel import scope
from projects.models import Branch, Head
from tests.factories.projects import World, membership, world


def _world() -> World:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        return world(person.user, person.team)


@pytest.fixture
def own(db: None) -> World:
    return _world()


@pytest.fixture
def other(db: None) -> World:
    return _world()


def _brief(made: World) -> Head:
    with scope.team(made.team.pk, user=made.user.pk):
        return Head.objects.get(branch=made.branch, kind="brief")


def _copy(head: Head, **changed: Any) -> None:
    """Write the head once more as its team, with something changed."""
    values = {field.attname: getattr(head, field.attname) for field in Head._meta.concrete_fields}
    values |= {"id": None, **changed}
    with scope.team(head.team_id), transaction.atomic():
        Head.objects.bulk_create([Head(**values)])


def test_a_head_shows_no_revision_of_another_team(own: World, other: World) -> None:
    with scope.team(own.team.pk, user=own.user.pk):
        spare = Branch.objects.create(project=own.project, name="Spare", slug="spare", parent=own.branch)
    with pytest.raises(IntegrityError, match="revision of its own team"):
        _copy(_brief(own), branch_id=spare.pk, revision_id=_brief(other).revision_id)


def test_a_head_is_moved_to_no_revision_of_another_team(own: World, other: World) -> None:
    strange = _brief(other).revision_id
    with scope.team(own.team.pk, user=own.user.pk), pytest.raises(IntegrityError, match="of its own team"):
        Head.objects.filter(pk=_brief(own).pk).update(revision_id=strange)


def test_a_head_stands_on_no_branch_of_another_team(own: World, other: World) -> None:
    with pytest.raises(IntegrityError, match="branch of its own team"):
        _copy(_brief(own), branch_id=other.branch.pk)


def test_a_head_stays_on_its_branch(own: World) -> None:
    with scope.team(own.team.pk, user=own.user.pk):
        spare = Branch.objects.create(project=own.project, name="Spare", slug="spare", parent=own.branch)
        with pytest.raises(IntegrityError, match="stays on its branch"), transaction.atomic():
            Head.objects.filter(pk=_brief(own).pk).update(branch=spare)


def test_a_branch_that_has_heads_is_not_deleted(own: World) -> None:
    with scope.team(own.team.pk, user=own.user.pk):
        spare = Branch.objects.create(project=own.project, name="Spare", slug="spare", parent=own.branch)
        head = _brief(own)
        _copy(head, branch_id=spare.pk)
        purge = 'DELETE FROM "projects_branch" WHERE id = %s'
        refused = pytest.raises(IntegrityError, match="has no heads")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(purge, [spare.pk])


def test_heads_are_written_to_a_branch_that_stays_until_they_are(own: World) -> None:
    """Whoever writes heads holds the branch: deleting it waits, as the key's own lock made it wait."""
    with scope.team(own.team.pk, user=own.user.pk):
        spare = Branch.objects.create(project=own.project, name="Spare", slug="spare", parent=own.branch)
        _copy(_brief(own), branch_id=spare.pk)
        with connection.cursor() as cursor:
            cursor.execute('SELECT xmax::text FROM "projects_branch" WHERE id = %s', [spare.pk])
            assert cursor.fetchone() != ("0",)  # its row is locked by this transaction
