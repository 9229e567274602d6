"""The mix: every sound at its place, music under speech, at one loudness, with stems."""

from pipeline.previz.mix.mixdown import mix
from pipeline.previz.mix.plan import Mix, MixPlan, Placed
from pipeline.previz.mix.rooms import room_of
from pipeline.previz.mix.signal import RATE, Samples

__all__ = ["RATE", "Mix", "MixPlan", "Placed", "Samples", "mix", "room_of"]
