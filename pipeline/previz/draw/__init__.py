"""Draw: a shot becomes a specification, the specification layers, the layers a picture."""

from pipeline.previz.draw.compose import compose
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.picture import picture
from pipeline.previz.draw.prompt import prompt_parts, prompt_text
from pipeline.previz.draw.sheets import portrait, poster
from pipeline.previz.draw.stage import layers
from pipeline.previz.draw.views import sheet

__all__ = [
    "Layer",
    "compose",
    "layers",
    "picture",
    "portrait",
    "poster",
    "prompt_parts",
    "prompt_text",
    "sheet",
]
