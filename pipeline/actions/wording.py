"""Asking for just one passage of a text again, and taking over what came, or not."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.questions import Inquiry, ask, decide
from pipeline.actions.tuning import AS_TUNED, Override
from pipeline.capsules import capsule_arguments
from pipeline.models import Generation
from pipeline.prompting.wishes import PURPOSE_OF, Wish
from pipeline.queries.wording import worded
from pipeline.stages.screenplay.texts import changes_of
from projects.actions.commit import LOCKED_CODE
from projects.actions.edits import edit
from projects.models import Branch, Head, StageLock
from projects.queries.story import Story, load_story

STEP = "passage"
LONGEST = 12_000  # characters of a passage
KINDS = {"treatment": "treatment", "beat": "beat", "script": "scene"}  # and what a model is told they are
STAGE = {"treatment": "treatment", "beat": "beats", "script": "screenplay"}


@transaction.atomic
def ask_passage(
    branch: Branch,
    episode: UUID,
    head: Head,
    passage: str,
    *,
    wish: str,
    guidance: str,
    over: Override = AS_TUNED,
    by: Any,
) -> Generation:
    """Ask the team's models for a passage of ``head``'s text again; nothing is changed by it.

    ``over`` is how it shall be written this once.

    Raises Invalid for words that are not in the text, Refused without a connected model, for a locked stage,
    and as quotes do when a studio model is to be paid.
    """
    passage = passage.replace("\r\n", "\n").strip()
    text = head.content.text
    if not passage or passage not in text:
        raise Invalid("These words do not stand in the text as it is now.", field="passage")
    if len(passage) > LONGEST:
        raise Invalid(f"A passage may have {LONGEST:,} characters.", field="passage")
    _check_open(branch, episode, head.kind)
    asked = {"passage": passage, "wish": wish, "guidance": guidance}
    story = load_story(branch, episode)
    inquiry = _inquiry(story, head, asked)
    inquiry = replace(inquiry, arguments=over.arguments(inquiry.arguments, by), dials=over.dials)
    generation = ask(branch, story, inquiry, by=by)
    record("passage.asked", generation, by=by, wish=wish)
    return generation


def _check_open(branch: Branch, episode: UUID, kind: str) -> None:
    if StageLock.objects.filter(branch=branch, episode=episode, stage=STAGE[kind]).exists():
        raise Refused("This stage is locked. Change it on a new branch.", code=LOCKED_CODE)


def purpose_of(wish: str) -> str:
    """What a model is asked for, for a wish."""
    return PURPOSE_OF.get(Wish(wish), STEP)


def _inquiry(story: Story, head: Head, asked: dict[str, str]) -> Inquiry:
    arguments = {
        "brief": story.content(story.sole("brief")).payload(),
        "whole": head.content.text,
        "what": KINDS[head.kind],
        **capsule_arguments(story, "writing", STAGE[head.kind]),
        **asked,
    }
    return Inquiry(
        step=STEP,
        path=head.slot,
        purpose=purpose_of(asked["wish"]),
        title=f"Wording of a passage: {head.slot}",
        arguments=arguments,
        node=head.node_id,
        claim=head.revision_id,
    )


@transaction.atomic
def take_passage(generation: Generation, branch: Branch, *, by: Any, number: int = 0) -> None:
    """Put what came (of several, the one with ``number``) in the passage's place.

    Raises Refused when the passage no longer stands there, and for a number that did not come.
    """
    came = worded(generation)
    if not 0 <= number < len(came):
        raise Refused("There is no such alternative.")
    rows = Head.objects.select_related("revision", "branch").filter(branch=branch, deleted=False)
    head = rows.filter(node_id=str(generation.node)).first()
    old, new = generation.request["arguments"]["passage"], came[number]["text"]
    if head is None or old not in head.content.text:
        raise Refused("The passage has been changed meanwhile. Ask for it again.")
    text = head.content.text.replace(old, new, 1)
    changes = changes_of(text, head.content) if head.kind == "script" else {"text": text}
    edit(head, changes, expected=head.revision_id, by=by, message="Took over a passage's new wording")
    decide(generation, "taken")
    record("passage.taken", generation, by=by)


@transaction.atomic
def leave_passage(generation: Generation, *, by: Any) -> None:
    """Leave the passage as it is."""
    decide(generation, "left")
    record("passage.left", generation, by=by)
