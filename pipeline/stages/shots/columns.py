"""The columns of the shot table: what each takes, and the table as a file for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from accounts.kernel.errors import Invalid
from pipeline.views.shot_panel import seconds_text
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS, Angle, Move, ShotType, Size, Transition

COLUMNS: tuple[dict[str, Any], ...] = (
    {"field": "size", "label": "Size", "options": "|".join(Size)},
    {"field": "type", "label": "Type", "options": "|".join(ShotType)},
    {"field": "angle", "label": "Angle", "options": "|".join(Angle)},
    {"field": "move", "label": "Move", "options": "|".join(Move)},
    {"field": "lens", "label": "Lens", "type": "number"},
    {"field": "seconds", "label": "Seconds", "type": "number"},
    {"field": "action", "label": "Action", "type": "textarea"},
    {"field": "transition", "label": "Leaves by", "options": "|".join(Transition)},
    {"field": "notes", "label": "Notes", "type": "textarea"},
)
LONGEST_SECONDS = 600


def _one_of(choices: Any) -> Callable[[str], str]:
    def convert(value: str) -> str:
        if value not in set(choices):
            raise Invalid(f"Choose one of: {', '.join(choices)}.")
        return value

    return convert


def _lens(value: str) -> int:
    try:
        length = round(float(value.replace("mm", "").replace(",", ".")))
    except (ValueError, OverflowError):
        raise Invalid("Write the lens in millimetres, such as 35.", field="lens") from None
    if not 8 <= length <= 400:
        raise Invalid("A lens has between 8 and 400 millimetres.", field="lens")
    return length


FIELDS: dict[str, Callable[[str], Any]] = {
    "size": _one_of(Size),
    "type": _one_of(ShotType),
    "angle": _one_of(Angle),
    "move": _one_of(Move),
    "transition": _one_of(Transition),
    "lens": _lens,
    "action": str,
    "notes": str,
}


def frames_of(seconds: str) -> int:
    """Seconds as typed, with a point or a comma, in frames. Raises Invalid."""
    try:
        frames = round(float(seconds.removesuffix("s").replace(",", ".")) * FPS)
    except (ValueError, OverflowError):
        raise Invalid("Write the duration in seconds, such as 3.5.", field="seconds") from None
    if not 1 <= frames <= LONGEST_SECONDS * FPS:
        raise Invalid("A shot lasts between one frame and ten minutes.", field="seconds")
    return frames


def as_csv(rows: Iterable[tuple[str, str, Shot, dict[str, str]]]) -> str:
    """The shot list for spreadsheets; a row: scene, shot number, shot, names by asset key."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["Scene", "Shot", *(column["label"] for column in COLUMNS), "Cast", "Words"])
    for scene, number, shot, names in rows:
        values = {**shot.payload(), "seconds": seconds_text(shot.frames)}
        said = [f"{names.get(line.speaker, line.speaker)}: {line.text}" for line in shot.utterances]
        cast = ", ".join(names.get(key, key) for key in shot.cast)
        cells = [scene, number, *(str(values[column["field"]]) for column in COLUMNS), cast, "\n".join(said)]
        sheet.writerow([_plain(cell) for cell in cells])
    return out.getvalue()


def _plain(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is shown as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
