"""Scenes for beats that a person wrote: their words become the action, unchanged."""

import re

from pipeline.previz.story.bible import Bible, Place
from projects.kinds.story import Beat
from projects.screenplay.elements import Element, ElementType
from projects.screenplay.fountain import is_cue
from projects.screenplay.writer import write_elements

_T = ElementType
_QUOTE = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{2,400})[\"\u201d]")
_SENTENCES = re.compile(r"(?<=[.!?\u3002])\s+")
_PARAGRAPH = 3  # sentences of action in one paragraph
_TIMES = ("NIGHT", "DAWN", "DUSK", "MORNING", "EVENING")


def retold(bible: Bible, beat: Beat) -> str:
    """A scene that tells the beat in its own words. What stands in quotation marks is spoken by who is
    named.
    """
    text = " ".join(beat.text.split()) or beat.title
    role = str(beat.plan.get("place", "")) or _place_named(bible, text)
    place = bible.place(role)
    time = str(beat.plan.get("time", "")) or next((t for t in _TIMES if t.lower() in text.casefold()), "DAY")
    head = Element(_T.HEADING, f"{place.setting}. {place.name} - {time}")
    return write_elements([head, *_told(bible, text)])


def _told(bible: Bible, text: str) -> list[Element]:
    found: list[Element] = []
    at = 0
    last = next((person.short for person in bible.people), "NARRATOR")
    for match in _QUOTE.finditer(text):
        before = text[at : match.start()].strip(" ,:")
        found += _action(before)
        last = _speaker(bible, before, last)
        cue = last.upper()
        found += [Element(_T.CHARACTER, cue, forced=not is_cue(cue)), Element(_T.DIALOGUE, match[1].strip())]
        at = match.end()
    return found + _action(text[at:].strip(" ,:"))


def _action(text: str) -> list[Element]:
    sentences = [sentence for sentence in _SENTENCES.split(text) if sentence.strip(" .")]
    return [
        Element(_T.ACTION, " ".join(sentences[at : at + _PARAGRAPH]))
        for at in range(0, len(sentences), _PARAGRAPH)
    ]


def _speaker(bible: Bible, before: str, last: str) -> str:
    places = [(before.rfind(person.short), person.short) for person in bible.people if person.short in before]
    return max(places)[1] if places else last


def _place_named(bible: Bible, text: str) -> str:
    low = text.casefold()
    named: list[Place] = [
        p for p in bible.places if any(w in low for w in p.name.casefold().split() if len(w) > 3)
    ]
    return (named or bible.places)[0].role
