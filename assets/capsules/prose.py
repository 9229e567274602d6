"""Measures of prose: length of sentences, share of dialogue, variety of words, tense, and what can be seen.

Counting, no model: the same text always measures the same. Tense and imagery know English alone and are left
out for other languages. Vocabulary is the moving-average type-token ratio (Covington and McFall, 2010).
"""

import re
import statistics
import tomllib
from functools import cache
from pathlib import Path

WINDOW = 50  # words in which different ones are counted
FEWEST = 40  # words below which nothing is measured
MOST = 400_000  # characters that are read
_FEW_VERBS = 5

LABELS = {
    "sentence_words": "Words in a sentence",
    "sentence_spread": "How much sentences differ in length",
    "dialogue": "Share that is said aloud",
    "vocabulary": "Different words in fifty",
    "word_letters": "Letters in a word",
    "present": "Share of the present tense",
    "imagery": "Things for the senses in a hundred words",
}
SHARES = frozenset(("dialogue", "present", "vocabulary"))  # shown in percent

_WORD = re.compile(r"[぀-ヿ一-鿿]|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…]+[\"”’»)]*(?=\s|$)|[。！？]|\n\s*\n")
# No mark inside its own kind: a text of nothing but opening marks would be read over and over.
_QUOTED = re.compile(
    r"“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|「[^「」\n]{1,2000}」|\"[^\"\n]{1,2000}\""
)
_DASHED = re.compile(r"^[ \t]*[—–―] ?(\S.*)$", re.MULTILINE)
_SIMILE = re.compile(r"\b(?:like an?|like the|as \w{2,12} as|as if|as though)\b", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """Prose as (told, said): what stands in quotation marks or after a dash is said aloud."""
    text = text[:MOST]
    said = [match[0].strip('“”«»„「」"') for match in _QUOTED.finditer(text)]
    told = _QUOTED.sub(" ", text)
    said += _DASHED.findall(told)
    return _DASHED.sub(" ", told), "\n".join(said)


def measure(text: str, *, said: str | None = None, language: str = "en") -> dict[str, float]:
    """The measures of a text by their names (``LABELS``); empty when it has fewer than 40 words.

    With ``said`` the text is what is told, as in a screenplay, whose lines are known to be spoken.
    """
    told = text[:MOST]
    if said is None:
        told, said = parted(text)
    words, spoken = _words(told), _words(said)
    every = [*words, *spoken]
    if len(every) < FEWEST:
        return {}
    lengths = _sentences(f"{told}\n\n{said}") or [len(every)]
    found = {
        "sentence_words": statistics.fmean(lengths),
        "sentence_spread": statistics.pstdev(lengths),
        "dialogue": len(spoken) / len(every),
        "vocabulary": _variety(every),
        "word_letters": statistics.fmean([len(word) for word in every]),
        **(_english(words or spoken, every, f"{told} {said}") if language[:2] == "en" else {}),
    }
    return {name: round(value, 4) for name, value in found.items()}


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _sentences(text: str) -> list[int]:
    counts = (len(_WORD.findall(part)) for part in _END.split(text))
    return [count for count in counts if count]


def _variety(words: list[str]) -> float:
    """Different words in each window of fifty, averaged; every window overlaps the next by all but one."""
    if len(words) <= WINDOW:
        return len(set(words)) / len(words)
    counts: dict[str, int] = {}
    for word in words[:WINDOW]:
        counts[word] = counts.get(word, 0) + 1
    total = len(counts)
    for gone, new in zip(words, words[WINDOW:], strict=False):
        counts[gone] -= 1
        if not counts[gone]:
            del counts[gone]
        counts[new] = counts.get(new, 0) + 1
        total += len(counts)
    return total / (len(words) - WINDOW + 1) / WINDOW


def _english(told: list[str], every: list[str], text: str) -> dict[str, float]:
    present, past, imagery = _lexicon()
    now = sum(word in present for word in told)
    then = sum(
        word in past or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST) for word in told
    )
    seen = sum(word in imagery for word in every) + len(_SIMILE.findall(text))
    found = {"imagery": 100 * seen / len(every)}
    return found | {"present": now / (now + then)} if now + then >= _FEW_VERBS else found


_NOT_PAST = frozenset(
    ("hundred", "sacred", "indeed", "naked", "wicked", "speed", "bleed", "breed", "creed", "exceed")
)


@cache
def _lexicon() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    pairs = [pair.split() for pair in data["verbs"].split(";") if pair.strip()]
    present, past = {first for first, _ in pairs}, {last for _, last in pairs}
    return frozenset(present - past), frozenset(past - present), frozenset(data["imagery"].split())
