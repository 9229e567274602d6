"""Stage 5: assets."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=5,
    slug="assets",
    title="Assets",
    group="World",
    sentence="Who and what the script names, how they look and sound, and the visual style.",
    lock="Lock master assets",
    locking="Faces, places, voices and the style stay as they are.",
    generate="Define and picture",
    steps=("cast", "picture", "sheet"),
    checks=[at_least_one("asset", "The script names nobody and nothing yet.")],
)
