"""Size, angle, lens, move and transition of a shot, from its job, its mood and its neighbours."""

import re

from pipeline.previz.coverage.setups import Setup
from pipeline.previz.lexicon import words
from pipeline.previz.story.dice import Dice
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import Angle, Direction, Move, Setting, ShotType, Size, Transition

_T = ShotType
_ORDER = list(Size)
_SIZES: dict[ShotType, tuple[Size, ...]] = {
    _T.ESTABLISHING: (Size.EWS, Size.WS, Size.MWS),
    _T.MASTER: (Size.WS, Size.MWS),
    _T.TWO_SHOT: (Size.MWS, Size.MS, Size.WS),
    _T.OTS: (Size.MS, Size.MCU),
    _T.SINGLE: (Size.MCU, Size.MS, Size.CU, Size.MWS),
    _T.INSERT: (Size.ECU, Size.CU),
    _T.REACTION: (Size.CU, Size.MCU, Size.ECU),
    _T.POV: (Size.WS, Size.MS, Size.EWS),
    _T.MONTAGE: (Size.MS, Size.WS, Size.CU),
}
_LENSES = {
    Size.EWS: 18,
    Size.WS: 24,
    Size.MWS: 32,
    Size.MS: 40,
    Size.MCU: 50,
    Size.CU: 75,
    Size.ECU: 100,
}
_MOVES: dict[str, tuple[Move, ...]] = {
    "calm": (Move.STATIC, Move.TRUCK_RIGHT, Move.STATIC),
    "neutral": (Move.STATIC, Move.PUSH_IN, Move.STATIC),
    "hopeful": (Move.PUSH_IN, Move.CRANE_UP, Move.STATIC),
    "joyful": (Move.ARC, Move.TRUCK_LEFT, Move.PUSH_IN),
    "tense": (Move.PUSH_IN, Move.HANDHELD, Move.STATIC),
    "fearful": (Move.HANDHELD, Move.PUSH_IN, Move.ZOOM_IN),
    "sad": (Move.PULL_OUT, Move.STATIC, Move.PUSH_IN),
    "mysterious": (Move.PUSH_IN, Move.TRUCK_RIGHT, Move.TILT_UP),
    "triumphant": (Move.CRANE_UP, Move.ARC, Move.PUSH_IN),
    "romantic": (Move.ARC, Move.PUSH_IN, Move.STATIC),
    "comic": (Move.STATIC, Move.ZOOM_IN, Move.PAN_RIGHT),
    "angry": (Move.HANDHELD, Move.PUSH_IN, Move.ZOOM_IN),
}


def choose_size(setup: Setup, before: list[Size], scene: Scene, *, again: bool, progress: float) -> Size:
    """A size that fits the job, never equal to the one before, closer as the scene gets hotter.

    ``again`` says that the shot before has the same subject: then the sizes must lie two steps apart.
    ``progress`` is the shot's place in the scene, from 0 to 1: an exchange moves in towards its end.
    """
    options = list(_SIZES[setup.type])
    hot = scene.intensity >= _HEATED
    if setup.type in (_T.SINGLE, _T.OTS) and setup.speech:
        if hot or _said_low(setup):
            options = [Size.CU, *options]
        elif progress > _LATE and setup.type is _T.OTS:
            options = [Size.MCU, Size.CU, Size.MS]
    if not hot and setup.type is _T.REACTION:
        options = [size for size in options if size is not Size.ECU] + [Size.ECU]
    last = before[-1] if before else None
    if again and last is not None:
        options = [size for size in options if apart(size, last)] or options
    return next((size for size in options if size is not last), options[0])


_HEATED, _LATE = 0.7, 0.6


def _said_low(setup: Setup) -> bool:
    """Whether a line is said so quietly that the camera has to come near."""
    asides = " ".join(unit.utterance.parenthetical for unit in setup.spoken if unit.utterance)
    return re.search(rf"\b(?:{words('en', 'acting')['close_asides']})", asides, re.IGNORECASE) is not None


def apart(one: Size, two: Size) -> bool:
    """At least two steps of size between shots, or the cut looks like a mistake."""
    return abs(_ORDER.index(one) - _ORDER.index(two)) >= 2


def choose_angle(setup: Setup, scene: Scene, avoid: Angle | None) -> Angle:
    """Eye level unless the moment asks for more.

    ``avoid`` is the angle of the shot before where that has the same subject at nearly the same size: then
    the camera must move by more than 30 degrees, or the cut looks like a mistake.
    """
    usual = Angle.HIGH if setup.type is _T.INSERT else _usual_angle(setup, scene)
    if usual is not avoid:
        return usual
    lower = scene.mood in ("triumphant", "tense", "angry", "comic")
    options = (Angle.LOW, Angle.HIGH, Angle.EYE) if lower else (Angle.HIGH, Angle.LOW, Angle.EYE)
    return next(angle for angle in options if angle is not avoid)


def deeds(setup: Setup) -> str:
    """What the subject of a shot does; what else lies or moves in it asks for nothing ("fog lies low")."""
    return " ".join(unit.text for unit in setup.units if setup.subject in unit.people)


def _usual_angle(setup: Setup, scene: Scene) -> Angle:
    if setup.type in _BODIES and not setup.speech:
        for angle, pattern in words("en", "acting")["angles"]:
            if re.search(rf"\b(?:{pattern})\b", deeds(setup), re.IGNORECASE):
                return Angle(angle)
    if setup.type in (_T.SINGLE, _T.MASTER) and scene.mood == "triumphant":
        return Angle.LOW
    if setup.type is _T.SINGLE and scene.mood in ("sad", "fearful") and not setup.speech:
        return Angle.HIGH
    if setup.type is _T.REACTION and scene.mood == "fearful" and scene.intensity >= _HEATED:
        return Angle.DUTCH
    if setup.type is _T.ESTABLISHING and scene.setting is not Setting.INT and scene.intensity >= _HOT:
        return Angle.HIGH
    return Angle.EYE


_BODIES = (_T.SINGLE, _T.MASTER, _T.MONTAGE, _T.TWO_SHOT)


def lens_of(size: Size) -> int:
    """The focal length such a size is usually shot with, in millimetres."""
    return _LENSES[size]


def choose_move(setup: Setup, scene: Scene, index: int, seed: str, facing: Direction) -> tuple[Move, str]:
    """A move and, where what happens asks for it, why: with a walk, a look, a turn. Else as the mood wants.

    Words are listened to with a quiet camera.
    """
    dice = Dice(seed, "move", scene.place, scene.time, index)
    if setup.type is _T.ESTABLISHING:
        return (Move.CRANE_DOWN if scene.setting is not Setting.INT and index == 0 else Move.PUSH_IN), ""
    if setup.type in _FIXED:
        return dice.pick(_FIXED[setup.type]), ""
    if setup.type is _T.OTS:
        return (Move.PUSH_IN if scene.intensity >= _HOT and index % 2 else Move.STATIC), ""
    if setup.speech and scene.mood not in ("angry", "fearful"):
        return (Move.STATIC if index % 2 else Move.PUSH_IN), ""
    if setup.type in _BODIES and not setup.speech:
        for name, pattern, why in words("en", "acting")["moves"]:
            if re.search(rf"\b(?:{pattern})\b", deeds(setup), re.IGNORECASE):
                return _towards(name, facing), f"the camera {why}"
    return dice.pick(_MOVES.get(scene.mood, _MOVES["neutral"])), ""


def _towards(name: str, facing: Direction) -> Move:
    """A move by name; one that goes sideways goes the way somebody looks."""
    if name in ("truck", "pan"):
        name = f"{name} {'left' if facing is Direction.LEFT else 'right'}"
    return Move(name)


_HOT = 0.6  # of intensity, from where the camera leans in on what is said
_FIXED: dict[ShotType, tuple[Move, ...]] = {
    _T.INSERT: (Move.PUSH_IN, Move.RACK_FOCUS, Move.STATIC),
    _T.POV: (Move.PAN_RIGHT, Move.PAN_LEFT, Move.TILT_UP, Move.TILT_DOWN),
}


def last_transition(scene: Scene, written: str = "") -> Transition:
    """How a scene gives way to the next one: as its writer says ("DISSOLVE TO:"), else by mood."""
    for word, transition in _WRITTEN.items():
        if word in written.upper():
            return transition
    if scene.mood in ("sad", "romantic", "mysterious", "calm"):
        return Transition.DISSOLVE
    return Transition.WIPE if scene.mood == "comic" else Transition.CUT


_WRITTEN = {  # the first that a line contains
    "CROSS": Transition.DISSOLVE,
    "DISSOLVE": Transition.DISSOLVE,
    "FADE": Transition.FADE_OUT,
    "WIPE": Transition.WIPE,
    "MATCH": Transition.MATCH_CUT,
    "BLACK": Transition.FADE_OUT,
    "IRIS": Transition.FADE_OUT,
    "CUT": Transition.CUT,
}
