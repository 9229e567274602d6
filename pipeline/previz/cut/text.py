"""Text as it is read on a screen: width, characters that belong together, places where a line may break."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.previz.voice.reading import readable

_JOINER = "\u200d"
_CONTROLS = re.compile(r"[\u0000-\u001f\u007f\u200b\ufeff\u2028\u2029]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a line may end only if it must; before these it may well begin.
_CONJUNCTIONS = _words(
    "and but or nor so yet because that which who when where while if than as though although until "
    "und aber oder denn weil dass wenn et mais ou donc car que quand si y pero o porque cuando e ma perché "
    "mas и но или что когда если"
)
_PREPOSITIONS = _words(
    "in on at by for from with to of into onto over under after before about against between through "
    "without along among across around inside outside near behind beside toward towards mit von zu bei "
    "nach aus auf für über unter dans sur avec pour sans chez de par en con por para sin sobre di da "
    "per su с в на по к от для "
)


def cleaned(text: str) -> str:
    """``text`` on one line, without control characters and script marks such as ``*emphasis*``."""
    return " ".join(readable(_CONTROLS.sub(" ", unicodedata.normalize("NFC", text))).split())


def clusters(text: str) -> Iterator[str]:
    """The characters of ``text`` as people see them: accents, joined emoji and flags are not cut apart."""
    held = ""
    for character in text:
        if held and (_attaches(character) or held.endswith(_JOINER) or _half_flag(held, character)):
            held += character
            continue
        if held:
            yield held
        held = character
    if held:
        yield held


def _attaches(character: str) -> bool:
    point = ord(character)
    skin, tags = 0x1F3FB <= point <= 0x1F3FF, 0xE0020 <= point <= 0xE007F
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or character == _JOINER or skin or tags


def _half_flag(held: str, character: str) -> bool:
    return len(held) == 1 and all(0x1F1E6 <= ord(half) <= 0x1F1FF for half in (held, character))


def width(text: str) -> int:
    """How much room ``text`` takes: 1 for a letter, 2 for a wide character (Chinese, an emoji)."""
    return sum(2 if unicodedata.east_asian_width(cluster[0]) in "WF" else 1 for cluster in clusters(text))


def pieces(text: str, limit: int) -> list[str]:
    """``text`` in parts that may stand on different lines, none wider than ``limit``, spaces at their ends.

    Joined together they are ``text``. Words stay whole unless one alone is too wide; scripts written without
    spaces may break between any two characters, though not before closing punctuation.
    """
    parts: list[str] = []
    for word in re.findall(r"\S+\s*|\s+", text):
        if any(unicodedata.east_asian_width(character) in "WF" for character in word):
            parts += _wide(word)
        elif width(word.rstrip()) > limit:
            parts += _chopped(word, limit)
        else:
            parts.append(word)
    return parts


def _wide(word: str) -> list[str]:
    parts: list[str] = []
    for cluster in clusters(word):
        closing = (
            unicodedata.category(cluster[0]) in ("Pe", "Pf", "Po", "Zs") or cluster in "ーっゃゅょッャュョ々"
        )
        latin = parts and cluster.isascii() and parts[-1][-1:].isascii() and not parts[-1].endswith(" ")
        opening = parts and unicodedata.category(parts[-1][-1]) in ("Ps", "Pi")
        if parts and (closing or latin or opening):
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return [chopped for part in parts for chopped in _chopped(part, 20)]


def _chopped(word: str, limit: int) -> list[str]:
    parts, held = [], ""
    for cluster in clusters(word):
        if held and not cluster.isspace() and width(held + cluster) > limit:
            parts.append(held)
            held = ""
        held += cluster
    return [*parts, held] if held else parts


def break_cost(before: str, after: str) -> float:
    """How badly a line would end between two pieces: 0 after a sentence, more inside a phrase."""
    last = before.rstrip()[-1:]
    word = re.sub(r"\W", "", after.split(" ")[0]).lower()
    ending = re.sub(r"\W", "", before.split(" ")[-2] if before.endswith(" ") else "").lower()
    if last and last in ".!?…。！？؟":
        return 0.0
    if last and last in ",;:—–،、，；：":
        return 2.0
    if word in _CONJUNCTIONS:
        return 4.0
    if word in _PREPOSITIONS:
        return 6.0
    return 12.0 if ending in _PREPOSITIONS or ending in _CONJUNCTIONS or len(ending) < 3 else 9.0
