"""Search over the films that a team worked on last."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from projects.models import Branch, Comment, Head, Project
from projects.queries.searching import Asked, Find, search, search_comments

PROJECTS = 12  # each may have thousands of parts, and all of them are looked through
SHOWN = 3  # finds of a project


@dataclass(frozen=True)
class ProjectFinds:
    """A film that says it on its main branch: how often, and the first places."""

    project: Project
    branch: str  # slug
    count: int
    first: list[Find]


def search_team(wanted: Asked) -> tuple[list[ProjectFinds], bool]:
    """The films that say what is wanted, last touched first; and whether more is there than was looked at.

    Four queries, however many films there are.
    """
    projects = list(Project.objects.open().order_by("-updated_at", "pk")[:PROJECTS])
    mains = {row.project_id: row for row in Branch.objects.filter(project__in=projects, is_main=True)}
    heads = Head.objects.filter(branch__in=[row.pk for row in mains.values()])
    found = search(heads, wanted)
    said = search_comments(Comment.objects.filter(project__in=projects), wanted)
    counts: Counter[object] = Counter()
    first: dict[object, list[Find]] = defaultdict(list)
    for find in (*found.finds, *said.finds):  # those of comments name their project
        counts[find.branch] += 1
        first[find.branch].append(find)
    rows = []
    for project in projects:
        if (main := mains.get(project.pk)) and (count := counts[main.pk] + counts[project.pk]):
            both = [*first[main.pk], *first[project.pk]]
            rows.append(ProjectFinds(project, main.slug, count, both[:SHOWN]))
    return rows, found.cut or said.cut
