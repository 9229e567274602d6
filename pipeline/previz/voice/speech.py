"""Text into speech, with the time of every word."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.previz.mix.resample import resample
from pipeline.previz.mix.signal import RATE, Samples, count
from pipeline.previz.voice.child import synthesise
from pipeline.previz.voice.instruments import Instrument, instrument
from pipeline.previz.voice.languages import tongue
from pipeline.previz.voice.pace import seconds_of, syllables
from pipeline.previz.voice.polish import polished, trimmed
from pipeline.previz.voice.prosody import Prosody, prosody
from pipeline.previz.voice.reading import readable
from pipeline.previz.voice.timing import phonemes_of, words_of
from projects.kinds.scenes import Phoneme, Word
from projects.kinds.world import Voice

_FASTEST = 320  # words a minute


@dataclass(frozen=True)
class Speech:
    """A spoken line: mono float32 at 48 kHz, dry, at the level of dialogue."""

    samples: Samples
    words: list[Word]  # as written, in order; times in seconds from the start of ``samples``
    phonemes: list[Phoneme] = field(default_factory=list)  # what mouths are drawn from

    @property
    def seconds(self) -> float:
        """How long the line lasts."""
        return len(self.samples) / RATE


def speak(text: str, voice: Voice, language: str, mood: str = "neutral") -> Speech:
    """``text`` spoken by ``voice``; never longer than ``seconds_of(text, language)``.

    ``mood`` is a mood of the story or a delivery such as "whisper". Text with nothing to say is a silent
    beat. Equal arguments give equal samples. Raises ``SpeechFailed`` when the speech engine cannot run, and
    ``UnknownVoice`` for a voice name that eSpeak NG does not have.
    """
    text = readable(text)
    allowed = seconds_of(text, language)
    if not syllables(text):
        return Speech(np.zeros(count(allowed), dtype=np.float32), [])
    throat, way = instrument(voice.variant), prosody(mood)
    request = _request(text, voice, language, throat, way)
    raw, events, offset = _heard(request, throat)
    for _ in range(4):
        if len(raw) / RATE <= allowed or request["rate"] >= _FASTEST:
            break
        request["rate"] = min(_FASTEST, round(request["rate"] * len(raw) / RATE / allowed * 1.02) + 2)
        raw, events, offset = _heard(request, throat)
    if not len(raw):
        return Speech(np.zeros(count(allowed), dtype=np.float32), [])
    raw = raw[: count(allowed)]
    samples = polished(raw, throat, way, f"{text}|{voice.model_dump_json()}|{mood}")
    times = [
        (kind, place, size, at / 1000.0 / throat.tract - offset, name)
        for kind, place, size, at, name in events
    ]
    length = len(samples) / RATE
    return Speech(samples, words_of(text, times, length), phonemes_of(times, length))


def _request(text: str, voice: Voice, language: str, throat: Instrument, way: Prosody) -> dict[str, Any]:
    # The tract plays the sound quicker by its factor, which lifts pitch and rate: take both back first.
    lowered = 50.0 * float(np.log2(throat.tract))
    return {
        "text": text,
        "voice": f"{_spoken_by(voice, language)}+{throat.variant}",
        "rate": round(voice.rate * way.rate / throat.tract),
        "pitch": int(np.clip(voice.pitch + way.pitch - lowered, 0, 99)),
        "range": way.melody,
        "volume": 90,
    }


def _spoken_by(voice: Voice, language: str) -> str:
    """The voice's own accent where it speaks the language of the line, else the language's plain voice."""
    plain = tongue(language).voice
    english = plain.startswith(("en", "gmw/en"))
    own = (
        voice.name.startswith(("en", "gmw/en"))
        if english
        else voice.name.split("-")[0] == plain.split("-")[0]
    )
    return voice.name if own else plain


def _heard(request: dict[str, Any], throat: Instrument) -> tuple[Samples, list[list[Any]], float]:
    sound, hertz, events = synthesise(request)
    floats = sound.astype(np.float32) / np.float32(32768.0)
    samples = resample(
        floats - floats.mean() if len(floats) else floats, round(hertz * throat.tract / 50) * 50, RATE
    )
    voice, offset = trimmed(samples)
    return voice, events, offset
