"""Every step of the twelve stages, in the order of making. A new one is its folder plus one line here."""

from collections.abc import Iterable

from pipeline.graph.targets import Step
from pipeline.stages.assets.steps import ExtractCast, PaintKeys, PaintSheets
from pipeline.stages.beats.steps import WriteBeats
from pipeline.stages.film.joins import JoinShots
from pipeline.stages.film.sound import ComposeScore, MixSound
from pipeline.stages.film.steps import AssembleCut, FilmClips, SpeakLines
from pipeline.stages.frames.steps import PaintFrames
from pipeline.stages.idea.steps import CompleteBrief, ReduceSummaries, SummariseChapters
from pipeline.stages.prompts.steps import AssemblePrompts
from pipeline.stages.scenes.steps import BreakDown
from pipeline.stages.screenplay.aloud import ReadScenes
from pipeline.stages.screenplay.steps import WriteScripts
from pipeline.stages.shots.steps import Cover
from pipeline.stages.state.steps import InheritStates
from pipeline.stages.treatment.steps import TakeTreatment, WriteVariants

STEPS: tuple[Step, ...] = (
    *(SummariseChapters(), ReduceSummaries()),
    *(CompleteBrief(), WriteVariants(), TakeTreatment(), WriteBeats(), WriteScripts()),
    *(ExtractCast(), PaintKeys(), PaintSheets()),
    *(BreakDown(), Cover(), InheritStates(), AssemblePrompts(), PaintFrames()),
    *(SpeakLines(), FilmClips(), JoinShots(), ComposeScore(), MixSound(), AssembleCut()),
)
ASIDE: tuple[Step, ...] = (ReadScenes(),)  # made when they are named; see ``Step.aside``
STEP_OF = {step.name: step for step in (*STEPS, *ASIDE)}


def steps_for(keys: Iterable[str]) -> tuple[Step, ...]:
    """The steps of a plan in which targets with these keys are found."""
    named = {key.partition(":")[0] for key in keys}
    return (*STEPS, *(step for step in ASIDE if step.name in named))
