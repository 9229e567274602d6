"""Stage 11: confirm."""

from pipeline.stages.base import Stage

STAGE = Stage(
    number=11,
    slug="confirm",
    title="Confirm",
    group="Film",
    sentence="What will be rendered, what it costs, and what to mind.",
    lock="Confirm and hold",
    locking="The quoted credits are held until the film is made; what is not spent comes back.",
    generate="",
    steps=(),
    checks=(),
)
