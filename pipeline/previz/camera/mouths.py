"""The shape of a speaking mouth at a moment: from the sounds of the voice, else from the words as written."""

import re
from collections.abc import Sequence
from functools import cache

from projects.kinds.scenes import Phoneme, Word

_LETTERS = (
    ("ou|oo|o|u|w|q|ö|ü|å|о|у", "round"), ("m|b|p|м|б|п", "closed"), ("f|v|ф|в", "teeth"),
    ("ee|ea|e|i|y|ä|é|è|е|и", "wide"), ("a|á|à|â|а|я", "open"),
    ("l|n|t|d|s|z|r|k|g|c|h|j|x|th|sh|ch", "small"),
)  # fmt: skip
_WRITTEN = re.compile("|".join(f"(?P<{shape}>{letters})" for letters, shape in _LETTERS))

# eSpeak NG names a sound by one to three letters, the first of them its place in the mouth, and a glide
# such as "aI" or "oU" by both its ends (https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md).
_SOUNDS = {
    **dict.fromkeys("bpm", "closed"),
    **dict.fromkeys("fv", "teeth"),
    **dict.fromkeys("oOuUwWyYQ0", "round"),
    **dict.fromkeys("iIeEj", "wide"),
    **dict.fromkeys("aAV&", "open"),
}


def visemes(word: str) -> list[str]:
    """The mouth shapes of a written word, about one a syllable's sound; unknown letters open the mouth."""
    shapes: list[str] = []
    for match in _WRITTEN.finditer(word.lower()):
        shape = str(match.lastgroup)
        if not shapes or shapes[-1] != shape:
            shapes.append(shape)
    return shapes or ["open"]


@cache
def shapes_of(phoneme: str) -> tuple[str, ...]:
    """The mouth shapes of a sound by eSpeak's name: two for a glide, one else; a pause closes the mouth."""
    if not phoneme:
        return ("closed",)
    first = _SOUNDS.get(phoneme[0], "small")
    glides = len(phoneme) > 1 and first in ("open", "round", "wide") and phoneme[1] in "IUiu"
    second = _SOUNDS[phoneme[1]] if glides else first
    return (first,) if first == second else (first, second)


def heard(phonemes: Sequence[Phoneme], seconds: float) -> str:
    """The mouth shape ``seconds`` into a line of these sounds."""
    for phoneme in phonemes:
        if phoneme.start <= seconds < phoneme.end:
            shapes = shapes_of(phoneme.name)
            return shapes[_part(len(shapes), seconds - phoneme.start, phoneme.end - phoneme.start)]
    return "closed"


def written(words: Sequence[Word], seconds: float) -> str:
    """The mouth shape ``seconds`` into a line of these words."""
    for word in words:
        if word.start <= seconds < word.end:
            shapes = visemes(word.text)
            return shapes[_part(len(shapes), seconds - word.start, word.end - word.start)]
    return "closed"


def _part(count: int, into: float, length: float) -> int:
    return min(count - 1, int(into / max(0.01, length) * count))
