"""Writing one scene as Fountain: a slug line, present-tense action, and dialogue that fits its seconds."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Person, Place
from pipeline.previz.story.budget import Spoken, fit
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.introducing import introduce
from pipeline.previz.story.manner import in_manner
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
_BEGINNING = "discovery"
_SHORT = 6.0  # seconds; a shorter scene opens with the action at once


def scene(brief: Brief, treatment: Treatment, beats: list[Beat], index: int) -> str:
    """The Fountain of the scene that tells ``beats[index]``; reads that beat and the treatment's bible only.

    A beat whose text was written or edited by hand is told in its own words, with the people and the place it
    names.
    """
    beat = beats[index]
    bible = _bible(brief, treatment, beat)
    entry = card(str(beat.plan.get("card", "")), bible.language)
    if entry is None or beat.plan.get("told") != digest(beat.text):
        return retold(bible, beat)
    return _Scene(bible, beat, entry).written()


def _bible(brief: Brief, treatment: Treatment, beat: Beat) -> Bible:
    """The beat's own bible where it has one, else the treatment's, whatever else the treatment says."""
    own = beat.plan.get("bible")
    if own:
        return Bible.model_validate(own)
    if treatment.bible:
        return bible_of(brief, treatment.model_copy(update={"text": ""}))
    told = Treatment(text=beat.text or beat.title)
    return bible_of(brief, told)


class _Scene:
    """One scene being written."""

    def __init__(self, bible: Bible, beat: Beat, entry: dict[str, Any]) -> None:
        self.bible = bible
        self.beat = beat
        self.entry = entry
        self.plan = beat.plan
        turn = int(self.plan["at"]) if "at" in self.plan else None
        self.teller = Teller(bible, Dice(self.plan.get("seed", bible.seed), "scene"), turn=turn)
        self.situation = str(self.plan.get("situation", ""))
        self.away: set[str] = set()

    def written(self) -> str:
        """The whole scene."""
        place = self.bible.place(str(self.plan.get("place", "home")))
        body = self._opening(place) + self._body() + self._closing()
        elements = introduce(_elements(body), self._newcomers(), self.bible.language)
        return write_elements([heading(place, str(self.plan.get("time", "DAY"))), *elements])

    def _opening(self, place: Place) -> list[Spoken]:
        lines: list[str] = []
        weather = str(self.plan.get("weather", ""))
        if weather:
            lines.append(self.teller.tell(f"{{#weather/{weather}}}"))
        visit = int(self.plan.get("visit", 0))
        images = self._images(place)
        if visit < len(images) and (self.beat.seconds >= _SHORT or not weather):
            lines.append(images[visit])
        first = self.teller.tell(self.teller.dice.pick(self.entry["open"]))
        return [Spoken(action=text) for text in (" ".join(lines), self._event(first), first) if text]

    def _event(self, told: str) -> str:
        """What the idea says happens, seen where the story begins; nothing where the scene shows it."""
        event = self.bible.threads.get("event", "")
        if self.situation != _BEGINNING or not event or event in told:
            return ""
        befalls = self.bible.mode == "change" or not event.startswith(self.bible.people[0].short)
        return event if befalls else ""

    def _images(self, place: Place) -> list[str]:
        """The sentences for a place that agree with the hour: no moonlight at noon."""
        table = words(self.bible.language, "situations")
        dark = str(self.plan.get("time", "DAY")) in table["night times"]
        wrong = re.compile(rf"\b(?:{table['by day' if dark else 'by night']})\b", re.IGNORECASE)
        return [image for image in place.images if not wrong.search(image)]

    def _body(self) -> list[Spoken]:
        if self.situation == "teaser":
            return []
        found = self._voice_over()
        speakers = [key for step in self.entry["steps"] for key in step if len(key) == 1 and key.isupper()]
        for at, step in enumerate(self.entry["steps"]):
            found += self._step(step, speakers, at)
        return fit(found, self.beat.seconds, self.bible.language)

    def _step(self, step: dict[str, Any], speakers: list[str], at: int) -> list[Spoken]:
        level = int(step.get("x", 0))
        if "a" in step:
            return [Spoken(action=self.teller.tell(step["a"]), level=level)]
        role = next(key for key in step if len(key) == 1 and key.isupper())
        person = self.bible.person(role)
        if person is None:
            return []
        line = self.teller.tell(step[role])
        aside = str(step.get("p", ""))
        if aside.startswith(_CALLING):
            self.away.add(role)  # and stays at the other end of the line for the rest of the scene
        cue = _cue(person, away=role in self.away)
        if role != "N":
            other = next((self.bible.person(key) for key in speakers if key not in (role, "N")), None)
            line = in_manner(
                line,
                person.manner,
                other.short if other else "",
                self.teller.dice.fork("manner", at),
                self.bible.language,
            )
        return [Spoken(cue=cue, words=line, aside=aside, level=level)]

    def _voice_over(self) -> list[Spoken]:
        """What the one who tells the story says over the scene, where the angle has a teller."""
        prefix = {"witness": "vo", "other-side": "vor"}.get(self.bible.angle, "")
        person = self.bible.person(self.bible.viewpoint)
        if (
            not prefix
            or person is None
            or self.situation not in words(self.bible.language, "situations")["voiced"]
        ):
            return []
        line = self.teller.tell(f"{{#{prefix}.{self.situation}}}")
        # The teller must be heard in the first scene and in the last; in between where there is room.
        level = 0 if self.situation in ("ordinary", "last") else 2
        return [Spoken(cue=f"{person.short.upper()} (V.O.)", words=line, level=level)] if line else []

    def _closing(self) -> list[Spoken]:
        if self.situation == "teaser":
            return [Spoken(action=self.teller.tell("{#teaser.close}"))]
        return [Spoken(action=self.teller.tell(self.teller.dice.pick(self.entry["close"])))]

    def _newcomers(self) -> list[Person]:
        people = (self.bible.person(role) for role in self.plan.get("first", []))
        return [person for person in people if person is not None and person.role != "N"]


_CALLING = ("over the telephone", "over the radio", "calling from")


def _cue(person: Person, *, away: bool) -> str:
    """The cue of a line: a narrator and a voice on the telephone are not in the room."""
    if person.role == "N":
        return f"{person.short.upper()} (V.O.)"
    return f"{person.short.upper()} (O.S.)" if away else person.short.upper()


def _elements(body: list[Spoken]) -> list[Element]:
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


def heading(place: Place, time: str) -> Element:
    """A slug line: ``INT. COTTAGE KITCHEN - NIGHT``."""
    return Element(_T.HEADING, f"{place.setting}. {place.name} - {time}")
