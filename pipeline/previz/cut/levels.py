"""The sound of a film as a viewer's player decodes it, and how high it reaches."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from pipeline.previz.cut.ffmpeg import CutFailed
from pipeline.previz.mix.loudness import Peak
from pipeline.previz.mix.signal import RATE, Samples

PEAK = -1.5  # dBTP at most

_PIECE = RATE * 10


def program(film: Path) -> list[str]:
    """The start of a command that decodes ``film``."""
    return [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-v", "error", "-i", str(film)]


def sound_of(film: Path) -> Iterator[Samples]:
    """The film's sound in pieces of stereo samples, as decoded: over full scale where it is.

    Raises CutFailed for a film without sound.
    """
    command = [*program(film), "-map", "0:a:0", "-f", "f32le", "-ac", "2", "-ar", str(RATE), "pipe:1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None:
            raise CutFailed("The decoder has no pipe.")
        heard = False
        while data := process.stdout.read(_PIECE * 8):
            heard = True
            yield np.frombuffer(data, np.float32).reshape(-1, 2)
    if not heard:
        raise CutFailed(f"{film.name} has no sound.")


def peak_of(film: Path) -> float:
    """The true peak of a film's sound in dBTP."""
    peak = Peak()
    for piece in sound_of(film):
        peak.feed(piece)
    return peak.decibels
