"""From a plan to a finished mix and its stems, in blocks, so that memory does not grow with the film."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix import ducking, wav
from pipeline.previz.mix.limiter import HOLD, LOOK, limiting
from pipeline.previz.mix.loudness import Meter, Peak, Silence
from pipeline.previz.mix.plan import AnySamples, Mix, MixPlan, Placed
from pipeline.previz.mix.rooms import in_room
from pipeline.previz.mix.signal import RATE, Samples, count, gain_of, stereo
from pipeline.previz.mix.track import Track

BLOCK = 1_008_000  # samples worked on at a time: 21 s, whole steps of every meter
TRACKS = ("dialogue", "effects", "ambience", "music")
STEMS = {"dialogue": ("dialogue",), "effects": ("effects", "ambience"), "music": ("music",)}
_NO_DIALOGUE = -22.0  # LUFS that music is balanced against in a film without words
_CONTEXT = 2 * LOOK + HOLD


def mix(plan: MixPlan, folder: Path) -> Mix:
    """Place, balance, duck, level and limit all of ``plan``; write mix.wav and the stems into ``folder``.

    Integrated loudness is ``plan.target`` within 1 LU (unless the film is all but silent: a gain never
    exceeds 40 dB), the true peak stays under ``plan.ceiling``. Equal plans give equal bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        tracks = _Tracks(plan, Path(scratch))
        gain, limits = _levelled(tracks, plan)
        written = {name: folder / f"{name}.wav" for name in STEMS}
        for name, parts in STEMS.items():
            wav.write(written[name], _finished(tracks, parts, gain, limits))
        wav.write(folder / "mix.wav", _finished(tracks, TRACKS, gain, limits))
    return _measured(folder / "mix.wav", written)


@dataclass(frozen=True)
class _Limits:
    """The limiter's gain where it works: block number to a file with the gain per sample."""

    gains: dict[int, Path]

    def on(self, first: int, samples: Samples) -> Samples:
        found = self.gains.get(first // BLOCK)
        return samples if found is None else samples * np.load(found)[:, None]


class _Tracks:
    """The four tracks of a film, full length, balanced and ducked block by block when asked."""

    def __init__(self, plan: MixPlan, scratch: Path) -> None:
        self.length, self.scratch = count(plan.seconds), scratch
        music = plan.music if isinstance(plan.music, list) else _from_start(plan.music)
        sources = {
            "dialogue": plan.speech,
            "effects": plan.effects,
            "ambience": plan.ambience,
            "music": music,
        }
        self._tracks = {name: Track(self.length, scratch / name) for name in TRACKS}
        for name, sounds in sources.items():
            for sound in sounds:
                add(self._tracks[name], sound)
        heard = self._activity()
        self._ducking = {
            "music": ducking.envelope(heard, plan.duck),
            "ambience": ducking.envelope(heard, plan.ambience_duck),
        }
        self._gain = {"music": self._music_gain(plan)}

    def _activity(self) -> Samples:
        """Where someone speaks, over the whole film."""
        pieces = [ducking.activity(self._tracks["dialogue"].read(at, at + BLOCK)) for at in self.starts()]
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)

    def _music_gain(self, plan: MixPlan) -> float:
        spoken, played = (self._loudness(name) for name in ("dialogue", "music"))
        if played <= -70.0:
            return 1.0
        reference = spoken if spoken > -60.0 else _NO_DIALOGUE
        return gain_of(reference - plan.music_below - played)

    def _loudness(self, name: str) -> float:
        meter = Meter()
        for first in self.starts():
            meter.feed(self._tracks[name].read(first, first + BLOCK))
        return meter.loudness()

    def starts(self) -> range:
        return range(0, self.length, BLOCK)

    def sum(self, first: int, last: int, names: tuple[str, ...] = TRACKS) -> Samples:
        """The named tracks added up, from sample ``first`` to ``last``."""
        first, last = max(0, first), min(self.length, last)
        out = np.zeros((last - first, 2), dtype=np.float32)
        for name in names:
            piece = self._tracks[name].read(first, last)
            if name in self._ducking:
                piece = piece * ducking.between(self._ducking[name], first, last)
            out += piece * np.float32(self._gain.get(name, 1.0))
        return out


def _from_start(music: AnySamples | None) -> list[Placed]:
    return [] if music is None else [Placed(music, 0.0)]


def add(track: Track, sound: Placed) -> None:
    """Add a sound to a track at its place. What lies outside the film is not heard."""
    first, samples = round(sound.start * RATE), sound.heard()
    # Long beds (music, ambience) are added in pieces; only short mono sounds go through a room.
    if sound.room != "dry" and samples.ndim == 1:
        dry = _floats(samples[:]).copy()
        _edge(dry[:, None], 0, len(dry), sound)
        track.add(first, in_room(dry, sound.room, sound.pan) * np.float32(sound.gain))
        return
    length = len(samples)
    for start in range(0, length, BLOCK):
        piece = stereo(_floats(samples[start : start + BLOCK]), sound.pan) * np.float32(sound.gain)
        _edge(piece, start, length, sound)
        track.add(first + start, piece)


def _floats(samples: NDArray[Any]) -> Samples:
    if samples.dtype == np.int16:
        return samples.astype(np.float32) / np.float32(32767.0)
    return np.asarray(samples, dtype=np.float32)


def _edge(piece: Samples, start: int, length: int, sound: Placed) -> None:
    """Apply the part of the sound's fades that falls into ``piece``, which begins at its sample ``start``."""
    rise, fall = count(sound.fade_in), count(sound.fade_out)
    places = np.arange(start, start + len(piece))
    if start < rise:
        piece *= np.sin(np.clip((places + 0.5) / rise, 0.0, 1.0) * np.pi / 2)[:, None].astype(np.float32)
    if start + len(piece) > length - fall:
        left = np.clip((length - places - 0.5) / fall, 0.0, 1.0)
        piece *= np.sin(left * np.pi / 2)[:, None].astype(np.float32)


def _levelled(tracks: _Tracks, plan: MixPlan) -> tuple[float, _Limits]:
    """The gain that brings the film to its target, and the limiter's gains, found together."""
    gain, limits = 1.0, _Limits({})
    for _ in range(3):
        # Limiting takes a little loudness away, so measure what it leaves and correct.
        meter = Meter()
        for first in tracks.starts():
            meter.feed(limits.on(first, tracks.sum(first, first + BLOCK) * np.float32(gain)))
        short = plan.target - meter.loudness()
        if abs(short) < 0.1:
            break
        gain = min(gain * gain_of(short), 100.0)
        limits = _limits(tracks, gain, gain_of(plan.ceiling))
    return gain, limits


def _limits(tracks: _Tracks, gain: float, ceiling: float) -> _Limits:
    found = {}
    for first in tracks.starts():
        begin = max(0, first - _CONTEXT)
        around = tracks.sum(begin, first + BLOCK + _CONTEXT) * np.float32(gain)
        gains = limiting(around, ceiling)
        if gains is not None:
            found[first // BLOCK] = tracks.scratch / f"limits-{first // BLOCK}.npy"
            kept = gains[first - begin : first - begin + BLOCK][: tracks.length - first]
            np.save(found[first // BLOCK], kept)
    return _Limits(found)


def _finished(tracks: _Tracks, names: tuple[str, ...], gain: float, limits: _Limits) -> Iterator[Samples]:
    for first in tracks.starts():
        yield limits.on(first, tracks.sum(first, first + BLOCK, names) * np.float32(gain))


def _measured(path: Path, stems: dict[str, Path]) -> Mix:
    """Read a finished mix back and measure what is really in the file."""
    stored = wav.Stored(path)
    meter, quiet, peak, clipped = Meter(), Silence(), Peak(), 0
    for first in range(0, len(stored), BLOCK):
        raw = stored[first : first + BLOCK]
        piece = _floats(raw)
        for instrument in (meter, quiet, peak):
            instrument.feed(piece)
        clipped += int(np.count_nonzero(np.abs(raw.astype(np.int32)) >= 32767))
    return Mix(path, stems, len(stored) / RATE, meter.loudness(), peak.decibels, clipped, quiet.longest)
