"""Scenes carried from one episode into another with everything that is theirs.

Scripts and scenes stay the nodes they are, so that shots, frames, takes, states, comments and history come
along as they stand. What belongs to one episode as a whole (score, mix, cut) stays where it is.
"""

from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.graph.plan import Plan, State
from pipeline.models import Generation, Run
from pipeline.outline import keys_in, shots_of
from pipeline.queries.plans import locked_stages, plan_for
from projects.actions.belonging import belong
from projects.actions.branches import accept
from projects.actions.commit import LOCKED_CODE, Edit
from projects.kinds.stages import STAGES
from projects.models import Branch, Head
from projects.queries.story import Item, Story

_KEPT = ("cast", "shots")  # steps whose lists hold for the same words in another episode
_CARRIED = frozenset(STAGES[STAGES.index("screenplay") :])  # stages whose content goes along


def check_carrying(branch: Branch, episode: UUID) -> None:
    """Raises Refused while a run works on an episode, and when something that would move is locked."""
    if Run.objects.filter(branch=branch, episode=episode, state=Run.State.RUNNING).exists():
        raise Refused(
            "Work on this episode is under way. Wait until it has ended, or cancel it.", code="busy"
        )
    if closed := [stage for stage in STAGES if stage in locked_stages(branch, episode) & _CARRIED]:
        raise Refused(
            f"The stage {closed[0]} is locked on this branch. Do it on a new branch.", code=LOCKED_CODE
        )


def carrying_edits(
    story: Story, scripts: list[tuple[Item, str]], episode: UUID, slots: dict[UUID, str] | None = None
) -> list[Edit]:
    """The edits that put scripts, each at its position, and their scenes into ``episode``. Two queries.

    ``slots`` names those whose slot is taken there. A script that told a beat stands on its own from then on.
    """
    slots = slots or {}
    scenes = {one.values["script"]: one for one in story.of("scene")}
    placed = {script.node: position for script, position in scripts}
    own = {scenes[script.slot].node: script for script, _ in scripts if script.slot in scenes}
    rows = Head.objects.filter(branch=story.branch, node_id__in=[*placed, *own], deleted=False)
    edits = []
    for head in rows.select_related("revision").order_by("pk"):
        if head.kind == "script":
            content, position = head.content.model_copy(update={"beat": ""}), placed[head.node_id]
            slot = slots.get(head.node_id, head.slot)
        else:
            slot = slots.get(own[head.node_id].node, head.slot)
            content, position = head.content.model_copy(update={"script": slot}), head.position
        inside: dict[str, Any] = {"slot": slot, "parent": episode, "position": position}
        edits.append(Edit.of(head, content, origin=head.origin, **inside))
    return edits


def carry_belongings(story: Story, scripts: list[Item], episode: UUID) -> None:
    """Let all that stands under carried scripts and their scenes belong to ``episode``, with its records.

    Assets that no scene left behind names go along: the episode that names them keeps them.
    """
    branch = story.branch
    slots = {script.slot for script in scripts}
    moving = [one for one in story.of("scene") if one.values["script"] in slots]
    gone = {one.node for one in moving}
    staying = [one for one in story.of("scene") if one.node not in gone]
    needed = _named(story, moving) - _named(story, staying)
    theirs = [
        asset.node for asset in story.of("asset") if asset.values["key"] in needed and not asset.by_hand
    ]
    belong(branch, [*(script.node for script in scripts), *gone, *theirs], episode)
    here = Head.objects.filter(branch=branch, episode=episode).values("node_id")
    rows = Generation.objects.filter(project=branch.project_id, branch=branch.pk, episode=story.episode)
    rows.filter(node__in=here).update(episode=episode)


def sure_of(plan: Plan) -> set[str]:
    """The keys of cast lists and shot lists that are up to date: carrying changes none of their words."""
    return {unit.target.key for unit in plan.units if unit.step.name in _KEPT and unit.state is State.FRESH}


def keep(branch: Branch, homes: list[UUID], sure: set[str], *, by: Any) -> None:
    """Keep cast and shot lists that were up to date as they are: they were made from these very words.

    Whoever was found in them is still named; a scene that told a beat keeps the length it was planned for.
    """
    digests = {}
    for home in homes:
        for unit in plan_for(branch, home, until="shots").units:
            item = unit.target.item
            if (
                unit.target.key in sure
                and item
                and not item.by_hand
                and item.built_digest != unit.target.digest
            ):
                digests[item.node] = unit.target.digest
    if digests:
        accept(branch, digests, by=by)


def _named(story: Story, scenes: list[Item]) -> set[str]:
    found: set[str] = set()
    for scene in scenes:
        found |= {*scene.values["cast"], *scene.values["props"], scene.values["location"]}
        found |= {key for shot in shots_of(story, scene) for key in keys_in(shot)}
    return found - {""}
