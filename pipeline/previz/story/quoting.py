"""Prose with speech in it: who says what, and what is left to see."""

import re
from typing import NamedTuple

from pipeline.previz.lexicon import words

_QUOTED = re.compile(r"[\"\u201c\u00ab]\s*([^\"\u201c\u201d\u00ab\u00bb]+?)\s*[\"\u201d\u00bb]")
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we)$", re.IGNORECASE)
_NAME = (
    r"(?:the |a |an |his |her |their |old |little )*[\w'\u2019-]+"
    r"(?: [A-Z][\w'\u2019-]+| (?!and\b|as\b|\w+ly\b)[a-z]+(?=[.,;!?]|$))?"
)


class Told(NamedTuple):
    """A piece of prose: action, or ``words`` and the phrase that names who says them ("he", or nothing)."""

    action: str = ""
    words: str = ""
    speaker: str = ""
    manner: str = ""


def taken_apart(text: str, language: str) -> list[Told]:
    """The pieces of a text in order. Quotations of one unit, cut only by "said he", are one speech."""
    found: list[Told] = []
    at = 0
    for match in _QUOTED.finditer(text):
        _between(text[at : match.start()], found, language, before=True)
        spoken = match[1].rstrip(",").strip()
        found.append(Told(words=spoken if spoken[-1:] in ".!?\u2026\u3002-" else f"{spoken}."))
        at = match.end()
    _between(text[at:], found, language, before=False)
    return found


def _between(text: str, found: list[Told], language: str, *, before: bool) -> None:
    """Read what stands between two quotations: an attribution of the one before it, action, or both."""
    rest = text.strip()
    if found and found[-1].words and rest:
        found[-1], rest = _attributed(found[-1], rest, language)
    if not rest.strip(" ,;:.-\u2014"):
        return
    lead = _leading(rest, language) if before else None
    if lead is not None:
        found.append(Told(speaker=lead[0]))
        rest = lead[1]
    if rest.strip(" ,;:.-\u2014"):
        found.append(Told(action=rest.strip(" ,;:")))
        if lead is not None:
            found[-2], found[-1] = found[-1], found[-2]


def _attributed(speech: Told, rest: str, language: str) -> tuple[Told, str]:
    """``said Scrooge gaily. He rose.`` after a speech -> its speaker and manner, and ``He rose.``"""
    says = words(language, "tense")["says"]
    match = re.match(rf"(?:(?:{says})\s+(?P<after>{_NAME})|(?P<ahead>{_NAME})\s+(?:{says})\b)", rest)
    if match is None:
        return speech, rest
    tail = re.match(r"\s*(?:(\w+ly)\b)?\s*([,;:]?)\s*", rest[match.end() :])
    after = rest[match.end() + (tail.end() if tail else 0) :]
    manner = (tail[1] or "") if tail else ""
    end = re.match(r"([^.!?]*)[.!?]?\s*", after)
    # What follows a comma belongs to the same breath ("said he, rising"): it is seen, not said.
    same = end[1].strip() if end and tail and tail[2] and after[:1].islower() else ""
    if not tail or not tail[2]:
        after = after.lstrip(" .")
    elif same:
        speaker = match["after"] or match["ahead"]
        after = f"{speaker[:1].upper()}{speaker[1:]}, {same}. {after[end.end() :] if end else ''}"
    return speech._replace(speaker=match["after"] or match["ahead"], manner=manner), after


def _leading(rest: str, language: str) -> tuple[str, str] | None:
    """``She turned and said:`` before a speech -> its speaker, and what is left to see."""
    says = words(language, "tense")["says"]
    match = re.search(
        rf"(?:^|[.!?]\s+|,\s*|\band\s+)(?:(?P<who>{_NAME})\s+)?(?:{says})[^.!?]{{0,24}}[,:]\s*$", rest
    )
    if match is None:
        return None
    who = match["who"] or ""
    left = rest[: match.start()].strip(" ,")
    return who, f"{left}." if left and left[-1] not in ".!?" else left


def joined_speeches(pieces: list[Told]) -> list[Told]:
    """Speeches that nothing but their attribution divides, as one; a speaker named ahead gets the words."""
    found: list[Told] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and piece.words and not last.action and not last.words:
            found[-1] = piece._replace(speaker=last.speaker)
        elif last is not None and piece.words and last.words and last.speaker and not piece.speaker:
            found[-1] = last._replace(words=f"{last.words} {piece.words}")
        else:
            found.append(piece)
    return [piece for piece in found if piece.action or piece.words]


def is_pronoun(speaker: str) -> bool:
    """Whether an attribution names nobody: "he"."""
    return _PRONOUN.match(speaker) is not None
