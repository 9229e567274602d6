"""Where people stand in a frame and how large: shot size, angle, headroom, lead room, aspect."""

from dataclasses import dataclass
from typing import Any

from pipeline.previz.draw.people.figure import Person, bones_of
from pipeline.previz.draw.people.skeleton import Skeleton

ADULT = 1320.0  # height of an adult in head units

# Height of a standing adult, and where the subject's eyes lie, as shares of the frame's height.
_SIZES: dict[str, tuple[float, float]] = {
    "EWS": (0.27, 0.0), "WS": (0.70, 0.0), "MWS": (1.16, 0.27), "MS": (1.62, 0.30), "MCU": (2.5, 0.36),
    "CU": (4.0, 0.42), "ECU": (8.4, 0.42),
}  # fmt: skip
_HORIZONS = {"low": 0.74, "ground": 0.82, "high": 0.27, "overhead": 0.1}
# How far a camera looks up (negative) or down, as draw/keystone.py has it.
_KEYSTONES = {"low": -0.42, "ground": -0.6, "high": 0.4, "overhead": 0.62}
WIDE = ("EWS", "WS")
# How much nearer the set comes and how soft it gets as shots tighten.
_ZOOMS = {"EWS": 1.0, "WS": 1.06, "MWS": 1.3, "MS": 1.5, "MCU": 1.8, "CU": 2.15, "ECU": 2.6}
_BLURS = {"EWS": 0.0, "WS": 0.0, "MWS": 0.6, "MS": 1.6, "MCU": 4.0, "CU": 7.0, "ECU": 11.0}


@dataclass(frozen=True)
class Frame:
    """A frame to be filled: its units and the kind of shot."""

    w: float
    h: float
    size: str
    angle: str

    @property
    def wide(self) -> bool:
        return self.size in WIDE

    @property
    def horizon(self) -> float:
        return self.h * _HORIZONS.get(self.angle, 0.54)

    @property
    def keystone(self) -> float:
        return _KEYSTONES.get(self.angle, 0.0)

    @property
    def zoom(self) -> float:
        return _ZOOMS.get(self.size, 1.5)

    @property
    def blur(self) -> float:
        return _BLURS.get(self.size, 1.6)

    def height(self, crowd: int) -> float:
        """Height of a standing adult in frame units; narrow frames and groups hold people smaller."""
        share, _ = _SIZES.get(self.size, _SIZES["MS"])
        room = min(self.h, self.w * (1.5 if self.wide else 1.24))
        if crowd > 1 and not self.wide:
            room = min(room, self.w * 1.9 / crowd)
        return share * room

    def ground(self, height: float) -> float:
        """Where the feet of somebody ``height`` units tall stand: the same perspective at every size."""
        share = (0.93 * self.h - self.horizon) / (0.70 * self.h)
        return self.horizon + height * share

    def eye_line(self) -> float:
        _, share = _SIZES.get(self.size, _SIZES["MS"])
        tall = 0.9 if self.h > self.w else 1.0
        shift = {"high": 0.03, "low": -0.03, "ground": -0.05, "overhead": 0.05}.get(self.angle, 0.0)
        return self.h * (share + shift) * tall


def eyes_above_ground(person: Person, heads_factor: float) -> float:
    """How high a person's eyes are above what they stand on, in head units."""
    return -bones_of(person, heads_factor).head[1] - 4


def head_offset(person: Person, heads_factor: float) -> float:
    """How far a person's head is from above their feet, in head units, to the right of the picture."""
    x = bones_of(person, heads_factor).head[0]
    return -x if person.left else x


def reach(bones: Skeleton, scale: float, held: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a figure around its ground point, in frame units.

    Hats, hair and furniture are included, and ``held`` units around the hands for what they hold.
    """
    points = [*bones.near_leg, *bones.far_leg, bones.pelvis, bones.neck]
    hands = [*bones.near_arm[1:], *bones.far_arm[1:]]
    seat = 330 if bones.pose.seat else 170
    xs, ys = [x for x, _ in points], [y for _, y in points]
    hx, hy = [x for x, _ in hands], [y for _, y in hands]
    x, y = bones.head
    left = min(min(xs) - seat, min(hx) - 110 - held, x - 230)
    right = max(max(xs) + seat, max(hx) + 110 + held, x + 230)
    top = min(min(ys) - 120, min(hy) - 110 - held, y - 330)
    return left * scale, top * scale, right * scale, max(max(ys) + 90, max(hy) + 110 + held, y + 330) * scale


def place(frame: Frame, people: list[dict[str, Any]], figures: list[Person], heads_factor: float) -> None:
    """Give every entry of ``people`` its ``x``, ``y`` (ground point) and ``scale`` in frame units."""
    front = [index for index, entry in enumerate(people) if not entry["over_shoulder"]]
    height = frame.height(len(front))
    lead = next((index for index in front if people[index]["focus"]), front[0] if front else 0)
    for index in front:
        entry = people[index]
        far = 1 / (1 + max(-0.3, entry["depth"] - 0.5) * (1.1 if frame.wide else 0.5))
        entry["scale"] = round(height / ADULT * far, 5)
    _spread(frame, [people[index] for index in front])
    if frame.wide or not front:
        for index in front:
            people[index]["y"] = round(frame.ground(people[index]["scale"] * ADULT), 2)
    else:
        eyes = [eyes_above_ground(figures[index], heads_factor) for index in front]
        _stand(frame, [people[index] for index in front], eyes, front.index(lead))
    for index in front:
        entry = people[index]
        if not frame.wide:
            entry["x"] = round(entry["x"] - head_offset(figures[index], heads_factor) * entry["scale"], 2)
    _shoulders(frame, people, figures, heads_factor)
    _eyelines(people, figures, heads_factor)


def _eyelines(people: list[dict[str, Any]], figures: list[Person], heads_factor: float) -> None:
    """Who faces somebody looks them in the eyes: down at a child, up at whoever stands above."""
    eyes = [
        (entry["x"], entry["y"] - eyes_above_ground(figure, heads_factor) * entry["scale"])
        for entry, figure in zip(people, figures, strict=True)
    ]
    for entry, (x, y) in zip(people, eyes, strict=True):
        if entry["frontal"] or entry["back"]:
            continue
        before = [(abs(ox - x), oy) for ox, oy in eyes if (ox < x) == entry["left"] and abs(ox - x) > 1]
        if before:
            away, other = min(before)
            entry["eyeline"] = round(max(-0.7, min(0.7, (other - y) / away)), 3)


CHIN = 98.0  # how far a chin is below the eyes, in head units
CROWN = 130.0  # and the hair's top above them
BROAD = 92.0  # half of a head with its hair


def _stand(frame: Frame, front: list[dict[str, Any]], eyes: list[float], lead: int) -> None:
    """Put eyes on the frame's eye line; no chin of anybody small is cut off, or all step back a little."""
    for _ in range(16):
        level = eyes[lead] * 0.7 + 0.3 * sum(eyes) / len(eyes)
        scale = front[lead]["scale"]
        ground = frame.eye_line() + level * scale
        for entry in front:
            entry["y"] = round(ground + (entry["scale"] - scale) * level, 2)
        heights = [
            (entry["y"] - high * entry["scale"], entry) for entry, high in zip(front, eyes, strict=True)
        ]
        low = max(y + CHIN * entry["scale"] for y, entry in heights) - 0.96 * frame.h
        room = min(y - CROWN * entry["scale"] for y, entry in heights) - 0.03 * frame.h
        if low <= 0 or len(front) == 1:
            return
        up = min(low, max(0.0, room))
        for entry in front:
            entry["y"] = round(entry["y"] - up, 2)
        if up >= low:
            return
        for entry in front:
            entry["scale"] = round(entry["scale"] * 0.92, 5)


def _spread(frame: Frame, front: list[dict[str, Any]]) -> None:
    """Turn shares into frame units, giving lead room to one and elbow room to several."""
    if len(front) == 1:
        entry = front[0]
        share = entry["share"]
        if not frame.wide and abs(share - 0.5) < 0.06 and not entry["frontal"]:
            share = 0.58 if entry["left"] else 0.42
        entry["x"] = round(frame.w * min(0.8, max(0.2, share)), 2)
        return
    if not front:
        return
    ordered = sorted(front, key=lambda entry: entry["share"])
    shares = [entry["share"] for entry in ordered]
    gap = min(0.9 / len(ordered), 0.36 if not frame.wide else 0.13)
    for index in range(1, len(shares)):
        shares[index] = max(shares[index], shares[index - 1] + gap)
    middle = (shares[0] + shares[-1]) / 2
    shift = 0.0 if shares[0] >= 0.1 and shares[-1] <= 0.9 else 0.5 - middle
    for entry, share in zip(ordered, shares, strict=True):
        entry["x"] = round(frame.w * (share + shift), 2)
    _embraced([entry for entry in ordered if entry["pose"] == "embrace"])


def _embraced(pair: list[dict[str, Any]]) -> None:
    """Two who embrace stand so close that their arms reach around each other."""
    if len(pair) == 2:
        middle = (pair[0]["x"] + pair[1]["x"]) / 2
        for side, entry in zip((-1, 1), pair, strict=True):
            entry["x"] = round(middle + side * 112 * entry["scale"], 2)


EDGE = 0.28  # share of the width that the back of a head may take from the frame's side


def _shoulders(
    frame: Frame, people: list[dict[str, Any]], figures: list[Person], heads_factor: float
) -> None:
    """Those whose back frames the shot: large, at the edge, cut by it, and never before the other's face."""
    front = [pair for pair in zip(people, figures, strict=True) if not pair[0]["over_shoulder"]]
    subject, face = front[0] if front else (None, None)
    for entry, figure in zip(people, figures, strict=True):
        if not entry["over_shoulder"]:
            continue
        left = entry["share"] < 0.5 if subject is None else subject["x"] > frame.w / 2
        base = subject["scale"] if subject else frame.height(1) / ADULT
        large = max(base * 1.35, 2.2 * min(frame.h, frame.w) / ADULT)
        entry["scale"] = round(min(large, 0.34 * frame.w / BROAD), 5)
        away = max(0.9, 1 - EDGE + BROAD * entry["scale"] / frame.w)
        entry["x"] = round(frame.w * (1 - away if left else away), 2)
        entry["left"] = not left
        eyes = eyes_above_ground(figure, heads_factor) * entry["scale"]
        entry["y"] = round(frame.h * 0.4 + eyes, 2)
        if subject is not None and face is not None:
            middle = frame.w * (0.64 if left else 0.36)
            subject["x"] = round(middle - head_offset(face, heads_factor) * subject["scale"], 2)
