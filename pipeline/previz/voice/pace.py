"""How long words take to say: the one speech rate that shot list, warnings and voices agree on."""

import re
import unicodedata

from pipeline.previz.voice.languages import tongue
from pipeline.previz.voice.reading import readable

_VOWELS = frozenset("aeiouyæœøıəаеиоуыэюяіїєαεηιουω")
_ENDING = re.compile(r"[.!?…。！？؟।]+")
_CLAUSE = re.compile(r"[,;:—–()،、，；：]|\s-+\s")


def syllables(text: str) -> float:
    """About how many syllables ``text`` has, in any script."""
    total = 0.0
    for word in unicodedata.normalize("NFD", text.lower()).split():
        total += _of_word(word)
    return total


def _of_word(word: str) -> float:
    groups, consonants, other, after_vowel = 0, 0, 0.0, False
    for character in word:
        if unicodedata.combining(character):
            continue
        vowel = character in _VOWELS
        groups += vowel and not after_vowel
        consonants += character.isalpha() and not vowel
        after_vowel = vowel
        other += 0.0 if vowel else _weight(character)
    if re.search(r"[^aeiouyl]e[\W]*$", word) and groups > 1 and word.isascii():
        groups -= 1
    # Crowded consonants ("strength") take time of their own; other scripts are counted by their letters.
    crowded = 0.0 if other else 0.14 * max(0.0, consonants - 1.5 * groups)
    letters = any(character.isalpha() for character in word)
    return max(groups + other + crowded, 1.0 if letters else 0.0)


def _weight(character: str) -> float:
    """Syllables of a character that is not a vowel letter."""
    point = ord(character)
    if character.isdigit():
        return 1.7
    if point < 0x590:
        return 0.0
    if 0x1100 <= point <= 0x11FF:  # decomposed Hangul: leading consonant, vowel, final consonant
        return 1.0 if 0x1161 <= point <= 0x1175 else 0.0
    if 0x3040 <= point <= 0x30FF:
        return 0.0 if character in "っゃゅょッャュョ" else 0.75
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0 if character.isalpha() else 0.0
    return 0.62 if character.isalpha() else 0.0


def seconds_of(text: str, language: str) -> float:
    """Seconds that ``text`` takes to say, at most: ``speak`` never takes longer.

    Calm delivery with pauses at punctuation. Text without a letter or digit is a silent beat of 0.6 s.
    """
    text = readable(text)
    said = syllables(text)
    if not said:
        return 0.6
    inside = text.strip().rstrip(".!?…。！？؟।\"'”’ ")
    pauses = 0.42 * len(_ENDING.findall(inside)) + 0.24 * len(_CLAUSE.findall(inside))
    return round(0.4 + said * tongue(language).pace + pauses, 3)
