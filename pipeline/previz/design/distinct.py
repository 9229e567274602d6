"""No two people of one film may be taken for each other: how unlike they are, and how to part them."""

from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import adjusted, distance, safe

ENOUGH = 3.0  # below this two people look alike at a glance
COATS = 14.0  # CIE76 between what two people wear on top: below it they are one blot in a long shot
SAME_COATS = 22.0  # and where the garments are the same, too

_CUTS = {
    "female": (
        "bun",
        "bob",
        "wavy",
        "ponytail",
        "pixie",
        "braid",
        "curly",
        "fringe",
        "long",
        "braids",
        "afro",
    ),
    "male": ("short", "side", "messy", "swept", "curly", "undercut", "buzz", "balding", "topknot", "bald"),
}
_DYES = (
    "#b03f35",
    "#2f5d7c",
    "#4b7350",
    "#c4902f",
    "#66497f",
    "#2b7a78",
    "#d8c8a4",
    "#2c3448",
    "#c06a8a",
    "#7a4a30",
    "#86a85a",
    "#7fb0d6",
    "#e8dcd0",
    "#5c1f3a",
)


def unlikeness(one: dict[str, Any], two: dict[str, Any]) -> float:
    """How unlike two people look: about 1 for each thing that tells them apart from across a street."""
    score = 0.0
    for name, weight in (
        ("presents", 0.8),
        ("age", 0.8),
        ("cut", 0.8),
        ("top", 0.6),
        ("hat", 0.7),
        ("glasses", 0.5),
        ("beard", 0.7),
        ("bottom", 0.2),
    ):
        score += weight * (one.get(name) != two.get(name))
    for name, weight in (("top_colour", 1.2), ("hair", 0.9), ("skin", 0.6), ("bottom_colour", 0.3)):
        score += weight * min(
            1.0, distance(safe(one.get(name), "#808080"), safe(two.get(name), "#808080")) / 40
        )
    for name, span, weight in (("width", 0.3, 0.4), ("tallness", 0.12, 0.3), ("belly", 0.6, 0.3)):
        score += weight * min(1.0, abs(float(one.get(name, 1)) - float(two.get(name, 1))) / span)
    return score


def apart(
    design: dict[str, Any], others: list[dict[str, Any]], chance: Chance, fixed: frozenset[str]
) -> dict[str, Any]:
    """``design`` changed just enough that nobody in ``others`` looks like it.

    ``fixed`` names what the definition says in words; that is only changed when nothing else is left.
    """
    people = [other for other in others if other.get("type") == "character"]
    made = dict(design)
    for attempt in range(24):
        close = [other for other in people if unlikeness(made, other) < ENOUGH or _same_coat(made, other)]
        if not close:
            break
        if attempt == 16:
            fixed = frozenset()
        made = _changed(made, close[0], people, chance, fixed)
    return made


def _same_coat(one: dict[str, Any], two: dict[str, Any]) -> bool:
    """The colour of what is worn on top is what the eye follows from shot to shot."""
    apart = distance(safe(one.get("top_colour"), "#808080"), safe(two.get("top_colour"), "#808080"))
    return apart < (SAME_COATS if one.get("top") == two.get("top") else COATS)


def _changed(
    made: dict[str, Any],
    other: dict[str, Any],
    people: list[dict[str, Any]],
    chance: Chance,
    fixed: frozenset[str],
) -> dict[str, Any]:
    presents = "female" if made.get("presents") == "female" else "male"
    options = [name for name in ("top_colour", "cut", "hair", "beard") if name not in fixed]
    if "beard" in options and (presents == "female" or made.get("age") in ("child", "teen")):
        options.remove("beard")
    name = chance.pick(options) if options else "top_colour"
    if "top_colour" in options and any(_same_coat(made, one) for one in people):
        name = "top_colour"
    if name == "top_colour":
        worn = [safe(one.get("top_colour"), "#808080") for one in people]
        far = sorted(_DYES, key=lambda dye: -min(distance(dye, tone) for tone in worn))
        return {**made, name: chance.pick(far[: 2 if len(people) > 4 else 4])}
    if name == "cut":
        return {**made, name: chance.pick([cut for cut in _CUTS[presents] if cut != other.get("cut")])}
    if name == "beard":
        return {
            **made,
            name: chance.pick(
                [kind for kind in ("", "full", "moustache", "short") if kind != other.get("beard")]
            ),
        }
    dark = distance(safe(other.get("hair"), "#4a3020"), "#1d1a20") < 40
    tone = chance.pick(("#c79a56", "#a8421f", "#9a9a9c") if dark else ("#1d1a20", "#4e3222"))
    return {**made, name: adjusted(tone, value=chance.number(0.95, 1.05))}
