"""Voices: who sounds like what, lines spoken with the time of every word, and how long words take."""

from pipeline.previz.voice.audition import audition
from pipeline.previz.voice.casting import cast_voice, distance, narrator
from pipeline.previz.voice.child import SpeechFailed, UnknownVoice
from pipeline.previz.voice.languages import speaks
from pipeline.previz.voice.pace import seconds_of, syllables
from pipeline.previz.voice.prosody import MOODS, delivery
from pipeline.previz.voice.speech import Speech, speak
from projects.kinds.scenes import Phoneme, Word

__all__ = [
    "MOODS",
    "Phoneme",
    "Speech",
    "SpeechFailed",
    "UnknownVoice",
    "Word",
    "audition",
    "cast_voice",
    "delivery",
    "distance",
    "narrator",
    "seconds_of",
    "speak",
    "speaks",
    "syllables",
]
