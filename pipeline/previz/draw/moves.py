"""How each move of the camera shifts and scales the layers: near things more than far ones."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.previz.draw.geometry import ease

SUBJECT = 0.36  # depth that the camera looks at


@dataclass(frozen=True)
class View:
    """How a layer is seen: scaled and turned (degrees) about the frame's middle, shifted by shares of it."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    turn: float = 0.0


def distance(depth: float) -> float:
    """Distance of a layer from the lens; the nearest is 1, the horizon 10."""
    return 1 + 9 * max(0.0, min(1.0, depth)) ** 1.5


_NEAR = distance(SUBJECT)
_PUSH = _NEAR * (1 - 1 / 1.2)  # brings the subject 1.2 times as near
_TRUCK = 0.09  # of the frame's width, at the subject


def view(move: str, depth: float, at: float, *, dutch: bool = False) -> View:
    """The view of a layer ``at`` (0 to 1) of the way through ``move``. Unknown moves stand still."""
    t = ease(at)
    parallax = _NEAR / distance(depth)
    made = _MOVES.get(move, _still)(t, at, depth, parallax)
    return View(made.scale * 1.16, made.dx, made.dy, made.turn + 7) if dutch else made


def _still(t: float, at: float, depth: float, parallax: float) -> View:
    return View()


def _pushed(depth: float, share: float) -> View:
    away = distance(depth)
    return View(away / max(0.35, away - _PUSH * share))


def _shake(at: float, depth: float, parallax: float) -> View:
    """A hand that holds a camera: three slow waves that never quite repeat."""
    x = math.sin(at * 11.0) * 0.5 + math.sin(at * 23.7 + 1.3) * 0.3 + math.sin(at * 41.0 + 0.4) * 0.12
    y = math.sin(at * 9.2 + 2.1) * 0.5 + math.sin(at * 27.1) * 0.3 + math.sin(at * 37.0 + 2.4) * 0.12
    near = 0.7 + 0.3 * parallax
    return View(1.045, x * 0.011 * near, y * 0.012 * near, (x - y) * 0.22)


_MOVES = {
    "pan left": lambda t, at, depth, parallax: View(1.0, (t - 0.5) * 0.14 * (0.9 + 0.1 * parallax), 0),
    "pan right": lambda t, at, depth, parallax: View(1.0, (0.5 - t) * 0.14 * (0.9 + 0.1 * parallax), 0),
    "tilt up": lambda t, at, depth, parallax: View(1.02, 0, (t - 0.5) * 0.18),
    "tilt down": lambda t, at, depth, parallax: View(1.02, 0, (0.5 - t) * 0.18),
    "push in": lambda t, at, depth, parallax: _pushed(depth, t),
    "pull out": lambda t, at, depth, parallax: _pushed(depth, 1 - t),
    "truck left": lambda t, at, depth, parallax: View(1.02, (t - 0.5) * 2 * _TRUCK * parallax, 0),
    "truck right": lambda t, at, depth, parallax: View(1.02, (0.5 - t) * 2 * _TRUCK * parallax, 0),
    "crane up": lambda t, at, depth, parallax: View(1.03, 0, (t - 0.5) * 0.16 * (0.35 + 0.65 * parallax)),
    "crane down": lambda t, at, depth, parallax: View(1.03, 0, (0.5 - t) * 0.16 * (0.35 + 0.65 * parallax)),
    "arc": lambda t, at, depth, parallax: View(1.05, (t - 0.5) * 0.22 * (parallax - 1) * 0.8, 0),
    "zoom in": lambda t, at, depth, parallax: View(1 + 0.24 * t),
    "zoom out": lambda t, at, depth, parallax: View(1.24 - 0.24 * t),
    "handheld": lambda t, at, depth, parallax: _shake(at, depth, parallax),
    "rack focus": lambda t, at, depth, parallax: _pushed(depth, 0.16 * t),
}  # fmt: skip


WALKS = ("walk", "run", "sneak")


def walkers(people: Sequence[dict[str, Any]], size: str) -> dict[int, int]:
    """Who crosses the frame on foot, and to which side: index in ``people`` to -1 or 1."""
    if size not in ("EWS", "WS", "MWS"):
        return {}
    return {
        index: -1 if entry.get("left") else 1
        for index, entry in enumerate(people)
        if entry.get("pose") in WALKS and not entry.get("frontal") and not entry.get("over_shoulder")
    }


def walked(seen: View, depth: float, person: int, at: float, crossing: dict[int, int]) -> View:
    """``seen`` while people walk: they get ahead, and the place slides back behind them."""
    if person in crossing:
        return replace(seen, dx=seen.dx + (at - 0.5) * 0.12 * crossing[person])
    sides = set(crossing.values())
    if person >= 0 or len(sides) != 1:
        return seen
    return replace(seen, dx=seen.dx - (at - 0.5) * 0.2 * sides.pop() * _NEAR / distance(depth))


def focus(move: str, at: float) -> tuple[float, float]:
    """How far out of focus set and people are (0 sharp, 1 soft): a rack pulls from the one to the other."""
    if move != "rack focus":
        return 0.0, 0.0
    pulled = ease((at - 0.3) / 0.35)
    return pulled, 1 - pulled


def moves(move: str) -> bool:
    """Whether the camera moves at all."""
    return move in _MOVES
