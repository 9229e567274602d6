"""Reading scripts for what must be designed: the people, places and props they name, and what becomes of
them.
"""

from pipeline.previz.extract.casting import cast
from pipeline.previz.extract.scenes import breakdown
from pipeline.previz.extract.sightings import mentions
from pipeline.previz.extract.states import state, told

__all__ = ["breakdown", "cast", "mentions", "state", "told"]
