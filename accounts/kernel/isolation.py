"""Row-level security as one reversible migration operation, listed per table."""

from typing import Any

from django.db.migrations.operations.base import Operation

from accounts.kernel.fields import TeamForeignKey

TEAM = "team_id = NULLIF(current_setting('app.team_id', true), '')::uuid"
USER = "user_id = NULLIF(current_setting('app.user_id', true), '')::uuid"

_ENABLE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY team_isolation ON {table} FOR ALL TO app_rw USING ({team}) WITH CHECK ({team});
CREATE POLICY staff_all ON {table} FOR ALL TO app_staff USING (true) WITH CHECK (true);
"""
# Only for reading, and only while no team is chosen: inside a team's scope nobody's other memberships show.
_OWN = """
CREATE POLICY own_rows ON {table} FOR SELECT TO app_rw
    USING (NULLIF(current_setting('app.team_id', true), '') IS NULL AND {user});
"""
_WORKER = """
CREATE POLICY worker_all ON {table} FOR ALL TO app_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO app_worker;
"""
_DISABLE = """
DROP POLICY IF EXISTS team_isolation ON {table};
DROP POLICY IF EXISTS staff_all ON {table};
DROP POLICY IF EXISTS own_rows ON {table};
DROP POLICY IF EXISTS worker_all ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


class IsolateTeam(Operation):
    """Wall a team table in: policies, the (team_id, id) key, and same-team foreign keys.

    ENABLE without FORCE: with FORCE the owner's own ALTER TABLE saw no rows and marked a violated
    constraint as valid. ``own_rows`` also shows a person their own rows (memberships) before a team
    is chosen; ``worker`` lets the role that claims jobs see all teams' rows of this table;
    ``referenced=False`` spares numerous rows that nothing points at the (team_id, id) key.
    """

    reversible = True

    def __init__(
        self, model: str, *, own_rows: bool = False, worker: bool = False, referenced: bool = True
    ) -> None:
        self.model, self.own_rows, self.worker, self.referenced = model, own_rows, worker, referenced

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Policies are not part of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        meta = to_state.apps.get_model(app_label, self.model)._meta
        table = meta.db_table
        sql = _ENABLE.format(table=table, team=TEAM)
        if self.own_rows:
            sql += _OWN.format(table=table, user=USER)
        if self.worker:
            sql += _WORKER.format(table=table)
        if self.referenced:
            schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_team_key UNIQUE (team_id, id)")
        schema_editor.execute(sql)
        for field in meta.local_fields:
            if isinstance(field, TeamForeignKey):
                # Deferred to the end of the migration: the target's (team_id, id) key may come later in it.
                schema_editor.deferred_sql.append(
                    f"ALTER TABLE {table} ADD CONSTRAINT {table}_{field.column}_same_team"
                    f" FOREIGN KEY (team_id, {field.column})"
                    f" REFERENCES {field.related_model._meta.db_table} (team_id, id)"
                    " DEFERRABLE INITIALLY DEFERRED"
                )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        meta = from_state.apps.get_model(app_label, self.model)._meta
        table = meta.db_table
        schema_editor.execute(_DISABLE.format(table=table))
        for field in meta.local_fields:
            if isinstance(field, TeamForeignKey):
                schema_editor.execute(
                    f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_{field.column}_same_team"
                )
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_team_key CASCADE")

    def describe(self) -> str:
        return f"Wall in the team rows of {self.model}"
