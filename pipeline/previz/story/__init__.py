"""Writing from structure and grammar: from an idea to treatments, beats and scenes, the same for the same
seed.
"""

from pipeline.previz.story.adapting import summary_of
from pipeline.previz.story.beating import beats
from pipeline.previz.story.briefing import HouseReading, complete_brief, reading_of
from pipeline.previz.story.ending import endings, parts_of
from pipeline.previz.story.treating import treatments
from pipeline.previz.story.writing import scene

__all__ = [
    "HouseReading",
    "beats",
    "complete_brief",
    "endings",
    "parts_of",
    "reading_of",
    "scene",
    "summary_of",
    "treatments",
]
