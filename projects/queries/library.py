"""Where the team's library is used: which projects, and in how many shots."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

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
_USES = """
WITH used AS (
    SELECT DISTINCT u.asset_id, u.project_id, h.branch_id, r.payload->>'key' AS key
    FROM "projects_libraryuse" u
    JOIN "projects_head" h ON h.node_id = u.node_id AND NOT h.deleted
    JOIN "projects_branch" b ON b.id = h.branch_id AND b.archived_at IS NULL
    JOIN "projects_revision" r ON r.id = h.revision_id
    WHERE u.asset_id = ANY(%s) AND r.payload->'library'->>'asset' = u.asset_id::text
), shown AS (
    SELECT h.branch_id, h.node_id, named.key
    FROM "projects_head" h
    JOIN "projects_revision" r ON r.id = h.revision_id
    CROSS JOIN LATERAL jsonb_array_elements_text(
        (r.summary->'v'->'cast') || (r.summary->'v'->'props') || (r.summary->'v'->'location')) AS named(key)
    WHERE h.kind = 'shot' AND NOT h.deleted AND h.branch_id IN (SELECT branch_id FROM used)
)
SELECT used.asset_id, used.project_id, p.title, count(DISTINCT shown.node_id), p.archived_at IS NOT NULL
FROM used JOIN "projects_project" p ON p.id = used.project_id
LEFT JOIN shown ON shown.branch_id = used.branch_id AND shown.key = used.key
GROUP BY 1, 2, 3, 5 ORDER BY 3, 2
"""


def uses_of(assets: Iterable[UUID]) -> dict[UUID, list[Use]]:
    """The projects that use each of the library's ``assets``, by title. One query, however many."""
    wanted = list(assets)
    found: dict[UUID, list[Use]] = {asset: [] for asset in wanted}
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_USES, [wanted])
            for row in cursor.fetchall():
                found[row[0]].append(Use(*row))
    return found


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
