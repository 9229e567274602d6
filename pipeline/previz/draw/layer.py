"""A layer: what lies at one distance from the camera."""

from dataclasses import dataclass

from pipeline.previz.draw.raster import Box, document


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
    drift: tuple[float, float] = (0.0, 0.0)  # frame units a second that it moves by itself

    @property
    def svg(self) -> str:
        """The layer as an SVG document of the frame's size."""
        w, h = self.frame
        ax, ay = self.anchor[0] * w, self.anchor[1] * h
        move = f"translate({ax:.2f} {ay:.2f}) scale({self.zoom:.4f}) translate({-ax:.2f} {-ay:.2f})"
        return document(f'<g transform="{move}">{self.body}</g>', (0, 0, w, h), w, h)
