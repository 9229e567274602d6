"""For whom the database works right now.

A scope is a context variable; our database backend writes it into each transaction right after
BEGIN, and row-level security reads it there. It is transaction-local, so a pooled connection
cannot carry one team's scope into another's request.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction


class ScopeError(RuntimeError):
    """A team's table was used outside a scope, or in the wrong one: a bug, made loud."""


@dataclass(frozen=True)
class Scope:
    """Which rows row-level security shows: a team's, a user's own memberships, or a special role's."""

    role: str = ""
    team: UUID | None = None
    project: UUID | None = None
    user: UUID | None = None


NONE = Scope()
_scope: ContextVar[Scope] = ContextVar("team_scope", default=NONE)
current = _scope.get
_whole: ContextVar[bool] = ContextVar("all_or_nothing", default=False)
is_whole = _whole.get

_APPLY = (
    "SELECT set_config('role', %s, true), set_config('app.team_id', %s, true),"
    " set_config('app.project_id', %s, true), set_config('app.user_id', %s, true)"
)


def apply(wrapper: Any, scope: Scope) -> None:
    """Write ``scope`` into the open transaction of a Django database wrapper.

    Raises ImproperlyConfigured when it is connected as the tables' owner, who only migrates: an owner can
    take row-level security off.
    """
    _send(wrapper, _APPLY, _values(wrapper, scope))


def begin(wrapper: Any, scope: Scope) -> None:
    """Open a transaction in ``scope``, in one trip to the database. Raises as ``apply``."""
    if scope == NONE:
        _send(wrapper, "BEGIN")
    else:
        _send(wrapper, f"BEGIN; {_APPLY}", _values(wrapper, scope))


def _values(wrapper: Any, scope: Scope) -> list[str]:
    if _is_owner(wrapper):
        raise ImproperlyConfigured("DATABASE_URL names app_owner; the studio serves as app_rw.")
    return [scope.role or "none", str(scope.team or ""), str(scope.project or ""), str(scope.user or "")]


def _send(wrapper: Any, text: str, values: list[str] | None = None) -> None:
    with wrapper.wrap_database_errors:
        wrapper.connection.execute(text, values)  # the raw driver: invisible to query counts


@contextmanager
def activate(scope: Scope, *, tx: bool = True) -> Iterator[Scope]:
    """Work in ``scope``. ``tx=False`` for long work: each atomic block inside picks the scope up.

    Raises ScopeError when a scope of another team is already active.
    """
    previous = _scope.get()
    if previous.team and scope.team and previous.team != scope.team:
        raise ScopeError(f"already in team {previous.team}")
    token = _scope.set(scope)
    try:
        nested = connection.in_atomic_block and previous != scope
        if nested:
            apply(connection, scope)
        try:
            if tx:
                with transaction.atomic():
                    yield scope
            else:
                yield scope
        finally:
            if nested and not connection.needs_rollback:
                apply(connection, previous)
    finally:
        _scope.reset(token)


def team(pk: UUID, *, user: UUID | None = None, tx: bool = True) -> Any:
    """The scope of one team."""
    return activate(Scope(team=pk, user=user), tx=tx)


def member(pk: UUID, *, tx: bool = True) -> Any:
    """A person's own memberships, before a team is chosen."""
    return activate(Scope(user=pk), tx=tx)


def staff(*, user: UUID | None = None, tx: bool = True) -> Any:
    """Every team's rows, for moderation and support; what is done there is audited."""
    return activate(Scope(role="app_staff", user=user), tx=tx)


def worker(*, tx: bool = True) -> Any:
    """The job tables of all teams and nothing else: for claiming and sweeping."""
    return activate(Scope(role="app_worker"), tx=tx)


@contextmanager
def whole() -> Iterator[None]:
    """All or nothing: if anything in here fails, nothing of the transaction stays.

    Atomic blocks inside then need no savepoints, which are two trips to the database each. Not around code
    that goes on after it caught the failure of such a block.
    """
    token = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(token)


@cache
def team_tables() -> frozenset[str]:
    """Tables with a ``team`` field, except the ones their model marks as global."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "team" for field in model._meta.fields) and not getattr(model, "unscoped", False)
    )


_QUOTED = re.compile(r'"(\w+)"')


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse queries that row-level security would answer with silence. The lock is in the database."""
    wrapper = context["connection"]
    if wrapper.alias != "default" or _is_owner(wrapper):
        return execute(sql, params, many, context)
    if _scope.get() is not NONE:
        if not wrapper.in_atomic_block:
            raise ScopeError("query outside a transaction in a scope")
    elif not str(sql).startswith("TRUNCATE") and (hit := team_tables() & set(_QUOTED.findall(str(sql)))):
        raise ScopeError(f"team table {sorted(hit)} used outside a scope")
    return execute(sql, params, many, context)


def _is_owner(wrapper: Any) -> bool:
    return bool(wrapper.settings_dict["USER"] == "app_owner")
