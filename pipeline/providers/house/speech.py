"""The house engine's voices."""

from functools import cache
from typing import Any

from pipeline.graph.targets import Request, Tools
from pipeline.previz import voice
from pipeline.previz.mix import wav
from pipeline.previz.voice import SpeechFailed, UnknownVoice, delivery
from pipeline.previz.voice.instruments import INSTRUMENTS
from pipeline.previz.voice.languages import tongue
from pipeline.providers.base import Spoken
from projects.kinds.world import Voice


def speak(request: Request, tools: Tools) -> Spoken:
    """One line in its speaker's voice, as WAV, with the time of every word and sound."""
    arguments = request.arguments
    language = arguments["language"]
    chosen = Voice.model_validate(arguments["voice"]) if arguments["voice"] else voice.narrator(language)
    mood = delivery(arguments["parenthetical"], arguments["mood"])
    spoken = voice.speak(arguments["text"], chosen, language, mood)
    path = tools.folder / "line.wav"
    wav.write(path, spoken.samples, channels=1)
    sha = tools.keep(path, "audio/wav", seconds=spoken.seconds)
    words, phonemes = ([part.model_dump() for part in parts] for parts in (spoken.words, spoken.phonemes))
    return Spoken(sha, round(spoken.seconds, 3), words, phonemes)


def audition(chosen: Voice, language: str, text: str = "") -> tuple[bytes, float] | None:
    """``text`` or a sample line in a voice, as a WAV file with its seconds; None: there is no such voice."""
    try:
        spoken = voice.audition(chosen, language, text=text)
    except (SpeechFailed, UnknownVoice):
        return None
    return wav.as_bytes(spoken.samples), spoken.seconds


@cache
def throats() -> dict[str, list[tuple[str, str]]]:
    """The variants that voices are played by, as (variant, words), by register."""
    found: dict[str, list[tuple[str, str]]] = {}
    for throat in INSTRUMENTS.values():
        ages = ", ".join(throat.ages)
        found.setdefault(throat.register, []).append((throat.name, f"{throat.name}: {ages}"))
    return found


def accent(language: str) -> str:
    """The engine's name of a language, as ``Voice.name`` has it."""
    return tongue(language).voice


# English as it is spoken in different places, by eSpeak NG's names.
ACCENTS = (
    ("en-us", "American"),
    ("gmw/en-GB-x-rp", "British"),
    ("en-gb-scotland", "Scottish"),
    ("gmw/en-GB-x-gbclan", "Northern English"),
    ("en-us-nyc", "New York"),
    ("gmw/en-029", "Caribbean"),
)
ALIKE = 0.15  # voices nearer than this would be confused


def accents(language: str) -> tuple[tuple[str, str], ...]:
    """The accents that a language can be spoken with: eSpeak's name and what people call it."""
    base = tongue(language).voice
    return ACCENTS if base == "en-us" else ((base, language),)


def offers(base: Voice, taken: list[tuple[str, Voice]]) -> list[dict[str, Any]]:
    """Every throat, playing as ``base`` does: voice, register, ages, and whom it would be confused with."""
    found = []
    for throat in INSTRUMENTS.values():
        played = base.model_copy(update={"variant": throat.name})
        near = sorted((voice.distance(played, other), name) for name, other in taken)
        found.append(
            {
                "voice": played,
                "register": throat.register,
                "ages": throat.ages,
                "like": near[0][1] if near and near[0][0] < ALIKE else "",
            }
        )
    return found
