"""Camera: specifications become moving pictures, segments that join by stream copy."""

from pipeline.previz.camera.acting import Cue
from pipeline.previz.camera.cards import credits, end_credits, titles
from pipeline.previz.camera.clip import Handle, clip
from pipeline.previz.camera.encode import ENCODE, EncodingError
from pipeline.previz.camera.spot import Spot, spot
from pipeline.previz.camera.still import still

__all__ = [
    "ENCODE",
    "Cue",
    "EncodingError",
    "Handle",
    "Spot",
    "clip",
    "credits",
    "end_credits",
    "spot",
    "still",
    "titles",
]
