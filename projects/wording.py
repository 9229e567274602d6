"""Texts compared and tightened word by word, by rules: what changed, and what can go."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 12_000  # of a text that is compared word by word; longer ones are compared by paragraph
_TOKEN = re.compile(r"\s+|[\w'\u2019-]+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\u2026\u3002\uff01\uff1f]+[.!?\u2026\u3002\uff01\uff1f]*[\"'\u201d\u2019)]*\s*")
_FILLERS = (
    "very|really|quite|rather|somewhat|simply|just|actually|basically|literally|suddenly|definitely|"
    "certainly|slightly|extremely|totally|completely|absolutely|almost|perhaps|of course|kind of|sort of|"
    "a little|a bit|in order|as a matter of fact|at this point in time|needless to say"
)
_FILLER = re.compile(rf"(?:,\s*)?\b(?:{_FILLERS})\b,?\s*", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:begins?|began|starts?|started) to (?=\w)|\b(?:is|are|was|were) able to (?=\w)", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """Words that two texts share ("same"), or that only the first ("gone") or the second ("new") has."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Piece]:
    """The pieces of two texts in order: without the new ones they are the first, without the gone ones the
    second text.
    """
    one, two = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(lambda token: token.isspace(), one, two, autojunk=False)
    found: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(one[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(one[a:b])))
        if c < d:
            found.append(Piece("new", "".join(two[c:d])))
    return found


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(text)
    return found if len(found) <= 2 * MOST_WORDS else re.split(r"(?<=\n\n)", text)


def shortened(text: str, share: float = 0.6) -> str:
    """``text`` without the sentences that say least, down to ``share`` of its length; the first one stays.

    A sentence says the more, the rarer its words are in the whole text.
    """
    paragraphs = [[match[0] for match in _SENTENCE.finditer(part)] for part in text.split("\n\n")]
    counts = Counter(word for part in paragraphs for sentence in part for word in _words(sentence))
    places = [(p, s) for p, part in enumerate(paragraphs) for s in range(len(part))]
    weights = {(p, s): _weight(paragraphs[p][s], counts) for p, s in places}
    length, most = sum(len(paragraphs[p][s]) for p, s in places), len(text) * share
    for p, s in sorted(places[1:], key=lambda place: (weights[place], place)):
        rest = length - len(paragraphs[p][s])
        if length > most and rest > 0.75 * most:  # a long sentence does not take everything with it
            length, paragraphs[p][s] = rest, ""
    kept = ("".join(part).strip() for part in paragraphs)
    return "\n\n".join(part for part in kept if part)


def _words(sentence: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]{3,}", sentence)]


def _weight(sentence: str, counts: Counter[str]) -> float:
    words = set(_words(sentence))
    return sum(1 / counts[word] for word in words) / math.sqrt(len(words)) if words else 0.0


def plainer(text: str) -> str:
    """``text`` without words that add nothing: fillers, "begins to", "is able to". English."""
    plain = _FILLER.sub(_without, text)
    plain = _BEGINS.sub("", plain)
    plain = re.sub(r"\b(\w+)( \1\b)+", r"\1", plain)
    return re.sub(r"(^|[.!?]\s+)([a-z])", lambda match: match[1] + match[2].upper(), plain)


def _without(match: re.Match[str]) -> str:
    opens = match.start() == 0 or match.string[match.start() - 1].isspace()
    return "" if opens else " "


WISHES = {"shorter": shortened, "plainer": plainer}
