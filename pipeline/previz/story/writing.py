"""Writing one scene as Fountain: a slug line, present-tense action, and dialogue that fits its seconds."""

from typing import Any

from pipeline.previz.story.bible import Bible, Person, Place
from pipeline.previz.story.budget import Spoken, fit
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.introducing import introduce
from pipeline.previz.story.remembering import bible_of
from pipeline.previz.story.retelling import retold
from pipeline.previz.story.spines import card
from pipeline.previz.story.telling import Teller
from projects.kinds.base import digest
from projects.kinds.story import Beat, Brief, Treatment
from projects.screenplay.elements import Element, ElementType
from projects.screenplay.fountain import is_cue
from projects.screenplay.writer import write_elements

_T = ElementType
_SHORT = 6.0  # seconds; a shorter scene opens with the action at once
_VOICED = frozenset(("ordinary", "discovery", "reveal", "choice", "last", "night", "wonder"))


def scene(brief: Brief, treatment: Treatment, beats: list[Beat], index: int) -> str:
    """The Fountain of the scene that tells ``beats[index]``; reads that beat and the treatment's bible only.

    A beat whose text was edited by hand is told in its own words, with the people and the place it names.
    """
    bible = bible_of(brief, treatment)
    beat = beats[index]
    entry = card(str(beat.plan.get("card", "")), bible.language)
    if entry is None or beat.plan.get("told") != digest(beat.text):
        return retold(bible, beat)
    return _Scene(bible, beat, entry).written()


class _Scene:
    """One scene being written."""

    def __init__(self, bible: Bible, beat: Beat, entry: dict[str, Any]) -> None:
        self.bible = bible
        self.beat = beat
        self.entry = entry
        self.plan = beat.plan
        self.teller = Teller(bible, Dice(self.plan.get("seed", bible.seed), "scene"))
        self.teaser = self.plan.get("situation") == "teaser"

    def written(self) -> str:
        place = self.bible.place(str(self.plan.get("place", "home")))
        body = self._opening(place) + self._body() + self._closing()
        elements = introduce(self._elements(body), self._newcomers())
        return write_elements([heading(place, str(self.plan.get("time", "DAY"))), *elements])

    def _opening(self, place: Place) -> list[Spoken]:
        lines: list[str] = []
        weather = str(self.plan.get("weather", ""))
        if weather:
            lines.append(self.teller.tell(f"{{#weather/{weather}}}"))
        if place.images and (self.beat.seconds >= _SHORT or not weather):
            lines.append(self.teller.dice.pick(place.images))
        first = self.teller.tell(self.teller.dice.pick(self.entry["open"]))
        if self.beat.seconds < _SHORT:
            return [Spoken(action=" ".join([*lines[:1], first]))]
        return [Spoken(action=" ".join(lines)), Spoken(action=first)] if lines else [Spoken(action=first)]

    def _body(self) -> list[Spoken]:
        if self.teaser:
            return []
        found = self._voice_over()
        for step in self.entry["steps"]:
            if self.bible.world not in step.get("world", [self.bible.world]):
                continue
            found += self._step(step)
        return fit(found, self.beat.seconds)

    def _step(self, step: dict[str, Any]) -> list[Spoken]:
        level = int(step.get("x", 0))
        if "a" in step:
            return [Spoken(action=self.teller.tell(step["a"]), level=level)]
        role = next(key for key in step if len(key) == 1 and key.isupper())
        person = self.bible.person(role)
        if person is None:
            return []
        words_ = self.teller.tell(_in_manner(step[role], person.manner))
        return [Spoken(cue=person.short.upper(), words=words_, aside=str(step.get("p", "")), level=level)]

    def _voice_over(self) -> list[Spoken]:
        """What the one who tells the story says over the scene, where the angle has a teller."""
        situation = str(self.plan.get("situation", ""))
        person = self.bible.person(self.bible.viewpoint)
        if self.bible.angle not in ("witness", "other-side") or situation not in _VOICED or person is None:
            return []
        prefix = "vo" if self.bible.angle == "witness" else "vor"
        words_ = self.teller.tell(f"{{#{prefix}.{situation}}}")
        return [Spoken(cue=f"{person.short.upper()} (V.O.)", words=words_, level=3)] if words_ else []

    def _closing(self) -> list[Spoken]:
        if self.teaser:
            return [Spoken(action=self.teller.tell("{#teaser.close}"))]
        return [Spoken(action=self.teller.tell(self.teller.dice.pick(self.entry["close"])))]

    def _elements(self, body: list[Spoken]) -> list[Element]:
        found: list[Element] = []
        for part in body:
            if part.action:
                found.append(Element(_T.ACTION, part.action))
                continue
            found.append(Element(_T.CHARACTER, part.cue, forced=not is_cue(part.cue)))
            if part.aside:
                found.append(Element(_T.PARENTHETICAL, f"({part.aside})"))
            found.append(Element(_T.DIALOGUE, part.words))
        return found

    def _newcomers(self) -> list[Person]:
        people = (self.bible.person(role) for role in self.plan.get("first", []))
        return [person for person in people if person is not None]


def heading(place: Place, time: str) -> Element:
    """A slug line: ``INT. COTTAGE KITCHEN - NIGHT``."""
    return Element(_T.HEADING, f"{place.setting}. {place.name} - {time}")


def _in_manner(line: Any, manner: str) -> str:
    """A line as this person would say it, where the card knows how."""
    return line if isinstance(line, str) else str(line.get(manner, line["any"]))
