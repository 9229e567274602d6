"""Which props a frame shows, where they stand and how large: alone, on a table, on the ground."""

from typing import Any

from pipeline.previz.draw.framing import ADULT, Frame
from pipeline.previz.draw.props import prop_of

BIG = 300.0  # props at least this wide or high stand on the ground
STAND = 560.0  # height of what smaller ones stand on, in head units: about 65 cm


def insert(frame: Frame, key: str, design: dict[str, Any]) -> list[dict[str, Any]]:
    """One prop that fills the frame."""
    prop = prop_of(design)
    scale = min(frame.h * 0.56 / prop.height, frame.w * 0.5 / prop.width)
    return [_thing(key, design, (frame.w / 2, frame.h * 0.5), scale)]


def glimpse(frame: Frame, key: str, design: dict[str, Any]) -> list[dict[str, Any]]:
    """What somebody looks at: a prop in its place, the frame's only subject."""
    prop = prop_of(design)
    scale = min(frame.h * 0.42 / prop.height, frame.w * 0.4 / prop.width)
    foot = frame.h * 0.86
    return [_thing(key, design, (frame.w / 2, foot - prop.height / 2 * scale), scale)]


def dressed(
    frame: Frame, designs: list[tuple[str, dict[str, Any]]], people: list[dict[str, Any]], *, indoors: bool
) -> list[dict[str, Any]]:
    """Props beside people: small ones together on a stand, big ones on the ground. Tight frames show none."""
    unit = frame.height(1) / ADULT
    foot = frame.ground(frame.height(1)) - 0.012 * frame.h
    taken = [float(entry["x"]) / frame.w for entry in people]
    out: list[dict[str, Any]] = []
    small = [(key, design) for key, design in designs if not _big(design)][:3]
    if frame.wide and small:
        out += _on_stand(frame, small, (_free(taken), foot, unit), indoors=indoors)
        taken.append(out[0]["x"] / frame.w)
    for key, design in designs:
        if _big(design) and frame.size in ("EWS", "WS", "MWS", "MS") and len(out) < 4:
            x = _free(taken)
            taken.append(x)
            out.append(_thing(key, design, (frame.w * x, foot - prop_of(design).height / 2 * unit), unit))
    return out


def _big(design: dict[str, Any]) -> bool:
    prop = prop_of(design)
    return prop.height >= BIG or prop.width >= BIG


def _free(taken: list[float]) -> float:
    """The share of the width that is farthest from everybody."""
    spots = (0.8, 0.2, 0.5, 0.66, 0.34, 0.9, 0.1)
    return max(spots, key=lambda spot: min((abs(spot - share) for share in taken), default=1.0))


def _on_stand(
    frame: Frame, small: list[tuple[str, dict[str, Any]]], at: tuple[float, float, float], *, indoors: bool
) -> list[dict[str, Any]]:
    share, foot, unit = at
    half = (190 + 105 * (len(small) - 1)) * unit / frame.w
    share = min(1 - half, max(half, share)) if half < 0.5 else 0.5  # no table is cut by the frame's edge
    out = []
    for index, (key, design) in enumerate(small):
        prop, scale = prop_of(design), unit * 1.35
        x = frame.w * share + (index - (len(small) - 1) / 2) * 210 * unit
        thing = _thing(key, design, (x, foot - STAND * unit - prop.height / 2 * scale), scale)
        if index == 0:
            wide = 300 + 210 * (len(small) - 1)
            kind = "table" if indoors else "crate"
            thing["stand"] = {
                "kind": kind,
                "x": round(frame.w * share, 2),
                "y": round(foot, 2),
                "wide": wide,
                "unit": unit,
            }
        out.append(thing)
    return out


def _thing(key: str, design: dict[str, Any], at: tuple[float, float], scale: float) -> dict[str, Any]:
    return {
        "key": key,
        "design": design,
        "x": round(at[0], 2),
        "y": round(at[1], 2),
        "scale": round(scale, 5),
    }
