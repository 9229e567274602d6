"""Asking a model how near a text comes to its writing capsule. Nothing of the film changes by it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.questions import Inquiry, ask
from pipeline.models import Generation
from pipeline.queries.likeness import STEP, judgeable
from projects.models import Branch
from projects.queries.story import load_story


@transaction.atomic
def ask_likeness(branch: Branch, episode: UUID, stage: str, *, by: Any) -> Generation:
    """Let the team's models judge the text of ``stage`` as it stands, against its capsule as the film has it.

    Raises Invalid for a stage without a text or capsule, and Refused as ``questions.ask`` does, or while the
    same text is being judged.
    """
    story = load_story(branch, episode)
    text = judgeable(story).get(stage)
    if text is None:
        raise Invalid("There is no text here that is told by a style capsule.", field="stage")
    asked = Generation.objects.filter(branch=branch.pk, episode=episode, target=f"{STEP}:{stage}")
    if asked.filter(digest=text.digest, state=Generation.State.RUNNING).exists():
        raise Refused("This text is being judged already.", code="busy")
    inquiry = Inquiry(
        step=STEP,
        path=stage,
        purpose=STEP,
        title=f"Nearness of the {text.what} to {text.capsule}",
        arguments={
            "brief": story.content(story.sole("brief")).payload(),
            "capsule": text.guide,
            "what": text.what,
            "judged": text.text,
        },
        node=text.item.node if text.item else None,
        claim=text.item.revision if text.item else None,
        digest=text.digest,
    )
    generation = ask(branch, story, inquiry, by=by)
    record("likeness.asked", generation, by=by, stage=stage, capsule=text.capsule)
    return generation
