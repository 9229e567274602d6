"""What an asset of the library says, made whole: checked, with the drawing that its words ask for."""

from typing import Any

from pipeline.providers.registry import HOUSE
from projects.kinds import Asset, Brief
from projects.library import DESIGN, DRAWN, checked, value


def finished(kind: str, payload: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """``payload`` as it is kept; where its words differ from ``before``, with a new drawing for all films.

    Raises Invalid with a sentence that names the field.
    """
    told = checked(kind, payload)
    reworded = before is None or any(told[name] != value(before, name) for name in DRAWN)
    if reworded or not told[DESIGN]:
        asset = Asset.model_validate(
            {name: value for name, value in told.items() if name in Asset.model_fields}
            | {"key": f"{kind}:library", "type": kind}
        )
        told[DESIGN] = HOUSE.designed(asset, Brief(), [])
    return told
