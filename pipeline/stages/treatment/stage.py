"""Stage 2: treatment."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=2,
    slug="treatment",
    title="Treatment",
    group="Story",
    sentence="Which story is told: three variants side by side, one working treatment.",
    lock="Lock treatment",
    locking="The treatment stays; beats are drawn from it.",
    generate="Write three variants",
    steps=("variant", "treatment"),
    checks=[at_least_one("treatment", "Take a variant over, or write a treatment.")],
)
