"""What a viewer gets: a finished film, decoded and measured against what a delivered film must be."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from pipeline.previz.cut.checks import Breach, breaches
from pipeline.previz.cut.ffmpeg import CutFailed
from pipeline.previz.cut.segments import entries
from pipeline.previz.cut.subtitles import Subtitle
from pipeline.previz.mix.loudness import Meter, Peak, Silence
from pipeline.previz.mix.signal import RATE, Samples
from projects.kinds.vocabulary import FPS

LOUDNESS = -16.0  # LUFS, within one
PEAK = -1.5  # dBTP at most
SILENT = 4.0  # seconds at most
LENGTH = 0.02  # of the running time asked for

_PIECE = RATE * 10
_CUE = re.compile(r"(\d+):(\d\d):(\d\d),(\d{3}) --> (\d+):(\d\d):(\d\d),(\d{3})\n(.*?)(?:\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Examination:
    """What was found in a film. Levels are those of the decoded sound, not of the mix that went in."""

    frames: int
    heard: float  # seconds of sound
    loudness: float  # LUFS, integrated
    peak: float  # dBTP
    clipped: int  # samples at full scale
    silence: float  # seconds of the longest stretch under -60 dBFS
    subtitles: int
    broken: list[Breach]

    @property
    def seconds(self) -> float:
        """The length of the picture."""
        return self.frames / FPS

    def lines(self) -> list[str]:
        """What was found, in words."""
        return [
            f"picture: {self.frames} frames, {self.seconds:.3f} s; sound: {self.heard:.3f} s",
            f"loudness: {self.loudness:.2f} LUFS; true peak: {self.peak:.2f} dBTP; clipped: {self.clipped}",
            f"longest silence: {self.silence:.2f} s",
            f"subtitles: {self.subtitles}, {len(self.broken)} rules broken",
        ]

    def faults(self, wanted: float | None = None) -> list[str]:
        """What is not as it must be; ``wanted`` is the running time asked for, in seconds."""
        off = abs(self.seconds - wanted) / wanted if wanted else 0.0
        rules = (
            (abs(self.loudness - LOUDNESS) > 1.0, f"The loudness is {self.loudness:.2f} LUFS."),
            (self.peak > PEAK, f"The true peak is {self.peak:.2f} dBTP."),
            (self.clipped > 0, f"{self.clipped} samples are clipped."),
            (self.silence > SILENT, f"It is silent for {self.silence:.1f} s."),
            (abs(self.heard - self.seconds) > 0.1, "Sound and picture do not end together."),
            (off > LENGTH, f"It is {self.seconds:.1f} s long, not {wanted} s."),
            *((True, f"Subtitle {one.number} is {one.rule}: {one.found}.") for one in self.broken),
        )
        return [sentence for broken, sentence in rules if broken]


def examined(film: Path) -> Examination:
    """Decode a film and measure it. Raises CutFailed for a file that is no film with sound."""
    meter, quiet, peak, clipped, count = Meter(), Silence(), Peak(), 0, 0
    for piece in _sound(film):
        for instrument in (meter, quiet, peak):
            instrument.feed(piece)
        clipped += int(np.count_nonzero(np.abs(piece) >= 1.0))
        count += len(piece)
    shown = _subtitles(film)
    return Examination(
        frames=entries(film)[0],
        heard=count / RATE,
        loudness=meter.loudness(),
        peak=peak.decibels,
        clipped=clipped,
        silence=quiet.longest,
        subtitles=len(shown),
        broken=breaches(shown),
    )


def _program(film: Path) -> list[str]:
    return [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-v", "error", "-i", str(film)]


def _sound(film: Path) -> Iterator[Samples]:
    """The film's sound in pieces of stereo samples, as decoded: over full scale where it is."""
    command = [*_program(film), "-map", "0:a:0", "-f", "f32le", "-ac", "2", "-ar", str(RATE), "pipe:1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None:
            raise CutFailed("The decoder has no pipe.")
        heard = False
        while data := process.stdout.read(_PIECE * 8):
            heard = True
            yield np.frombuffer(data, np.float32).reshape(-1, 2)
    if not heard:
        raise CutFailed(f"{film.name} has no sound.")


def _subtitles(film: Path) -> list[Subtitle]:
    """The film's own subtitle track; empty where it has none."""
    done = subprocess.run(
        [*_program(film), "-map", "0:s:0", "-f", "srt", "pipe:1"], capture_output=True, check=False
    )
    text = done.stdout.decode("utf-8", "replace").replace("\u2060", "").replace("\r", "")
    found = []
    for match in _CUE.finditer(text):
        clock = [int(part) for part in match.groups()[:8]]
        begins, ends = (
            hours * 3600 + minutes * 60 + seconds + thousandths / 1000
            for hours, minutes, seconds, thousandths in (clock[:4], clock[4:])
        )
        found.append(Subtitle(begins, ends, re.sub(r"</?\w[^>]*>", "", match.group(9)).strip()))
    return found
