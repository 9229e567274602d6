"""Finding the scenes again in a whole screenplay that was edited: which portion is which scene of before."""

from collections import defaultdict
from difflib import SequenceMatcher

from pipeline.stages.screenplay.texts import Portion, portions

ALIKE = 0.4  # share of common words from which two texts count as the same scene


def canonical(text: str) -> str:
    """A scene's text as a screenplay writes it: what is compared, so that blank lines change nothing."""
    return "\n".join(portion.text for portion in portions(text))


def matched(before: list[str], after: list[Portion]) -> list[int | None]:
    """For each portion of the edited text, the index of the scene in ``before`` that it is, or None if new.

    First equal texts, then equal headings in their order, then alike texts between scenes already found.
    """
    texts = [canonical(text) for text in before]
    found: list[int | None] = [None] * len(after)
    _by(found, texts, [portion.text for portion in after])
    headings = [_heading(text) for text in texts]
    _by(found, headings, [portion.heading.casefold() for portion in after], free=_free(found, len(texts)))
    for start, end in _gaps(found):
        _alike(found, texts, after, start, end)
    return found


def _heading(text: str) -> str:
    parts = portions(text)
    return parts[0].heading.casefold() if parts else ""


def _free(found: list[int | None], count: int) -> set[int]:
    return set(range(count)) - {index for index in found if index is not None}


def _by(found: list[int | None], before: list[str], after: list[str], free: set[int] | None = None) -> None:
    """Match equal strings, earliest with earliest."""
    known: dict[str, list[int]] = defaultdict(list)
    for index in sorted(free if free is not None else range(len(before)), reverse=True):
        if before[index]:
            known[before[index]].append(index)
    for at, text in enumerate(after):
        if found[at] is None and known[text]:
            found[at] = known[text].pop()


def _gaps(found: list[int | None]) -> list[tuple[int, int]]:
    """Runs of portions that are not matched yet."""
    gaps, start = [], -1
    for at, index in enumerate([*found, -1]):
        if index is None and start < 0:
            start = at
        elif index is not None and start >= 0:
            gaps.append((start, at))
            start = -1
    return gaps


def _alike(found: list[int | None], texts: list[str], after: list[Portion], start: int, end: int) -> None:
    """Match a run with the free scenes that stand between its neighbours, in order."""
    free = _free(found, len(texts))
    before, behind = found[start - 1] if start else None, found[end] if end < len(found) else None
    low, high = -1 if before is None else before, len(texts) if behind is None else behind
    candidates = [index for index in sorted(free) if low < index < high]
    if len(candidates) == end - start:
        for at, index in zip(range(start, end), candidates, strict=True):
            found[at] = index
        return
    for at in range(start, end):
        best = max(candidates, key=lambda index: _likeness(texts[index], after[at].text), default=None)
        if best is not None and _likeness(texts[best], after[at].text) >= ALIKE:
            found[at] = best
            candidates = [index for index in candidates if index > best]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).quick_ratio()
