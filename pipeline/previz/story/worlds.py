"""The places of a story: each world offers a home, a place of work, a threshold, a wild place and so on."""

from typing import Any

from pipeline.previz.lexicon import entries
from pipeline.previz.story.bible import Place


def worlds(language: str) -> tuple[dict[str, Any], ...]:
    """All worlds of the language's lexicon."""
    return entries(language, "worlds")


def world(name: str, language: str) -> dict[str, Any]:
    """One world, or the first one where the name is not known."""
    found = worlds(language)
    return next((entry for entry in found if entry["world"] == name), found[0])


def places(name: str, language: str) -> list[Place]:
    """The places of a world."""
    return [Place.model_validate(place) for place in world(name, language)["places"]]
