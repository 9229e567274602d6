"""Asking a model to improve a template, and keeping what it proposes as a draft, or not."""

from typing import Any

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from pipeline.actions.questions import Inquiry, ask, decide
from pipeline.actions.templates import keep_template
from pipeline.models import Generation, PromptTemplate
from pipeline.prompting.templates import Templated
from pipeline.providers.text.languages import wrong_language
from pipeline.queries.improvements import STEP, asked_about, sample_of, target_of
from projects.kinds import digest
from projects.models import Branch
from projects.queries.story import load_story


@transaction.atomic
def ask_improvement(purpose: Templated, version: int, *, by: Any) -> Generation:
    """Let the team's models propose a better text for a version, 0 being the studio's own.

    It is asked beside the newest thing that was made for the purpose, and belongs to its project. Raises
    Refused where nothing was made yet, while one is being asked, and as ``questions.ask`` does.
    """
    rows = Generation.objects.filter(step=STEP, target=target_of(purpose), state=Generation.State.RUNNING)
    if rows.exists():
        raise Refused("A model is reading this template already.", code="busy")
    sample = sample_of(purpose)
    if sample is None:
        raise Refused(
            "Nothing was made with this template yet. A model improves it by what came of it:"
            " make something first."
        )
    branch = Branch.objects.select_related("project").get(pk=sample.branch)
    story = load_story(branch, sample.episode)
    arguments = asked_about(purpose, version, sample)
    brief = story.content(story.sole("brief")).payload()
    brief["language"] = _language(arguments["template"], brief["language"])
    inquiry = Inquiry(
        step=STEP,
        path=purpose.name,
        purpose=STEP,
        title=f"Improvement of the template: {purpose.title}",
        arguments={"brief": brief, **arguments},
        digest=digest([purpose.name, version]),
    )
    generation = ask(branch, story, inquiry, by=by)
    record("improvement.asked", generation, by=by, purpose=purpose.name, version=version)
    return generation


def _language(text: str, of_film: str) -> str:
    """The language of a template: its film's, where it could be that; else the studio's."""
    return "en" if wrong_language(text, of_film) else of_film


@transaction.atomic
def take_improvement(generation: Generation, purpose: Templated, *, by: Any) -> PromptTemplate:
    """Keep what was proposed as a draft: the next version, which nothing uses yet.

    Raises Refused when it was decided on already, and as ``keep_template`` does.
    """
    if generation.facts.get("decided"):
        raise Refused("This was decided on already.")
    came = (generation.result or {}).get("came") or {}
    asked = str(generation.facts.get("asked") or generation.provider)
    row = keep_template(purpose, str(came.get("text", "")), note=f"Proposed by {asked}", by=by, use=False)
    decide(generation, "taken")
    record("improvement.taken", generation, by=by, purpose=purpose.name, version=row.version)
    return row


@transaction.atomic
def leave_improvement(generation: Generation, *, by: Any) -> None:
    """Leave the template as it is."""
    decide(generation, "left")
    record("improvement.left", generation, by=by)
