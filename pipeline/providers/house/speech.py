"""The house engine's voices."""

from functools import cache

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


def audition(chosen: Voice, language: str) -> tuple[bytes, float] | None:
    """A sample line in a voice, as a WAV file with its seconds; None when there is no such voice."""
    try:
        spoken = voice.audition(chosen, language)
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
