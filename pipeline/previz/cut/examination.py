"""What a viewer gets: a finished film, decoded and measured against what a delivered film must be."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.previz.cut.checks import Breach, breaches
from pipeline.previz.cut.levels import PEAK, program, sound_of
from pipeline.previz.cut.segments import entries
from pipeline.previz.cut.subtitles import Subtitle
from pipeline.previz.mix.loudness import Meter, Peak, Silence
from pipeline.previz.mix.signal import RATE
from projects.kinds.vocabulary import FPS

LOUDNESS = -16.0  # LUFS, within one
SILENT = 4.0  # seconds at most
LENGTH = 0.02  # of the running time asked for

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
    for piece in sound_of(film):
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


def _subtitles(film: Path) -> list[Subtitle]:
    """The film's own subtitle track; empty where it has none."""
    done = subprocess.run(
        [*program(film), "-map", "0:s:0", "-f", "srt", "pipe:1"], capture_output=True, check=False
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
