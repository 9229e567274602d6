"""What the dashboard and the doors of projects need."""

from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from projects.models import Branch, Head, Project, StageLock
from projects.models.projects import ProjectQuerySet


def project_list(*, archived: bool = False) -> ProjectQuerySet:
    """The team's projects, last touched first, with how many stages of the main branch are locked."""
    rows = Project.objects.archived() if archived else Project.objects.open()
    main = Branch.objects.filter(project=OuterRef("pk"), is_main=True)
    locked = (
        StageLock.objects.filter(branch__project=OuterRef("pk"), branch__is_main=True)
        .order_by()
        .values("branch")
        .annotate(count=Count("pk"))
        .values("count")
    )
    episodes = (
        Head.objects.filter(
            branch__project=OuterRef("pk"), branch__is_main=True, kind="episode", deleted=False
        )
        .order_by()
        .values("branch")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return rows.annotate(
        main_slug=Subquery(main.values("slug")[:1]),
        locked_stages=Subquery(locked),
        episode_count=Subquery(episodes),
    ).order_by("-updated_at", "-pk")


def project_or_404(project_id: UUID) -> Project:
    """A project of the team in scope. Raises Http404."""
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        raise Http404("No such project.")
    return project


def branch_or_404(project: Project, slug: str) -> Branch:
    """An open branch of the project by the name in its address. Raises Http404."""
    branch = Branch.objects.open().filter(project=project, slug=slug).first()
    if branch is None:
        raise Http404("No such branch.")
    branch.project = project
    return branch


def main_branch(project: Project) -> Branch:
    """The branch a project began with."""
    return Branch.objects.get(project=project, is_main=True)


def episodes(branch: Branch) -> list[Head]:
    """The branch's episodes in order."""
    heads = Head.objects.filter(branch=branch, kind="episode", deleted=False)
    return list(heads.select_related("revision").order_by("position", "id"))


def episode_or_404(branch: Branch, number: int) -> Head:
    """The episode with that number. Raises Http404."""
    for head in episodes(branch):
        if head.content.number == number:
            return head
    raise Http404("No such episode.")


def live_heads(branch: Branch, episode: UUID, *kinds: str) -> QuerySet[Head]:
    """Living heads of the given kinds in an episode (or shared by all), content included, in story order."""
    rows = Head.objects.filter(branch=branch, deleted=False, kind__in=kinds)
    rows = rows.filter(Q(episode=episode) | Q(episode=None) | Q(kind__in=("asset", "picture", "style")))
    return rows.select_related("revision").order_by("position", "id")
