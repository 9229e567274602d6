"""What a season does to a place: the colour of its leaves, and snow on whatever carries it."""

from pipeline.previz.design.colour import mix
from pipeline.previz.draw.geometry import rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.light import Light

SNOW = "#f1f5f9"
_AUTUMN = ("#c4782a", "#b5522a", "#c79c36", "#8f6a34", "#a8402c")


def foliage(light: Light, leaf: str, at: float) -> str:
    """The colour of leaves in the season of ``light``; no two trees turn alike."""
    if light.season == "autumn":
        return mix(_AUTUMN[int(at) % len(_AUTUMN)], leaf, 0.12)
    if light.season == "spring":
        return mix(leaf, "#e7a6bd", 0.75) if int(at) % 3 == 0 else mix(leaf, "#a4c75c", 0.5)
    return mix(leaf, "#8a9490", 0.55) if light.snow else leaf


def snowed(sheet: Sheet, at: tuple[float, float, float, float], u: float, *, steep: bool) -> None:
    """Snow on a roof, on the steep kind or the flat one."""
    x, base, wide, tall = at
    top = base - tall - (74 if steep else 12) * u
    if not steep:
        sheet.fill(rect(x - 8 * u, top - 6 * u, wide + 16 * u, 15 * u, 7 * u), SNOW, line=0.5)
        return
    left, right = x + wide * 0.2, x + wide * 0.8
    sheet.fill(
        f"M{left:.1f} {top - 3 * u:.1f}H{right:.1f}L{right + wide * 0.16:.1f} {top + 50 * u:.1f}"
        f"Q{x + wide * 0.78:.1f} {top + 34 * u:.1f} {x + wide * 0.62:.1f} {top + 52 * u:.1f}"
        f"Q{x + wide * 0.46:.1f} {top + 32 * u:.1f} {x + wide * 0.3:.1f} {top + 50 * u:.1f}"
        f"Q{x + wide * 0.16:.1f} {top + 36 * u:.1f} {left - wide * 0.16:.1f} {top + 50 * u:.1f}Z",
        SNOW,
        line=0.5,
    )
