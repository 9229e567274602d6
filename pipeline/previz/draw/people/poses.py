"""Poses as angles of limbs. 0 degrees hangs down, positive swings towards where the person faces."""

import math
from dataclasses import dataclass, replace

Limb = tuple[float, float]  # angle of upper arm or thigh, angle of forearm or shin


@dataclass(frozen=True)
class Pose:
    """A figure facing right. ``near`` limbs are on the camera's side."""

    lean: float = 0.0  # of the torso, degrees forward
    near_arm: Limb = (-9, 5)
    far_arm: Limb = (12, 20)
    near_leg: Limb = (-5, -3)
    far_leg: Limb = (8, 3)
    near_hand: str = "relaxed"  # relaxed, fist, point, open, grip or flat
    far_hand: str = "relaxed"
    pitch: float = 0.0  # of the head, positive looks down
    nod: float = 0.0  # degrees that the head tilts forward with the neck
    far_front: bool = False  # the far arm lies over the chest
    seat: str = ""  # what carries a sitting body: chair, car or bed
    low: bool = False  # the trunk, not a foot, rests on the ground
    turn: float = 0.8  # how far the body is turned to the side
    eyes_shut: bool = False
    near_fold: tuple[float, float] = (1.0, 1.0)  # how long upper arm and forearm show
    far_fold: tuple[float, float] = (1.0, 1.0)


_SIT: dict[str, object] = {"near_leg": (84, 3), "far_leg": (76, -4), "seat": "chair"}

POSES: dict[str, Pose] = {
    "stand": Pose(),
    "walk": Pose(lean=4, near_arm=(-26, -10), far_arm=(26, 44), near_leg=(24, 10), far_leg=(-22, -36)),
    "run": Pose(lean=15, near_arm=(-46, 34), far_arm=(40, 128), near_leg=(58, -8), far_leg=(-26, -84),
    near_hand="fist", far_hand="fist"),
    "sit": Pose(lean=-4, near_arm=(10, 58), far_arm=(18, 66), **_SIT),  # type: ignore[arg-type]
    "ride": Pose(lean=-8, near_arm=(6, 48), far_arm=(14, 56), near_leg=(82, 24), far_leg=(76, 20),
    seat="car"),
    "kneel": Pose(lean=6, near_arm=(16, 60), far_arm=(26, 70), near_leg=(4, -86), far_leg=(84, 2), pitch=0.3),
    "crouch": Pose(lean=26, near_arm=(40, 70), far_arm=(50, 84), near_leg=(92, -34), far_leg=(78, -38)),
    "lie": Pose(lean=-86, near_arm=(88, 96), far_arm=(80, 100), near_leg=(88, 92), far_leg=(96, 78),
    low=True, turn=0.9),
    "sleep": Pose(lean=-86, near_arm=(70, 128), far_arm=(80, 100), near_leg=(92, 86), far_leg=(104, 70),
    low=True, turn=0.9, eyes_shut=True),
    "point": Pose(near_arm=(-10, 8), far_arm=(82, 88), far_hand="point", lean=3),
    "hold": Pose(near_arm=(8, 62), far_arm=(26, 88), far_hand="grip", near_hand="relaxed"),
    "reach": Pose(lean=11, near_arm=(-18, 4), far_arm=(66, 78), far_hand="open", far_leg=(18, 6),
    near_leg=(-14, -12)),
    "embrace": Pose(lean=6, near_arm=(58, 104), far_arm=(68, 128), near_fold=(0.95, 0.8),
    far_fold=(0.9, 0.75), near_hand="flat", far_hand="flat"),
    "fight": Pose(lean=10, near_arm=(34, 132), far_arm=(62, 112), near_leg=(-26, -20), far_leg=(34, 4),
    near_hand="fist", far_hand="fist"),
    "fall": Pose(lean=-34, near_arm=(-70, -116), far_arm=(104, 140), near_leg=(52, 8), far_leg=(78, 40),
    near_hand="open", far_hand="open", pitch=-0.2),
    "drive": Pose(lean=-6, near_arm=(34, 84), far_arm=(46, 92), near_hand="grip", far_hand="grip",
    near_leg=(82, 24), far_leg=(76, 20), seat="car"),
    "type": Pose(lean=7, near_arm=(18, 82), far_arm=(26, 86), near_hand="flat", far_hand="flat", pitch=0.2,
    near_leg=(84, 3), far_leg=(76, -4), seat="chair"),
    "write": Pose(lean=12, near_arm=(26, 74), far_arm=(24, 84), near_hand="grip", pitch=0.6,
    near_leg=(84, 3), far_leg=(76, -4), seat="chair"),
    "phone": Pose(near_arm=(-96, 139), near_fold=(0.5, 0.94), far_arm=(14, 24), near_hand="grip", nod=3),
    "look-up": Pose(lean=-7, pitch=-0.9, nod=-17),
    "look-down": Pose(lean=6, pitch=0.9, nod=15),
    "wave": Pose(near_arm=(-9, 5), far_arm=(106, 166), far_hand="open"),
    "cross-arms": Pose(near_arm=(-4, 82), far_arm=(8, -74), far_front=True, near_hand="flat",
    far_hand="flat"),
    "cheer": Pose(lean=-5, near_arm=(-142, -164), far_arm=(146, 168), near_hand="open", far_hand="open",
    pitch=-0.4),
    "shrug": Pose(near_arm=(-22, 62), far_arm=(30, 92), near_hand="open", far_hand="open"),
    "carry": Pose(lean=-4, near_arm=(16, 82), far_arm=(24, 88), near_hand="grip", far_hand="grip"),
    "pray": Pose(near_arm=(14, 130), far_arm=(-34, 130), near_hand="flat", far_hand="flat", far_front=True,
    pitch=0.5, nod=6),
    "read": Pose(near_arm=(14, 96), far_arm=(22, 104), near_hand="grip", far_hand="grip", pitch=0.6, nod=5),
    "drink": Pose(near_arm=(-8, 8), far_arm=(88, 230), far_fold=(0.62, 1.0), far_hand="grip",
    far_front=True, nod=-4),
    "listen": Pose(near_arm=(-100, 139), near_fold=(0.5, 1.06), far_arm=(14, 24), near_hand="open", nod=5),
    "cry": Pose(lean=8, near_arm=(40, 172), near_fold=(0.6, 1.0), far_arm=(62, 214), far_fold=(0.6, 1.0),
    near_hand="flat", far_hand="flat", far_front=True, pitch=0.7, nod=12, eyes_shut=True),
    "bow": Pose(lean=38, near_arm=(4, 14), far_arm=(20, 40), pitch=0.6, nod=10),
    "sneak": Pose(lean=20, near_arm=(30, 96), far_arm=(50, 110), near_leg=(46, -22), far_leg=(-6, -44)),
    "climb": Pose(lean=6, near_arm=(120, 168), far_arm=(150, 174), near_leg=(78, -10), far_leg=(8, -8),
    near_hand="grip", far_hand="grip", pitch=-0.6),
    "push": Pose(lean=24, near_arm=(66, 88), far_arm=(74, 92), near_hand="flat", far_hand="flat",
    near_leg=(-22, -30), far_leg=(40, 6)),
    "aim": Pose(lean=2, near_arm=(70, 92), far_arm=(86, 90), near_hand="grip", far_hand="grip",
    near_leg=(-16, -12), far_leg=(18, 4)),
    "dance": Pose(lean=-6, near_arm=(-96, -140), far_arm=(100, 56), near_leg=(-14, -6), far_leg=(44, -40),
    near_hand="open", far_hand="open"),
    "swim": Pose(lean=72, near_arm=(150, 160), far_arm=(100, 80), near_leg=(-78, -66), far_leg=(-96, -100),
    low=True, pitch=-0.8, nod=-50),
}  # fmt: skip

_SYNONYMS = {
    "standing": "stand", "walking": "walk", "running": "run", "sitting": "sit", "seated": "sit",
        "kneeling": "kneel",
    "lying": "lie", "pointing": "point", "holding": "hold", "reaching": "reach", "hug": "embrace",
    "hugging": "embrace",
    "fighting": "fight", "punch": "fight", "falling": "fall", "driving": "drive", "typing": "type",
    "sleeping": "sleep",
    "call": "phone", "waving": "wave", "lookup": "look-up", "lookdown": "look-down",
    "crossed-arms": "cross-arms",
    "jump": "cheer", "celebrate": "cheer", "kiss": "embrace", "writing": "write", "reading": "read",
    "eat": "drink",
}  # fmt: skip


def known(word: str) -> str:
    """The pose that ``word`` means; ``stand`` where nobody knows."""
    word = word.lower().strip().replace("_", "-").replace(" ", "-")
    word = _SYNONYMS.get(word, word)
    return word if word in POSES else "stand"


def pose_of(word: str, phase: float = 0.0, gesture: float = 0.0) -> Pose:
    """The pose ``word``; ``phase`` (0 to 1) runs through a step or blow, ``gesture`` lifts a talking hand."""
    name = known(word)
    pose = POSES[name]
    if name in _CYCLES:
        pose = _CYCLES[name](pose, phase)
    if gesture and name in ("stand", "sit", "look-up", "look-down", "walk"):
        near = tuple(a + (b - a) * gesture for a, b in zip(pose.far_arm, (24.0, 98.0), strict=True))
        pose = replace(pose, far_arm=near, far_hand="open" if gesture > 0.5 else pose.far_hand)  # type: ignore[arg-type]
    return pose


def _wave(phase: float, shift: float = 0.0) -> float:
    return math.sin(2 * math.pi * (phase + shift))


def _walk(pose: Pose, phase: float) -> Pose:
    a = _wave(phase, 0.17)
    return replace(
        pose,
        near_leg=(25 * a, 25 * a - 8 - 34 * max(0.0, _wave(phase, -0.08))),
        far_leg=(-25 * a, -25 * a - 8 - 34 * max(0.0, _wave(phase, 0.42))),
        near_arm=(-25 * a, -25 * a + 16), far_arm=(25 * a, 25 * a + 20),
    )  # fmt: skip


def _run(pose: Pose, phase: float) -> Pose:
    a = _wave(phase, 0.2)
    return replace(
        pose,
        near_leg=(8 + 48 * a, -30 + 40 * a - 40 * max(0.0, _wave(phase, -0.12))),
        far_leg=(8 - 48 * a, -30 - 40 * a - 40 * max(0.0, _wave(phase, 0.38))),
        near_arm=(-44 * a, -44 * a + 84), far_arm=(44 * a, 44 * a + 86),
    )  # fmt: skip


def _swing(pose: Pose, phase: float) -> Pose:
    a = 0.5 + 0.5 * _wave(phase, -0.25)
    return replace(pose, far_arm=(pose.far_arm[0] + 26 * a, pose.far_arm[1] - 22 * a), lean=pose.lean + 5 * a)


def _wag(pose: Pose, phase: float) -> Pose:
    return replace(pose, far_arm=(pose.far_arm[0], pose.far_arm[1] + 16 * _wave(phase)))


def _tap(pose: Pose, phase: float) -> Pose:
    return replace(
        pose, near_arm=(pose.near_arm[0], pose.near_arm[1] + 3 * _wave(phase)),
        far_arm=(pose.far_arm[0], pose.far_arm[1] - 3 * _wave(phase)),
    )  # fmt: skip


def _steer(pose: Pose, phase: float) -> Pose:
    a = 5 * _wave(phase)
    return replace(
        pose,
        near_arm=(pose.near_arm[0] + a, pose.near_arm[1] + a),
        far_arm=(pose.far_arm[0] - a, pose.far_arm[1] - a),
    )


def _sway(pose: Pose, phase: float) -> Pose:
    a = _wave(phase)
    return replace(
        pose,
        lean=pose.lean + 7 * a,
        near_arm=(pose.near_arm[0] + 14 * a, pose.near_arm[1] - 18 * a),
        far_arm=(pose.far_arm[0] + 14 * a, pose.far_arm[1] + 16 * a),
    )


_CYCLES = {
    "walk": _walk, "run": _run, "sneak": _tap, "fight": _swing, "wave": _wag, "type": _tap, "write": _tap,
    "drive": _steer, "dance": _sway, "cheer": _sway, "climb": _tap,
}  # fmt: skip

# Seconds that one round of a moving pose takes; poses that are not here hold still.
CYCLE_SECONDS = {
    "walk": 1.0, "run": 0.62, "sneak": 1.4, "fight": 0.8, "wave": 0.7, "type": 0.34, "write": 0.6,
        "drive": 2.4,
    "dance": 1.0, "cheer": 0.8, "climb": 1.2,
}  # fmt: skip
