"""Stage 12: film."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=12,
    slug="film",
    title="Film",
    group="Film",
    sentence="The cut: watch it, compare, name what is wrong, deliver.",
    lock="Approve cut",
    locking="This cut becomes the delivered one.",
    generate="Make the film",
    steps=("line", "clip", "join", "score", "mix", "cut"),
    checks=[at_least_one("cut", "There is no cut yet.")],
)
