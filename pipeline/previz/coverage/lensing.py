"""Size, angle, lens, move and transition of a shot, from its job, its mood and its neighbours."""

from pipeline.previz.coverage.setups import Setup
from pipeline.previz.story.dice import Dice
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import Angle, Move, Setting, ShotType, Size, Transition

_T = ShotType
_ORDER = list(Size)
_SIZES: dict[ShotType, tuple[Size, ...]] = {
    _T.ESTABLISHING: (Size.EWS, Size.WS),
    _T.MASTER: (Size.WS, Size.MWS),
    _T.TWO_SHOT: (Size.MWS, Size.MS, Size.WS),
    _T.OTS: (Size.MS, Size.MCU),
    _T.SINGLE: (Size.MCU, Size.MS, Size.CU, Size.MWS),
    _T.INSERT: (Size.ECU, Size.CU),
    _T.REACTION: (Size.CU, Size.MCU, Size.ECU),
    _T.POV: (Size.WS, Size.MS, Size.EWS),
    _T.MONTAGE: (Size.WS, Size.MS, Size.CU),
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


def choose_size(setup: Setup, before: list[Size], scene: Scene) -> Size:
    """A size that fits the job, never equal to the one before, closer as the scene gets hotter."""
    options = list(_SIZES[setup.type])
    if scene.intensity >= 0.7 and setup.type in (_T.SINGLE, _T.OTS):
        options = [Size.CU, *options]
    last = before[-1] if before else None
    fits = [size for size in options if last is None or apart(size, last)]
    return fits[0] if fits else next((size for size in options if size is not last), options[0])


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


def _usual_angle(setup: Setup, scene: Scene) -> Angle:
    if setup.type in (_T.SINGLE, _T.MASTER) and scene.mood == "triumphant":
        return Angle.LOW
    if setup.type is _T.SINGLE and scene.mood in ("sad", "fearful") and not setup.speech:
        return Angle.HIGH
    if setup.type is _T.REACTION and scene.mood == "fearful" and scene.intensity >= 0.7:
        return Angle.DUTCH
    if setup.type is _T.ESTABLISHING and scene.setting is not Setting.INT and scene.intensity >= 0.6:
        return Angle.HIGH
    return Angle.EYE


def lens_of(size: Size) -> int:
    """The focal length such a size is usually shot with, in millimetres."""
    return _LENSES[size]


def choose_move(setup: Setup, scene: Scene, index: int, seed: str) -> Move:
    """A move the mood wants; words are listened to with a quiet camera."""
    dice = Dice(seed, "move", scene.place, scene.time, index)
    if setup.type is _T.ESTABLISHING:
        return Move.CRANE_DOWN if scene.setting is not Setting.INT and index == 0 else Move.PUSH_IN
    if setup.type in _FIXED:
        return dice.pick(_FIXED[setup.type])
    if setup.type is _T.OTS:
        return Move.PUSH_IN if scene.intensity >= _HOT and index % 2 else Move.STATIC
    if setup.speech and scene.mood not in ("angry", "fearful"):
        return Move.STATIC if index % 2 else Move.PUSH_IN
    return dice.pick(_MOVES.get(scene.mood, _MOVES["neutral"]))


_HOT = 0.6  # of intensity, from where the camera leans in on what is said
_FIXED: dict[ShotType, tuple[Move, ...]] = {
    _T.INSERT: (Move.PUSH_IN, Move.RACK_FOCUS, Move.STATIC),
    _T.POV: (Move.PAN_RIGHT, Move.PAN_LEFT, Move.TILT_UP, Move.TILT_DOWN),
}


def last_transition(scene: Scene) -> Transition:
    """How a scene gives way to the next one: by mood."""
    if scene.mood in ("sad", "romantic", "mysterious", "calm"):
        return Transition.DISSOLVE
    return Transition.WIPE if scene.mood == "comic" else Transition.CUT
