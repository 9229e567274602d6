"""A scene's script as the units a camera can cover: sentences of action and lines of dialogue."""

import re
from typing import NamedTuple

from pipeline.previz.coverage.names import folded, position
from pipeline.previz.extract.finding import key_of
from pipeline.previz.extract.naming import is_crowd, props_named
from pipeline.previz.extract.reading import Reading, Speech
from pipeline.previz.lexicon import words
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
    montage: bool = False  # one image of a series that stands for passing time
    dual: bool = False  # spoken beside the line before it

    @property
    def speaker(self) -> str:
        """Who speaks, where it is an utterance."""
        return self.utterance.speaker if self.utterance else ""


def units(reading: Reading, scene: Scene) -> list[Unit]:
    """The units of a scene in order. Every speech is exactly one unit, verbatim."""
    found: list[Unit] = []
    last: tuple[str, ...] = ()
    montage = Montage()
    for number, part in enumerate(reading.parts):
        if isinstance(part, Speech):
            found.append(_spoken(part, scene, number))
            last = found[-1].people or last
            continue
        images = montage.images(part)
        for sentence in _sentences(part) if images is None else images:
            people = _people(sentence, scene, last)
            last = people or last
            found.append(Unit(sentence, people, _props(sentence, scene), None, number, images is not None))
    return found


class Montage:
    """Reads which paragraphs of a scene are a series of images, from the line that announces it on."""

    def __init__(self) -> None:
        self.on = False
        self.listed = False

    def images(self, paragraph: str) -> list[str] | None:
        """The images of a paragraph, one a line, or None where it is no part of a montage.

        The line that announces a montage and the one that ends it show nothing. Without an end, it is over
        with its list.
        """
        table = words("en", "acting")
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        bullets = any(re.match(table["bullet"], line) for line in lines)
        begins = [at for at, line in enumerate(lines) if re.match(table["montage_begins"], line)]
        if not self.on and not begins:
            return None
        if self.on and self.listed and not bullets and not _ends(lines[-1]):
            self.on = self.listed = False
            return None
        self.on, self.listed = True, self.listed or bullets
        shown = lines[begins[0] + 1 :] if begins else lines
        if shown and _ends(shown[-1]):
            self.on = self.listed = False
            shown = shown[:-1]
        return [re.sub(table["bullet"], "", line) for line in shown]


def _ends(line: str) -> bool:
    return re.match(words("en", "acting")["montage_ends"], line, re.IGNORECASE) is not None


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
    seen = part.delivery == "dialogue" and not (key not in scene.cast and is_crowd(part.name))
    people = (key, *(speaker_key(name, scene) for name in part.beside)) if seen else ()
    return Unit("", people, (), utterance, number, dual=part.dual)


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
    text, cast = folded(sentence), tuple(scene.cast)
    spots = [(at, key) for key in cast if (at := position(text, key, cast)) >= 0]
    found = tuple(dict.fromkeys(key for _, key in sorted(spots)))
    if not found and _BOTH.search(sentence) and len(scene.cast) > 1:
        return cast[:2]
    if not found and _PRONOUN.search(sentence):
        return last[:1]
    return found


def _props(sentence: str, scene: Scene) -> tuple[str, ...]:
    named = [asset_key("prop", noun) for noun in props_named(sentence)]
    return tuple(key for key in named if not scene.props or key in scene.props)
