"""A scene's shot list."""

from pipeline.previz.coverage.blocking import Stage
from pipeline.previz.coverage.lensing import (
    apart,
    choose_angle,
    choose_move,
    choose_size,
    last_transition,
    lens_of,
)
from pipeline.previz.coverage.line import sides_of
from pipeline.previz.coverage.plan import plan
from pipeline.previz.coverage.setups import Setup, called
from pipeline.previz.coverage.timing import lengths
from pipeline.previz.coverage.units import units
from pipeline.previz.effects.words import names_in
from pipeline.previz.extract.reading import read
from pipeline.previz.voice.pace import seconds_of
from projects.kinds.scenes import Blocking, Scene, Shot
from projects.kinds.story import Brief
from projects.kinds.vocabulary import Angle, Direction, Move, ShotType, Size, Transition


def cover(scene: Scene, script_text: str, brief: Brief, seconds: float) -> list[Shot]:
    """The shots of a scene, at least one. Every line of the script is heard in exactly one of them, verbatim.

    Durations sum to ``seconds`` (24 frames each), or to more where the words take longer. Sizes vary, people
    stay on their side of the 180-degree line, and each shot carries the reason it is there.
    """
    reading = read(script_text)
    parts = units(reading, scene)
    speech = {
        at: seconds_of(unit.utterance.text, brief.language) for at, unit in enumerate(parts) if unit.utterance
    }
    sides = sides_of(parts, scene)
    setups = plan(parts, scene, seconds, speech, sides)
    frames = lengths(setups, seconds)
    stage = Stage(scene, sides)
    sizes: list[Size] = []
    shots: list[Shot] = []
    for at, setup in enumerate(setups):
        again = bool(at) and setups[at - 1].subject == setup.subject
        size = choose_size(setup, sizes, scene, again=again, progress=at / len(setups))
        near = again and not apart(size, sizes[-1])
        sizes.append(size)
        angle = choose_angle(setup, scene, shots[-1].angle if near else None)
        facing = sides.get(setup.subject, Direction.RIGHT)
        move, why = choose_move(setup, scene, at, str(brief.seed), facing)
        setup.reason = f"{setup.reason}; {why}" if why else setup.reason
        shots.append(_shot(setup, scene, stage.block(setup, size), (at, frames[at], size, angle, move)))
    leaving = last_transition(scene, reading.transition)
    return [*shots[:-1], shots[-1].model_copy(update={"transition": leaving})]


def _shot(
    setup: Setup, scene: Scene, blocking: list[Blocking], camera: tuple[int, int, Size, Angle, Move]
) -> Shot:
    at, frames, size, angle, move = camera
    return Shot(
        number=str((at + 1) * 10),
        type=setup.type,
        size=size,
        angle=angle,
        move=move,
        lens=lens_of(size),
        frames=frames,
        action=setup.text or _described(setup, scene),
        subject=setup.subject,
        cast=[block.asset for block in blocking],
        props=list(dict.fromkeys(prop for unit in setup.units for prop in unit.props)),
        location=scene.location,
        blocking=blocking,
        utterances=[unit.utterance for unit in setup.units if unit.utterance],
        sounds=names_in(setup.text),
        transition=Transition.CUT,
        reason=setup.reason,
    )


def _described(setup: Setup, scene: Scene) -> str:
    """What a shot without action of its own shows."""
    if setup.type is ShotType.ESTABLISHING:
        return f"{scene.place.title()}, {scene.time.lower()}."
    name = called(setup.subject).title()
    return (
        f"{name} speaks." if setup.spoken and setup.subject == setup.spoken[0].speaker else f"{name} listens."
    )
