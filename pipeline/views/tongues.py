"""What a person is told when the house writer does not know the language of their idea."""

from pipeline.previz.story import HouseReading, reading_of
from pipeline.queries.routing import chain
from projects.kinds import Brief


def house_reading(brief: Brief) -> HouseReading | None:
    """How the house writer reads an idea in another language, or None where it needs no saying.

    A team whose own model writes its texts is told nothing: that model writes in any language.
    """
    return None if chain().links else reading_of(brief)
