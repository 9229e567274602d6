"""Projects with story content for tests, made by the same actions as everywhere."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import Team, User
from projects.actions.commit import Edit, commit
from projects.actions.projects import create_project
from projects.kinds import Beat, Brief, Scene, Script, Shot
from projects.models import Branch, Head, Project
from projects.positions import spread
from projects.queries.projects import episodes, main_branch
from tests.factories.accounts import MembershipFactory


@dataclass
class World:
    """A team with one member and one project. Use it inside ``scope.team(world.team.pk)``."""

    team: Team
    user: User
    project: Project
    branch: Branch
    episode: UUID

    def head(self, kind: str, slot: str, branch: Branch | None = None) -> Head:
        heads = Head.objects.select_related("revision", "revision__author")
        return heads.get(branch=branch or self.branch, kind=kind, slot=slot, deleted=False)


def membership(**kwargs: Any) -> Any:
    """A person in a team of their own."""
    return MembershipFactory(**kwargs)


def world(user: User, team: Team, **brief: Any) -> World:
    """A film of ``user`` in ``team``; call it in the team's scope."""
    text = Brief(**{"idea": "A lighthouse keeper finds a door in the sea", "seconds": 30, **brief})
    project = create_project(text, by=user)
    branch = main_branch(project)
    branch.project = project
    return World(team, user, project, branch, episodes(branch)[0].node_id)


def with_scenes(made: World, scenes: int, shots: int) -> World:
    """Add scenes of ``shots`` shots each, as if by hand."""
    inside: dict[str, Any] = {"episode": made.episode}
    edits = [
        Edit.new(
            Script(text=f"INT. ROOM {number} - DAY\n\nRain."),
            f"s{number:03}",
            position,
            parent=made.episode,
            **inside,
        )
        for number, position in enumerate(spread(scenes), 1)
    ]
    edits += [
        Edit.new(
            Scene(script=f"s{number:03}", heading=f"INT. ROOM {number} - DAY", place=f"ROOM {number}"),
            f"s{number:03}",
            position,
            parent=made.episode,
            **inside,
        )
        for number, position in enumerate(spread(scenes), 1)
    ]
    commit(made.branch, edits, by=made.user)
    nodes = Head.objects.filter(branch=made.branch, kind="scene").order_by("position")
    commit(
        made.branch,
        [
            Edit.new(
                Shot(action=f"Shot {number} of {scene.slot}", frames=72),
                f"{number * 10:04}",
                position,
                parent=scene.node_id,
                **inside,
            )
            for scene in nodes
            for number, position in enumerate(spread(shots), 1)
        ],
        by=made.user,
    )
    return made


def beat(title: str, **fields: Any) -> Beat:
    return Beat(title=title, **fields)
