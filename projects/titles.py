"""What a film is called before anybody has named it: a title from its idea."""

import re

_MOST_WORDS, _MOST_LETTERS = 9, 60
_SIGNS = " .,:;!?\"'\u201c\u201d\u2018\u2019\u3002\uff0c\uff01\uff1f"
_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s|[\u3002\uff01\uff1f]")
_PHRASE = re.compile(r"(.{12,})(?:[,;:\u2013\u2014]\s|\s[\u2013\u2014-]\s|[\u3001\uff0c\uff1b])")
# No title ends with one of these: they lead on.
_LEADING = re.compile(
    r"(?: (?:a|an|the|this|that|these|those|of|in|on|at|to|into|onto|from|with|without|by|for|about|over"
    r"|under|near|behind|and|or|but|who|whom|whose|which|where|when|while|as|than|if|is|are|was|were|be|has|have|had"
    r"|must|can|will|his|her|their|its|our|my|your|not|no))+$",
    re.IGNORECASE,
)


def working_title(idea: str) -> str:
    """A title for a film that has none yet: the idea's first sentence, or so much of it as makes one.

    A long one ends where a phrase does, or else with an ellipsis, after a word that leads nowhere.
    """
    sentence = _SENTENCE.split(" ".join(idea.split()).lstrip(_SIGNS), maxsplit=1)[0].rstrip(_SIGNS)
    if len(sentence.split(" ")) > _MOST_WORDS or len(sentence) > _MOST_LETTERS:
        sentence = _shortened(sentence)
    return sentence[:1].upper() + sentence[1:]


def _shortened(sentence: str) -> str:
    """What fits of it, in whole words; of a text without gaps between words so many letters."""
    begin = " ".join(sentence.split(" ")[:_MOST_WORDS])[:_MOST_LETTERS]
    if len(begin) == _MOST_LETTERS and sentence[len(begin)] != " ":
        begin = begin.rpartition(" ")[0] or begin
    if phrase := _PHRASE.match(begin):
        return phrase.group(1)
    return f"{_LEADING.sub('', begin)}\u2026"


def first_words(idea: str) -> str:
    """The working title of projects that were made before it ended with a phrase."""
    text = " ".join(" ".join(idea.split()).split(" ")[:8]).strip(" .,:;!?\"'")
    return (text[:1].upper() + text[1:])[:80]


def same_title(typed: str, title: str) -> bool:
    """Whether somebody typed a title: three dots stand for an ellipsis, which few keyboards have."""
    return " ".join(typed.split()).replace("...", "\u2026") == title.replace("...", "\u2026")
