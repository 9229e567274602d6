"""Prose cut into sentences and condensed to what a film has time for. Sentences are chosen, never
rewritten.
"""

import re

# The end of a sentence: its mark, closing quotes, then a capital, an opening quote or the end.
_SENTENCE = re.compile(
    r"(?<=[.!?\u2026])(?P<close>[\"\u201d\u2019)]*)\s+(?=[\"\u201c\u2018(]?[^\W\d_a-z]|\Z)"
    r"|(?<=[\u3002\uff01\uff1f])"
)
_CLOSED = re.compile(r"[\"\u201d\u00bb][^\"\u201c\u201d]{0,60}$")  # ends with a quotation, or its attribution
_GOES_ON = re.compile(r"[\"\u201c\u00ab]")
_MARKUP = re.compile(r"^(?:#+\s.*|[-*_]{3,}|>\s*)$", re.MULTILINE)
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc)\.$")
_SIGNS = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_QUOTE = re.compile(r"[\"\u201c]")
_MOTION = re.compile(
    r"\b(?:open|clos|run|ran|walk|stood|stand|look|saw|see|took|take|came|come|went|turn|fell|fall|cried|cry|laugh|"
    r"kiss|hit|push|pull|climb|jump|found|find|lost|broke|break|arriv|leav|left|die|died|kill|sav)\w*",
    re.IGNORECASE,
)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, headings and rules left out. Closing quotation marks stay with theirs."""
    found: list[str] = []
    for paragraph in paragraphs_of(text):
        at = 0
        pieces = []
        for match in _SENTENCE.finditer(paragraph):
            close = match["close"] or ""
            pieces.append(paragraph[at : match.start() + len(close)])
            at = match.end()
        for piece in [*pieces, paragraph[at:]]:
            if found and _ABBREVIATION.search(found[-1]):
                found[-1] = f"{found[-1]} {piece.strip()}"
            elif piece.strip():
                found.append(piece.strip())
    return found


def units_of(text: str) -> list[str]:
    """Sentences that must stay together, joined: a quotation with its attribution, and what goes on in it."""
    found: list[str] = []
    for paragraph in paragraphs_of(text):
        open_ = False
        fresh = True
        for sentence in sentences_of(paragraph):
            spoken = _QUOTE.search(sentence) is not None
            before = bool(found) and _CLOSED.search(found[-1]) is not None
            if not fresh and found and (open_ or (before and spoken and _GOES_ON.match(sentence))):
                found[-1] = f"{found[-1]} {sentence}"
            else:
                found.append(sentence)
            open_ = _unclosed(found[-1])
            fresh = False
    return found


def _unclosed(text: str) -> bool:
    """Whether a quotation is still open at the end of ``text``."""
    if text.count('"') % 2:
        return True
    return sum(text.count(mark) for mark in "\u201c\u00ab") > sum(text.count(mark) for mark in "\u201d\u00bb")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    bare = _MARKUP.sub("", text)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", bare) if part.strip()]


def condensed(text: str, most_words: int, language: str) -> list[str]:
    """Paragraphs of at most about ``most_words`` words: the sentences that show or say most, in their order.

    Every stretch of the text keeps its share, so that its end is as present as its beginning.
    """
    paragraphs = [units_of(paragraph) for paragraph in paragraphs_of(text)]
    flat = [(at, sentence) for at, paragraph in enumerate(paragraphs) for sentence in paragraph]
    total = sum(_length(sentence) for _, sentence in flat)
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


def _length(sentence: str) -> int:
    """How many words it has; of a script without spaces, two signs count as one."""
    return max(len(sentence.split()), len(_SIGNS.findall(sentence)) // 2)


def _best(stretch: list[tuple[int, str]], start: int, most_words: int) -> list[tuple[int, int, str]]:
    ranked = sorted(range(len(stretch)), key=lambda at: (-_worth(stretch[at][1], at), at))
    kept: list[tuple[int, int, str]] = []
    used = 0
    for at in ranked:
        count = _length(stretch[at][1])
        if kept and used + count > most_words:
            continue
        used += count
        kept.append((stretch[at][0], start + at, stretch[at][1]))
    return kept


def _worth(sentence: str, at: int) -> float:
    """What a sentence gives a camera: speech and movement count, length tires, openings orient."""
    worth = 2.0 * bool(_QUOTE.search(sentence)) + len(_MOTION.findall(sentence)) - len(sentence.split()) / 25
    return worth + (0.8 if at == 0 else 0.0)
