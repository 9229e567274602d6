"""What is asked about a beat sheet as a whole: other endings, and what does not hold together."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from accounts.kernel.ids import uuid7
from pipeline.actions.questions import Inquiry, ask, decide
from pipeline.actions.tuning import AS_TUNED, Override
from pipeline.capsules import capsule_arguments
from pipeline.models import Generation
from pipeline.outline import beats_of
from pipeline.previz import story as house
from pipeline.queries.beat_questions import ENDING, HOLES, LEAST_BEATS, ending_of, sheet_digest
from projects.actions.commit import LOCKED_CODE, Edit, commit
from projects.actions.events import announce
from projects.kinds import Beat, Brief, Treatment, digest
from projects.models import Branch, Change, Head, StageLock
from projects.queries.story import Story, load_story


@transaction.atomic
def house_endings(branch: Branch, episode: UUID, *, by: Any) -> Generation:
    """Let previz make three other endings, here and now and free. Nothing is changed by it.

    Raises Refused for a locked stage, and for a sheet of fewer than three beats.
    """
    story = _open_sheet(branch, episode)
    beats, treatment = list(story.contents(beats_of(story))), _treatment(story)
    brief: Brief = story.content(story.sole("brief"))
    came = house.endings(brief, treatment, beats)
    pk = uuid7()
    generation = Generation.objects.create(
        pk=pk,
        project_id=branch.project_id,
        branch=branch.pk,
        episode=episode,
        step=ENDING,
        target=f"{ENDING}:beats",
        digest=sheet_digest(story),
        reuse_key=digest([str(pk), ENDING]),
        request={"task": ENDING, "arguments": _arguments(story)},
        provider="previz",
        model="previz-1",
        state=Generation.State.DONE,
        result={"came": came},
        finished_at=timezone.now(),
        created_by=by,
    )
    announce(branch.project_id, "generations", target=generation.target, state="done")
    record("endings.made", generation, by=by)
    return generation


@transaction.atomic
def ask_endings(
    branch: Branch, episode: UUID, *, guidance: str, over: Override = AS_TUNED, by: Any
) -> Generation:
    """Ask the team's models for three other endings, written as ``over`` says this once.

    Raises Refused as ``questions.ask`` and the above do.
    """
    story = _open_sheet(branch, episode)
    arguments = {**_arguments(story), "guidance": guidance}
    inquiry = Inquiry(
        step=ENDING,
        path="beats",
        purpose="endings",
        title="Alternative endings",
        arguments=over.arguments(arguments, by),
        digest=sheet_digest(story),
        dials=over.dials,
    )
    generation = ask(branch, story, inquiry, by=by)
    record("endings.asked", generation, by=by)
    return generation


@transaction.atomic
def ask_holes(branch: Branch, episode: UUID, *, by: Any) -> Generation:
    """Ask the team's models what does not hold together in the beats.

    Raises Refused as ``questions.ask`` does, and for a sheet of fewer than three beats.
    """
    story = _sheet(branch, episode)
    inquiry = Inquiry(
        step=HOLES,
        path="beats",
        purpose="plotholes",
        title="Plot holes",
        arguments=_arguments(story),
        digest=sheet_digest(story),
    )
    generation = ask(branch, story, inquiry, by=by)
    record("plotholes.asked", generation, by=by)
    return generation


@transaction.atomic
def take_ending(generation: Generation, branch: Branch, number: int, *, by: Any) -> Change | None:
    """Put an ending in the place of the beats' turn, climax and final image, as one change.

    Raises Refused for a number that did not come, and when one of the three beats reads otherwise by now.
    """
    came = (generation.result or {}).get("came") or []
    if not 0 <= number < len(came):
        raise Refused("There is no such ending.")
    edits = []
    for part, there in ending_of(generation).items():
        rows = Head.objects.select_related("revision", "branch").filter(branch=branch, deleted=False)
        head = rows.filter(kind="beat", slot=there["slot"], episode=generation.episode).first()
        if head is None or head.content.text != there["text"]:
            raise Refused("The ending has been changed meanwhile. Ask for other endings again.")
        new = Beat.model_validate(head.content.payload() | came[number]["parts"][part])
        edits.append(Edit.of(head, new, expected=head.revision_id, origin=Head.Origin.HAND))
    change = commit(branch, edits, by=by, message="Took over another ending")
    decide(generation, "taken")
    record("ending.taken", generation, by=by, number=number + 1)
    return change


@transaction.atomic
def leave_endings(generation: Generation, *, by: Any) -> None:
    """Leave the ending as it is."""
    decide(generation, "left")
    record("endings.left", generation, by=by)


def _open_sheet(branch: Branch, episode: UUID) -> Story:
    if StageLock.objects.filter(branch=branch, episode=episode, stage="beats").exists():
        raise Refused("This stage is locked. Change it on a new branch.", code=LOCKED_CODE)
    return _sheet(branch, episode)


def _sheet(branch: Branch, episode: UUID) -> Story:
    story = load_story(branch, episode)
    if len(beats_of(story)) < LEAST_BEATS:
        raise Refused(f"This needs a beat sheet of at least {LEAST_BEATS} beats.")
    return story


def _treatment(story: Story) -> Treatment:
    item = story.one("treatment")
    return story.content(item) if item else Treatment()


def _arguments(story: Story) -> dict[str, Any]:
    """What there is, as it is asked about: so that an answer can be held against it later."""
    items = beats_of(story)
    beats: list[Beat] = list(story.contents(items))
    return {
        "brief": story.content(story.sole("brief")).payload(),
        "treatment": _treatment(story).model_copy(update={"bible": {}}).payload(),
        "beats": [beat.model_copy(update={"plan": {}}).payload() for beat in beats],
        "slots": [item.slot for item in items],
        "parts": house.parts_of(beats),
        **capsule_arguments(story, "writing", "beats"),
    }
