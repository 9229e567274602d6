"""Stage 4: screenplay."""

from pipeline.stages.base import Stage, at_least_one

STAGE = Stage(
    number=4,
    slug="screenplay",
    title="Screenplay",
    group="Story",
    sentence="What is seen and said, scene by scene, in industry layout.",
    lock="Approve script",
    locking="The script becomes the master; changes go through a branch.",
    generate="Write the screenplay",
    steps=("script",),
    checks=[at_least_one("script", "There is no scene yet.")],
)
