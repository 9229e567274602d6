"""Scenes for text that a person wrote: its words become action and dialogue, and nothing is added."""

import re

from pipeline.previz.story.bible import Bible, Place
from pipeline.previz.story.prose import sentences_of, units_of
from pipeline.previz.story.quoting import Told, is_pronoun, joined_speeches, taken_apart
from pipeline.previz.story.tense import in_present
from pipeline.previz.voice.pace import seconds_of
from projects.kinds.story import Beat
from projects.screenplay.elements import Element, ElementType
from projects.screenplay.fountain import is_cue
from projects.screenplay.writer import write_elements

_T = ElementType
_PARAGRAPH = 3  # sentences of action in one paragraph
_NARRATED = 0.6  # of a scene's seconds that its narrator may fill
_TIMES = ("NIGHT", "DAWN", "DUSK", "MORNING", "EVENING")
_ARTICLE = re.compile(r"^(?:the|a|an|old|little)\s+", re.IGNORECASE)


def retold(bible: Bible, beat: Beat) -> str:
    """A scene that tells the beat in its own words. What stands in quotation marks is spoken."""
    text = " ".join(beat.text.split()) or beat.title
    role = str(beat.plan.get("place", "")) or _place_named(bible, text)
    place = bible.place(role)
    time = str(beat.plan.get("time", "")) or next((t for t in _TIMES if t.lower() in text.casefold()), "DAY")
    head = Element(_T.HEADING, f"{place.setting}. {place.name} - {time}")
    narrated = beat.seconds * _NARRATED if beat.plan.get("narrated") else 0.0
    return write_elements([head, *_Retelling(bible, narrated).elements(text)])


class _Retelling:
    """One text being retold; it remembers who spoke last, and to whom."""

    def __init__(self, bible: Bible, narrated: float) -> None:
        self.bible = bible
        self.left = narrated  # seconds that the narrator may still speak
        self.spoke: list[str] = []

    def elements(self, text: str) -> list[Element]:
        """The text as action and dialogue."""
        found: list[Element] = []
        for unit in units_of(text):
            for piece in joined_speeches(taken_apart(unit, self.bible.language)):
                found += self._speech(piece) if piece.words else self._seen(piece.action)
        return _paragraphs(found)

    def _speech(self, piece: Told) -> list[Element]:
        cue = self._speaker(piece.speaker).upper()
        found = [Element(_T.CHARACTER, cue, forced=not is_cue(cue))]
        if piece.manner:
            found.append(Element(_T.PARENTHETICAL, f"({piece.manner})"))
        return [*found, Element(_T.DIALOGUE, piece.words)]

    def _seen(self, text: str) -> list[Element]:
        """Action; or, where an author is heard, the author's sentences as long as there is time for them."""
        found: list[Element] = []
        for sentence in sentences_of(text):
            seconds = seconds_of(sentence, self.bible.language)
            if seconds <= self.left:
                self.left -= seconds
                found += [Element(_T.CHARACTER, "NARRATOR (V.O.)"), Element(_T.DIALOGUE, sentence)]
            else:
                shown = (
                    in_present(sentence, self.bible.language) if self.bible.angle == "narrated" else sentence
                )
                found.append(Element(_T.ACTION, shown[:1].upper() + shown[1:]))
        return found

    def _speaker(self, phrase: str) -> str:
        """Who speaks: as named; the last of a pronoun's gender; else the other one of the two who talk."""
        name = _ARTICLE.sub("", phrase).strip() if phrase and not is_pronoun(phrase) else ""
        if not name:
            name = self._meant(phrase.casefold()) or self._other()
        name = next((known for known in self.spoke if known.endswith(f" {name}")), name)
        if not self.spoke or self.spoke[-1] != name:
            self.spoke.append(name)
        return name

    def _meant(self, pronoun: str) -> str:
        gender = {"he": "m", "she": "f"}.get(pronoun, "")
        people = {person.short: person.gender for person in self.bible.people}
        fits = [name for name in reversed(self.spoke) if people.get(name, gender) == gender]
        fits += [name for name, its in people.items() if its == gender]
        return fits[0] if gender and fits else ""

    def _other(self) -> str:
        if len(self.spoke) > 1:
            return self.spoke[-2]
        last = self.spoke[-1] if self.spoke else ""
        return next((p.short for p in self.bible.people if p.short != last), last or "SOMEBODY")


def _paragraphs(elements: list[Element]) -> list[Element]:
    """Neighbouring sentences of action, joined to paragraphs."""
    found: list[Element] = []
    count = 0
    for element in _one_breath(elements):
        joins = found and found[-1].type is _T.ACTION and element.type is _T.ACTION and count < _PARAGRAPH
        if joins:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {element.text}")
            count += 1
        else:
            found.append(element)
            count = 1
    return found


def _one_breath(elements: list[Element]) -> list[Element]:
    """Speeches of one voice that nothing divides, as one."""
    found: list[Element] = []
    for element in elements:
        again = len(found) > 1 and element.type is _T.CHARACTER and found[-1].type is _T.DIALOGUE
        if again and found[-2] == element:
            continue
        if element.type is _T.DIALOGUE and found and found[-1].type is _T.DIALOGUE:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {element.text}")
        else:
            found.append(element)
    return found


def _place_named(bible: Bible, text: str) -> str:
    low = text.casefold()
    named: list[Place] = [
        p for p in bible.places if any(w in low for w in p.name.casefold().split() if len(w) > 3)
    ]
    return (named or bible.places)[0].role
