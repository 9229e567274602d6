"""Whether an answer is in the language that was asked for: by alphabet, and by its commonest words."""

import re
from collections import Counter

from pipeline.prompting.values import language_name

_SCRIPTS = {  # first and last letter
    "Cyrillic": ("\u0400", "\u04ff"),
    "Greek": ("\u0370", "\u03ff"),
    "Arabic": ("\u0600", "\u06ff"),
    "Hebrew": ("\u0590", "\u05ff"),
    "Devanagari": ("\u0900", "\u097f"),
    "Hangul": ("\uac00", "\ud7af"),
    "Kana": ("\u3040", "\u30ff"),
    "Han": ("\u4e00", "\u9fff"),
    "Latin": ("A", "\u024f"),
}
_WRITTEN_IN = {
    **dict.fromkeys(("ru", "uk", "bg", "sr"), ("Cyrillic",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("Arabic",)),
    "el": ("Greek",),
    "he": ("Hebrew",),
    "hi": ("Devanagari",),
    "ko": ("Hangul", "Han"),
    "ja": ("Kana", "Han"),
    "zh": ("Han",),
}
_COMMON = {  # words that almost every sentence has, and hardly any other of these languages
    "en": "the and of to is that with his her they was for",
    "de": "der die das und nicht ist ein eine mit sich auf den",
    "fr": "le les et est une dans que pas pour elle avec des",
    "es": "el los las y una que con por su del pero como",
    "it": "il gli che di una con non per della sono nel è",
    "pt": "o os uma que com não para seu ela do da em",
    "nl": "het een van niet dat met zijn haar op ze voor maar",
    "pl": "się nie jest na że do jak ale przez w z i",
}
ENOUGH = 60  # letters; fewer say nothing of a text's language
_SURE = 3.0  # times more of another language's words than of the one asked for
_HITS = 6


def wrong_language(text: str, wanted: str) -> str:
    """A sentence to the model if the text is plainly in another language; empty if it is not."""
    if is_other(text, wanted):
        return f"It was written in another language. Write everything in {language_name(wanted)}."
    return ""


def is_other(text: str, wanted: str) -> bool:
    """Whether a text is plainly in another language than ``wanted``; too short a one is not."""
    return not _fits(text, wanted.split("-")[0].lower())


def _fits(text: str, code: str) -> bool:
    counts = Counter(filter(None, map(_script_of, text)))
    total = sum(counts.values())
    if total < ENOUGH:
        return True
    scripts = _WRITTEN_IN.get(code, ("Latin",))
    if sum(counts[script] for script in scripts) < total / 2:
        return False
    if code not in _COMMON or "Latin" not in scripts:
        return True
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    hits = {other: sum(words[word] for word in common.split()) for other, common in _COMMON.items()}
    best = max(hits, key=lambda other: hits[other])
    return best == code or hits[best] < _HITS or hits[best] < _SURE * max(hits[code], 1)


def _script_of(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return next((name for name, (first, last) in _SCRIPTS.items() if first <= letter <= last), "")
