"""From a specification to layers, far to near."""

import math
from dataclasses import dataclass, replace
from typing import Any

from pipeline.previz.design.colour import darker
from pipeline.previz.design.styles import StylePreset, style_of
from pipeline.previz.draw.compose import person_of
from pipeline.previz.draw.dressing import STAND
from pipeline.previz.draw.framing import Frame, reach
from pipeline.previz.draw.geometry import ellipse, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.holding import held, holdable
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.light import Light, light_of, on_paper, on_people
from pipeline.previz.draw.people.figure import Person, bones_of, draw, head_turn
from pipeline.previz.draw.people.poses import CYCLE_SECONDS
from pipeline.previz.draw.places import draw_place
from pipeline.previz.draw.places.interiors import ROOMS
from pipeline.previz.draw.props import cast, draw_prop, prop_of
from pipeline.previz.draw.raster import Box
from pipeline.previz.draw.weather import air

PEOPLE_DEPTH = 0.36


@dataclass(frozen=True)
class Acting:
    """What a person does at one moment besides holding their pose."""

    viseme: str = ""
    blink: bool = False
    phase: float = 0.0
    gesture: float = 0.0
    part: str = ""  # eyes or mouth, where only these are meant


def light_for(spec: dict[str, Any]) -> Light:
    """The light of a specification's scene, as its style's paints can show it."""
    side = 1 if spec.get("side", 1) >= 0 else -1
    words = [
        str(spec.get(name, default)) for name, default in (("time", "day"), ("weather", ""), ("mood", ""))
    ]
    indoors, season = bool(spec.get("indoors")), str((spec.get("place") or {}).get("season") or "")
    light = light_of(words[0], words[1], indoors, words[2], side)
    lies = not indoors and (light.weather == "snow" or season == "winter")
    light = replace(light, season="winter" if lies else season, snow=lies)
    return on_paper(light) if style_of(str(spec.get("style"))).texture in ("wax", "wash") else light


def frame_for(spec: dict[str, Any]) -> Frame:
    """The frame of a specification, its size kept within reason."""
    w, h = (min(4096.0, max(16.0, float(side))) for side in spec.get("frame", (1280, 720)))
    return Frame(w, h, str(spec.get("size", "MS")), str(spec.get("angle", "eye level")))


def layers(spec: dict[str, Any], at: float = 0.0) -> list[Layer]:
    """The layers of a frame, far to near. ``at`` is how far into the shot: 0 its first frame, 1 its last."""
    rounds = [CYCLE_SECONDS.get(str(entry.get("pose")), 0.0) for entry in spec.get("people", [])]
    return staged(
        spec, [Acting(phase=(at * 2.0 / seconds) % 1.0) if seconds else Acting() for seconds in rounds]
    )


def staged(spec: dict[str, Any], acting: list[Acting]) -> list[Layer]:
    """The layers of a frame while its people act as ``acting`` says, one entry for each of them."""
    style, light, frame = style_of(str(spec.get("style"))), light_for(spec), frame_for(spec)
    out = set_layers(spec, style, light, frame)
    near = [layer for layer in out if layer.name == "near"]
    out = [layer for layer in out if layer.name != "near"]
    out += thing_layers(spec, style, light, frame)
    room = ROOMS.get(str((spec.get("place") or {}).get("family")))
    if style.blinds and room is not None and room.windows and not spec.get("insert"):
        out.append(blinds(style, light, frame))
    order = sorted(range(len(spec.get("people", []))), key=lambda index: _order(spec["people"][index]))
    out += [person_layer(spec, index, acting[index]) for index in order]
    if frame.wide and not spec.get("insert"):
        out += near
    return out + air(spec, style, light, frame)


def _order(entry: dict[str, Any]) -> tuple[bool, float, float]:
    return bool(entry.get("over_shoulder")), float(entry.get("scale", 1)), float(entry.get("x", 0))


def set_layers(spec: dict[str, Any], style: StylePreset, light: Light, frame: Frame) -> list[Layer]:
    """The place, zoomed and softened as the shot tightens."""
    size = (int(frame.w), int(frame.h))
    racked = spec.get("move") == "rack focus"  # the camera itself softens then
    anchor = tuple(min(1.0, max(0.0, float(share))) for share in spec.get("anchor", (0.5, 0.5)))
    insert = bool(spec.get("insert"))
    zoom = 2.3 if insert else frame.zoom
    made = []
    for drawn in draw_place(spec.get("place") or {}, style, light, (frame.w, frame.h), frame.angle):
        sheet = drawn.sheet
        nearness = 1 - sheet.depth
        blur = (
            (9.0 if insert else 0.0 if racked else frame.blur)
            * style.lens
            * (0.5 + 0.5 * sheet.depth)
            * min(frame.h, frame.w)
            / 720
        )
        if drawn.name == "near":
            blur = 3.0
        scale = 1 + (zoom - 1) * (0.45 + 0.9 * nearness)
        if not (body := sheet.body()):
            continue  # no moon, no stars
        layer = Layer(
            drawn.name, sheet.depth, body, size, None, blur, scale, (anchor[0], anchor[1]),
            keystone=0.0 if insert else frame.keystone,
        )  # fmt: skip
        smooth = drawn.name == "sky" and style.texture in ("", "film")  # nothing in it has an edge
        made.append(replace(layer, motion=drawn.motion, fineness=0.25 if smooth else 1.0))
    return made


def blinds(style: StylePreset, light: Light, frame: Frame) -> Layer:
    """A lamp outside that falls through blinds across the room: dark bars, light between them."""
    sheet = Sheet(style, light, 0.4, prefix="bars")
    w, h = frame.w, frame.h
    sheet.shadow(rect(-w, -h, w * 3, h * 3), "", 0.45)
    with sheet.group(w * (0.5 + 0.16 * light.key_side), h * 0.4, 1.0, -14 * light.key_side):
        for index in range(9):
            sheet.gleam(rect(-w * 0.34, h * (-0.36 + 0.084 * index), w * 0.62, h * 0.046), "", 0.2, "#ffffff")
    soft = (2 + frame.blur * 0.5) * min(w, h) / 720
    return Layer("blinds", 0.4, sheet.body(), (int(w), int(h)), blur=soft, keystone=frame.keystone)


def thing_layers(spec: dict[str, Any], style: StylePreset, light: Light, frame: Frame) -> list[Layer]:
    """Props that stand by themselves; an insert's prop lies large on a table."""
    out = []
    size = (int(frame.w), int(frame.h))
    for index, thing in enumerate(spec.get("things", [])):
        insert = bool(spec.get("insert"))
        depth = 0.3 if insert else 0.44
        seen = on_people(light, grey=style.contrast > 1.2)  # what a shot is about is lit like people
        sheet = Sheet(style, seen, 0.1 if insert else depth, prefix=f"thing{index}")
        prop, scale = prop_of(thing["design"]), float(thing["scale"])
        x, y = float(thing["x"]), float(thing["y"])
        whose = spec.get("hand") if insert and holdable(thing["design"]) else None
        if whose:
            if spec.get("indoors"):
                _table_top(sheet, frame, False, x, frame.h * 2, 0.0, 0.0)
            held(sheet, frame, thing, dict(whose))
            out.append(Layer(f"thing:{thing.get('key', index)}", depth, sheet.body(), size))
            continue
        if insert:
            y = _table_top(sheet, frame, prop.stands, x, y, prop.height * scale, prop.width * scale)
        elif thing.get("stand"):
            stand(sheet, thing["stand"])
        elif y + prop.height * scale / 2 > frame.h * 0.8:
            sheet.shadow(ellipse(x, y + prop.height * scale / 2, prop.width * scale * 0.5, 10), "", 1.0)
        if insert and not prop.stands:
            with sheet.group(x - light.key_side * 9, y + 13, 1.0, -16):
                cast(sheet, thing["design"], scale)
        with sheet.group(x, y, 1.0, -16 if insert and not prop.stands else 0):
            draw_prop(sheet, thing["design"], scale)
        lean = 0.0 if insert else frame.keystone
        out.append(Layer(f"thing:{thing.get('key', index)}", depth, sheet.body(), size, keystone=lean))
    return out


def stand(sheet: Sheet, what: dict[str, Any]) -> None:
    """A small table, or a crate out of doors, that carries props."""
    x, foot, wide, unit = (float(what.get(name, 0)) for name in ("x", "y", "wide", "unit"))
    wood = "#7a5236"
    sheet.shadow(ellipse(x, foot, wide * unit * 0.56, 18 * unit), "", 1.2)
    with sheet.group(x, foot, unit):
        half = wide / 2
        if what.get("kind") == "table":
            for side in (-1, 1):
                sheet.fill(rect(side * (half - 40) - 15, -STAND, 30, STAND), darker(wood, 0.25))
            sheet.fill(rect(-half, -STAND, wide, 40, 6), wood)
            return
        sheet.fill(rect(-half, -STAND, wide, STAND), "#9a7146")
        boards = "".join(f"M{-half:.0f} {-STAND * share:.0f}H{half:.0f}" for share in (0.25, 0.5, 0.75))
        sheet.stroke(boards, "#6d4c2c", 9)
        sheet.stroke(rect(-half + 14, -STAND + 14, wide - 28, STAND - 28), "#6d4c2c", 20)


def _table_top(
    sheet: Sheet, frame: Frame, stands: bool, x: float, y: float, height: float, width: float
) -> float:
    """The table of an insert; returns where the prop's middle goes."""
    top = frame.h * (0.68 if stands else 0.3)
    wood = "#6f4a33"
    paint = sheet.blend([(0, wood, 1), (1, darker(wood, 0.5), 1)])
    sheet.fill(rect(-frame.w, top, frame.w * 3, frame.h * 2), paint, line=0)
    for index in range(1, 6):
        line = top + (frame.h * 1.2 - top) * (index / 6) ** 1.5
        sheet.stroke(
            f"M{-frame.w:.0f} {line:.1f}H{frame.w * 2:.0f}", darker(wood, 0.3), 2 + index * 0.6, opacity=0.5
        )
    middle = top + frame.h * 0.14 - height / 2 if stands else y
    foot = middle + height / 2 if stands else y + height * 0.12
    side = -sheet.light.key_side
    if stands:
        sheet.shadow(ellipse(x + side * width * 0.14, foot, width * 0.62, frame.h * 0.035), "", 1.3)
    return middle


def person_layer(spec: dict[str, Any], index: int, acting: Acting) -> Layer:
    """One person as a layer with a tight box."""
    style, light, frame = style_of(str(spec.get("style"))), light_for(spec), frame_for(spec)
    entry = spec["people"][index]
    scale, x, y = (
        float(entry.get(name, default))
        for name, default in (("scale", 0.4), ("x", frame.w / 2), ("y", frame.h))
    )
    figure = replace(
        person_of(entry, detail=detail_of(scale)), viseme=acting.viseme, blink=acting.blink,
            phase=acting.phase,
        gesture=acting.gesture,
    )  # fmt: skip
    over = bool(entry.get("over_shoulder"))
    depth = 0.16 if over else max(0.2, min(0.5, PEOPLE_DEPTH + (float(entry.get("depth", 0.5)) - 0.5) * 0.2))
    sheet = Sheet(
        style, on_people(light, grey=style.contrast > 1.2), depth if frame.wide else 0.05, prefix=f"p{index}"
    )
    bones = bones_of(figure, style.heads)
    if frame.wide:
        sheet.shadow(ellipse(x, y, 190 * scale, 26 * scale), "", 1.1)
    furniture(sheet, figure, (x, y, scale), behind=True)
    with sheet.group(x, y, scale, flip=figure.left):
        draw(sheet, figure)
    furniture(sheet, figure, (x, y, scale), behind=False)
    left, top, right, bottom = reach(bones, scale, _held(figure))
    if figure.left:
        left, right = -right, -left
    box = (x + left, y + top, right - left, bottom - top)
    blur = 5.0 * style.lens * min(frame.w, frame.h) / 720 if over else 0.0
    return Layer(
        f"person:{entry.get('key', index)}", depth, sheet.body(), (int(frame.w), int(frame.h)), box, blur,
        light=style.rim * (0.5 if over else 1.0), person=index, keystone=frame.keystone,
    )  # fmt: skip


def _held(figure: Person) -> float:
    """How far things reach around the hands: props, a desk, a steering wheel."""
    if figure.pose in ("type", "write"):
        return 620.0
    if figure.pose == "drive":
        return 220.0
    return 1.2 * max(prop_of(figure.holding).width, prop_of(figure.holding).height) if figure.holding else 0.0


# Eyes and mouth in head units around the head's middle: left, top, right, bottom of a face to the right.
_EYES, _MOUTH = (-86.0, -62.0, 88.0, 44.0), (-58.0, 20.0, 86.0, 128.0)


def face_area(spec: dict[str, Any], index: int, acting: Acting, *, mouth: bool) -> Box:
    """The part of the frame in which a person's mouth moves, or their eyes."""
    style, entry = style_of(str(spec.get("style"))), spec["people"][index]
    figure = replace(person_of(entry), phase=acting.phase, gesture=acting.gesture)
    bones = bones_of(figure, style.heads)
    scale, size = float(entry.get("scale", 0.4)), style.head_size
    left, top, right, bottom = _MOUTH if mouth else _EYES
    turn = math.radians(head_turn(figure, bones))
    corners = [
        (bones.head[0] + (x * math.cos(turn) - y * math.sin(turn)) * size,
            bones.head[1] + (x * math.sin(turn) + y * math.cos(turn)) * size)
        for x in (left, right) for y in (top, bottom)
    ]  # fmt: skip
    xs = [float(entry.get("x", 0)) + (-x if figure.left else x) * scale for x, _ in corners]
    ys = [float(entry.get("y", 0)) + y * scale for _, y in corners]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def detail_of(scale: float) -> int:
    """How much detail a head of 200 * ``scale`` frame units can carry."""
    tall = 200 * scale
    return 0 if tall < 20 else 1 if tall < 70 else 2 if tall < 230 else 3 if tall < 560 else 4


def furniture(sheet: Sheet, figure: Person, at: tuple[float, float, float], *, behind: bool) -> None:
    """What a pose needs to make sense: a seat, a desk, a steering wheel."""
    bones = bones_of(figure, sheet.style.heads)
    x, y, scale = at
    with sheet.group(x, y, scale, flip=figure.left):
        px, py = bones.pelvis
        hip = bones.body.hip
        if bones.pose.seat == "chair" and behind:
            wood = "#6b4a34"
            for dx in (-hip * 1.1, hip * 1.0):
                sheet.fill(rect(px + dx, py + hip * 0.5, 26, -py - hip * 0.5), darker(wood, 0.3))
            sheet.fill(
                rect(
                    px - hip * 1.5, py - bones.body.torso * 0.86, 30, bones.body.torso * 0.9 + hip * 0.5, 10
                ),
                wood,
            )
            sheet.fill(rect(px - hip * 1.5, py + hip * 0.36, hip * 3.0, 40, 12), wood)
        if figure.pose in ("type", "write") and not behind:
            top = max(bones.near_arm[2][1], bones.far_arm[2][1]) + 34
            sheet.fill(rect(bones.near_arm[2][0] - 150, top, 760, 36, 6), "#7d5437")
            sheet.fill(rect(bones.near_arm[2][0] + 520, top + 36, 34, -top - 36), "#5f3f2a")
            if figure.pose == "type":
                with sheet.group(bones.far_arm[2][0] + 150, top - 118, 1.05):
                    draw_prop(sheet, {"kind_of": "laptop"}, 1.0)
        if figure.pose == "drive" and not behind:
            wx, wy = bones.far_arm[2]
            sheet.stroke(ellipse(wx + 10, wy + 40, 60, 150), "#24262c", 30)
