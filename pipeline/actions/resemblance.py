"""Showing pictures to models that see, and asking how near they come to their visual capsule."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.questions import Inquiry, ask
from pipeline.capsules import seen_manner
from pipeline.models import Generation
from pipeline.queries.resemblance import NOUNS, STEP, Visible, looks_at, to_ask, visible
from projects.models import Branch
from projects.queries.story import Story, load_story


@transaction.atomic
def ask_resemblance(branch: Branch, episode: UUID, stage: str, *, by: Any) -> list[Generation]:
    """Show each picture of a stage that was not judged as it is to the team's models; one question for each.

    Nothing of the film changes by it. Raises Invalid for a stage without pictures or capsule, and Refused
    when all are judged, when no connected model sees pictures, and as ``questions.ask`` does.
    """
    story = load_story(branch, episode)
    pictures = visible(story)
    if stage not in pictures:
        raise Invalid("There are no pictures here that are made by a style capsule.", field="stage")
    wanted = to_ask(pictures[stage], looks_at(story, pictures).get(stage, []))
    if not wanted:
        raise Refused("Every picture here is judged as it is, or being looked at.", code="busy")
    asked = [_ask(branch, story, one, by) for one in wanted]
    record("resemblance.asked", asked[0], by=by, stage=stage, pictures=len(asked))
    return asked


def _ask(branch: Branch, story: Story, one: Visible, by: Any) -> Generation:
    inquiry = Inquiry(
        step=STEP,
        path=one.path,
        purpose=STEP,
        title=f"Nearness of {one.picture.what} to {one.capsule}",
        arguments={
            "brief": story.content(story.sole("brief")).payload(),
            "capsule": one.guide,
            "said": seen_manner(one.guide),
            "what": NOUNS[one.stage],
            "pictures": [one.picture.sha],
        },
        node=one.picture.item.node,
        claim=one.picture.item.revision,
        digest=one.digest,
    )
    return ask(branch, story, inquiry, by=by)
