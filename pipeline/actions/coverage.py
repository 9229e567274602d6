"""A scene's coverage as the house engine would plan it, looked at before it is taken or left."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Conflict, Refused
from pipeline.graph.plan import Plan
from pipeline.graph.targets import Request
from pipeline.providers.registry import HOUSE
from pipeline.registry import STEP_OF
from projects.actions.commit import Edit, commit
from projects.kinds import Shot, ShotList
from projects.models import Branch, Change, Head
from projects.positions import spread
from projects.queries.story import Item

MOST_SECONDS, MOST_TAKES = 3_600, 99


@dataclass(frozen=True)
class Suggestion:
    """What the engine would plan for a scene."""

    scene: Item
    take: int  # another number, another plan
    seconds: float  # how long the scene shall run
    basis: str  # names the script and the breakdown that it was planned from
    shots: list[Shot]


def suggest(plan: Plan, scene: Item, *, take: int = 0, seconds: float = 0) -> Suggestion:
    """Plan a scene's shots without keeping them; the same numbers give the same plan.

    ``seconds`` of 0 is what the story gives the scene. Raises Refused while the scene has no script.
    """
    unit = plan.by_key.get(f"shots:{scene.slot}")
    script = plan.story.at("script", scene.values["script"])
    if unit is None or script is None:
        raise Refused("This scene has no script to plan its coverage from.")
    asked = STEP_OF["shots"].request(plan.story, unit.target)
    wanted = min(seconds, MOST_SECONDS) if seconds > 0 else asked.arguments["seconds"]
    arguments = {**asked.arguments, "take": take % (MOST_TAKES + 1), "seconds": wanted}
    shots = [Shot.model_validate(data) for data in HOUSE.write(Request(asked.task, arguments, asked.told))]
    return Suggestion(scene, take, wanted, unit.target.digest, shots)


@transaction.atomic
def take_over_coverage(
    branch: Branch, episode: UUID, suggestion: Suggestion, *, basis: str, by: Any
) -> Change | None:
    """Make a suggestion the scene's shots, as one change. Shots in the same place keep their identity.

    Raises Conflict when the scene has changed since the suggestion ``basis`` was looked at.
    """
    if basis != suggestion.basis:
        raise Conflict("The scene has changed since. Look at the new suggestion first.")
    scene = suggestion.scene
    rows = Head.objects.select_related("revision").filter(
        branch=branch, parent_node=scene.node, deleted=False
    )
    there = {head.slot: head for head in rows.filter(kind="shot")}
    inside: dict[str, Any] = {"parent": scene.node, "episode": episode}
    edits = []
    for number, position in enumerate(spread(len(suggestion.shots)), 1):
        shot, slot = suggestion.shots[number - 1], f"{number * 10:04}"
        head = there.pop(slot, None)
        edits.append(
            Edit.of(head, shot, position=position) if head else Edit.new(shot, slot, position, **inside)
        )
    edits += [Edit.of(head, deleted=True, origin=head.origin) for head in there.values()]
    edits.append(_list_of(rows.filter(kind="shot_list").first(), scene, basis, inside))
    return commit(branch, edits, by=by, message=f"Took over {len(suggestion.shots)} suggested shots")


def _list_of(head: Head | None, scene: Item, basis: str, inside: dict[str, Any]) -> Edit:
    """What holds the shots together counts as made from what the suggestion was made from."""
    made: dict[str, Any] = {"built_digest": basis, "origin": Head.Origin.MACHINE}
    content = ShotList(scene=scene.slot)
    return Edit.of(head, content, **made) if head else Edit.new(content, "shots", **inside, **made)
