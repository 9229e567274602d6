"""The twelve stages in order. A stage is its folder plus one line here."""

from pipeline.stages.assets.stage import STAGE as ASSETS
from pipeline.stages.base import Stage
from pipeline.stages.beats.stage import STAGE as BEATS
from pipeline.stages.confirm.stage import STAGE as CONFIRM
from pipeline.stages.film.stage import STAGE as FILM
from pipeline.stages.frames.stage import STAGE as FRAMES
from pipeline.stages.idea.stage import STAGE as IDEA
from pipeline.stages.prompts.stage import STAGE as PROMPTS
from pipeline.stages.scenes.stage import STAGE as SCENES
from pipeline.stages.screenplay.stage import STAGE as SCREENPLAY
from pipeline.stages.shots.stage import STAGE as SHOTS
from pipeline.stages.state.stage import STAGE as STATE
from pipeline.stages.treatment.stage import STAGE as TREATMENT

STAGES: tuple[Stage, ...] = (
    *(IDEA, TREATMENT, BEATS, SCREENPLAY),
    ASSETS,
    *(SCENES, SHOTS, STATE, PROMPTS, FRAMES),
    *(CONFIRM, FILM),
)
STAGE_BY_SLUG = {stage.slug: stage for stage in STAGES}
GROUPS = ("Story", "World", "Scenes", "Film")
