"""An insert with a hand in it: somebody holds what the shot is about."""

import math
from typing import Any

from pipeline.previz.design.colour import darker, lighter, safe
from pipeline.previz.draw.framing import Frame
from pipeline.previz.draw.geometry import between, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.cloth import limb_shade
from pipeline.previz.draw.people.hands import hand
from pipeline.previz.draw.props import draw_prop, prop_of

LARGEST = 300.0  # head units: what is wider or higher is not held in one hand
_ANGLE = -142.0  # of the forearm, from the lower right up to the left


def holdable(design: dict[str, Any]) -> bool:
    """Whether one hand can hold a prop."""
    prop = prop_of(design)
    return prop.width < LARGEST and prop.height < LARGEST


def held(sheet: Sheet, frame: Frame, thing: dict[str, Any], whose: dict[str, Any]) -> None:
    """The prop above the table, and the hand and sleeve of whoever holds it."""
    prop, scale = prop_of(thing["design"]), float(thing["scale"]) * 0.92
    x, y = float(thing["x"]), frame.h * 0.45
    size = max(2.3, min(3.3, scale * 1.25)) * min(frame.w, frame.h) / 720
    turn = math.radians(_ANGLE)
    along = (math.sin(turn), math.cos(turn))
    at = (x + prop.grip[0] * scale, y + prop.grip[1] * scale)
    wrist = (at[0] - along[0] * 34 * size, at[1] - along[1] * 34 * size)
    elbow = (wrist[0] - along[0] * frame.w, wrist[1] - along[1] * frame.w)
    with sheet.group(x, y):
        draw_prop(sheet, thing["design"], scale)
    if not whose.get("bare"):  # the wrist between cuff and hand
        stretch = [
            wrist,
            between(wrist, elbow, 12 * size / frame.w),
            between(wrist, elbow, 24 * size / frame.w),
        ]
        sheet.fill(tube(stretch, [18 * size] * 3, cap=False), safe(whose.get("skin"), "#d9a27c"))
    hand(sheet, wrist, _ANGLE, "grip", safe(whose.get("skin"), "#d9a27c"), size, 4, flip=False)
    _sleeve(sheet, wrist, elbow, size, safe(whose.get("sleeve"), "#5a6a7a"), bare=bool(whose.get("bare")))


def _sleeve(
    sheet: Sheet,
    wrist: tuple[float, float],
    elbow: tuple[float, float],
    size: float,
    tone: str,
    *,
    bare: bool,
) -> None:
    reach = math.dist(wrist, elbow)
    cuff = between(wrist, elbow, (-6 if bare else 15) * size / reach)
    thick = (19.0 if bare else 27.0) * size
    limb = [cuff, between(cuff, elbow, 0.5), elbow]
    radii = [thick, thick * 1.5, thick * 2.0]
    sheet.fill(tube(limb, radii, cap=False), tone)
    limb_shade(sheet, limb, radii, -sheet.light.key_side)
    if not bare:
        band = [between(cuff, elbow, share * size / reach) for share in (0, 6, 12)]
        sheet.fill(tube(band, [thick * 1.12] * 3, cap=False), lighter(darker(tone, 0.1), 0.12))
