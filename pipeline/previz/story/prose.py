"""Prose cut into sentences and condensed to what a film has time for. Sentences are chosen, never
rewritten.
"""

import re

_SENTENCE = re.compile(
    r"(?<=[.!?\u2026])[\"\u201d\u2019)]*\s+(?=[\"\u201c\u2018(]?[^\W\d_a-z]|\Z)|(?<=[\u3002\uff01\uff1f])"
)
_MARKUP = re.compile(r"^(?:#+\s.*|[-*_]{3,}|>\s*)$", re.MULTILINE)
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc)\.$")
_QUOTE = re.compile(r"[\"\u201c]")
_MOTION = re.compile(
    r"\b(?:open|clos|run|ran|walk|stood|stand|look|saw|see|took|take|came|come|went|turn|fell|fall|cried|cry|laugh|"
    r"kiss|hit|push|pull|climb|jump|found|find|lost|broke|break|arriv|leav|left|die|died|kill|sav)\w*",
    re.IGNORECASE,
)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, headings and rules left out."""
    found: list[str] = []
    for paragraph in paragraphs_of(text):
        for piece in _SENTENCE.split(paragraph):
            if found and _ABBREVIATION.search(found[-1]):
                found[-1] = f"{found[-1]} {piece.strip()}"
            elif piece.strip():
                found.append(piece.strip())
    return found


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    bare = _MARKUP.sub("", text)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", bare) if part.strip()]


def condensed(text: str, most_words: int, language: str) -> list[str]:
    """Paragraphs of at most about ``most_words`` words: the sentences that show or say most, in their order.

    Every stretch of the text keeps its share, so that its end is as present as its beginning.
    """
    paragraphs = [sentences_of(paragraph) for paragraph in paragraphs_of(text)]
    flat = [(at, sentence) for at, paragraph in enumerate(paragraphs) for sentence in paragraph]
    total = sum(len(sentence.split()) for _, sentence in flat)
    if total <= most_words:
        return [" ".join(paragraph) for paragraph in paragraphs if paragraph]
    stretches = max(3, min(len(flat) // 3, most_words // 45))
    kept: list[tuple[int, int, str]] = []
    for number in range(stretches):
        start, stop = len(flat) * number // stretches, len(flat) * (number + 1) // stretches
        kept += _best(flat[start:stop], start, most_words // stretches)
    found: dict[int, list[str]] = {}
    for at, number, sentence in sorted(kept, key=lambda item: item[1]):
        found.setdefault(at if len(kept) > stretches * 2 else number, []).append(sentence)
    return [" ".join(part) for part in found.values()]


def _best(stretch: list[tuple[int, str]], start: int, most_words: int) -> list[tuple[int, int, str]]:
    ranked = sorted(range(len(stretch)), key=lambda at: (-_worth(stretch[at][1], at), at))
    kept: list[tuple[int, int, str]] = []
    used = 0
    for at in ranked:
        count = len(stretch[at][1].split())
        if kept and used + count > most_words:
            continue
        used += count
        kept.append((stretch[at][0], start + at, stretch[at][1]))
    return kept


def _worth(sentence: str, at: int) -> float:
    """What a sentence gives a camera: speech and movement count, length tires, openings orient."""
    worth = 2.0 * bool(_QUOTE.search(sentence)) + len(_MOTION.findall(sentence)) - len(sentence.split()) / 25
    return worth + (0.8 if at == 0 else 0.0)
