"""A style steered: one of the drawing hands with some of its settings changed, written into the style's name.

``cinematic;line=2.4;tint=#8fa4d8`` is the cinematic hand with thicker lines and a blue tint. Such a name goes
wherever a style's slug goes, so that whatever draws by a style draws by a steered one too. Only line, colour
and surface can be steered: faces and proportions belong to the hand, and people stay themselves.
"""

import re
from collections.abc import Mapping

NUMBERS: dict[str, tuple[float, float]] = {
    "line": (0.0, 6.0),
    "line_opacity": (0.1, 1.0),
    "shade": (0.0, 0.8),
    "rim": (0.0, 1.0),
    "saturation": (0.0, 2.0),
    "contrast": (0.5, 1.6),
    "lift": (0.0, 0.4),
    "tint_share": (0.0, 0.5),
    "wobble": (0.0, 4.0),
    "vignette": (0.0, 0.8),
    "bloom": (0.0, 0.8),
}
SWITCHES = ("hard_shade", "grey")
COLOURS = ("line_colour", "tint", "paper")
TEXTURES = ("", "film", "paper", "wash", "wax", "tone", "pencil")

_COLOUR = re.compile(r"#[0-9a-f]{6}$")


def steered(slug: str, settings: Mapping[str, float | str]) -> str:
    """The name of the hand ``slug`` with ``settings``; ``hand`` among them chooses another hand.

    Settings that are not known or not of their kind are left out, numbers are brought into their range, and
    equal settings give equal names.
    """
    hand = str(settings.get("hand") or slug)
    kept = {name: text for name, value in settings.items() if (text := _written(name, value)) is not None}
    return ";".join([hand, *(f"{name}={kept[name]}" for name in sorted(kept))])


def settings_in(name: str) -> tuple[str, dict[str, float | str | bool]]:
    """The hand and the settings that a steered name holds, ready for a StylePreset."""
    hand, *parts = name.split(";")
    found: dict[str, float | str | bool] = {}
    for part in parts:
        key, _, text = part.partition("=")
        value = _written(key, text)
        if value is not None:
            found[key] = value == "1" if key in SWITCHES else value if key not in NUMBERS else float(value)
    return hand, found


def _written(name: str, value: float | str) -> str | None:
    text = str(value).strip().lower()
    if name in SWITCHES:
        return "1" if text in ("1", "1.0", "true") else "0"
    if name in NUMBERS:
        return _number(name, text)
    if name in COLOURS:
        return text if _COLOUR.match(text) or (text == "" and name != "tint") else None
    return text if name == "texture" and text in TEXTURES else None


def _number(name: str, text: str) -> str | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if value != value:  # not a number at all
        return None
    low, high = NUMBERS[name]
    return f"{min(high, max(low, value)):g}"
