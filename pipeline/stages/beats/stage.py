"""Stage 3: beat sheet."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=3,
    slug="beats",
    title="Beat sheet",
    group="Story",
    sentence="In which steps the story goes, and how long each takes.",
    lock="Confirm beats",
    locking="The beats stay; each becomes a scene.",
    generate="Write the beat sheet",
    steps=("beats",),
    checks=[at_least_one("beat", "There are no beats yet.")],
)
