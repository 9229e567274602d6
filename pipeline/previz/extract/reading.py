"""A scene's script, read for extraction: its heading, its speeches and its action."""

import re
from functools import lru_cache
from typing import NamedTuple

from projects.screenplay.elements import ElementType
from projects.screenplay.emphasis import plain
from projects.screenplay.fountain import parse
from projects.screenplay.names import cue_name
from projects.screenplay.scenes import Heading, parse_heading

_T = ElementType
_VOICES = {
    "V.O.": "voice-over",
    "VO": "voice-over",
    "O.S.": "off-screen",
    "O.C.": "off-screen",
    "OS": "off-screen",
}
_VOICES |= {"V.O": "voice-over", "O.S": "off-screen", "OFF": "off-screen", "ON RADIO": "off-screen"}


_FADES = re.compile(r"(?:FADE|CUT|DISSOLVE)(?: IN| OUT| TO BLACK| TO)?[:.]?")  # says how, and shows nothing


class Speech(NamedTuple):
    """One speech: who, how it is heard, the parenthetical before it, the words verbatim."""

    name: str
    delivery: str  # dialogue, voice-over or off-screen
    parenthetical: str
    text: str
    dual: bool = False  # spoken beside the speech before it


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
    def speeches(self) -> list[Speech]:
        """All speeches in order."""
        return [part for part in self.parts if isinstance(part, Speech)]


@lru_cache(maxsize=512)
def read(script_text: str) -> Reading:
    """Read the Fountain of one scene (or of several: then the first heading counts)."""
    title = ""
    parts: list[str | Speech] = []
    name, delivery, aside, dual, leaving = "", "dialogue", "", False, ""
    for element in parse(script_text).elements:
        if element.type is _T.HEADING and not title:
            title = plain(element.text).strip()
        elif element.type in (_T.ACTION, _T.CENTERED):
            text = plain(element.text).strip()
            if text and not _FADES.fullmatch(text):
                parts.append(text)
        elif element.type is _T.CHARACTER:
            name, delivery, aside = cue_name(plain(element.text)), _delivery(element.text), ""
            dual = element.dual
        elif element.type is _T.PARENTHETICAL:
            aside = plain(element.text).strip("() ")
        elif element.type in (_T.DIALOGUE, _T.LYRICS) and name and (text := plain(element.text).strip()):
            parts.append(Speech(name, delivery, aside, text, dual))
            aside = ""
        elif element.type is _T.TRANSITION and parts:
            leaving = plain(element.text).strip()
    return Reading(parse_heading(title), title, tuple(parts), leaving)


def _delivery(cue: str) -> str:
    _, _, extension = cue.partition("(")
    return _VOICES.get(extension.strip(" )^").upper(), "dialogue")
