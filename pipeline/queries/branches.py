"""A project's open branches, as every page of a stage begins with them."""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from pipeline.models import Run
from projects.models import Branch, Feed, Project, StageLock

# Written by hand: the query's making took three times as long as its answering, at each page's beginning.
_BRANCHES = """
SELECT {branch}, {project},
    ARRAY(SELECT l.stage || '/' || l.episode FROM {locks} l WHERE l.branch_id = b.id),
    EXISTS(SELECT FROM {runs} r WHERE r.branch_id = b.id AND r.state = ANY(%s)),
    (SELECT f.last_seq FROM {feeds} f WHERE f.project_id = b.project_id)
FROM {branches} b JOIN {projects} p ON p.id = b.project_id
WHERE b.project_id = %s AND b.archived_at IS NULL
ORDER BY b.created_at, b.id
"""


class OpenBranch(NamedTuple):
    """A branch with what a page says of it at once."""

    branch: Branch  # its project is loaded
    locks: list[str]  # "<stage>/<episode's node>" of each locked stage
    restless: bool  # a run works on it or failed there
    seq: int  # number of the project's last event


def open_branches(project_id: UUID) -> list[OpenBranch]:
    """A project's open branches, oldest first, each with its project. One query; none for a stranger."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [[Run.State.RUNNING, Run.State.FAILED], project_id])
        return [_branch(row) for row in cursor.fetchall()]


def _branch(row: tuple[Any, ...]) -> OpenBranch:
    names, project_names = _columns(Branch), _columns(Project)
    branch = Branch.from_db(connection.alias, names, row[: len(names)])
    branch.project = Project.from_db(connection.alias, project_names, row[len(names) : -3])
    locks, restless, seq = row[-3:]
    return OpenBranch(branch, locks, restless, seq or 0)


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _statement() -> str:
    def columns(alias: str, model: type[models.Model]) -> str:
        return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)

    tables = {"branches": Branch, "projects": Project, "locks": StageLock, "runs": Run, "feeds": Feed}
    names = {name: f'"{model._meta.db_table}"' for name, model in tables.items()}
    return _BRANCHES.format(branch=columns("b", Branch), project=columns("p", Project), **names)
