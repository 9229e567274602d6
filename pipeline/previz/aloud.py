"""A scene read aloud: speeches in their characters' voices, heading and action by a narrator."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.previz.coverage.names import meant
from pipeline.previz.extract.reading import Speech, read
from pipeline.previz.mix.signal import RATE, Samples, count
from pipeline.previz.voice import cast_voice, delivery, narrator, speak
from projects.kinds.scenes import ReadLine
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset, Voice
from projects.screenplay.names import asset_key

LONGEST = 180  # characters that a narrator reads as one line; longer action is cut between sentences
_SENTENCE = re.compile(r"(?<=[.!?\u2026\u3002])\s+")
_SETTINGS = {"INT": "Interior", "EXT": "Exterior", "INT/EXT": "Interior and exterior"}
# Seconds of silence after a line.
_AFTER_HEADING, _AFTER_ACTION, _AFTER_SPEECH, _AT_THE_END = 0.6, 0.4, 0.3, 0.7


@dataclass(frozen=True)
class Part:
    """What is read in one breath: whose words, as written and as spoken, and the silence after them."""

    speaker: str  # empty: the narrator
    text: str
    spoken: str
    voice: Voice
    mood: str
    pause: float


def parts_of(script: str, voices: Mapping[str, Voice], language: str, mood: str = "neutral") -> list[Part]:
    """A scene's Fountain as it is read. ``voices`` holds those of cast characters by asset key; whoever has
    none there gets one from their name, the same in every scene.
    """
    scene = read(script)
    keys = {name: asset_key(AssetKind.CHARACTER, name) for name in scene.cues}
    cast = tuple(voices)
    own = {name: voices.get(meant(key, cast)) or _voice_of(key, name, language) for name, key in keys.items()}
    teller = narrator(language, [*voices.values(), *own.values()])
    parts = []
    if scene.title:
        said = _heading(script, language)
        parts.append(Part("", scene.title, said, teller, "calm", _AFTER_HEADING))
    for part in scene.parts:
        if isinstance(part, Speech):
            how = delivery(part.parenthetical, mood)
            parts.append(Part(part.name, part.text, part.text, own[part.name], how, _AFTER_SPEECH))
        else:
            parts += [Part("", text, text, teller, "neutral", _AFTER_ACTION) for text in _breaths(part)]
    return parts


def _voice_of(key: str, name: str, language: str) -> Voice:
    return cast_voice(Asset(key=key, type=AssetKind.CHARACTER, name=name), [], language)


def _heading(script: str, language: str) -> str:
    """A heading as a reader says it: "Interior. Lamp room. Night"."""
    heading = read(script).heading
    setting = _SETTINGS.get(heading.setting, "") if language.lower().startswith("en") else ""
    return ". ".join(part.capitalize() for part in (setting, heading.place, heading.time) if part)


def _breaths(action: str) -> list[str]:
    """Action cut between sentences, so that no line of it is longer than one can follow with a finger."""
    found: list[str] = []
    for sentence in _SENTENCE.split(" ".join(action.split())):
        if found and len(found[-1]) + len(sentence) < LONGEST:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return [text for text in found if text]


def read_aloud(parts: list[Part], language: str) -> Iterator[tuple[ReadLine, Samples]]:
    """Each part with when it is heard and its sound, mono at 48 kHz, the silence after it included.

    Equal arguments give equal samples. Raises as ``voice.speak`` does.
    """
    at = 0.0
    for number, part in enumerate(parts, 1):
        spoken = speak(part.spoken, part.voice, language, part.mood)
        pause = _AT_THE_END if number == len(parts) else part.pause
        silence = np.zeros(count(pause), np.float32)
        samples = np.concatenate([spoken.samples, silence]).astype(np.float32)
        line = ReadLine(
            start=round(at, 3), end=round(at + spoken.seconds, 3), speaker=part.speaker, text=part.text
        )
        at += len(samples) / RATE
        yield line, samples
