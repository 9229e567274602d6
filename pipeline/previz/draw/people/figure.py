"""A whole person: bones, cloth, hands and head in the order in which they overlap."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.previz.design.colour import darker, safe
from pipeline.previz.draw.geometry import Point, smooth, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people import head as heads
from pipeline.previz.draw.people.cloth import (
    arm_radii,
    draw_legs,
    folds,
    leg_radii,
    part,
    shaded_limb,
    skirt_shape,
    trunk,
)
from pipeline.previz.draw.people.face import Face
from pipeline.previz.draw.people.fronts import front, hood_behind
from pipeline.previz.draw.people.garments import Bottom, Top, bottom_of, top_of
from pipeline.previz.draw.people.hands import foot, hand
from pipeline.previz.draw.people.looks import Look, look_of
from pipeline.previz.draw.people.marks import marks_of, on_arm, on_body, on_head
from pipeline.previz.draw.people.poses import Pose, pose_of
from pipeline.previz.draw.people.skeleton import Skeleton, body_of, skeleton

WORN = {
    "top": "shirt",
    "top_colour": "#5a6a7a",
    "bottom": "trousers",
    "bottom_colour": "#3b3d45",
    "shoes": "shoes",
}


@dataclass(frozen=True)
class Person:
    """One person as a frame shows them."""

    design: dict[str, Any]
    pose: str = "stand"
    expression: str = "neutral"
    left: bool = False  # faces left
    frontal: bool = False
    back: bool = False
    detail: int = 1
    tags: tuple[str, ...] = ()
    holding: dict[str, Any] | None = None  # design of the prop in hand
    phase: float = 0.0
    gesture: float = 0.0
    viseme: str = ""
    blink: bool = False
    wear: dict[str, Any] = field(default_factory=dict)
    tilt: float = 0.0  # how far the head leans from the lens; negative shows the chin
    eyeline: float = 0.0  # how steeply they look down at whom they face; negative looks up

    def posed(self) -> Pose:
        pose = pose_of(self.pose, self.phase, self.gesture)
        return replace(pose, turn=0.25) if self.frontal or self.back else pose

    def look(self) -> Look:
        look = look_of(self.expression, viseme=self.viseme, blink=self.blink)
        if self.eyeline:
            gaze = (look.gaze[0], look.gaze[1] + 0.9 * self.eyeline)
            look = replace(look, gaze=gaze, pitch=look.pitch + 0.5 * self.eyeline)
        return replace(look, lid=0.0) if self.posed().eyes_shut else look


def bones_of(person: Person, heads_factor: float = 1.0) -> Skeleton:
    """The skeleton of a person in their pose."""
    return skeleton(body_of(person.design, heads_factor), person.posed())


def draw(sheet: Sheet, person: Person) -> None:
    """Draw a person standing at the sheet's origin, in head units, facing right (mirror it for left)."""
    bones = bones_of(person, sheet.style.heads)
    wear = _soaked({**WORN, **person.design, **person.wear}, person)
    top, bottom = top_of(wear.get("top")), bottom_of(wear.get("bottom"))
    # A mirrored figure has its light mirrored too, so the dark side is chosen in its own coordinates.
    dark_left = (sheet.light.key_side > 0) != person.left
    face = replace(_face(person, bones, dark_left), wide=sheet.style.face_width, chin=sheet.style.chin)
    with _at_head(sheet, bones, person):
        heads.behind(sheet, face)
    if not bones.pose.far_front:
        _arm(sheet, person, bones, top, wear, dark_left, far=True)
    _feet(sheet, bones, wear)
    draw_legs(
        sheet,
        bones,
        bottom if top.hem < 0.9 else Bottom(),
        _cloth(wear, "bottom_colour"),
        _skin(person),
        dark_left,
    )
    _trunk(sheet, person, bones, top, wear, dark_left)
    _neck(sheet, person, bones, top, wear)
    if person.tags:
        on_body(sheet, bones, person.tags, _skin(person))
    with _at_head(sheet, bones, person):
        heads.head(sheet, face, person.look())
        if person.tags and not person.back:
            on_head(sheet, person.tags, _skin(person), person.detail)
    if bones.pose.far_front:
        _arm(sheet, person, bones, top, wear, dark_left, far=True)
    _arm(sheet, person, bones, top, wear, dark_left, far=False)
    if person.tags:
        on_arm(sheet, bones, person.tags, _skin(person))


def _soaked(wear: dict[str, Any], person: Person) -> dict[str, Any]:
    """Wet cloth is darker."""
    if "wet" not in marks_of(person.tags):
        return wear
    return {**wear, **{name: darker(_cloth(wear, name), 0.26) for name in ("top_colour", "bottom_colour")}}


def _skin(person: Person) -> str:
    return safe(person.design.get("skin"), "#d9a27c")


def _cloth(wear: dict[str, Any], name: str) -> str:
    return safe(wear.get(name), str(WORN.get(name, "#5a6a7a")))


def _face(person: Person, bones: Skeleton, dark_left: bool) -> Face:
    design = {**person.design, "skin": _skin(person)}
    if person.wear.get("hat"):
        design["hat"] = person.wear["hat"]
    look = person.look()
    turn = 0.12 if person.frontal else (0.86 if bones.pose.turn > 0.5 else 0.4)
    pitch = bones.pose.pitch + look.pitch + person.tilt
    return Face(design, turn, pitch, person.detail, dark_left, person.back)


def head_turn(person: Person, bones: Skeleton) -> float:
    """Degrees by which the head is turned in the picture plane."""
    return bones.pose.lean * 0.75 + bones.pose.nod + person.look().tilt_head


def _at_head(sheet: Sheet, bones: Skeleton, person: Person) -> AbstractContextManager[None]:
    size = sheet.style.head_size
    x, y = bones.head
    return sheet.group(x, y - 100 * (size - 1), size, head_turn(person, bones))


def _neck(sheet: Sheet, person: Person, bones: Skeleton, top: Top, wear: dict[str, Any]) -> None:
    thick = 31.0 if person.design.get("presents") == "female" else 40.0
    thick *= {"child": 0.68, "teen": 0.84}.get(str(person.design.get("age")), 1.0)
    x, y = bones.head
    skin = _skin(person)
    chin = (x - 8 * bones.pose.turn, y + 52)
    root = bones.torso(1.0, 4 * bones.pose.turn)
    bare = top.collar in ("round", "cross", "hood")  # elsewhere cloth begins where the neck ends
    shape = tube(
        [chin, ((chin[0] + root[0]) / 2, (chin[1] + root[1]) / 2), root],
        [thick, thick * 0.94, thick * (1.16 if bare else 0.98)],
        cap=bare,
    )
    sheet.fill(shape, skin)
    sheet.shadow(
        f"M{x - 90:.0f} {y - 20:.0f}H{x + 110:.0f}V{y + 112:.0f}Q{x + 20:.0f} {y + 136:.0f} {x - 90:.0f} "
        f"{y + 84:.0f}Z",
        shape,
        0.95,
    )
    if person.back:
        return
    if top.collar == "round":
        dip = bones.torso(
            0.9 if person.design.get("presents") == "female" else 0.97,
            bones.body.chest * 0.24 * bones.pose.turn,
        )
        left, right = bones.torso(1.07, -thick * 1.25), bones.torso(1.07, thick * 1.2)
        neckline = (
            smooth(
                [left, bones.torso(0.99, -thick), dip, bones.torso(0.99, thick * 1.1), right], closed=False
            )
            + "Z"
        )
        sheet.fill(neckline, skin, line=0.4)
    outline = smooth(trunk(bones, top), tension=0.42)
    front(sheet, bones, top, wear, outline)


def _trunk(
    sheet: Sheet, person: Person, bones: Skeleton, top: Top, wear: dict[str, Any], dark_left: bool
) -> None:
    tone = _cloth(wear, "top_colour")
    side = -1 if dark_left else 1
    outline = smooth(trunk(bones, top), tension=0.42)
    shapes = [outline]
    if top.collar == "hood" and not person.back:
        hood_behind(sheet, bones, tone)
    if top.hem > 0.2:
        shapes.append(skirt_shape(bones, top.hem, top.flare, top.loose * (0.94 if top.waist else 1.0), 0.2))
    sheet.union(shapes, tone)
    for shape in reversed(shapes):
        sheet.turn_away(shape, side * bones.body.chest * 0.5, -6, 0.85)
    if top.hem > 0.2:
        folds(sheet, bones, top.hem, tone)
    if person.detail >= 1:
        _creases(sheet, bones, tone)


def _creases(sheet: Sheet, bones: Skeleton, tone: str) -> None:
    at, w = bones.torso, bones.body.waist
    dark, pen = darker(tone, 0.3), max(2.6, sheet.pen(0.6))
    for start, end in (
        ((0.42, -w * 0.9), (0.34, -w * 0.3)),
        ((0.3, w * 0.86), (0.24, w * 0.34)),
        ((0.74, -bones.body.chest * 0.78), (0.62, -bones.body.chest * 0.5)),
    ):
        (ax, ay), (bx, by) = at(*start), at(*end)
        sheet.stroke(
            f"M{ax:.1f} {ay:.1f}Q{(ax + bx) / 2:.1f} {max(ay, by) + 6:.1f} {bx:.1f} {by:.1f}",
            dark,
            pen,
            opacity=0.5,
        )


def _arm(
    sheet: Sheet,
    person: Person,
    bones: Skeleton,
    top: Top,
    wear: dict[str, Any],
    dark_left: bool,
    *,
    far: bool,
) -> None:
    limb = bones.far_arm if far else bones.near_arm
    pose, skin = bones.pose, _skin(person)
    dim = 0.14 if far and not pose.far_front else 0.0
    radius = bones.body.limb
    side = -1 if dark_left else 1
    angles = pose.far_arm if far else pose.near_arm
    shape = pose.far_hand if far else pose.near_hand
    held = person.holding is not None and far == (pose.near_hand != "grip" or pose.far_hand == "grip")
    size = 0.96 * bones.body.limb / 34
    if held:
        shape = "grip"
        _hold(sheet, person, limb[2], angles[1], bones)
    palm = safe(wear.get("gloves"), skin)
    hand(sheet, limb[2], angles[1], shape, darker(palm, dim), size, person.detail, flip=angles[1] < 30)
    if top.sleeve < 0.95:
        shaded_limb(sheet, limb, 1.0, arm_radii(radius * 0.88), darker(skin, dim), side)
    if top.sleeve > 0.05:
        tone = _cloth(wear, "shirt_colour" if wear.get("top") == "vest" else "top_colour")
        thick = arm_radii(radius * (0.9 + 0.22 * (top.loose - 0.8)), top.sleeve, 0.62 * top.cuff)
        shaded_limb(sheet, limb, min(0.95, top.sleeve), thick, darker(tone, dim), side)  # hands stay seen
        _elbow(sheet, limb, darker(tone, dim), radius)


def _elbow(sheet: Sheet, limb: tuple[Point, Point, Point], tone: str, radius: float) -> None:
    (ax, ay), (x, y), (bx, by) = limb
    bend = abs((x - ax) * (by - y) - (y - ay) * (bx - x)) / max(1.0, ((x - ax) ** 2 + (y - ay) ** 2))
    if bend > 0.35:
        inner = ((ax + bx) / 2 - x, (ay + by) / 2 - y)
        length = max(1.0, (inner[0] ** 2 + inner[1] ** 2) ** 0.5)
        px, py = x + inner[0] / length * radius * 0.5, y + inner[1] / length * radius * 0.5
        sheet.stroke(
            f"M{px:.1f} {py:.1f}L{x - inner[0] / length * radius * 0.1:.1f} "
            f"{y - inner[1] / length * radius * 0.1:.1f}",
            darker(tone, 0.34),
            max(2.6, sheet.pen(0.6)),
            opacity=0.6,
        )


def _hold(sheet: Sheet, person: Person, wrist: Point, angle: float, bones: Skeleton) -> None:
    from pipeline.previz.draw.props import draw_prop

    held = person.holding or {}
    with sheet.group(wrist[0], wrist[1], 1.0, -angle):
        # A phone at the ear shows its edge, everything else hangs almost upright.
        ear = person.pose == "phone"
        with sheet.group(
            0, -30 if ear else 30, 1.0, 165 if ear else angle * 0.8, squeeze=0.4 if ear else 1.0
        ):
            draw_prop(sheet, held, 1.15, in_hand=True)


def _feet(sheet: Sheet, bones: Skeleton, wear: dict[str, Any]) -> None:
    kind, tone = str(wear.get("shoes", "shoes")), safe(wear.get("shoes_colour"), "#33282a")
    skin = safe(wear.get("skin"), "#d9a27c")
    size = 1.22 * bones.body.thigh / 58
    for limb, dim in ((bones.far_leg, 0.2), (bones.near_leg, 0.0)):
        if kind == "barefoot" or kind == "sandals" or kind == "heels":
            sheet.fill(tube(part(limb, 1.0), leg_radii(bones.body.thigh * 0.9)), darker(skin, dim))
        foot(sheet, limb[2], limb[1], kind, darker(tone, dim), darker(skin, dim), size, low=bones.pose.low)
