"""A screenplay's scenes: where each begins, what its heading says, how long it is."""

import re
from typing import NamedTuple

from projects.screenplay.elements import SPOKEN, UNPRINTED, Element, ElementType, Screenplay
from projects.screenplay.emphasis import plain
from projects.screenplay.wrap import wrapped
from projects.screenplay.writer import write_elements

_T = ElementType
LINES_A_PAGE = 55
# The words that open a heading, in the languages whose screenplays use their own.
_INSIDE = r"INT|INTERIOR|INNEN|INTÉRIEUR|ИНТ|ΕΣΩΤ|ΕΣ|WEWN|内景|内|室内"
_OUTSIDE = r"EXT|EXTERIOR|AUSSEN|AUẞEN|EXTÉRIEUR|EST|НАТ|ЭКСТ|ΕΞΩΤ|ΕΞ|PLEN|外景|外|室外"
_BOTH = re.compile(
    rf"(?:I/E|(?:{_INSIDE})\.?\s*[/-]\s*(?:{_OUTSIDE})|(?:{_OUTSIDE})\.?\s*[/-]\s*(?:{_INSIDE}))(?:\.|\s)\s*",
    re.IGNORECASE,
)
_IN = re.compile(rf"(?:{_INSIDE})(?:\.|\s)\s*", re.IGNORECASE)
_OUT = re.compile(rf"(?:{_OUTSIDE})(?:\.|\s)\s*", re.IGNORECASE)
# Only where a stretch of spaces begins: looked for from each of its spaces, a long one takes for ever.
_DASH = re.compile(r"(?<!\s)\s++(?:[-\u2013\u2014]+\s+|[\u2013\u2014]\s*)|[\u2013\u2014]\s*")
_TIMES = (
    r"DAY|NIGHT|DAWN|DUSK|MORNING|EVENING|AFTERNOON|NOON|MIDDAY|MIDNIGHT|SUNRISE|SUNSET|TWILIGHT|MAGIC HOUR|"
    r"CONTINUOUS|LATER|MOMENTS LATER|SAME|SAME TIME|TAG|NACHT|MORGEN|ABEND|JOUR|NUIT|MATIN|SOIR|AUBE|"
    r"DÍA|NOCHE|TARDE|GIORNO|NOTTE|MATTINA|SERA|DIA|NOITE|ДЕНЬ|НОЧЬ|УТРО|ВЕЧЕР|ΜΕΡΑ|ΗΜΕΡΑ|ΝΥΧΤΑ|ΠΡΩΙ|日|夜|朝|夕|昼|晚"
)
_TIME = re.compile(rf"(?:[\w' ]*\b)?(?:{_TIMES})\b.*", re.IGNORECASE)


class Heading(NamedTuple):
    """What a slug line says. ``setting`` is "INT", "EXT" or "INT/EXT"; ``time`` is empty where it says
    none.
    """

    setting: str
    place: str
    time: str


class SceneText(NamedTuple):
    """One scene as text: its heading, its number ("12A", or empty) and all of it in Fountain, heading
    included.
    """

    heading: str
    number: str
    text: str


def parse_heading(line: str) -> Heading:
    """``"INT. KITCHEN - NIGHT"`` -> ``Heading("INT", "KITCHEN", "NIGHT")``. Unknown starts count as
    inside.
    """
    text = plain(line).strip().removeprefix(".").strip()
    setting = "INT"
    for pattern, name in ((_BOTH, "INT/EXT"), (_IN, "INT"), (_OUT, "EXT")):
        if match := pattern.match(text):
            setting, text = name, text[match.end() :]
            break
    pieces = [piece.strip() for piece in _DASH.split(text) if piece.strip()]
    time = ""
    if pieces and _TIME.fullmatch(pieces[-1]):
        time = pieces.pop().upper()
    return Heading(setting, " - ".join(pieces), time)


def split(screenplay: Screenplay) -> list[SceneText]:
    """The scenes in order; together they hold every element.

    What stands before the first heading opens the first scene, and sections that announce a scene go with it.
    A screenplay without a heading is one scene with an empty heading; an empty one has no scenes.
    """
    starts = [at for at, element in enumerate(screenplay.elements) if element.type is _T.HEADING]
    if not starts:
        text = write_elements(screenplay.elements)
        return [SceneText("", "", text)] if text.strip() else []
    edges = [0, *(_announced(screenplay.elements, start) for start in starts[1:]), len(screenplay.elements)]
    scenes = []
    for at, start in enumerate(starts):
        head = screenplay.elements[start]
        text = write_elements(screenplay.elements[edges[at] : edges[at + 1]])
        scenes.append(SceneText(head.text, head.number, text))
    return scenes


def eighths(elements: list[Element]) -> int:
    """The length of some elements in eighths of a page, at least 1."""
    lines = 0
    for element in elements:
        if element.type in UNPRINTED or element.type is _T.PAGE_BREAK:
            continue
        width = 35 if element.type in SPOKEN else 61
        spaced = element.type not in SPOKEN or element.type is _T.CHARACTER
        lines += spaced + len(wrapped(plain(element.text), width))
    return max(1, round(lines * 8 / LINES_A_PAGE))


def in_eighths(eighths: int) -> str:
    """A length in pages, as call sheets write it: "1 3/8", "5/8", "2"."""
    whole, rest = divmod(eighths, 8)
    return " ".join(part for part in (str(whole) if whole else "", f"{rest}/8" if rest else "") if part)


def _announced(elements: list[Element], start: int) -> int:
    """Where a scene's own sections, synopses and page break begin, directly above its heading."""
    while start > 0 and elements[start - 1].type in (_T.SECTION, _T.PAGE_BREAK):
        start -= 1
    return start
