"""How a storyboard is printed: paper, grid, what stands under the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

PAPERS = {
    "a4": (595.28, 841.89),
    "a3": (841.89, 1190.55),
    "letter": (612.0, 792.0),
    "legal": (612.0, 1008.0),
}  # points, upright
GRIDS = {
    "1x1": (1, 1),
    "2x2": (2, 2),
    "3x1": (3, 1),
    "3x2": (3, 2),
    "3x5": (3, 5),
    "4x3": (4, 3),
    "4x4": (4, 4),
    "5x3": (5, 3),
}
TEXTS = {"small": 6.5, "medium": 8.0, "large": 10.0}  # points
CHOICES: dict[str, tuple[str, ...]] = {
    "paper": tuple(PAPERS),
    "turned": ("landscape", "portrait"),
    "grid": tuple(GRIDS),
    "order": ("rows", "columns"),
    "time": ("duration", "running", "both", "none"),
    "text": tuple(TEXTS),
    "border": ("line", "heavy", "none"),
}
SWITCHES = ("number", "camera", "action", "dialogue", "notes", "mark")
STAMP_MAX = 24


@dataclass(frozen=True)
class Options:
    """What a person chose; every combination can be printed."""

    paper: str = "a4"
    turned: str = "landscape"
    grid: str = "3x2"  # columns by rows
    order: str = "rows"  # reading direction
    time: str = "duration"
    text: str = "medium"
    border: str = "line"  # around each picture
    number: bool = True  # "3-2"
    camera: bool = True
    action: bool = True
    dialogue: bool = True
    notes: bool = False
    mark: bool = True  # the first board of each scene
    stamp: str = ""  # across every page: "DRAFT"

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = PAPERS[self.paper]
        return (height, width) if self.turned == "landscape" else (width, height)

    @property
    def cells(self) -> tuple[int, int]:
        """Columns and rows."""
        return GRIDS[self.grid]

    @property
    def size(self) -> float:
        """Height of the letters in points."""
        return TEXTS[self.text]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Options":
        """From a form's fields. What is not there or not known stays as it usually is.

        A form that was sent says so by ``chosen``: then a switch that is missing is off.
        """
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = str(given.get(field.name, ""))
            if field.name in CHOICES:
                if value in CHOICES[field.name]:
                    values[field.name] = value
            elif field.name in SWITCHES:
                if value or "chosen" in given:
                    values[field.name] = value in ("on", "1", "true")
            else:
                values[field.name] = " ".join(value.split())[:STAMP_MAX]
        return cls(**values)
