"""16-bit PCM WAV files: written piece by piece, read without loading them."""

import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix.signal import RATE, Samples

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


def quantised(samples: Samples) -> NDArray[np.int16]:
    """Floats from -1 to 1 as 16-bit numbers; what lies outside is clipped."""
    return np.asarray(np.clip(np.rint(samples * 32767.0), -32768, 32767), dtype="<i2")


def _header(frames: int, channels: int) -> bytes:
    size = frames * channels * 2
    form = (1, channels, RATE, RATE * channels * 2, channels * 2, 16)
    return _HEADER.pack(b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, *form, b"data", size)


def write(path: Path, pieces: Samples | Iterable[Samples], channels: int = 2) -> None:
    """Write sound to ``path`` at 48 kHz. ``pieces`` are written one after the other."""
    frames = 0
    with path.open("wb") as file:
        file.write(_header(0, channels))
        for piece in [pieces] if isinstance(pieces, np.ndarray) else pieces:
            file.write(quantised(piece).tobytes())
            frames += len(piece)
        file.seek(0)
        file.write(_header(frames, channels))


def as_bytes(samples: Samples) -> bytes:
    """A whole WAV file of ``samples``, mono or stereo."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    return _header(len(samples), channels) + quantised(samples).tobytes()


class Stored:
    """The 16-bit samples of a file that ``write`` made, read when a slice of them is asked for.

    Behaves like an int16 array in what mixing needs: ``len``, ``ndim``, ``dtype`` and slices. Raises
    ValueError for any other kind of file.
    """

    dtype = np.dtype("<i2")

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            fields = _HEADER.unpack(file.read(_HEADER.size).ljust(_HEADER.size, b"\0"))
        riff, _, wave, form, _, coding, channels, rate, _, _, bits, data, size = fields
        kind = (riff, wave, form, data) == (b"RIFF", b"WAVE", b"fmt ", b"data")
        if not kind or (coding, rate, bits) != (1, RATE, 16):
            raise ValueError(f"{path.name} is not a 16-bit WAV file at {RATE} Hz.")
        self._path, self._channels, self._length = path, channels, size // (2 * channels)
        self.ndim = 1 if channels == 1 else 2

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> NDArray[np.int16]:
        first, last, _ = part.indices(self._length)
        wanted = max(0, last - first) * self._channels
        found = np.fromfile(self._path, self.dtype, wanted, offset=_HEADER.size + first * self._channels * 2)
        return found if self.ndim == 1 else found.reshape(-1, self._channels)


def read(path: Path) -> Samples:
    """The samples of a file that ``write`` made, as floats."""
    return np.asarray(Stored(path)[:], dtype=np.float32) / np.float32(32767.0)
