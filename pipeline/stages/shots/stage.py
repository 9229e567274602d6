"""Stage 7: shot list."""

from pipeline.stages.base import Stage, at_least_one

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
)
