"""Stage 1: idea."""

from pipeline.graph.plan import Plan
from pipeline.stages.base import Stage


def _idea(plan: Plan) -> list[str]:
    brief = plan.story.one("brief")
    if brief is None or not brief.values["title"]:
        return ["Give the film a title, or let the studio find one."]
    return [] if brief.values["logline"] else ["Say in one sentence what the film is about."]


STAGE = Stage(
    number=1,
    slug="idea",
    title="Idea",
    group="Story",
    sentence="What the film shall be: the idea, its kind, length, language and look.",
    lock="Lock brief",
    locking="The brief stays as it is on this branch; the story is told from it.",
    generate="Fill in the rest",
    steps=("chapter", "synopsis", "brief"),
    checks=[_idea],
)
