"""The idea as one clean sentence: without "a film about", without its quoted title, as a statement."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.previz.lexicon import words
from pipeline.previz.story.tense import in_present

_MOST = 600  # characters of an idea that its first sentence is looked for in
_ENDS = ".!?\u2026\u3002\uff01\uff1f"
_FEW = 3  # words; a shorter sentence is a heading, and the next one says more


class Idea(NamedTuple):
    """An idea, cleaned: its first sentence as a statement with its full stop, and the title it names."""

    sentence: str = ""
    title: str = ""
    heading: str = ""  # the words as they were written, for a title where nothing better is found


@lru_cache(maxsize=8)
def rules(language: str) -> dict[str, Any]:
    """The lexicon's rules of reading; patterns compiled, word lists as sets."""
    table: dict[str, Any] = words(language, "reading")
    found: dict[str, Any] = {}
    for name, value in table.items():
        if name == "why":
            found[name] = value
        elif isinstance(value, str):
            found[name] = re.compile(value, re.IGNORECASE if name != "sentence" else re.DOTALL)
        elif value and isinstance(value[0], list):
            found[name] = [(re.compile(rule[0], re.IGNORECASE), *rule[1:]) for rule in value]
        else:
            found[name] = frozenset(value)
    return found


def read_idea(idea: str, language: str) -> Idea:
    """The idea as a statement: ``'A film called "Low" about a boy who ...'`` -> "A boy who ...", "Low"."""
    table = rules(language)
    text = " ".join(idea.split())[:_MOST]
    title = ""
    for name in ("quoted_title", "bare_title"):
        if match := table[name].match(text):
            title, text = match["title"], table["about"].sub("", text[match.end() :])
    heading = table["lead"].sub("", _first(text, language)).strip()
    statement = _rewritten(text, table)
    bare = table["lead"].sub("", _first(statement, language)).strip(" ,;:-")
    bare = _rewritten(bare, table)
    if match := table["supposed"].match(bare):
        bare = in_present(bare[match.end() :], language).rstrip(_ENDS)
    elif table["one_day"].match(bare):
        bare = in_present(bare, language)
    if heading.endswith("?") and bare.rstrip(_ENDS).casefold() != heading.rstrip(_ENDS).casefold():
        bare = bare.rstrip(_ENDS)  # the question has become a statement
    if not bare:
        return Idea("", title, heading)
    bare = bare[0].upper() + bare[1:]
    return Idea(bare if bare[-1] in _ENDS else f"{bare}.", title, heading)


def _rewritten(text: str, table: dict[str, Any]) -> str:
    for pattern, replacement in table["rewrites"]:
        text = pattern.sub(replacement, text)
    return text.strip(" ,;:-")


def _first(text: str, language: str) -> str:
    """The first sentence that is more than a heading."""
    pattern, rest = rules(language)["sentence"], text
    first = ""
    while match := pattern.match(rest):
        first = first or match[1].strip()
        if len(match[1].split()) >= _FEW:
            return str(match[1].strip())
        rest = rest[match.end() :]
    return rest.strip() if len(rest.split()) >= _FEW else first or text.strip()
