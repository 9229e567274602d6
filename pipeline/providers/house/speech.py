"""The house engine's voices."""

from pipeline.graph.targets import Request, Tools
from pipeline.previz import voice
from pipeline.previz.mix import wav
from pipeline.previz.voice import delivery
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
