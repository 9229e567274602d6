"""Where the team's library is used: which projects, and in how many shots."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from projects.library import FORMERLY
from projects.models import LibraryUse, Project


@dataclass(frozen=True)
class Use:
    """One project that uses an asset of the library."""

    asset: UUID
    project: UUID
    title: str
    shots: int  # on any open branch, each counted once
    archived: bool


# Only what the content of an open branch says counts; the table of uses names where to look.
_USED = """
SELECT DISTINCT u.asset_id, u.project_id, p.title, p.archived_at IS NOT NULL, h.branch_id, r.payload->>'key'
FROM "projects_libraryuse" u
JOIN "projects_project" p ON p.id = u.project_id
JOIN "projects_head" h ON h.node_id = u.node_id AND NOT h.deleted
JOIN "projects_branch" b ON b.id = h.branch_id AND b.archived_at IS NULL
JOIN "projects_revision" r ON r.id = h.revision_id
WHERE u.asset_id = ANY(%s) AND r.payload->'library'->>'asset' = u.asset_id::text
"""
# Apart from the first: planned together, the shots would be read again for each asset.
_SHOWN = """
SELECT h.branch_id, named.key, array_agg(h.node_id)
FROM "projects_head" h
JOIN "projects_revision" r ON r.id = h.revision_id
CROSS JOIN LATERAL jsonb_array_elements_text(
    (r.summary->'v'->'cast') || (r.summary->'v'->'props') || (r.summary->'v'->'location')) AS named(key)
WHERE h.kind = 'shot' AND NOT h.deleted AND h.branch_id = ANY(%s) AND named.key = ANY(%s)
GROUP BY 1, 2
"""


def uses_of(assets: Iterable[UUID]) -> dict[UUID, list[Use]]:
    """The projects that use each of the library's ``assets``, by title. Two queries, however many."""
    wanted = list(assets)
    found: dict[UUID, list[Use]] = {asset: [] for asset in wanted}
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_USED, [wanted])
        used = cursor.fetchall()
        cursor.execute(_SHOWN, [list({row[4] for row in used}), list({row[5] for row in used})])
        shots = {(branch, key): nodes for branch, key, nodes in cursor.fetchall()}
    counted: dict[tuple[UUID, UUID, str, bool], set[UUID]] = {}
    for asset, project, title, archived, branch, key in used:
        counted.setdefault((asset, project, title, archived), set()).update(shots.get((branch, key), ()))
    for (asset, project, title, archived), nodes in sorted(counted.items(), key=lambda pair: pair[0][2]):
        found[asset].append(Use(asset, project, title, len(nodes), archived))
    return found


# Looks stand below the asset that follows; content of an open branch alone counts.
_LOOKS = """
SELECT DISTINCT lower(l.payload->>'name'), p.title
FROM "projects_libraryuse" u
JOIN "projects_project" p ON p.id = u.project_id
JOIN "projects_head" h ON h.node_id = u.node_id AND NOT h.deleted
JOIN "projects_branch" b ON b.id = h.branch_id AND b.archived_at IS NULL
JOIN "projects_revision" r ON r.id = h.revision_id
JOIN "projects_head" k ON k.branch_id = h.branch_id AND k.parent_node = h.node_id
    AND k.kind = 'look' AND NOT k.deleted
JOIN "projects_revision" l ON l.id = k.revision_id
WHERE u.asset_id = %s AND r.payload->'library'->>'asset' = u.asset_id::text
"""


def look_uses(asset: UUID) -> dict[str, list[str]]:
    """The titles of projects that have a look of an asset of the library, by its name in small letters."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, [asset])
        for name, title in sorted(cursor.fetchall()):
            found.setdefault(name, []).append(title)
    return found


def films_with(look: dict[str, Any], uses: dict[str, list[str]]) -> list[str]:
    """The titles of those that have a look of the library, also by a name that it had before."""
    names = {str(name).lower() for name in (look["name"], *look.get(FORMERLY, []))}
    return sorted({title for name in names for title in uses.get(name, ())})


def used_in(uses: list[Use]) -> str:
    """ "in 3 projects, 41 shots", or that it is not used."""
    if not uses:
        return "not used yet"
    shots = sum(use.shots for use in uses)
    projects = "1 project" if len(uses) == 1 else f"{len(uses)} projects"
    return f"in {projects}, {shots} shot{'' if shots == 1 else 's'}"


def projects_with_library() -> list[tuple[UUID, str]]:
    """The projects that ever used something of the library, by title: to filter by."""
    used = Project.objects.open().filter(pk__in=LibraryUse.objects.values("project_id"))
    return list(used.order_by("title").values_list("pk", "title"))
