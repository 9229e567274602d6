"""Finding things by name for the command menu. Six queries, however large the team."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.urls import NoReverseMatch, reverse

from accounts.kernel.roles import Role
from accounts.models import Membership
from projects.kinds.stages import STAGES
from projects.models import Branch, Head, Project

MOST = 6  # of each sort
_RECENT = 3  # projects whose stages are offered

# Words, icon, URL name, weakest role that may do it.
_ACTIONS = (
    ("New project", "plus", "projects:create", Role.EDITOR),
    ("All projects", "project", "projects:dashboard", Role.VIEWER),
    ("Library of assets", "assets", "pipeline:library", Role.VIEWER),
    ("Voices of the library", "voice", "pipeline:library_voices", Role.VIEWER),
    ("Style capsules", "style", "assets:capsules", Role.VIEWER),
    ("Team settings and members", "team", "accounts:team_settings", Role.VIEWER),
    ("Credits", "credits", "billing:credits", Role.VIEWER),
    ("Jobs", "clock", "pipeline:jobs", Role.VIEWER),
    ("API keys", "key", "accounts:api_keys", Role.VIEWER),
    ("Audit", "eye", "accounts:audit", Role.ADMIN),
)
_STAGE_TITLES = {"beats": "Beat sheet", "scenes": "Script hub", "shots": "Shot list", "state": "Visual state"}


@dataclass(frozen=True)
class Found:
    """One line of the menu."""

    label: str
    hint: str  # what it belongs to
    icon: str
    url: str


def find(query: str, *, team: str, role: Role) -> list[Found]:
    """What is called like ``query`` in the team in scope, with addresses."""
    words = query.casefold().split()
    return [
        *_projects(query, team),
        *_stages(words, team),
        *_content(query, team, _SCENES),
        *_content(query, team, _ASSETS),
        *_members(query, team),
        *_things_to_do(words, team, role),
    ]


def _projects(query: str, team: str) -> list[Found]:
    rows = Project.objects.filter(title__icontains=query).order_by("-updated_at")[:MOST]
    return [
        Found(
            project.title,
            "Archived project" if project.archived_at else "Project",
            "project",
            reverse("projects:project", args=[team, project.pk]),
        )
        for project in rows
    ]


def stage_title(slug: str) -> str:
    """What people call a stage."""
    return _STAGE_TITLES.get(slug, slug.capitalize())


def _stages(words: list[str], team: str) -> list[Found]:
    """Stages of the projects that were worked on last."""
    fitting = [slug for slug in STAGES if all(word in stage_title(slug).casefold() for word in words)]
    if not fitting:
        return []
    main = Branch.objects.filter(project=OuterRef("pk"), is_main=True).values("slug")[:1]
    rows = Project.objects.open().annotate(main_slug=Subquery(main)).order_by("-updated_at")[:_RECENT]
    return [
        Found(stage_title(slug), project.title, slug, _place(team, project.pk, project.main_slug, 1, slug))
        for project in rows
        for slug in fitting
    ]


@dataclass(frozen=True)
class _Sort:
    """One sort of story content: where its name stands, and where it is shown."""

    kind: str
    field: str
    icon: str
    stage: str
    anchor: str


_SCENES = _Sort("script", "heading", "scenes", "screenplay", "#scene-{slot}")
_ASSETS = _Sort("asset", "name", "character", "assets", "#asset-{node}")


def _content(query: str, team: str, sort: _Sort) -> list[Found]:
    """Story content of one sort whose name holds the words, on main branches."""
    rows = (
        Head.objects.filter(kind=sort.kind, deleted=False)
        .filter(branch__is_main=True, branch__project__archived_at=None)
        .annotate(named=KeyTextTransform(sort.field, "revision__payload"))
        .filter(named__icontains=query)
        .order_by("-branch__project__updated_at", "position", "pk")
        .select_related("branch__project")[:MOST]
    )
    numbers = _episode_numbers(head.episode for head in rows)
    found = []
    for head in rows:
        project, number = head.branch.project, numbers.get(head.episode, 1)
        place = _place(team, project.pk, head.branch.slug, number, sort.stage)
        anchor = sort.anchor.format(slot=head.slot, node=head.node_id)
        found.append(Found(head.named, project.title, sort.icon, place + anchor))
    return found


def _episode_numbers(nodes: Iterator[Any]) -> dict[Any, int]:
    heads = Head.objects.filter(kind="episode", node_id__in={node for node in nodes if node}, deleted=False)
    return {head.node_id: head.content.number for head in heads.select_related("revision")}


def _members(query: str, team: str) -> list[Found]:
    rows = Membership.objects.filter(user__name__icontains=query).select_related("user")[:MOST]
    return [
        Found(
            str(row.user),
            f"{Role(row.role).label} of the team",
            "user",
            reverse("accounts:team_settings", args=[team]) + "#members",
        )
        for row in rows
    ]


def _things_to_do(words: list[str], team: str, role: Role) -> Iterator[Found]:
    for label, icon, name, needed in _ACTIONS:
        if not role.covers(needed) or not all(word in label.casefold() for word in words):
            continue
        try:
            yield Found(label, "Go to", icon, reverse(name, args=[team]))
        except NoReverseMatch:
            continue  # a page of an app above, which this studio does without


def _place(team: str, project: UUID, branch: str, episode: int, stage: str) -> str:
    return reverse("pipeline:stage", args=[team, project, branch, episode, stage])
