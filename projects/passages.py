"""Where in a long text a scene comes from: the passages that share its rare words.

Passages are weighed as search engines do (BM25; Robertson and Zaragoza, 2009): a word that few passages have
says more than one that all have. Nothing is guessed by a model, and the shared words can be shown.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

WINDOW = 140  # words of a passage, about
_WORD = re.compile(r"[^\W\d_]{3,}")
_SATURATION, _LENGTH = 1.2, 0.75  # the usual constants of BM25


@dataclass(frozen=True)
class Passage:
    """Characters ``start`` to ``end`` of a text, and the words shared with what was asked, rarest first."""

    start: int
    end: int
    shared: tuple[str, ...]
    weight: float


class Ranking:
    """Texts ready to be asked which of them are most like something. Texts are known by their place."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: list[int] = []
        for number, text in enumerate(texts):
            words = Counter(_words(text))
            self._lengths.append(sum(words.values()))
            for word, count in words.items():
                self._where[word].append((number, count))
        self._usual = sum(self._lengths) / max(len(self._lengths), 1)

    def like(self, asked: str, most: int) -> list[tuple[int, float, tuple[str, ...]]]:
        """Place, weight and the shared words, rarest first, of the texts most like ``asked``, best first."""
        weights: dict[int, float] = defaultdict(float)
        shared: dict[int, list[tuple[float, str]]] = defaultdict(list)
        total = len(self._lengths)
        for word in sorted(set(_words(asked))):
            places = self._where.get(word, [])
            rarity = math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5)) if places else 0
            for number, count in places:
                long = 1 - _LENGTH + _LENGTH * self._lengths[number] / self._usual
                weights[number] += rarity * count * (_SATURATION + 1) / (count + _SATURATION * long)
                shared[number].append((-rarity, word))
        best = sorted(weights, key=lambda number: (-weights[number], number))[:most]
        return [
            (number, weights[number], tuple(word for _, word in sorted(shared[number])[:8]))
            for number in best
        ]


class Passages:
    """A text cut into passages, ready to be asked."""

    def __init__(self, text: str) -> None:
        self.spans = list(_spans(text))
        self._ranking = Ranking(text[start:end] for start, end in self.spans)

    def like(self, asked: str, most: int = 3) -> list[Passage]:
        """The passages that are most like ``asked``, best first. Empty where nothing is shared."""
        found = self._ranking.like(asked, most)
        return [Passage(*self.spans[number], shared, weight) for number, weight, shared in found]


@lru_cache(maxsize=4)
def passages_of(text: str) -> Passages:
    """``Passages`` of a text, kept for the next question: a long novel takes a second."""
    return Passages(text)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Paragraphs, short ones put together and long ones cut, of about ``WINDOW`` words."""
    found: list[tuple[int, int]] = []
    start = words = 0
    for match in re.finditer(r"\S+", text):
        words += 1
        if words >= WINDOW and (text[match.end() - 1] in ".!?\u201d\"'" or words >= 2 * WINDOW):
            found.append((start, match.end()))
            start, words = match.end(), 0
    if text[start:].strip():
        found.append((start, len(text)))
    return found
