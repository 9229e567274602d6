"""From a shot to a drawing specification: everything that a picture of it is made of, as plain JSON."""

import re
from typing import Any

from pipeline.previz.design import design as design_of
from pipeline.previz.design import style_of
from pipeline.previz.design.chance import seed_of
from pipeline.previz.design.kinds import OUTDOORS, prop_kind
from pipeline.previz.design.looks import redressed
from pipeline.previz.draw.dressing import dressed, glimpse, insert
from pipeline.previz.draw.framing import WIDE, Frame, place
from pipeline.previz.draw.light import time_of
from pipeline.previz.draw.people.figure import Person
from pipeline.previz.draw.people.garments import top_of
from pipeline.previz.draw.people.poses import known
from pipeline.previz.draw.props import prop_of
from projects.kinds.scenes import Blocking, Scene, Shot
from projects.kinds.story import Brief
from projects.kinds.vocabulary import FRAME_SIZES, AssetKind, Direction, Setting, ShotType
from projects.kinds.world import Asset, VisualState

SPEC_VERSION = 4
_IN_HAND = {"phone": "phone", "read": "book", "drink": "cup", "write": "pen"}


def compose(
    shot: Shot,
    scene: Scene,
    assets: dict[str, Asset],
    states: dict[str, VisualState],
    brief: Brief,
    style: str,
) -> dict[str, Any]:
    """The drawing specification of ``shot``: JSON-ready, complete, and the same for the same arguments."""
    w, h = FRAME_SIZES[brief.aspect]
    location = _design(
        shot.location or scene.location, assets, brief, AssetKind.LOCATION, scene.place or scene.heading
    )
    frame = Frame(w, h, _size(shot, location, (w, h)), shot.angle.value)
    indoors = scene.setting == Setting.INT or (
        scene.setting == Setting.INT_EXT and location["family"] not in OUTDOORS
    )
    alone = _is_insert(shot) or (shot.type == ShotType.POV and not shot.cast)
    people = [_person(block, shot, assets, states, brief) for block in ([] if alone else _blocking(shot))]
    for entry in people:
        entry["pose"] = _seated(entry["pose"], location["family"])
        entry["tilt"] = _TILTS.get(shot.angle.value, 0.0)
    place(frame, people, [person_of(entry, style) for entry in people], style_of(style).heads)
    things = _things(shot, frame, assets, states, brief, people, indoors=indoors)
    side = 1 if seed_of("light", location.get("seed"), scene.number) % 2 else -1
    return {
        "version": SPEC_VERSION, "style": style_of(style).slug, "frame": [w, h], "size": frame.size,
        "angle": shot.angle.value, "move": shot.move.value, "lens": shot.lens, "type": shot.type.value,
        "time": time_of(scene.time), "weather": scene.weather.lower().strip(), "indoors": indoors,
        "mood": scene.mood, "intensity": round(scene.intensity, 3), "side": side, "place": location,
        "anchor": _anchor(frame, people, shot), "insert": _is_insert(shot), "people": people,
        "things": things, "hand": _hand(shot, assets, states, brief) if things else None,
    }  # fmt: skip


# How far heads lean from the lens that looks up at them, or down on them.
_TILTS = {"low": -0.3, "ground": -0.45, "high": 0.4, "overhead": 0.7}


def _size(shot: Shot, location: dict[str, Any], sides: tuple[int, int]) -> str:
    """The shot's size, or the one that it becomes.

    Nobody sits in a car so far away that it would be a room; a group that only fits into a narrow frame
    from head to foot stands on the ground, as in a wide shot.
    """
    far = shot.size.value in ("EWS", "WS", "MWS") and bool(shot.cast or shot.blocking)
    if far and location["family"] == "car":
        return "MS"
    frame, crowd = Frame(*sides, shot.size.value, shot.angle.value), len(shot.blocking or shot.cast)
    feet = frame.eye_line() + 0.93 * frame.height(crowd)
    return "WS" if crowd and not frame.wide and feet < 0.98 * frame.h else shot.size.value


def _seated(pose: str, family: str) -> str:
    """No wheel hangs in the air, and nobody stands in a car."""
    if family != "car":
        return "sit" if pose == "drive" else pose
    return "ride" if pose in ("stand", "sit", "walk", "type", "write", "look-down") else pose


def _design(key: str, assets: dict[str, Asset], brief: Brief, kind: AssetKind, name: str) -> dict[str, Any]:
    """The design of an asset; one that nobody has designed yet is designed here from what is known."""
    asset = assets.get(key)
    if asset is not None and asset.design:
        return dict(asset.design)
    if asset is None:
        label = name or key.partition(":")[2].replace("-", " ") or kind.value
        asset = Asset(key=key or f"{kind.value}:unnamed", type=kind, name=label[:120])
    return design_of(asset, brief, [])


def _prop(key: str, assets: dict[str, Asset], states: dict[str, VisualState], brief: Brief) -> dict[str, Any]:
    """The design of a prop with what scenes have done to it."""
    design, state = _design(key, assets, brief, AssetKind.PROP, ""), states.get(key)
    return {**design, "tags": sorted(set(state.tags_in))} if state and state.tags_in else design


def _blocking(shot: Shot) -> list[Blocking]:
    """Who stands where; the cast stands in a row when nobody was placed."""
    if shot.blocking:
        return shot.blocking[:6]
    cast = shot.cast[:6]
    if len(cast) == 1:
        return [Blocking(asset=cast[0])]
    return [
        Blocking(
            asset=key, x=(index + 1) / (len(cast) + 1),
            facing=Direction.RIGHT if index < len(cast) / 2 else Direction.LEFT,
        )
        for index, key in enumerate(cast)
    ]  # fmt: skip


def _person(
    block: Blocking, shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState], brief: Brief
) -> dict[str, Any]:
    design = _design(block.asset, assets, brief, AssetKind.CHARACTER, "")
    state = states.get(block.asset)
    pose = known(block.pose)
    if pose == "stand" and state is not None:
        pose = _posture(state.position)
    over = block.back and (
        shot.type == ShotType.OTS or (len(shot.blocking) > 1 and shot.size.value not in WIDE)
    )
    return {
        "key": block.asset, "design": _dressed(design, block.asset, state, assets, brief), "pose": pose,
        "expression": block.expression, "left": block.facing == Direction.LEFT,
        "frontal": block.facing == Direction.NEUTRAL, "back": block.back, "over_shoulder": over,
        "share": round(block.x, 4), "depth": round(block.depth, 3), "focus": block.asset == shot.subject,
        "tags": sorted(set(state.tags_in)) if state else [],
        "holding": _holding(pose, block.asset, shot, assets, states, brief),
    }  # fmt: skip


_POSTURES = frozenset(("sit", "kneel", "crouch", "lie", "sleep", "climb"))


def _posture(position: str) -> str:
    """How somebody holds themselves where the state says they are: "kneeling in the mud"; else they stand."""
    poses = (known(word.strip(",.;")) for word in position.split())
    return next((pose for pose in poses if pose in _POSTURES), "stand")


def _dressed(
    design: dict[str, Any], key: str, state: VisualState | None, assets: dict[str, Asset], brief: Brief
) -> dict[str, Any]:
    """The design in what the visual state says is worn, face and hair unchanged."""
    asset = assets.get(key)
    if state is None or not state.wardrobe or asset is None or state.wardrobe == asset.wardrobe:
        return design
    return redressed(design, asset, state.wardrobe, brief)


def _holding(
    pose: str, key: str, shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState], brief: Brief
) -> dict[str, Any] | None:
    """The prop in somebody's hand: what the state says, what the pose implies, or what the shot is about."""
    state = states.get(key)
    if state is not None and state.holding:
        return _prop(state.holding, assets, states, brief)
    small = [
        key for key in shot.props if prop_of(_design(key, assets, brief, AssetKind.PROP, "")).height < 300
    ]
    if pose in ("hold", "carry", "reach", "aim") and small:
        return _prop(small[0], assets, states, brief)
    if pose in _IN_HAND:
        named = next((key for key in shot.props if prop_kind(key.replace("-", " ")) == _IN_HAND[pose]), None)
        if named:
            return _prop(named, assets, states, brief)
        return {"type": "prop", "name": _IN_HAND[pose], "kind_of": _IN_HAND[pose]}
    return None


def _things(
    shot: Shot,
    frame: Frame,
    assets: dict[str, Asset],
    states: dict[str, VisualState],
    brief: Brief,
    people: list[dict[str, Any]],
    *,
    indoors: bool,
) -> list[dict[str, Any]]:
    """Props that stand in the frame by themselves; what somebody holds is not among them."""
    keys = list(dict.fromkeys(([shot.subject] if shot.subject.startswith("prop:") else []) + shot.props))
    designs = [(key, _prop(key, assets, states, brief)) for key in keys[:5]]
    if designs and _is_insert(shot):
        return insert(frame, *designs[0])
    if designs and not people:
        return glimpse(frame, *designs[0])
    used = {entry["holding"]["name"] for entry in people if entry.get("holding")}
    return dressed(frame, [one for one in designs if one[1].get("name") not in used], people, indoors=indoors)


# Words of an action in which a hand is at the thing that an insert shows.
_HANDLED = re.compile(
    r"\b(?:hands?|holds?|held|takes?|took|turns?|opens?|grips?|picks?|lifts?|fingers?|grabs?|pulls?|gives?|"
    r"clutch\w*|raises?|shows?|unfolds?|reads?|winds?|strikes?|lights?|dials?|draws?)\b"
)


def _hand(
    shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState], brief: Brief
) -> dict[str, Any] | None:
    """Whose hand an insert shows at its prop: skin, sleeve and cuff; None where the thing lies by itself."""
    whose = next(iter(shot.cast or [block.asset for block in shot.blocking]), "")
    if not whose or not _is_insert(shot) or not _HANDLED.search(shot.action.lower()):
        return None
    design = _design(whose, assets, brief, AssetKind.CHARACTER, "")
    worn = _dressed(design, whose, states.get(whose), assets, brief)
    bare = top_of(worn.get("top")).sleeve < 0.9
    skin = worn.get("gloves") or worn.get("skin")
    return {"skin": skin, "sleeve": worn.get("skin") if bare else worn.get("top_colour"), "bare": bare}


def _is_insert(shot: Shot) -> bool:
    return shot.type == ShotType.INSERT and bool(shot.props or shot.subject.startswith("prop:"))


def _anchor(frame: Frame, people: list[dict[str, Any]], shot: Shot) -> list[float]:
    """Which part of the set a tighter shot looks at: reverse angles see different walls."""
    subject = next((entry for entry in people if not entry["over_shoulder"]), None)
    x = 0.5
    if subject is not None and not subject["frontal"]:
        x = 0.78 if subject["left"] else 0.22
    elif not frame.wide:
        x = 0.3 + 0.4 * (seed_of("anchor", shot.subject, shot.location) % 100) / 100
    return [round(x, 3), round(0.46 if not frame.wide else 0.5, 3)]


def person_of(entry: dict[str, Any], style: str = "", *, detail: int = 1) -> Person:
    """The figure that a spec's entry describes. Tolerant: specs may have been edited by hand."""
    holding = entry.get("holding")
    return Person(
        design=dict(entry.get("design") or {}), pose=str(entry.get("pose", "stand")),
        expression=str(entry.get("expression", "neutral")), left=bool(entry.get("left")),
        frontal=bool(entry.get("frontal")), back=bool(entry.get("back")), detail=detail,
        tilt=max(-1.0, min(1.0, float(entry.get("tilt") or 0.0))),
        eyeline=max(-1.0, min(1.0, float(entry.get("eyeline") or 0.0))),
        tags=tuple(str(tag) for tag in entry.get("tags") or ()), holding=dict(holding) if holding else None,
    )  # fmt: skip
