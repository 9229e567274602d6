"""Stage 10: frames."""

from pipeline.graph.plan import Plan
from pipeline.stages.base import Stage, at_least_one


def _approved(plan: Plan) -> list[str]:
    waiting = sum(not item.values["approved"] for item in plan.story.of("frame"))
    return [f"{waiting} {'frame is' if waiting == 1 else 'frames are'} not approved yet."] if waiting else []


STAGE = Stage(
    number=10,
    slug="frames",
    title="Frames",
    group="Scenes",
    sentence="The first frame of every shot, approved before anything moves.",
    lock="Lock frames",
    locking="Frames stay; clips begin with them.",
    generate="Paint frames",
    steps=("frame",),
    checks=[at_least_one("frame", "There are no frames yet."), _approved],
)
