"""Places: families of locations, each drawn in layers from the sky to what is nearest."""

from collections.abc import Callable
from typing import Any

from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.light import Light
from pipeline.previz.draw.places import afar, corners, outskirts, rooms, shores, urban, wild
from pipeline.previz.draw.places.plan import Drawn, Plan

_OUTDOORS: dict[str, Callable[[Plan], None]] = {
    "forest": wild.forest, "coast": shores.coast, "lighthouse": shores.lighthouse, "field": wild.field,
    "desert": wild.desert, "mountain": wild.mountain, "river": shores.river, "cave": wild.cave,
    "street": urban.street, "village": urban.village, "road": urban.roadside, "station": urban.station,
    "harbour": outskirts.harbour, "rooftop": outskirts.rooftop, "park": outskirts.park,
    "graveyard": outskirts.graveyard, "sea": afar.sea, "deck": afar.deck,
    "castle": afar.castle, "hull": afar.hull, "alley": corners.alley, "bridge-out": corners.bridge,
    "market": corners.market, "suburb": corners.suburb,
}  # fmt: skip
_INDOORS: dict[str, Callable[[Plan], None]] = {**dict.fromkeys(rooms.ROOMS, rooms.interior), "car": rooms.car}

FAMILIES: dict[str, Callable[[Plan], None]] = {**_OUTDOORS, **_INDOORS}

INDOOR_FAMILIES = frozenset(_INDOORS) - {"car"}


def draw_place(
    design: dict[str, Any], style: StylePreset, light: Light, size: tuple[float, float], angle: str
) -> list[Drawn]:
    """The sheets of a place from far to near. An unknown family is drawn as a field or a room."""
    plan = Plan(dict(design), style, light, size[0], size[1], angle)
    family = str(design.get("family", ""))
    FAMILIES.get(family, FAMILIES["room" if light.indoors else "field"])(plan)
    return plan.sheets
