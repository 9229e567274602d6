"""A scene's script, read for extraction: its heading, its speeches and its action."""

import re
from functools import lru_cache
from typing import NamedTuple

from projects.screenplay.elements import Element, ElementType
from projects.screenplay.emphasis import plain
from projects.screenplay.fountain import parse
from projects.screenplay.names import cue_name
from projects.screenplay.scenes import Heading, parse_heading

_T = ElementType
_VOICES = {
    **dict.fromkeys(("V.O.", "VO", "V.O", "V/O", "PRE-LAP", "NARRATION"), "voice-over"),
    **dict.fromkeys(("O.S.", "O.C.", "OS", "O.S", "OC", "OFF", "OFFSCREEN", "OFF-SCREEN"), "off-screen"),
    **dict.fromkeys(("ON RADIO", "ON PHONE", "OVER PHONE", "FILTERED", "ON TV", "ON SPEAKER"), "off-screen"),
}
_EXTENSION = re.compile(r"\(([^()]*)\)?")
_TOGETHER = re.compile(r"\s*(?:&|/|\+)\s*|\s+AND\s+", re.IGNORECASE)
_FADES = re.compile(r"(?:FADE|CUT|DISSOLVE)(?: IN| OUT| TO BLACK| TO)?[:.]?")  # says how, and shows nothing


class Speech(NamedTuple):
    """One speech: who, how it is heard, the parenthetical before it, the words verbatim."""

    name: str
    delivery: str  # dialogue, voice-over or off-screen
    parenthetical: str
    text: str
    dual: bool = False  # spoken beside the speech before it
    beside: tuple[str, ...] = ()  # who says the same words at once: "MARA AND TOMAS"


class Reading(NamedTuple):
    """A script taken apart. ``parts`` holds action (as text) and speeches, in order."""

    heading: Heading
    title: str  # the heading as written
    parts: tuple[str | Speech, ...]
    transition: str = ""  # how the scene is left, where its writer says so: "DISSOLVE TO:"

    @property
    def action(self) -> str:
        """All action, paragraph by paragraph."""
        return "\n".join(part for part in self.parts if isinstance(part, str))

    @property
    def cues(self) -> list[str]:
        """The names of everyone who speaks, each once."""
        return list(dict.fromkeys(name for speech in self.speeches for name in (speech.name, *speech.beside)))

    @property
    def speeches(self) -> list[Speech]:
        """All speeches in order."""
        return [part for part in self.parts if isinstance(part, Speech)]


@lru_cache(maxsize=512)
def read(script_text: str) -> Reading:
    """Read the Fountain of one scene (or of several: then the first heading counts)."""
    reader = _Reader()
    for element in parse(script_text).elements:
        reader.take(element)
    return Reading(parse_heading(reader.title), reader.title, tuple(reader.parts), reader.leaving)


class _Reader:
    """Reads element by element, and remembers whose words come next."""

    def __init__(self) -> None:
        self.title = ""
        self.parts: list[str | Speech] = []
        self.leaving = ""
        self.cue = Speech("", "dialogue", "", "")

    def take(self, element: Element) -> None:
        """One element of the screenplay."""
        text = plain(element.text).strip()
        if element.type is _T.HEADING:
            self.title = self.title or text
        elif element.type in (_T.ACTION, _T.CENTERED):
            self.parts += [text] if text and not _FADES.fullmatch(text) else []
        elif element.type is _T.CHARACTER:
            first, *others = cue_names(text)
            self.cue = Speech(first, _delivery(element.text), "", "", element.dual, tuple(others))
        elif element.type is _T.PARENTHETICAL:
            self.cue = self.cue._replace(parenthetical=text.strip("() "))
        elif element.type in (_T.DIALOGUE, _T.LYRICS):
            self._say(text)
        elif element.type is _T.TRANSITION and self.parts:
            self.leaving = text

    def _say(self, text: str) -> None:
        if self.cue.name and text:
            self.parts.append(self.cue._replace(text=text))
            self.cue = self.cue._replace(parenthetical="")


def _delivery(cue: str) -> str:
    """How a cue's words are heard: by any of its extensions, as in "MARA (V.O.) (CONT'D)"."""
    told = (found.strip(" ^").upper() for found in _EXTENSION.findall(cue))
    return next((_VOICES[extension] for extension in told if extension in _VOICES), "dialogue")


def cue_names(cue: str) -> list[str]:
    """Everyone whom a cue names: "MARA AND TOMAS" are two, "SALT & PEPPER" too; "ROMAN (V.O.)" is one."""
    name = cue_name(cue)
    parts = [part.strip() for part in _TOGETHER.split(name)]
    return parts if len(parts) > 1 and all(parts) else [name]
