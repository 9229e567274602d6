"""Stage 8: visual state."""

from pipeline.stages.base import Stage

STAGE = Stage(
    number=8,
    slug="state",
    title="Visual state",
    group="Scenes",
    sentence="Who wears, holds and suffers what, scene by scene.",
    lock="Lock states",
    locking="States stay; every picture obeys them.",
    generate="Carry states forward",
    steps=("state",),
    checks=(),
)
