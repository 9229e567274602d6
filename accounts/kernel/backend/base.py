"""PostgreSQL, with the team scope written into every transaction right after BEGIN."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from accounts.kernel import scope

_checked: set[str] = set()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend plus scopes; see ``accounts.kernel.scope``."""

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and scope.current() is not scope.NONE:
            scope.apply(self, scope.current())

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
