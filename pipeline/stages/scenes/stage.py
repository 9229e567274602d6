"""Stage 6: script hub."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=6,
    slug="scenes",
    title="Script hub",
    group="Scenes",
    sentence="What each scene needs: cast, place, props, length.",
    lock="Lock breakdown",
    locking="The breakdown stays; shots are planned from it.",
    generate="Break down the script",
    steps=("scene",),
    checks=[at_least_one("scene", "There is no scene yet.")],
)
