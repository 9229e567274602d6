"""Fewer layers for the same picture: neighbours that the camera treats alike become one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.previz.draw.layer import STILL, Layer
from pipeline.previz.draw.moves import View


def baked(layer: Layer, seconds: float) -> str:
    """The layer's drawing with its zoom, and its own motion after ``seconds``, drawn into it."""
    ax, ay = layer.anchor[0] * layer.frame[0], layer.anchor[1] * layer.frame[1]
    dx, dy = layer.motion.shift(seconds)
    see = layer.motion.strength(seconds)
    weak = f' opacity="{see:.3f}"' if see < 1 else ""
    move = f"translate({ax + dx:.2f} {ay + dy:.2f}) scale({layer.zoom:.4f}) translate({-ax:.2f} {-ay:.2f})"
    return f'<g transform="{move}"{weak}>{layer.body}</g>'


def placed(layer: Layer, seen: View, seconds: float) -> Layer:
    """A layer of the set with the camera's view of one moment drawn into it: of stills, all of them join."""
    if not joinable(layer, seconds):
        return layer
    (w, h), dx, dy = layer.frame, seen.dx, seen.dy
    move = (
        f"translate({w * (0.5 + dx):.2f} {h * (0.5 + dy):.2f}) rotate({seen.turn:.3f}) "
        f"scale({seen.scale:.5f}) translate({-w / 2:.2f} {-h / 2:.2f})"
    )
    body = f'<g transform="{move}">{baked(layer, seconds)}</g>' if layer.body else ""
    blur = layer.blur * seen.scale
    return replace(layer, body=body, box=None, blur=blur, zoom=1.0, anchor=(0.5, 0.5), motion=STILL)


def merged(
    layers: Sequence[Layer], alike: Callable[[Layer, Layer], bool], seconds: float | None = None
) -> list[Layer]:
    """``layers`` with neighbours of the set joined where ``alike`` says the camera sees both the same way.

    With ``seconds``, the moment of a still, layers that move by themselves are joined as they are then.
    """
    out: list[list[Layer]] = []
    for layer in layers:
        joins = out and joinable(layer, seconds) and joinable(out[-1][0], seconds)
        if joins and alike(out[-1][0], layer) and _equally_sharp(out[-1][0], layer):
            out[-1].append(layer)
        else:
            out.append([layer])
    return [_joined(run, seconds or 0.0) for run in out]


def joinable(layer: Layer, seconds: float | None) -> bool:
    """Whether a layer may become one with its neighbours: it is of the set and holds still."""
    still = seconds is not None or layer.motion == STILL
    return still and layer.person < 0 and layer.fineness == 1 and not any(layer.drift)


def _equally_sharp(one: Layer, two: Layer) -> bool:
    return one.blur == two.blur == 0 or min(one.blur, two.blur) > 0.5 * max(one.blur, two.blur) > 0


def _joined(run: list[Layer], seconds: float) -> Layer:
    if len(run) == 1:
        return run[0]
    body = "".join(baked(layer, seconds) for layer in run)
    blur = sum(layer.blur for layer in run) / len(run)
    return replace(run[0], body=body, box=None, blur=blur, zoom=1.0, anchor=(0.5, 0.5), motion=STILL)
