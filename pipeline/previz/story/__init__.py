"""Writing from structure and grammar: from an idea to treatments, beats and scenes, the same for the same
seed.
"""

from pipeline.previz.story.beating import beats
from pipeline.previz.story.briefing import complete_brief
from pipeline.previz.story.treating import treatments
from pipeline.previz.story.writing import scene

__all__ = ["beats", "complete_brief", "scene", "treatments"]
