"""Shots as the API lists them: put together by the database, in one statement, as the text that is sent.

Making four thousand objects of rows only to write them down again took ten times as long as reading them.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404

from accounts.kernel.prepared import Prepared, keeping
from projects.models import Branch, Feed, Head, Revision

_SHOT = """
'{"id":"' || h.node_id || '","kind":"shot","slot":' || to_json(h.slot) || ',"parent":'
|| coalesce('"' || h.parent_node || '"', 'null') || ',"episode":' || coalesce('"' || h.episode || '"', 'null')
|| ',"revision":' || h.revision_id || ',"origin":"' || h.origin || '","content":' || r.payload || '}'
"""
_LIST = """
WITH b AS MATERIALIZED (
    SELECT id FROM {branches} WHERE project_id = %(project)s AND slug = %(branch)s AND archived_at IS NULL
), hits AS MATERIALIZED (
    SELECT h.node_id, h.slot, h.parent_node, h.episode, h.revision_id, h.origin, h.position, h.id
    FROM {heads} h JOIN b ON h.branch_id = b.id {narrowing}
    WHERE h.kind = 'shot' AND NOT h.deleted {where}
)
SELECT (SELECT id FROM b), (SELECT count(*) FROM hits),
    (SELECT string_agg({shot}, ','
        ORDER BY h.episode, h.scene, h.scene_slot, h.parent_node, h.position, h.id) FROM (
        SELECT hits.*, p.position AS scene, p.slot AS scene_slot FROM hits
        LEFT JOIN {heads} p ON p.branch_id = (SELECT id FROM b) AND p.node_id = hits.parent_node
        ORDER BY hits.episode, p.position, p.slot, hits.parent_node, hits.position, hits.id
        LIMIT %(limit)s OFFSET %(offset)s
    ) h JOIN {revisions} r ON r.id = h.revision_id)
"""
_STAMP = """
SELECT b.id, (SELECT f.last_seq || '.' || f.xmin FROM {feeds} f WHERE f.project_id = b.project_id)
FROM {branches} b WHERE b.project_id = %s AND b.slug = %s AND b.archived_at IS NULL
"""
_ONE = """
SELECT {shot} FROM {heads} h
JOIN {branches} b ON b.id = h.branch_id AND b.project_id = %s AND b.slug = %s AND b.archived_at IS NULL
JOIN {revisions} r ON r.id = h.revision_id
WHERE h.node_id = %s AND h.kind = 'shot' AND NOT h.deleted
"""


@dataclass(frozen=True)
class Wanted:
    """Which shots of a branch."""

    project: UUID
    branch: str  # its slug
    under: UUID | None = None  # the scene
    episode: UUID | None = None
    number: int | None = None  # of the episode
    fields: tuple[tuple[str, str], ...] = ()  # content fields and the values they must have


def shot_page(wanted: Wanted, limit: int, offset: int) -> tuple[int, str]:
    """How many shots there are, and a page of them as JSON objects between commas, scene by scene.

    One statement. Raises Http404 when there is no such branch.
    """
    where, values = _where(wanted)
    values |= {"project": wanted.project, "branch": wanted.branch, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(_statement(_LIST, where, bool(wanted.fields)), values)
        branch, count, text = cursor.fetchone()
    if branch is None:
        raise Http404("No such branch.")
    return count, text or ""


class KeptPages:
    """The pages that were asked for last, as long as nothing has happened in their projects."""

    def __init__(self, most: int = 24 * 1024 * 1024) -> None:
        self._pages: OrderedDict[tuple[object, ...], tuple[int, str]] = OrderedDict()
        self._size, self._most, self._lock = 0, most, Lock()

    def page(self, stamp: str, wanted: Wanted, limit: int, offset: int) -> tuple[int, str]:
        """As ``shot_page``, for a branch that shows what ``stamp`` names."""
        key = (stamp, wanted, limit, offset)
        with self._lock:
            if found := self._pages.get(key):
                self._pages.move_to_end(key)
                return found
        made = shot_page(wanted, limit, offset)  # not under the lock: it asks the database
        with self._lock:
            if key not in self._pages:
                self._pages[key] = made
                self._size += len(made[1])
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1][1])
        return made


kept_pages = KeptPages()


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts, values = [], dict[str, Any]()
    if wanted.under:
        parts.append("AND h.parent_node = %(under)s")
        values["under"] = wanted.under
    if wanted.episode:
        parts.append("AND h.episode = %(episode)s")
        values["episode"] = wanted.episode
    if wanted.number is not None:
        parts.append(
            "AND h.episode = (SELECT e.node_id FROM {heads} e JOIN {revisions} c ON c.id = e.revision_id"
            " WHERE e.branch_id = b.id AND e.kind = 'episode' AND NOT e.deleted"
            " AND c.payload->>'number' = %(number)s LIMIT 1)"
        )
        values["number"] = str(wanted.number)
    for at, (field, value) in enumerate(wanted.fields):
        parts.append(f"AND n.payload->>%(field{at})s = %(value{at})s")
        values |= {f"field{at}": field, f"value{at}": value}
    return " ".join(parts), values


def shot_text(project: UUID, branch: str, node: UUID) -> str:
    """One shot as JSON. One statement. Raises Http404."""
    with keeping() as cursor:
        cursor.execute(_statement(_ONE), [project, branch, node])
        row = cursor.fetchone()
    if row is None:
        raise Http404("No such shot on this branch.")
    return str(row[0])


def branch_stamp(project: UUID, branch: str) -> str:
    """Names what a branch shows now: it changes with whatever happens in the project. Raises Http404."""
    with keeping() as cursor:
        cursor.execute(_statement(_STAMP), [project, branch])
        row = cursor.fetchone()
    if row is None:
        raise Http404("No such branch.")
    return f"{row[0]}-{row[1] or 0}"


_BRANCH = Prepared(
    lambda project, slug: Branch.objects.select_related("project").filter(
        project_id=project, slug=slug, archived_at=None
    ),
    project=UUID(int=1),
    slug="of a branch",
)
_SHOT_THERE = Prepared(
    lambda project, slug, node: Head.objects.select_related("branch", "revision__author").filter(
        branch__project_id=project,
        branch__slug=slug,
        branch__archived_at=None,
        node_id=node,
        kind="shot",
        deleted=False,
    ),
    project=UUID(int=1),
    slug="of a branch",
    node=UUID(int=2),
)


def shot_branch_or_404(project: UUID, slug: str) -> Branch:
    """An open branch with its project. One query. Raises Http404."""
    found = _BRANCH.first(project=project, slug=slug)
    if found is None:
        raise Http404("No such branch.")
    return found


def shot_or_404(project: UUID, slug: str, node: UUID) -> Head:
    """A shot with its content, its author and its open branch. One query. Raises Http404."""
    found = _SHOT_THERE.first(project=project, slug=slug, node=node)
    if found is None:
        raise Http404("No such shot on this branch.")
    return found


@cache
def _statement(text: str, where: str = "", narrowed: bool = False) -> str:
    tables = {"branches": Branch, "heads": Head, "revisions": Revision, "feeds": Feed}
    names = {name: f'"{model._meta.db_table}"' for name, model in tables.items()}
    narrowing = f"JOIN {names['revisions']} n ON n.id = h.revision_id" if narrowed else ""
    parts = {"{narrowing}": narrowing, "{where}": where, "{shot}": _SHOT}
    parts |= {f"{{{name}}}": table for name, table in names.items()}
    for name, value in parts.items():
        text = text.replace(name, value)
    return text
