"""A project's open branches, as every page of a stage begins with them."""

import json
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from pipeline.models import Run
from projects.kinds import Episode
from projects.models import Branch, Feed, Head, Project, Revision, StageLock

# Written by hand: the query's making took three times as long as its answering, at each page's beginning.
_BRANCHES = """
SELECT {branch}, {project},
    (SELECT json_agg(json_build_array(h.node_id, r.payload) ORDER BY h.position, h.id)::text
     FROM {heads} h JOIN {revisions} r ON r.id = h.revision_id
     WHERE h.branch_id = b.id AND h.parent_node IS NULL AND h.kind = 'episode' AND NOT h.deleted),
    ARRAY(SELECT l.stage || '/' || l.episode FROM {locks} l WHERE l.branch_id = b.id),
    EXISTS(SELECT FROM {runs} r WHERE r.branch_id = b.id AND r.state = ANY(%s)),
    (SELECT f.last_seq FROM {feeds} f WHERE f.project_id = b.project_id)
FROM {branches} b JOIN {projects} p ON p.id = b.project_id
WHERE b.project_id = %s AND b.archived_at IS NULL
ORDER BY b.created_at, b.id
"""


class OpenEpisode(NamedTuple):
    """One running film of a branch."""

    node_id: UUID
    content: Episode


class OpenBranch(NamedTuple):
    """A branch with what a page says of it at once."""

    branch: Branch  # its project is loaded
    episodes: list[OpenEpisode]  # in order
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
    branch.project = Project.from_db(connection.alias, project_names, row[len(names) : -4])
    told, locks, restless, seq = row[-4:]
    episodes = [
        OpenEpisode(UUID(node), Episode.model_validate(text)) for node, text in json.loads(told or "[]")
    ]
    return OpenBranch(branch, episodes, locks, restless, seq or 0)


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _statement() -> str:
    def columns(alias: str, model: type[models.Model]) -> str:
        return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)

    tables = {"branches": Branch, "projects": Project, "locks": StageLock, "runs": Run, "feeds": Feed}
    tables |= {"heads": Head, "revisions": Revision}
    names = {name: f'"{model._meta.db_table}"' for name, model in tables.items()}
    return _BRANCHES.format(branch=columns("b", Branch), project=columns("p", Project), **names)
