"""Keeps the true peak under a ceiling undistorted: the gain sinks before the peak and rises after it."""

import numpy as np

from pipeline.previz.mix.loudness import oversampled_peaks
from pipeline.previz.mix.signal import Samples, single

LOOK = 256  # samples of warning, about 5 ms
HOLD = 2_048  # samples the gain stays down, so that it does not flutter within a cycle


def _lowest(values: Samples, width: int) -> Samples:
    """The minimum of each value and the ``width - 1`` before it, in log2(width) passes."""
    out = values.copy()
    reach = 1
    while reach < width:
        by = min(reach, width - reach)
        out[by:] = np.minimum(out[by:], out[:-by].copy())
        reach += by
    return out


def _average(values: Samples, width: int) -> Samples:
    """The mean of each value and the ``width - 1`` before it; the first value continues to the left."""
    padded = np.concatenate([np.full(width, values[0], np.float64), values.astype(np.float64)])
    sums = np.cumsum(padded)
    return single((sums[width:] - sums[:-width]) / width)


def limiting(samples: Samples, ceiling: float) -> Samples | None:
    """The gain per sample that keeps stereo ``samples`` under ``ceiling`` (linear); None if not needed."""
    if not len(samples) or float(np.max(np.abs(samples))) < ceiling / 2.0:
        return None
    peaks = np.maximum(*(oversampled_peaks(np.ascontiguousarray(samples[:, side])) for side in (0, 1)))
    if float(peaks.max()) <= ceiling:
        return None
    # A peak lies between this sample and the next, so both must obey.
    peaks[1:] = np.maximum(peaks[1:], peaks[:-1].copy())
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    # A margin in front, so that the first samples are looked ahead to as well.
    held = _lowest(np.concatenate([needed, np.ones(LOOK, np.float32)]), LOOK + HOLD)
    return np.minimum(_average(held, LOOK)[LOOK:], 1.0)
