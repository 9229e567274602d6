"""Another draft of a screenplay over the one that is filmed: which scene is which."""

from pipeline.redraft.drafting import Draft, Fate, drafted
from pipeline.redraft.pairing import Pair, paired

__all__ = ["Draft", "Fate", "Pair", "drafted", "paired"]
