"""Camera: specifications become moving pictures, segments that join by stream copy."""

from pipeline.previz.camera.acting import Cue
from pipeline.previz.camera.between import Take, still, transition
from pipeline.previz.camera.cards import credits, titles
from pipeline.previz.camera.clip import clip
from pipeline.previz.camera.encode import ENCODE, EncodingError

__all__ = ["ENCODE", "Cue", "EncodingError", "Take", "clip", "credits", "still", "titles", "transition"]
