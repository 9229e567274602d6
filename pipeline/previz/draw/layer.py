"""A layer: what lies at one distance from the camera."""

import math
from dataclasses import dataclass

from pipeline.previz.draw.raster import Box, document


@dataclass(frozen=True)
class Motion:
    """How a layer moves by itself: leaves sway, clouds glide, fires pulse. Lengths in frame units."""

    sway: tuple[float, float] = (0.0, 0.0)
    seconds: float = 4.0  # of one sway
    glide: tuple[float, float] = (0.0, 0.0)  # units a second
    pulse: float = 0.0  # how much its strength flickers, 0 to 1
    start: float = 0.0  # where in its round it begins, 0 to 1

    def shift(self, seconds: float) -> tuple[float, float]:
        """How far from its place the layer is after ``seconds``."""
        wave = math.sin(2 * math.pi * (seconds / self.seconds + self.start))
        slow = math.sin(2 * math.pi * (seconds / self.seconds / 1.7 + self.start) + 1.1)
        return self.sway[0] * wave + self.glide[0] * seconds, self.sway[1] * slow + self.glide[1] * seconds

    def strength(self, seconds: float) -> float:
        """How visible the layer is: flames never burn twice alike."""
        if self.pulse <= 0:
            return 1.0
        wave = (
            math.sin(seconds * 9.1 + self.start * 6) * 0.5
            + math.sin(seconds * 14.7) * 0.3
            + math.sin(seconds * 5.3 + 2) * 0.2
        )
        return 1 - self.pulse * (0.5 + 0.5 * wave)


STILL = Motion()


@dataclass(frozen=True)
class Layer:
    """One drawn layer of a frame.

    ``depth`` runs from 0 (at the lens) to 1 (the horizon); ``box`` holds everything drawn, in frame
    units (None: it fills the frame and more). ``blur`` is how far out of focus it is, in frame units.
    """

    name: str
    depth: float
    body: str
    frame: tuple[int, int]
    box: Box | None = None
    blur: float = 0.0
    zoom: float = 1.0  # how much larger than designed it shows, about ``anchor``
    anchor: tuple[float, float] = (0.5, 0.5)  # shares of the frame
    light: float = 0.0  # strength of the rim light, people only
    person: int = -1  # index of the person it shows
    drift: tuple[float, float] = (0.0, 0.0)  # frame units a second; it repeats after one frame
    motion: Motion = STILL
    keystone: float = 0.0  # how far the camera looks down (negative: up) at it: draw/keystone.py
    fineness: float = 1.0  # share of the picture's pixels that it needs: a sky without edges needs few

    @property
    def svg(self) -> str:
        """The layer as an SVG document of the frame's size."""
        w, h = self.frame
        ax, ay = self.anchor[0] * w, self.anchor[1] * h
        move = f"translate({ax:.2f} {ay:.2f}) scale({self.zoom:.4f}) translate({-ax:.2f} {-ay:.2f})"
        return document(f'<g transform="{move}">{self.body}</g>', (0, 0, w, h), w, h)
