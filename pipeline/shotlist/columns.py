"""The columns of the shot list: how each shows a shot, and how it reads what people write into it.

The set follows what shot lists of the trade hold: framing, angle, move, lens, equipment, camera, frame
rate, action and words, people, props, place, notes, set-up, duration, sound and status.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.kernel.errors import Invalid
from pipeline.shotlist.casting import Names, recast
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS, Angle, Move, ShotStatus, ShotType, Size, Transition

LONGEST_SECONDS = 600
Show = Callable[[Shot, Names], str]
Read = Callable[[str, Shot, Names], dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column. ``read`` turns a cell's text into changed fields, and raises Invalid with a sentence."""

    field: str
    label: str
    show: Show
    read: Read | None  # None: it only shows
    type: str = "text"  # or "number", "textarea"
    options: tuple[str, ...] = ()
    usual: bool = True  # shown to whoever has not chosen
    content: str = ""  # the content field that the cell is about, if it is called otherwise

    @property
    def choices(self) -> str:
        """The options as the page's table takes them."""
        return "|".join(self.options)

    @property
    def is_written(self) -> bool:
        """Whether people can write into it."""
        return self.read is not None

    @property
    def about(self) -> str:
        """The content field that two people would dispute."""
        return self.content or self.field


def seconds_text(frames: int) -> str:
    """Frames as seconds are written for people: "3.5", "2.54"."""
    return f"{frames / FPS:.2f}".rstrip("0").rstrip(".")


def frames_of(seconds: str) -> int:
    """Seconds as typed, with a point or a comma, in frames. Raises Invalid."""
    try:
        frames = round(float(seconds.strip().removesuffix("s").replace(",", ".")) * FPS)
    except (ValueError, OverflowError):
        raise Invalid("Write the duration in seconds, such as 3.5.", field="seconds") from None
    if not 1 <= frames <= LONGEST_SECONDS * FPS:
        raise Invalid("A shot lasts between one frame and ten minutes.", field="seconds")
    return frames


def _value(field: str) -> Show:
    return lambda shot, names: str(getattr(shot, field))


def _text(field: str) -> Read:
    return lambda text, shot, names: {field: text}


def _line(field: str) -> Read:
    return lambda text, shot, names: {field: " ".join(text.split())}


def _one_of(field: str, choices: Iterable[str]) -> Read:
    by_name = {str(choice).casefold(): str(choice) for choice in choices}

    def read(text: str, shot: Shot, names: Names) -> dict[str, Any]:
        found = by_name.get(" ".join(text.split()).casefold())
        if found is None:
            raise Invalid(f"Choose one of: {', '.join(by_name.values())}.", field=field)
        return {field: found}

    return read


def _whole(field: str, low: int, high: int, unit: str, sentence: str) -> Read:
    def read(text: str, shot: Shot, names: Names) -> dict[str, Any]:
        try:
            number = round(float(text.replace(unit, "").replace(",", ".")))
        except (ValueError, OverflowError):
            raise Invalid(f"Write {sentence}.", field=field) from None
        if not low <= number <= high:
            raise Invalid(f"This is {sentence.partition(',')[0]} from {low} to {high}.", field=field)
        return {field: number}

    return read


def _sounds(text: str, shot: Shot, names: Names) -> dict[str, Any]:
    return {"sounds": [part for part in (" ".join(one.split()) for one in text.split(",")) if part]}


def _people(text: str, shot: Shot, names: Names) -> dict[str, Any]:
    return recast(shot, names.keys(text, "character"), shot.props, shot.location)


def _props(text: str, shot: Shot, names: Names) -> dict[str, Any]:
    return recast(shot, shot.cast, names.keys(text, "prop"), shot.location)


def _place(text: str, shot: Shot, names: Names) -> dict[str, Any]:
    found = names.keys(text, "location")
    if len(found) > 1:
        raise Invalid("A shot has one place.", field="location")
    return recast(shot, shot.cast, shot.props, found[0] if found else "")


def words_of(shot: Shot, names: Names) -> str:
    """What is said in a shot, a line for each utterance: "MARA: No."."""
    return "\n".join(f"{names.name(said.speaker)}: {said.text}" for said in shot.utterances)


def _chosen(field: str, label: str, choices: Iterable[str], **more: Any) -> Column:
    options = tuple(str(choice) for choice in choices)
    return Column(field, label, _value(field), _one_of(field, options), options=options, **more)


COLUMNS: tuple[Column, ...] = (
    Column("number", "Number", _value("number"), _line("number"), usual=False),
    Column("setup", "Set-up", _value("setup"), _line("setup"), usual=False),
    _chosen("size", "Size", Size),
    _chosen("type", "Type", ShotType),
    _chosen("angle", "Angle", Angle),
    _chosen("move", "Move", Move),
    Column(
        "lens",
        "Lens",
        _value("lens"),
        _whole("lens", 8, 400, "mm", "the lens in millimetres, such as 35"),
        "number",
    ),
    Column(
        "seconds",
        "Seconds",
        lambda shot, names: seconds_text(shot.frames),
        lambda text, shot, names: {"frames": frames_of(text)},
        "number",
        content="frames",
    ),
    Column("action", "Action", _value("action"), _text("action"), "textarea"),
    Column("words", "Words", words_of, None, "textarea", usual=False, content="utterances"),
    Column(
        "cast",
        "People",
        lambda shot, names: ", ".join(names.name(key) for key in shot.cast),
        _people,
        usual=False,
    ),
    Column(
        "props",
        "Props",
        lambda shot, names: ", ".join(names.name(key) for key in shot.props),
        _props,
        usual=False,
    ),
    Column(
        "location",
        "Place",
        lambda shot, names: names.name(shot.location) if shot.location else "",
        _place,
        usual=False,
    ),
    Column("sounds", "Sound", lambda shot, names: ", ".join(shot.sounds), _sounds, usual=False),
    Column("camera", "Camera", _value("camera"), _line("camera"), usual=False),
    Column("equipment", "Equipment", _value("equipment"), _line("equipment"), usual=False),
    Column(
        "rate",
        "Frame rate",
        _value("rate"),
        _whole("rate", 1, 1000, "fps", "the pictures a second, such as 24"),
        "number",
        usual=False,
    ),
    _chosen("transition", "Leaves by", Transition),
    _chosen("status", "Status", ShotStatus, usual=False),
    Column("notes", "Notes", _value("notes"), _text("notes"), "textarea"),
)
COLUMN_OF = {column.field: column for column in COLUMNS}
USUAL = tuple(column.field for column in COLUMNS if column.usual)


def chosen_columns(fields: Iterable[str]) -> list[Column]:
    """The columns named, in the sheet's order; the usual ones when none is known."""
    wanted = set(fields)
    found = [column for column in COLUMNS if column.field in wanted]
    return found or [COLUMN_OF[field] for field in USUAL]
