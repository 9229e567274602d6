"""Another sampling rate for the same sound."""

from math import gcd

import numpy as np

from pipeline.previz.mix.filters import quick_length
from pipeline.previz.mix.signal import Samples


def resample(samples: Samples, source: int, target: int) -> Samples:
    """Mono ``samples`` of ``source`` hertz at ``target`` hertz, by exact band-limited interpolation.

    The spectrum is cut or extended with zeros (the sinc interpolation of the whole sound); a margin of
    silence keeps its ringing off the edges. Length is ``round(len * target / source)``.
    """
    if source == target or not len(samples):
        return samples.astype(np.float32)
    common = gcd(source, target)
    up, down = target // common, source // common
    margin = source // 50
    blocks = quick_length(-(-(len(samples) + 2 * margin) // down))
    padded = np.zeros(blocks * down, dtype=np.float32)
    padded[margin : margin + len(samples)] = samples
    spectrum = np.fft.rfft(padded)
    wanted = np.zeros(blocks * up // 2 + 1, dtype=spectrum.dtype)
    kept = min(len(spectrum), len(wanted))
    wanted[:kept] = spectrum[:kept]
    made = np.fft.irfft(wanted, blocks * up) * (up / down)
    first = round(margin * target / source)
    return made[first : first + round(len(samples) * target / source)].astype(np.float32)
