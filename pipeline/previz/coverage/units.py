"""A scene's script as the units a camera can cover: sentences of action and lines of dialogue."""

import re
from typing import NamedTuple

from pipeline.previz.extract.finding import key_of
from pipeline.previz.extract.naming import props_named
from pipeline.previz.extract.reading import Reading, Speech
from projects.kinds.scenes import Scene, Utterance
from projects.screenplay.names import asset_key, slug

_SENTENCE = re.compile(r"(?<=[.!?\u3002\u2026])[\"\u201d]?\s+")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:they|their|both|neither)\b|\bface to face\b", re.IGNORECASE)
_SHORT = 4  # words; a shorter sentence rides with its neighbour


class Unit(NamedTuple):
    """One thing that happens: action, or an utterance. ``people`` are the asset keys it shows, in order."""

    text: str
    people: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    utterance: Utterance | None = None
    paragraph: int = 0

    @property
    def speaker(self) -> str:
        """Who speaks, where it is an utterance."""
        return self.utterance.speaker if self.utterance else ""


def units(reading: Reading, scene: Scene) -> list[Unit]:
    """The units of a scene in order. Every speech is exactly one unit, verbatim."""
    found: list[Unit] = []
    last: tuple[str, ...] = ()
    for number, part in enumerate(reading.parts):
        if isinstance(part, Speech):
            found.append(_spoken(part, scene, number))
            if part.delivery == "dialogue":
                last = (found[-1].speaker,)
            continue
        for sentence in _sentences(part):
            people = _people(sentence, scene, last)
            last = people or last
            found.append(Unit(sentence, people, _props(sentence, scene), None, number))
    return found


def _sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, very short ones joined to the one before."""
    found: list[str] = []
    for sentence in _SENTENCE.split(" ".join(paragraph.split())):
        if found and (len(sentence.split()) < _SHORT or len(found[-1].split()) < _SHORT):
            found[-1] = f"{found[-1]} {sentence}"
        elif sentence:
            found.append(sentence)
    return found


def _spoken(part: Speech, scene: Scene, number: int) -> Unit:
    key = speaker_key(part.name, scene)
    utterance = Utterance.model_validate(
        {"speaker": key, "text": part.text, "delivery": part.delivery, "parenthetical": part.parenthetical}
    )
    people = (key,) if part.delivery == "dialogue" else ()
    return Unit("", people, (), utterance, number)


def speaker_key(name: str, scene: Scene) -> str:
    """The key of a cue's name: one of the scene's cast where the name fits, else the key it makes itself."""
    key = asset_key("character", name)
    if key in scene.cast:
        return key
    mine = set(slug(name).split("-"))
    for member in scene.cast:
        theirs = set(member.partition(":")[2].split("-"))
        if mine <= theirs or theirs <= mine:
            return member
    return key_of(name, [])


def _people(sentence: str, scene: Scene, last: tuple[str, ...]) -> tuple[str, ...]:
    spots: list[tuple[int, str]] = []
    for key in scene.cast:
        for word in key.partition(":")[2].split("-"):
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", _folded(sentence), re.IGNORECASE)
            if match and len(word) > 1:
                spots.append((match.start(), key))
                break
    found = tuple(dict.fromkeys(key for _, key in sorted(spots)))
    if not found and _BOTH.search(sentence) and len(scene.cast) > 1:
        return tuple(scene.cast[:2])
    if not found and _PRONOUN.search(sentence):
        return last[:1]
    return found


def _folded(text: str) -> str:
    """The text with the letters of keys: small, Latin letters without accents; same length word by word."""
    return " ".join(slug(word).replace("-", " ") or word for word in text.split())


def _props(sentence: str, scene: Scene) -> tuple[str, ...]:
    named = [asset_key("prop", noun) for noun in props_named(sentence)]
    return tuple(key for key in named if not scene.props or key in scene.props)
