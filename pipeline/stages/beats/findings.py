"""What a careful reader would ask about a beat sheet: pace, tension, people who come from nowhere.

Rules of craft, no model: each finding quotes the line it is about, says what is wrong and what could be done.
They are found anew whenever the beats change, so that none outlives what it was about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from pipeline.stages.beats.plotholes import holes
from projects.kinds import Beat, Treatment
from projects.queries.story import Story

_LONG, _SHORT = 2.5, 0.34  # times the middle length
_FLAT, _FLAT_BEATS = 0.06, 4  # tension that does not move, over so many beats
_ARC = 5  # beats from which a sheet has a shape worth judging
_LATE = 0.75  # of the story: who comes only now comes late
_SENTENCE = re.compile(r"[^.!?\u2026\u3002\n]+[.!?\u2026\u3002]*")


@dataclass(frozen=True)
class Finding:
    """``beat`` is its number from 1, ``quote`` a line of it."""

    beat: int
    kind: str  # pace, tension, story, hole
    quote: str
    problem: str
    suggestion: str


def findings(
    beats: list[Beat], room: float, people: list[str], *, language: str = "en", shaped: bool = True
) -> list[Finding]:
    """All that is found, in the order of the beats. ``room`` is the story's time, ``people`` are names.

    Where the story follows no structure (``shaped`` false), nothing is said about where its turns must come.
    """
    if not beats:
        return []
    found = [*_empty(beats), *_pace(beats, room), *_twice(beats)]
    if len(beats) >= _ARC:
        found += [*(_early(beats) if shaped else ()), *_tension(beats), *_people(beats, people)]
    found += [Finding(hole.beat, "hole", *hole[1:]) for hole in holes(beats, people, language)]
    return sorted(found, key=lambda each: (each.beat, each.kind, each.problem))


def people_of(story: Story) -> list[str]:
    """The short names of the people whom the treatment knows."""
    item = story.one("treatment")
    treatment: Treatment | None = story.content(item) if item else None
    people = treatment.bible.get("people", []) if treatment else []
    return [str(person["short"]) for person in people if person.get("short")]


def _empty(beats: list[Beat]) -> Iterator[Finding]:
    for number, beat in enumerate(beats, 1):
        if not beat.text.strip():
            yield Finding(
                number, "story", beat.title, "Nothing happens here yet.", "Say what changes, or remove it."
            )


def _pace(beats: list[Beat], room: float) -> Iterator[Finding]:
    middle = median(beat.seconds for beat in beats)
    for number, beat in enumerate(beats, 1):
        if len(beats) >= 3 and middle and beat.seconds > _LONG * middle:
            times = f"{beat.seconds / middle:.1f} times as long as most beats"
            yield Finding(
                number,
                "pace",
                _line(beat),
                f"At {beat.seconds:g} s it takes {times}.",
                "Split it, or give it less time.",
            )
        elif len(beats) >= 3 and beat.seconds < _SHORT * middle:
            yield Finding(
                number,
                "pace",
                _line(beat),
                f"At {beat.seconds:g} s it is over before it is seen; most beats take {middle:g} s.",
                "Merge it with a neighbour, or give it more time.",
            )
    total = sum(beat.seconds for beat in beats)
    if room and total > 1.15 * room:
        longest = max(range(len(beats)), key=lambda at: beats[at].seconds)
        yield Finding(
            longest + 1,
            "pace",
            _line(beats[longest]),
            f"The beats take {total:g} s; the story has {room:g}. This one is the longest.",
            "Shorten it, or raise the running time in stage 1.",
        )


def _twice(beats: list[Beat]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for number, beat in enumerate(beats, 1):
        key = " ".join(beat.text.casefold().split())
        if key and key in seen:
            yield Finding(
                number,
                "story",
                _line(beat),
                f"The same happens in beat {seen[key]}.",
                "Let something be different the second time, or remove one.",
            )
        seen.setdefault(key, number)


def _early(beats: list[Beat]) -> Iterator[Finding]:
    peak = max(range(len(beats)), key=lambda at: beats[at].intensity)
    if (peak + 1) / len(beats) <= 0.6:
        yield Finding(
            peak + 1,
            "tension",
            _line(beats[peak]),
            "The tension is highest here, long before the end; everything after it is less.",
            "Raise what is at stake in the last third, or keep this turn for later.",
        )


def _tension(beats: list[Beat]) -> Iterator[Finding]:
    start = 0
    for at in range(1, len(beats) + 1):
        flat = at < len(beats) and abs(beats[at].intensity - beats[start].intensity) <= _FLAT
        if flat:
            continue
        if at - start >= _FLAT_BEATS:
            yield Finding(
                start + 1,
                "tension",
                _line(beats[start]),
                f"For {at - start} beats the tension stays at {beats[start].intensity:.0%}.",
                "Let one of them go wrong, or go quiet, so that the next is felt.",
            )
        start = at
    for mood, group in groupby(enumerate(beats, 1), key=lambda pair: pair[1].mood):
        run = list(group)
        if mood != "neutral" and len(run) > len(beats) / 2:
            yield Finding(
                run[0][0],
                "tension",
                _line(run[0][1]),
                f"{len(run)} beats in a row are {mood}.",
                "A moment of another mood makes this one stronger.",
            )


def _people(beats: list[Beat], people: list[str]) -> Iterator[Finding]:
    for name in people:
        pattern = re.compile(rf"\b{re.escape(name)}\b")
        there = [
            number for number, beat in enumerate(beats, 1) if pattern.search(f"{beat.title}. {beat.text}")
        ]
        if there and there[0] > _LATE * len(beats):
            yield Finding(
                there[0],
                "story",
                _line(beats[there[0] - 1], name),
                f"{name} comes from nowhere: nobody has met them before.",
                f"Let {name} be seen or spoken of in the first half.",
            )
        elif there and len(there) == 1 and there[0] < len(beats) / 2:
            yield Finding(
                there[0],
                "story",
                _line(beats[there[0] - 1], name),
                f"{name} is here once, and then forgotten.",
                f"Bring {name} back, or let somebody else do this.",
            )


def _line(beat: Beat, name: str = "") -> str:
    """The sentence that names somebody, or the first one; the title where there is none."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(beat.text) if match[0].strip()]
    chosen = next(
        (each for each in sentences if name and name in each), sentences[0] if sentences else beat.title
    )
    return chosen if len(chosen) <= 160 else f"{chosen[:157].rstrip()}\u2026"
