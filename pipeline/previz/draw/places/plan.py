"""What every place is drawn with: the frame, its horizon, its light, and sheets from far to near."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import safe
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import STILL, Motion
from pipeline.previz.draw.light import Light

# Places are drawn beyond the frame, so that a camera can move.
LEFT, RIGHT, TOP, BOTTOM = -0.42, 1.42, -0.4, 1.4


@dataclass(frozen=True)
class Drawn:
    """One finished sheet of a place."""

    name: str
    sheet: Sheet
    motion: Motion


@dataclass
class Plan:
    """One place being drawn; ``w`` and ``h`` are the frame's units."""

    design: dict[str, Any]
    style: StylePreset
    light: Light
    w: float
    h: float
    angle: str = "eye level"
    sheets: list[Drawn] = field(default_factory=list)

    @property
    def horizon(self) -> float:
        share = {"low": 0.74, "ground": 0.82, "high": 0.27, "overhead": 0.1}.get(self.angle, 0.54)
        return self.h * share

    @property
    def u(self) -> float:
        """One unit of a 720-line picture; smaller where the frame is narrow."""
        return min(self.h, self.w * 0.92) / 720

    @property
    def left(self) -> float:
        return self.w * LEFT

    @property
    def right(self) -> float:
        return self.w * RIGHT

    @property
    def bottom(self) -> float:
        return self.h * BOTTOM

    @property
    def top(self) -> float:
        return self.h * TOP

    @property
    def breeze(self) -> Motion:
        """How leaves and grass near the lens move in this weather."""
        reach = {"storm": 16.0, "wind": 12.0, "rain": 7.0}.get(self.light.weather, 4.0) * self.u
        return Motion((reach, reach * 0.3), 1.9 if reach > 6 * self.u else 3.8)

    def chance(self, *about: object) -> Chance:
        """Choices of this place about one thing; the same in every shot of it."""
        return Chance("place", self.design.get("seed", 0), self.design.get("family", ""), *about)

    def colour(self, name: str, default: str) -> str:
        return safe(self.design.get(name), default)

    def has(self, feature: str) -> bool:
        return feature in (self.design.get("features") or [])

    def sheet(self, name: str, depth: float, motion: Motion = STILL) -> Sheet:
        """A new sheet, nearer than those before it."""
        made = Sheet(self.style, self.light, depth, prefix=f"{name[:3]}{len(self.sheets)}", back=True)
        self.sheets.append(Drawn(name, made, motion))
        return made

    def aside(self, chance: Chance) -> float:
        """A place to the left or right of where people stand."""
        share = chance.number(-0.3, 0.24)
        return self.w * (share if chance.chance(0.5) else 1 - share)

    def across(self, step: float, jitter: float, chance: Chance) -> list[float]:
        """Positions from left to right, about ``step`` apart."""
        out, x = [], self.left
        while x < self.right:
            out.append(x + chance.number(-jitter, jitter) * step)
            x += step * chance.number(0.8, 1.2)
        return out
