"""PostgreSQL, with the team scope written into every transaction right after BEGIN."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from accounts.kernel import scope

_checked: set[str] = set()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend plus scopes; see ``accounts.kernel.scope``."""

    def _set_autocommit(self, autocommit: bool) -> None:
        """Begin a transaction together with its scope: psycopg alone would send BEGIN on a trip of its own.

        To psycopg the connection stays in autocommit, which is to say that it begins nothing by itself.
        """
        if autocommit:
            super()._set_autocommit(True)  # type: ignore[misc]  # not in the type stubs
        else:
            scope.begin(self, scope.current())

    def _savepoint_allowed(self) -> bool:
        return not scope.is_whole() and bool(super()._savepoint_allowed())  # type: ignore[misc]

    def keeping_cursor(self) -> Any:
        """A cursor whose statements the server keeps planned; see ``accounts.kernel.prepared.keeping``."""
        self.ensure_connection()
        wrapper: Any = self  # the type stubs know neither of these
        kind: Any = base.ServerBindingCursor
        with self.wrap_database_errors:
            return wrapper._prepare_cursor(kind(self.connection))

    def init_connection_state(self) -> None:
        super().init_connection_state()
        if scope.guard not in self.execute_wrappers:
            self.execute_wrappers.append(scope.guard)
        user = self.settings_dict["USER"]
        if user != "app_owner" and user not in _checked:
            _refuse_bypass(self.connection)
            _checked.add(user)


def _refuse_bypass(raw: Any) -> None:
    """Serving as a role that row-level security does not bind would show every team everything."""
    query = (
        "SELECT rolsuper OR rolbypassrls"
        " OR EXISTS(SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind = 'r')"
        " FROM pg_roles r WHERE rolname = current_user"
    )
    # The raw driver: the first query of a process may run inside a scope.
    if raw.execute(query).fetchone()[0]:
        raise ImproperlyConfigured("This database role bypasses row-level security: serve as app_rw.")
