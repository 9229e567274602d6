"""Stage 9: prompts."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=9,
    slug="prompts",
    title="Prompts",
    group="Scenes",
    sentence="Exactly what each model will be sent.",
    lock="Lock prompts",
    locking="Prompts stay; frames are made from them.",
    generate="Assemble prompts",
    steps=("prompt",),
    checks=[at_least_one("prompt", "There are no prompts yet.")],
)
