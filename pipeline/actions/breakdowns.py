"""Asking a model what a scene's breakdown sheet lacks, and taking over what it found, or not."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from pipeline.actions.questions import Inquiry, ask, decide
from pipeline.breakdown import sheets_of
from pipeline.models import Generation
from pipeline.outline import scenes_of
from pipeline.queries.breakdowns import STEP, digest_of_sheet, listed, text_of_scene
from pipeline.queries.plans import locked_stages
from projects.actions.commit import LOCKED_CODE
from projects.actions.edits import edit, head_or_404
from projects.models import Branch
from projects.queries.story import Item, Story, load_story


def _scene(branch: Branch, episode: UUID, node: UUID) -> tuple[Story, Item]:
    story = load_story(branch, episode)
    found = next((scene for scene in scenes_of(story) if scene.node == node), None)
    if found is None:
        raise Http404("No such scene.")
    return story, found


@transaction.atomic
def ask_breakdown(branch: Branch, episode: UUID, node: UUID, *, by: Any) -> Generation:
    """Let the team's models look for what a scene's sheet lacks. Nothing is changed by it.

    Raises Http404 for what is no scene, Refused while it is being asked, on a locked stage, and as
    ``questions.ask`` does.
    """
    story, scene = _scene(branch, episode, node)
    if "scenes" in locked_stages(branch, episode):
        raise Refused("This stage is locked. Change it on a new branch.", code=LOCKED_CODE)
    (sheet,) = sheets_of(story, [scene])
    text = text_of_scene(story, scene)
    if not text.strip():
        raise Refused("There is no text of this scene to read.")
    now = digest_of_sheet(text, sheet)
    asked = Generation.objects.filter(branch=branch.pk, step=STEP, node=node, digest=now)
    if asked.filter(state=Generation.State.RUNNING).exists():
        raise Refused("A model is reading this scene already.", code="busy")
    inquiry = Inquiry(
        step=STEP,
        path=scene.slot,
        purpose=STEP,
        title=f"Breakdown of scene {sheet.number}",
        arguments={
            "brief": story.content(story.sole("brief")).payload(),
            "scene_text": text,
            "listed": listed(sheet),
        },
        node=node,
        claim=scene.revision,
        digest=now,
    )
    generation = ask(branch, story, inquiry, by=by)
    record("breakdown.asked", generation, by=by, scene=scene.slot)
    return generation


@transaction.atomic
def take_breakdown(
    generation: Generation, branch: Branch, episode: UUID, numbers: set[int], *, by: Any
) -> None:
    """Add the chosen things to the boxes of the scene's sheet, behind what stands there.

    Raises Refused when the scene or its sheet changed since, or nothing is chosen, and as ``edit`` does.
    """
    story, scene = _scene(branch, episode, UUID(str(generation.node)))
    (sheet,) = sheets_of(story, [scene])
    if generation.digest != digest_of_sheet(text_of_scene(story, scene), sheet):
        raise Refused("The scene or its sheet has been changed meanwhile. Ask again.")
    came = (generation.result or {}).get("came") or []
    chosen = [one for number, one in enumerate(came) if number in numbers]
    if not chosen:
        raise Refused("Choose what to take over.")
    boxes = listed(sheet)
    for one in chosen:
        boxes[one["category"]].append(one["thing"])
    head = head_or_404(branch, scene.node, "scene")
    edit(
        head,
        {"elements": boxes},
        expected=scene.revision,
        by=by,
        message=f"Took over what a model found for scene {sheet.number}",
    )
    decide(generation, "taken")
    record("breakdown.taken", generation, by=by, things=len(chosen))


@transaction.atomic
def leave_breakdown(generation: Generation, *, by: Any) -> None:
    """Leave the sheet as it is."""
    decide(generation, "left")
    record("breakdown.left", generation, by=by)
