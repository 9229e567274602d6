"""Holes that can be proved from what the beats say: nobody introduced it, nobody answers it, times clash.

Rules for English. Each looks for the very words that make the hole, so that what is quoted proves it; what
the words leave open is left to a reader.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.previz.lexicon import words
from projects.kinds import Beat

LANGUAGE = "en"
_STEM = 5  # letters by which two words count as the same
_SENTENCE = re.compile(r"[^.!?\u2026\n]+[.!?\u2026]*[\"\u201d\u2019)]*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TABLE = words(LANGUAGE, "plotholes")
_EMPTY = frozenset(_TABLE["empty"])
# Things that a hand uses, and what it does with them: whoever uses one must have come by it.
_USED = re.compile(
    rf"\b(?:{'|'.join(_TABLE['uses'])}) (?:the|his|her|their) (?:\w+ )?({'|'.join(_TABLE['things'])})\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:back (?:to|in|at)|returns? to|again (?:in|at|to)|comes? back to) the ((?:[a-z]+ )?[a-z]{4,})\b"
)
_STRANGER = re.compile(
    r"(?<![.!?\"\u201c\u2018]\s)(?<!^)(?<![\"\u201c\u2018])\b([A-Z][a-z]{2,})\b", re.MULTILINE
)
_OPENS = re.compile(r"^([A-Z][a-z]{2,}) (?:[a-z]+s|has|is|was|had|[a-z]+ed)\b")
_PRESENTED = (
    r"{name}(?:,| \(| is (?:a|an|the|his|her)\b| was (?:a|an|the)\b)"
    r"|(?:called|named|(?:a|an|the|his|her|their) [a-z]+(?: [a-z]+)?,?) {name}"
)
_NO_NAMES = frozenset(_TABLE["no_names"])
_PROMISE = re.compile(
    r"\b(?:promises?|swears?|vows?)\b(?: [A-Z]\w+| him| her| them)? (?:to|that|never to) ([^.!?;]+)"
)
_RIDDLE = re.compile(r"\b(?:wonders?|asks?|wants? to know) (?:who|why|what|where|how) ([^.!?;]+)")
_UNSAID = re.compile(
    r"\b(?:not|nobody|never|n't) (?:answers?|says?|replies|reply|knows?)\b"
)  # it says so itself
_CLOCK = (
    ("the morning", r"\b(?:morning|dawn|sunrise|daybreak)\b"),
    ("noon", r"\b(?:noon|midday)\b"),
    ("the afternoon", r"\bafternoon\b"),
    ("the evening", r"\b(?:evening|dusk|sunset)\b"),
    ("the night", r"\b(?:night|midnight)\b"),
)
_SAME = re.compile(r"\b(?:that|the) same (morning|noon|afternoon|evening|night)\b", re.IGNORECASE)
_PASSES = re.compile(r"\b(?:until|till|before|after|later|next|then|when|by|since|tomorrow|yesterday|all)\b")
_AGED = re.compile(
    r"\b([A-Z][a-z]{2,}) \((\d{1,3})\)|\b([A-Z][a-z]{2,}), (\d{1,3}),|\b([A-Z][a-z]{2,}) is (\d{1,3})\b"
)
_YEARS_LATER = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty) years later\b", re.I
)
_YEAR = re.compile(r"\bin (1[5-9]\d\d|20\d\d)\b", re.IGNORECASE)
_NUMBERS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)
) | {"twenty": 20}


class Hole(NamedTuple):
    """``beat`` is its number from 1; the quoted sentence proves the problem."""

    beat: int
    quote: str
    problem: str
    suggestion: str


def holes(beats: list[Beat], people: list[str], language: str) -> Iterator[Hole]:
    """Everything that can be proved. ``people`` are names that the treatment introduces."""
    if language.split("-")[0].casefold() != LANGUAGE:
        return
    yield from _strangers(beats, people)
    yield from _things(beats)
    yield from _places(beats)
    yield from _unanswered(beats)
    yield from _hours(beats)
    yield from _ages(beats)
    yield from _years(beats)


def _sentences(beat: Beat) -> list[str]:
    return [match[0].strip() for match in _SENTENCE.finditer(beat.text) if match[0].strip()]


def _strangers(beats: list[Beat], people: list[str]) -> Iterator[Hole]:
    """Somebody who acts late in the story, once, and of whom nothing says who that is."""
    known = {part for name in people for part in name.split()} | _NO_NAMES
    first: dict[str, tuple[int, str]] = {}
    for number, beat in enumerate(beats, 1):
        for sentence in _sentences(beat):
            opening = _OPENS.match(sentence)
            found = [*_STRANGER.findall(sentence), *([opening[1]] if opening else [])]
            for name in dict.fromkeys(found):
                first.setdefault(name, (number, sentence))
    for name, (number, sentence) in first.items():
        opening = _OPENS.match(sentence)
        acts = opening is not None and opening[1] == name
        presented = re.search(_PRESENTED.format(name=name), sentence)
        if acts and number > 1 and name not in known and not presented:
            yield Hole(
                number,
                _short(sentence),
                f"{name} acts here, and nothing before says who that is.",
                f"Introduce {name} earlier, or say here in a few words who it is.",
            )


def _things(beats: list[Beat]) -> Iterator[Hole]:
    """Something in somebody's hand that no beat before has shown."""
    said = ""
    for number, beat in enumerate(beats, 1):
        for sentence in _sentences(beat):
            match = _USED.search(sentence)
            if match and number > 1 and not re.search(rf"\b{match[1]}", said, re.IGNORECASE):
                thing = match[1].casefold()
                yield Hole(
                    number,
                    _short(sentence),
                    f"The {thing} is needed here, and no beat before has it.",
                    f"Show earlier how the {thing} comes to them.",
                )
            said += f" {sentence}"
        said += f" {beat.title}"


def _places(beats: list[Beat]) -> Iterator[Hole]:
    """A place that people come back to without having been there."""
    said = ""
    for number, beat in enumerate(beats, 1):
        for sentence in _sentences(beat):
            match = _BACK.search(sentence)
            noun = match[1].split()[-1] if match else ""
            if match and number > 1 and noun not in _EMPTY and noun not in said:
                yield Hole(
                    number,
                    _short(sentence),
                    f"They come back to the {noun} here, and no beat before has been there.",
                    f"Let an earlier beat play at the {noun}, or do not say “back”.",
                )
            said += f" {sentence.casefold()}"
        said += f" {beat.title.casefold()}"


def _unanswered(beats: list[Beat]) -> Iterator[Hole]:
    """A promise, or a question, of which no later beat has a single word."""
    for number, beat in enumerate(beats[:-1], 1):
        after = {
            _stem(word) for later in beats[number:] for word in _WORD.findall(f"{later.title} {later.text}")
        }
        for sentence in _sentences(beat):
            rest = beat.text.partition(sentence)[2]
            there = after | {_stem(word) for word in _WORD.findall(rest)}
            for pattern, kind in ((_PROMISE, "promise"), (_RIDDLE, "question")):
                match = None if _UNSAID.search(sentence) else pattern.search(sentence)
                meant = _meant(match[1]) if match else []
                if meant and not any(_stem(word) in there for word in meant):
                    yield Hole(
                        number,
                        _short(sentence),
                        f"This {kind} is never answered: no beat after it speaks of {_listed(meant)}.",
                        "Pay it off before the end, or let somebody break it where we see it."
                        if kind == "promise"
                        else "Answer it, or show that it will stay open.",
                    )


def _meant(clause: str) -> list[str]:
    """The words of a clause that say what it is about; names say only whom."""
    return [word for word in _WORD.findall(clause) if word.islower() and word not in _EMPTY][:3]


def _stem(word: str) -> str:
    return word.casefold()[:_STEM]


def _listed(meant: list[str]) -> str:
    return meant[0] if len(meant) == 1 else f"{', '.join(meant[:-1])} or {meant[-1]}"


def _hours(beats: list[Beat]) -> Iterator[Hole]:
    """The same night, after a beat that plays in the morning and never leaves it."""
    for number, (before, beat) in enumerate(pairwise(beats), 2):
        match = _SAME.search(beat.text)
        there = [name for name, pattern in _CLOCK if re.search(pattern, before.text, re.IGNORECASE)]
        wanted = f"the {match[1].casefold()}" if match and match[1].casefold() != "noon" else "noon"
        if match and len(there) == 1 and there[0] != wanted and not _PASSES.search(before.text):
            sentence = next(each for each in _sentences(beat) if match[0] in each)
            yield Hole(
                number,
                _short(sentence),
                f"It is still the same {match[1].casefold()}, but beat {number - 1} plays in {there[0]}."
                if there[0] != "noon"
                else f"It is still the same {match[1].casefold()}, but beat {number - 1} plays at noon.",
                "Change one of the two times, or say how much time passes.",
            )


def _ages(beats: list[Beat]) -> Iterator[Hole]:
    """One person with two ages."""
    known: dict[str, tuple[str, int]] = {}
    for number, beat in enumerate(beats, 1):
        passed = _YEARS_LATER.search(beat.text)
        for sentence in _sentences(beat):
            for match in _AGED.finditer(sentence):
                name, age = next((match[at], match[at + 1]) for at in (1, 3, 5) if match[at])
                before, where = known.setdefault(name, (age, number))
                if before != age and not passed:
                    yield Hole(
                        number,
                        _short(sentence),
                        f"{name} is {age} here and {before} in beat {where}.",
                        "Give both the same age, or say how many years pass between them.",
                    )
        if passed:
            known.clear()


def _years(beats: list[Beat]) -> Iterator[Hole]:
    """So many years later, and a year that is another one."""
    year, where = 0, 0
    for number, beat in enumerate(beats, 1):
        for sentence in _sentences(beat):
            said, later = _YEAR.search(sentence), _YEARS_LATER.search(sentence)
            if said and later and year:
                step = _NUMBERS.get(later[1].casefold()) or int(later[1])
                if year + step != int(said[1]):
                    yield Hole(
                        number,
                        _short(sentence),
                        f"{later[1].capitalize()} years after {year} (beat {where}) is {year + step}.",
                        "Change the year, or how many years have passed.",
                    )
            if said:
                year, where = int(said[1]), number


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 160 else f"{sentence[:157].rstrip()}\u2026"
