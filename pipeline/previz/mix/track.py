"""A track of a film: stereo sound that can be added to anywhere, in memory or, for long films, in a file."""

from pathlib import Path

import numpy as np

from pipeline.previz.mix.signal import RATE, Samples

IN_MEMORY = 60 * RATE  # samples; longer tracks are kept in files
_FRAME = 8  # bytes of one stereo sample


class Track:
    """Silence of ``length`` samples to begin with. ``path`` is where it may keep itself."""

    def __init__(self, length: int, path: Path) -> None:
        self.length, self._path = length, path
        self._samples: Samples | None = None
        if length <= IN_MEMORY:
            self._samples = np.zeros((length, 2), dtype=np.float32)
        else:
            with path.open("wb") as file:
                file.truncate(length * _FRAME)

    def add(self, first: int, piece: Samples) -> None:
        """Add stereo samples from ``first`` on; what lies outside the track is not heard."""
        if first < 0:
            piece, first = piece[-first:], 0
        piece = piece[: max(0, self.length - first)]
        if not len(piece):
            return
        if self._samples is not None:
            self._samples[first : first + len(piece)] += piece
            return
        whole = self.read(first, first + len(piece)) + piece
        with self._path.open("r+b") as file:
            file.seek(first * _FRAME)
            file.write(whole.tobytes())

    def read(self, first: int, last: int) -> Samples:
        """The samples from ``first`` to ``last``; callers must not change them."""
        first, last = max(0, first), min(self.length, last)
        if self._samples is not None:
            return self._samples[first:last]
        wanted = max(0, last - first) * 2
        return np.fromfile(self._path, np.float32, wanted, offset=first * _FRAME).reshape(-1, 2)
