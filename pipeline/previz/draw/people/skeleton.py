"""Where the joints of a posed body are. Units: a head is 200 tall; (0, 0) is the ground under the body."""

from dataclasses import dataclass
from typing import Any

from pipeline.previz.draw.geometry import Point, lerp, toward
from pipeline.previz.draw.people.poses import Pose

HEAD = 200.0
NECK = 42.0

_HEADS = {"child": 4.7, "teen": 6.0, "young": 6.5, "adult": 6.6, "middle": 6.5, "old": 6.2}


@dataclass(frozen=True)
class Body:
    """Sizes of one person's body, in head units."""

    torso: float
    leg: float
    arm: float
    shoulder: float  # half widths
    chest: float
    waist: float
    hip: float
    belly: float
    limb: float  # radius of an upper arm
    thigh: float
    height: float


def _number(design: dict[str, Any], name: str, low: float, high: float, default: float) -> float:
    value = design.get(name, default)
    return min(high, max(low, float(value))) if isinstance(value, int | float) else default


def body_of(design: dict[str, Any], heads_factor: float = 1.0) -> Body:
    """The body of a design; ``heads_factor`` is the style's idea of proportion."""
    age = str(design.get("age", "adult"))
    heads = _HEADS.get(age, 6.6) * heads_factor * _number(design, "tallness", 0.88, 1.14, 1.0)
    rest = max(HEAD * 1.6, HEAD * heads - HEAD - NECK)
    width = _number(design, "width", 0.75, 1.5, 1.0)
    female = design.get("presents") == "female" and age not in ("child",)
    small = {"child": 0.66, "teen": 0.86}.get(age, 1.0)
    slim = 0.94 if heads_factor > 1.05 else 1.0
    shoulder = (124 if female else 146) * small * lerp(1, width, 0.7) * slim
    return Body(
        torso=rest * 0.40, leg=rest * 0.60, arm=rest * 0.385,
        shoulder=shoulder, chest=shoulder * (0.76 if female else 0.82),
        waist=(76 if female else 94) * small * width * slim,
        hip=(100 if female else 96) * small * lerp(1, width, 0.8) * slim,
        belly=_number(design, "belly", 0, 1, 0) * 60,
        limb=(30 if female else 36) * small * lerp(1, width, 0.6) * slim,
        thigh=(56 if female else 58) * small * lerp(1, width, 0.7) * slim, height=rest + HEAD + NECK,
    )  # fmt: skip


@dataclass(frozen=True)
class Skeleton:
    """Joints. ``up`` runs from pelvis to neck, ``across`` from the near to the far shoulder."""

    body: Body
    pose: Pose
    pelvis: Point
    neck: Point
    up: Point
    across: Point
    near_arm: tuple[Point, Point, Point]  # shoulder, elbow, wrist
    far_arm: tuple[Point, Point, Point]
    near_leg: tuple[Point, Point, Point]  # hip, knee, ankle
    far_leg: tuple[Point, Point, Point]
    head: Point  # its middle
    spread: float  # how wide the trunk shows, 1 frontal

    def torso(self, level: float, side: float) -> Point:
        """A point of the trunk: ``level`` 0 hips to 1 shoulders, ``side`` in units from its axis."""
        x = self.pelvis[0] + self.up[0] * self.body.torso * level + self.across[0] * side
        y = self.pelvis[1] + self.up[1] * self.body.torso * level + self.across[1] * side
        return x, y


def _limb(
    start: Point,
    angles: tuple[float, float],
    length: float,
    split: float,
    fold: tuple[float, float] = (1.0, 1.0),
) -> tuple[Point, Point, Point]:
    middle = toward(start, angles[0], length * split * fold[0])
    return start, middle, toward(middle, angles[1], length * (1 - split) * fold[1])


def skeleton(body: Body, pose: Pose) -> Skeleton:
    """The joints of ``body`` in ``pose``, resting on the ground."""
    spread = lerp(1.0, 0.82, pose.turn)
    tip = toward((0, 0), 180 - pose.lean, 1)
    up = (tip[0], tip[1])
    across = (-up[1], up[0])

    def on(level: float, side: float) -> Point:
        return up[0] * body.torso * level + across[0] * side, up[1] * body.torso * level + across[1] * side

    shoulder = body.shoulder * spread - body.limb * 0.62
    hip = body.hip * spread * 0.5
    near_arm = _limb(on(0.93, -shoulder), pose.near_arm, body.arm, 0.53, pose.near_fold)
    far_arm = _limb(on(0.93, shoulder * 0.94), pose.far_arm, body.arm, 0.53, pose.far_fold)
    near_leg = _limb(on(0, -hip), pose.near_leg, body.leg - 24, 0.5)
    far_leg = _limb(on(0, hip), pose.far_leg, body.leg - 24, 0.5)
    neck = on(1.06, 6 * pose.turn)
    nod = toward((0, 0), 180 - pose.lean * 0.75 - pose.nod, 1)
    reach = HEAD / 2 + NECK * 0.62
    head = neck[0] + nod[0] * reach + 10 * pose.turn, neck[1] + nod[1] * reach
    ground = _ground(body, pose, (near_leg, far_leg))
    lift = [(near_arm, far_arm), (near_leg, far_leg)]
    (near_arm, far_arm), (near_leg, far_leg) = (tuple(_down(limb, ground) for limb in pair) for pair in lift)
    return Skeleton(
        body, pose, (0, -ground), (neck[0], neck[1] - ground), up, across, near_arm, far_arm, near_leg,
            far_leg,
        (head[0], head[1] - ground), spread,
    )  # fmt: skip


def _down(limb: tuple[Point, Point, Point], by: float) -> tuple[Point, Point, Point]:
    a, b, c = ((x, y - by) for x, y in limb)
    return a, b, c


def _ground(body: Body, pose: Pose, legs: tuple[tuple[Point, Point, Point], ...]) -> float:
    """How far below the pelvis the ground is."""
    if pose.low:
        return body.hip * 0.7
    lowest = max(max(knee[1] + body.thigh * 0.5, ankle[1] + 24) for _, knee, ankle in legs)
    return max(lowest, body.hip * 0.8)
