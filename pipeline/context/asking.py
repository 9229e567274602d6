"""What a model is told for a target of the team in scope: with the template that the team uses."""

from typing import Any
from uuid import UUID

from pipeline.context.telling import tell
from pipeline.models import Generation
from pipeline.prompting.dials import AS_MADE, Dials
from pipeline.prompting.pictures import PICTURES, SHOT, PicturePurpose, told_of_asset, told_of_shot
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.prompting.templates import Template, Templated, parse
from pipeline.queries.plans import plan_for
from pipeline.queries.templates import template_in_use
from pipeline.queries.tuning import tuned
from projects.models import Branch
from projects.queries.story import Story


def told_for(
    story: Story, purpose_name: str, arguments: dict[str, Any], reads: int, dials: Dials = AS_MADE
) -> dict[str, Any]:
    """See ``telling.tell``; with ``dials``, and the team's where they leave something open."""
    purpose = PURPOSES[purpose_name]
    return _told(story, purpose, arguments, template_in_use(purpose), reads, dials)


def _told(
    story: Story, purpose: Purpose, arguments: dict[str, Any], template: Template, reads: int, dials: Dials
) -> dict[str, Any]:
    policy = tuned(purpose.name)
    told = tell(story, purpose, policy.arguments(purpose.name, arguments), template, reads=reads)
    if by := dials.over(policy.dials).kept():
        told["dials"] = by
    return told


def told_anew(generation: Generation, purpose: Purpose, template: Template) -> dict[str, Any] | None:
    """What the target of an earlier generation would be told now. None when it is no longer there."""
    branch = Branch.objects.filter(pk=generation.branch).select_related("project").first()
    if branch is None:
        return None
    plan = plan_for(branch, generation.episode, until="screenplay")
    unit = plan.by_key.get(generation.target)
    if unit is None or unit.step.purpose != purpose.name:
        return None
    try:
        request = unit.step.request(plan.story, unit.target)
    except (LookupError, StopIteration):  # what it is made from is not written yet
        return None
    return _told(plan.story, purpose, request.arguments, template, purpose.reads, AS_MADE)


def previewed(purpose: Templated, text: str, sample: str) -> dict[str, Any] | None:
    """What a model would be told with ``text`` as template, for the generation ``sample``. Sends nothing.

    None when there is no such generation of the purpose any more. Raises Invalid for what is no template.
    """
    template = parse(text, purpose)
    row = Generation.objects.filter(pk=UUID(sample)).first() if sample else None
    if row is None:
        return None
    if isinstance(purpose, Purpose):
        return told_anew(row, purpose, template)
    return _picture_previewed(PICTURES[purpose.name], template, row)


def _picture_previewed(purpose: PicturePurpose, template: Template, row: Generation) -> dict[str, Any] | None:
    arguments = row.request.get("arguments", {})
    try:
        if purpose.name == SHOT:
            return told_of_shot(template, arguments) if row.step == "prompt" else None
        return told_of_asset(template, purpose, arguments) if row.step == "picture" else None
    except (KeyError, ValueError):  # asked for before the shape of this content changed
        return None
