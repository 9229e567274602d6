"""Stage 7: shot list."""

from pipeline.graph.plan import Plan
from pipeline.queries.continuity import judged
from pipeline.stages.base import Stage, at_least_one


def words_are_said(plan: Plan) -> list[str]:
    """A sentence while the shots say something else than the script, and nobody has accepted that."""
    open_ = [finding for finding in judged(plan.story).open if finding.rule == "dialogue"]
    if not open_:
        return []
    more = f" And {len(open_) - 1} more, under Lines and gaps." if len(open_) > 1 else ""
    return [f"{open_[0].sentence}.{more}"]


STAGE = Stage(
    number=7,
    slug="shots",
    title="Shot list",
    group="Scenes",
    sentence="How each scene is covered: sizes, angles, moves, durations.",
    lock="Lock shot list",
    locking="The shots stay; their pictures are made from them.",
    generate="Plan coverage",
    steps=("shots",),
    checks=[at_least_one("shot", "There are no shots yet.")],
    settled=[words_are_said],
)
