"""A scene's shot list."""

from pipeline.previz.coverage.blocking import Stage
from pipeline.previz.coverage.lensing import choose_angle, choose_move, choose_size, last_transition, lens_of
from pipeline.previz.coverage.plan import Setup, plan
from pipeline.previz.coverage.timing import lengths
from pipeline.previz.coverage.units import units
from pipeline.previz.effects.words import names_in
from pipeline.previz.extract.reading import read
from pipeline.previz.voice.pace import seconds_of
from projects.kinds.scenes import Scene, Shot
from projects.kinds.story import Brief
from projects.kinds.vocabulary import ShotType, Size, Transition


def cover(scene: Scene, script_text: str, brief: Brief, seconds: float) -> list[Shot]:
    """The shots of a scene, at least one. Every line of the script is heard in exactly one of them, verbatim.

    Durations sum to ``seconds`` (24 frames each), or to more where the words take longer. Sizes vary, people stay on
    their side of the 180-degree line, and each shot carries the reason it is there.
    """
    parts = units(read(script_text), scene)
    speech = {
        at: seconds_of(unit.utterance.text, brief.language) for at, unit in enumerate(parts) if unit.utterance
    }
    setups = plan(parts, scene, seconds, speech)
    frames = lengths(setups, seconds)
    stage = Stage(scene)
    sizes: list[Size] = []
    shots: list[Shot] = []
    for at, setup in enumerate(setups):
        size = choose_size(setup, sizes, scene, brief.aspect)
        sizes.append(size)
        shots.append(_shot(setup, scene, at, frames[at], size, stage, brief))
    shots[-1] = shots[-1].model_copy(update={"transition": last_transition(scene)})
    return shots


def _shot(setup: Setup, scene: Scene, at: int, frames: int, size: Size, stage: Stage, brief: Brief) -> Shot:
    blocking = stage.block(setup, size)
    props = list(dict.fromkeys(prop for unit in setup.units for prop in unit.props))
    text = setup.text
    return Shot(
        number=str((at + 1) * 10),
        type=setup.type,
        size=size,
        angle=choose_angle(setup, scene),
        move=choose_move(setup, scene, at, str(brief.seed)),
        lens=lens_of(size),
        frames=frames,
        action=text or _described(setup),
        subject=setup.subject,
        cast=[block.asset for block in blocking],
        props=props,
        location=scene.location,
        blocking=blocking,
        utterances=[unit.utterance for unit in setup.units if unit.utterance],
        sounds=names_in(text),
        transition=Transition.CUT,
        reason=setup.reason,
    )


def _described(setup: Setup) -> str:
    """What a shot without action of its own shows."""
    name = setup.subject.partition(":")[2].replace("-", " ").title()
    if setup.spoken:
        return f"{name} speaks."
    return {ShotType.REACTION: f"{name} listens.", ShotType.ESTABLISHING: f"{name}."}.get(
        setup.type, f"{name}."
    )
