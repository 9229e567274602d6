"""How a person speaks: the same line, shortened by some, spelled out by others, opened or addressed as they
would.
"""

import re
from functools import lru_cache
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.dice import Dice

_NOT = "n't"
_WORDY = 4  # a shorter line is left alone


def in_manner(line: str, manner: str, listener: str, dice: Dice, language: str) -> str:
    """``line`` as someone of this ``manner`` says it to ``listener`` (a name, or empty)."""
    table: dict[str, Any] = words(language, "manners")
    habits = table["manners"].get(manner, {})
    line = _contracted(line, language) if habits.get("contract", True) else _spelled(line, language)
    if len(line.split()) < _WORDY:
        return line
    if habits.get("openers") and dice.chance(float(habits["share"])):
        return f"{dice.pick(habits['openers'])} {line}"
    if habits.get("address") and listener and listener not in line and dice.chance(float(habits["share"])):
        body, end = line[:-1], line[-1]
        return f"{body}, {listener}{end}" if end in ".!?" and body[-1:] not in ".!?" else line
    return line


@lru_cache(maxsize=8)
def _rules(language: str) -> tuple[list[tuple[re.Pattern[str], str]], list[tuple[re.Pattern[str], str]]]:
    pairs = words(language, "manners")["contractions"]
    # A verb at the end of a phrase carries the stress and is never shortened: "I know what it is."
    short = [(re.compile(rf"\b{long}\b(?=[ ][\w\"'])"), brief) for long, brief in pairs]
    # "isn't it?" has no long form that anybody says.
    tag = r"(?! (?:I|you|he|she|it|we|they|that)\b)"
    spelled = [
        (re.compile(rf"\b{re.escape(brief)}\b{tag if brief.endswith(_NOT) else ''}"), long)
        for long, brief in pairs
    ]
    return short, spelled


def _contracted(line: str, language: str) -> str:
    for pattern, brief in _rules(language)[0]:
        line = _replaced(line, pattern, brief)
    return line


def _spelled(line: str, language: str) -> str:
    for pattern, long in _rules(language)[1]:
        line = _replaced(line, pattern, long)
    return line


def _replaced(line: str, pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: text[0].upper() + text[1:] if match[0][0].isupper() else text, line)
