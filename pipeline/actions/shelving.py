"""What an asset of the library says, made whole: checked, drawn and given a voice."""

from typing import Any

from assets.actions.media import keep_bytes
from pipeline.providers.registry import HOUSE
from projects.kinds import Asset, Brief
from projects.library import DESIGN, DRAWN, PICTURE, checked, value

PICTURE_SIZE = (640, 480)  # pixels
STYLE = "cinematic"  # films draw their own; this is for the library's pages


def finished(kind: str, payload: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """``payload`` as it is kept; where its words differ from ``before``, with a new drawing for all films.

    Raises Invalid with a sentence that names the field.
    """
    told = checked(kind, payload)
    if _reworded(told, before) or not told[DESIGN]:
        asset = HOUSE.finished(_asset(kind, told), Brief())
        told[DESIGN] = asset.design
        told["voice"] = asset.voice.model_dump(mode="json") if asset.voice else None
    return told


def pictured(kind: str, told: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """``told`` with a picture: somebody's own where there is one, else drawn from its words."""
    picture = told.get(PICTURE)
    if picture and (picture["own"] or not _reworded(told, before)):
        return told
    width, height = PICTURE_SIZE
    data = HOUSE.portrait(_asset(kind, told), STYLE, width, height)
    media = keep_bytes(data, "image/png", name=f"{told['name']}.png", width=width, height=height)
    return told | {PICTURE: {"media": media.sha256, "width": width, "height": height, "own": False}}


def _reworded(told: dict[str, Any], before: dict[str, Any] | None) -> bool:
    return before is None or any(told[name] != value(before, name) for name in DRAWN)


def _asset(kind: str, told: dict[str, Any]) -> Asset:
    known = {name: said for name, said in told.items() if name in Asset.model_fields}
    return Asset.model_validate(known | {"key": f"{kind}:library", "type": kind})
