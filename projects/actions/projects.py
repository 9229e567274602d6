"""Making, renaming, archiving and deleting projects."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from projects.actions.commit import Edit, commit
from projects.actions.events import announce
from projects.kinds import Brief, Episode, Style
from projects.models import Branch, Head, Project
from projects.positions import between
from projects.queries.projects import episodes, main_branch
from projects.signals import project_deleting
from projects.titles import first_words, same_title, working_title

TITLE_MAX = 200


@transaction.atomic
def create_project(
    brief: Brief, *, by: Any, kind: str = Project.Kind.FILM, title: str = "", form_key: str = ""
) -> Project:
    """A project with its main branch, its first episode, and ``brief`` in stage 1.

    The same ``form_key`` finds the project that an earlier submit made. Raises Invalid for an empty idea.
    """
    if form_key and (made := Project.objects.filter(form_key=form_key).first()):
        return made
    title = _title(title or brief.title) or working_title(brief.idea)
    if not title:
        raise Invalid("Write at least one sentence about the film.", field="idea")
    try:
        with transaction.atomic():
            project = Project.objects.create(title=title, kind=kind, created_by=by, form_key=form_key)
    except IntegrityError:  # the same form, submitted twice at the same moment
        return Project.objects.get(form_key=form_key)
    branch = Branch.objects.create(project=project, name="main", slug="main", is_main=True, created_by=by)
    _open_episode(branch, 1, brief, by=by)
    record("project.created", project, by=by, kind=kind)
    announce(project.pk, "project")
    return project


def _title(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > TITLE_MAX:
        raise Invalid(f"A title has at most {TITLE_MAX} characters.", field="title")
    return text


def _open_episode(branch: Branch, number: int, brief: Brief, *, by: Any) -> Head:
    position = between(max((head.position for head in episodes(branch)), default=""), "")
    content = Episode(number=number, title=brief.title if number > 1 else "")
    commit(branch, [Edit.new(content, f"e{number}", position)], by=by, message="Opened the episode")
    episode = Head.objects.get(branch=branch, kind="episode", slot=f"e{number}", deleted=False)
    inside: dict[str, Any] = {"parent": episode.node_id, "episode": episode.node_id}
    edits = [Edit.new(brief, "brief", **inside)]
    if not Head.objects.filter(branch=branch, kind="style").exists():
        edits.append(Edit.new(Style(preset=brief.style), "style", **inside))
    commit(branch, edits, by=by, message="Wrote the brief")
    return episode


@transaction.atomic
def add_episode(branch: Branch, *, by: Any, title: str = "") -> Head:
    """Open a series' next episode, with the first one's form but not its idea. Raises Refused for a film."""
    project = branch.project
    if project.kind != Project.Kind.SERIES:
        raise Refused("Only a series has more than one episode.")
    Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)  # one number is given once
    there = episodes(branch)
    number = max(head.content.number for head in there) + 1
    first = Head.objects.select_related("revision").get(
        branch=branch, kind="brief", parent_node=there[0].node_id
    )
    brief = first.content.model_copy(
        update={"idea": "", "logline": "", "title": _title(title) or f"Episode {number}", "mode": "expand"}
    )
    episode = _open_episode(branch, number, brief, by=by)
    record("episode.added", project, by=by, number=number)
    announce(project.pk, "project")
    return episode


@transaction.atomic
def rename_project(project: Project, title: str, *, by: Any) -> None:
    """Give a project another name. Nothing becomes stale by it."""
    title = _title(title)
    if not title:
        raise Invalid("A project needs a title.", field="title")
    Project.objects.filter(pk=project.pk).update(title=title)
    record("project.renamed", project, by=by, title=title)
    announce(project.pk, "project")


def adopt_title(project: Project, brief: Brief) -> None:
    """Call the project what its film is called, while it still has the working title it was made with."""
    if (
        brief.title
        and brief.title != project.title
        and project.title
        in (
            working_title(brief.idea),
            first_words(brief.idea),
        )
    ):
        Project.objects.filter(pk=project.pk).update(title=brief.title)
        announce(project.pk, "project")


@transaction.atomic
def archive_project(project: Project, *, by: Any) -> None:
    """Put a project away. Nothing is lost; it can be restored."""
    if Project.objects.open().filter(pk=project.pk).update(archived_at=timezone.now()):
        record("project.archived", project, by=by)
        announce(project.pk, "project")


@transaction.atomic
def restore_project(project: Project, *, by: Any) -> None:
    """Take a project back out of the archive."""
    if Project.objects.archived().filter(pk=project.pk).update(archived_at=None):
        record("project.restored", project, by=by)
        announce(project.pk, "project")


@dataclass(frozen=True)
class Loss:
    """What deleting a project would take away, counted."""

    episodes: int
    branches: int
    scenes: int
    shots: int
    cuts: int


def loss_of(project: Project) -> Loss:
    """Count what a person must know before deleting."""
    main = main_branch(project)
    kinds = Head.objects.filter(branch=main, deleted=False).values_list("kind", flat=True)
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return Loss(
        episodes=counts.get("episode", 0),
        branches=Branch.objects.open().filter(project=project).count(),
        scenes=counts.get("scene", 0),
        shots=counts.get("shot", 0),
        cuts=counts.get("cut", 0),
    )


# Children before parents; the keys between them are checked at the end of the transaction.
_PURGE = (
    'DELETE FROM "projects_changeitem" i USING "projects_node" n'
    " WHERE n.id = i.node_id AND n.project_id = %s",
    'DELETE FROM "projects_change" c USING "projects_branch" b'
    " WHERE b.id = c.branch_id AND b.project_id = %s",
    'DELETE FROM "projects_stagelock" l USING "projects_branch" b'
    " WHERE b.id = l.branch_id AND b.project_id = %s",
    'DELETE FROM "projects_head" h USING "projects_branch" b WHERE b.id = h.branch_id AND b.project_id = %s',
    'DELETE FROM "projects_revision" WHERE project_id = %s',
    'DELETE FROM "projects_libraryuse" WHERE project_id = %s',
    'DELETE FROM "projects_comment" WHERE project_id = %s',
    'DELETE FROM "projects_node" WHERE project_id = %s',
    'DELETE FROM "projects_branch" WHERE project_id = %s',
    'DELETE FROM "projects_event" WHERE project_id = %s',
    'DELETE FROM "projects_feed" WHERE project_id = %s',
    'DELETE FROM "projects_project" WHERE id = %s',
)


@transaction.atomic
def delete_project(project: Project, *, typed: str, by: Any) -> None:
    """Delete a project with everything in it, for good. Raises Invalid unless ``typed`` is its title."""
    if not same_title(typed, project.title):
        raise Invalid("Type the project's title exactly to delete it.", field="typed")
    record("project.deleted", project, by=by)
    # Whoever writes into the project now ends first; whoever comes later finds no branch to write to.
    branches = Branch.objects.filter(project=project).order_by("pk").select_for_update()
    list(Head.objects.filter(branch__in=[branch.pk for branch in branches]).select_for_update().values("pk"))
    project_deleting.send(Project, project=project, by=by)
    with connection.cursor() as cursor:
        for statement in _PURGE:
            cursor.execute(statement, [project.pk])
