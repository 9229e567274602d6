"""Shots to draw in tests."""

from typing import Any

from pipeline.previz.design import design
from pipeline.previz.draw import compose
from projects.kinds import Asset, Brief, Scene, Shot, VisualState

BRIEF = Brief(idea="A lighthouse keeper finds a door in the sea")


def asset(key: str, definition: str = "") -> Asset:
    kind, _, slug = key.partition(":")
    made = Asset(key=key, type=kind, name=slug.replace("-", " "), definition=definition)
    return made.model_copy(update={"design": design(made, BRIEF, [])})


MARA, ELIAS = "character:mara", "character:elias"
ASSETS = {
    made.key: made
    for made in (
        asset(MARA, "A woman of forty, red hair in a braid, yellow oilskin"),
        asset(ELIAS, "An old man with a white beard, navy uniform, glasses"),
        asset("location:lighthouse"),
        asset("location:kitchen"),
        asset("prop:brass-key"),
    )
}
SPEAKING = [
    {"asset": MARA, "x": 0.3, "facing": "right", "expression": "happy"},
    {"asset": ELIAS, "x": 0.7, "facing": "left"},
]


def spec(
    shot: dict[str, Any] | None = None,
    scene: dict[str, Any] | None = None,
    states: dict[str, VisualState] | None = None,
    style: str = "cinematic",
    brief: Brief = BRIEF,
) -> dict[str, Any]:
    """The specification of one shot of a two-hander, changed by ``shot`` and ``scene``."""
    about = {"script": "s01", "location": "location:kitchen", **(scene or {})}
    setup = {"cast": [MARA, ELIAS], "blocking": SPEAKING, **(shot or {})}
    return compose(Shot(**setup), Scene(**about), ASSETS, states or {}, brief, style)
