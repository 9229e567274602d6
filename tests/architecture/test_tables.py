"""Walls between teams, read from PostgreSQL's own catalogue: what is really there, for every table."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from accounts.kernel.scope import team_tables

OWN_TEAM = "(team_id = (NULLIF(current_setting('app.team_id'::text, true), ''::text))::uuid)"
# A person's own memberships, read before a team is chosen.
NO_TEAM = "(NULLIF(current_setting('app.team_id'::text, true), ''::text) IS NULL)"
OWN_USER = "(user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid)"
# A fork copies thousands of heads: their triggers vouch for branch and revision, and these for the rest
# (tests/projects/test_head_guards.py).
VOUCHED_FOR = {f"projects.Head.{name}" for name in ("branch", "revision", "node", "base_revision")}
SPECIAL = {"staff_all": "app_staff", "worker_all": "app_worker", "guest_read": "app_guest"}

pytestmark = pytest.mark.django_db


def team_models() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.db_table in team_tables() and not model._meta.proxy]


def rows(sql: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("model", team_models(), ids=lambda model: model._meta.label)
def test_every_table_of_teams_is_walled_in(model: type[Model]) -> None:
    table = model._meta.db_table
    # ENABLE without FORCE: forced on the owner, a foreign key added later would validate no row.
    state = rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table)
    assert state == [(True, False)]
    policies = {
        policy: (roles, command, seen, written)
        for policy, roles, command, seen, written in rows(
            "SELECT policyname, roles::text[], cmd, qual, with_check FROM pg_policies WHERE tablename = %s",
            table,
        )
    }
    assert policies.pop("team_isolation") == (["app_rw"], "ALL", OWN_TEAM, OWN_TEAM)
    own_rows = (["app_rw"], "SELECT", f"({NO_TEAM} AND {OWN_USER})", None)
    assert policies.pop("own_rows", own_rows) == own_rows
    assert {policy: found[0] for policy, found in policies.items()} == {
        name: [SPECIAL[name]] for name in policies
    }


def test_every_table_with_a_team_column_belongs_to_the_walled_ones() -> None:
    found = {
        table
        for (table,) in rows(
            "SELECT relname::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relkind = 'r' AND attname = 'team_id' AND NOT attisdropped"
        )
    }
    unscoped = {model._meta.db_table for model in apps.get_models() if getattr(model, "unscoped", False)}
    assert found - unscoped == team_tables()


def references() -> list[Any]:
    """Every foreign key between rows of teams."""
    return [
        pytest.param(model._meta.db_table, field.column, id=f"{model._meta.label}.{field.name}")
        for model in team_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.db_table in team_tables()
        if f"{model._meta.label}.{field.name}" not in VOUCHED_FOR
    ]


@pytest.mark.parametrize(("table", "column"), references())
def test_every_reference_between_rows_of_teams_stays_in_its_team(table: str, column: str) -> None:
    """A plain foreign key accepts another team's row: it does not look through row-level security."""
    found = rows(
        """
        SELECT convalidated, array(
            SELECT attname::text FROM unnest(conkey) AS key
            JOIN pg_attribute ON attrelid = conrelid AND attnum = key ORDER BY attname)
        FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass
        """,
        table,
    )
    assert (True, sorted(["team_id", column])) in found


def test_what_points_to_rows_of_teams_is_itself_a_row_of_a_team() -> None:
    outside = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in team_tables() and not getattr(model, "unscoped", False)
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model._meta.db_table in team_tables()
    ]
    assert outside == []


def test_the_serving_role_owns_no_table_and_bypasses_nothing() -> None:
    assert rows(
        "SELECT current_user::text, rolsuper, rolbypassrls, rolinherit FROM pg_roles"
        " WHERE rolname = current_user"
    ) == [("app_rw", False, False, False)]
    assert rows("SELECT relname FROM pg_class WHERE relowner = 'app_rw'::regrole") == []


def test_the_worker_role_reaches_only_tables_that_are_open_to_it() -> None:
    grants = (
        "SELECT relname::text FROM pg_class, aclexplode(relacl) WHERE grantee = %s::regrole AND relkind = 'r'"
    )
    granted = {table for (table,) in rows(grants, "app_worker")}
    policies = "SELECT tablename::text FROM pg_policies WHERE policyname = %s"
    opened = {table for (table,) in rows(policies, "worker_all")}
    assert granted & team_tables() == opened
