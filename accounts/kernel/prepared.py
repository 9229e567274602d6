"""Statements that are put together once and planned once: for what every request asks.

Django builds the SQL of a queryset anew each time, and PostgreSQL plans it anew, each of which takes several
times as long as answering a question by key.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row")


def keeping() -> Any:
    """A cursor for what comes again and again: where connections last, the server keeps its plan.

    Values are bound by the server, so that a value whose type cannot be told from its place needs a cast.
    """
    wrapper: Any = connection
    return wrapper.keeping_cursor()


class Prepared(Generic[Row]):
    """Asks for rows of a model, or tuples of its ``values_list``; which ones, is said by name.

    ``ask`` makes the queryset from ``samples``: one value of the right type for each name, all different.
    ``select_related`` counts; annotations and ``prefetch_related`` do not. As always, row-level security
    shows what the scope may see in which it is asked.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]], **samples: Any) -> None:
        self._ask, self._samples = ask, samples

    def all(self, **values: Any) -> list[Row]:
        """The rows for these values, none of which is None. One query."""
        text, order, read = self._built
        with keeping() as cursor:
            cursor.execute(text, [values[name] if name else fixed for name, fixed in order])
            return read(cursor.fetchall())

    def first(self, **values: Any) -> Row | None:
        """The first row for these values, if any. One query; say ``[:1]`` where there may be many."""
        return next(iter(self.all(**values)), None)

    @cached_property
    def _built(self) -> tuple[str, list[tuple[str, Any]], Callable[[Any], list[Row]]]:
        """The statement, the name or the fixed value of each parameter, and how rows are read."""
        compiler: Any = self._ask(**self._samples).query.get_compiler(connection.alias)
        text, parameters = compiler.as_sql()
        order = [(self._name_of(parameter), parameter) for parameter in parameters]
        if missing := set(self._samples) - {name for name, _ in order}:
            raise LookupError(f"the statement does not ask for {sorted(missing)}")
        return text, order, _reader(compiler)

    def _name_of(self, parameter: Any) -> str:
        return next((name for name, sample in self._samples.items() if sample == parameter), "")


def _reader(compiler: Any) -> Callable[[Any], list[Any]]:
    """Makes of rows what a queryset does: tuples, or models with what is joined to them."""
    converters = compiler.get_converters([column[0] for column in compiler.select])

    def converted(rows: Any) -> Any:
        return compiler.apply_converters(rows, converters) if converters else rows

    if compiler.query.selected is not None:  # by values_list
        return lambda rows: [tuple(row) for row in converted(rows)]
    made = _maker(compiler)
    return lambda rows: [made(row) for row in converted(rows)]


def _maker(compiler: Any) -> Callable[[Any], Any]:
    info, select, alias = compiler.klass_info, compiler.select, connection.alias
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[begin:end]]
    # The type stubs are those of a later Django.
    joined = get_related_populators(info, select, alias)  # type: ignore[call-arg]

    def make(row: Any) -> Any:
        found = info["model"].from_db(alias, names, row[begin:end])
        for populator in joined:
            populator.populate(row, found)
        return found

    return make
