"""What a mix is made from, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from pipeline.previz.mix.wav import Stored

AnySamples = NDArray[Any] | Stored  # float32, or int16 as it stands in a WAV file


@dataclass(frozen=True)
class Placed:
    """A sound at its place in the film."""

    samples: (
        AnySamples | Callable[[], AnySamples]
    )  # (n,) or (n, 2) at 48 kHz; int16 is fractions of full scale
    start: float  # seconds from the start of the film
    gain: float = 1.0  # linear
    pan: float = 0.0  # -1 left, 1 right
    fade_in: float = 0.0  # seconds; equal-power, so that two sounds cross-fade over a dissolve
    fade_out: float = 0.0
    room: str = "dry"  # the acoustic it is heard in, see ``mix.rooms``; mono sounds only

    def heard(self) -> AnySamples:
        """The sound itself; one that was given as a function is made now, so that long films stay small."""
        return self.samples() if callable(self.samples) else self.samples


@dataclass(frozen=True)
class MixPlan:
    """Everything that is heard in a film of ``seconds``."""

    seconds: float
    speech: list[Placed] = field(default_factory=list)
    effects: list[Placed] = field(default_factory=list)
    ambience: list[Placed] = field(default_factory=list)
    music: AnySamples | list[Placed] | None = None  # stereo, from the first frame of the film on
    duck: float = 9.0  # decibels that music sinks by while someone speaks
    ambience_duck: float = 3.0
    music_below: float = 6.0  # loudness units by which music alone stays under the dialogue
    target: float = -16.0  # LUFS, integrated
    ceiling: float = -2.0  # dBTP; half a decibel of room is left for what AAC adds


@dataclass(frozen=True)
class Mix:
    """A finished mix: 16-bit stereo WAV files at 48 kHz. The stems add up to the whole."""

    path: Path
    stems: dict[str, Path]  # "dialogue", "effects", "music"
    seconds: float
    loudness: float  # LUFS, integrated
    peak: float  # dBTP
    clipped: int  # samples at full scale
    silence: float  # seconds of the longest stretch under -60 dBFS
