"""What the typed fields of a definition change in a design: the thing they name, and nothing else."""

from collections.abc import Mapping
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import NAMED
from pipeline.previz.design.people import (
    AGES,
    BEARDS,
    BUILDS,
    EYES,
    GLASSES,
    HAIR,
    MARKS,
    SKINS,
    age_in,
    build_numbers,
    features,
    named_cut,
)
from pipeline.previz.design.words import every, first, names, plain

_GREY = "#c9c6c0"  # the hair of who is old, unless a word says otherwise
_MATERIALS = {
    "brass|gold|golden": "#b8933f", "copper|bronze": "#a5613a", "silver|chrome|pewter": "#b9bec7",
    "steel|iron|metal|tin|lead": "#7d828c", "rust|rusty": "#a4502c", "leather": "#6e4a31",
    "wood|wooden|oak|pine|teak|bamboo": "#8a5a34", "glass|crystal": "#9cc4cc", "paper|parchment": "#e4d8b8",
    "stone|granite|slate": "#7f8288", "marble|porcelain|bone|ivory": "#efe6d0", "clay|terracotta": "#b0623c",
    "plastic": "#c8ccd0", "canvas|linen|cloth": "#cdb894",
}  # fmt: skip


def typed_person(
    design: dict[str, Any], traits: Mapping[str, str], words: str
) -> tuple[dict[str, Any], frozenset[str]]:
    """A person's design with what its typed fields name, and the parameters that they fix."""
    if not any(traits.values()):
        return design, frozenset()
    told = {name: plain(text) for name, text in traits.items()}
    age = _age(told.get("age", "")) or design["age"]
    changes: dict[str, Any] = {
        "age": age,
        **_hair(told.get("hair", ""), told.get("face", "")),
        **_build(told.get("build", ""), age),
        **_face(told.get("face", "")),
    }
    if skin := first(f"{told.get('skin', '')} skin", SKINS) if told.get("skin") else "":
        changes["skin"] = skin
    if eyes := first(told.get("eyes", ""), EYES):
        changes["eyes"] = eyes
    if age == "old" != design["age"] and "hair" not in changes and not first(plain(words), HAIR):
        changes["hair"] = _GREY
    if design.get("species"):  # fur stays fur
        changes = {name: value for name, value in changes.items() if name in ("width", "belly", "tallness")}
    made = {**design, **changes}
    made["palette"] = [made["top_colour"], made["bottom_colour"], made["hair"], made["skin"]]
    return made, frozenset(name for name, value in changes.items() if value != design.get(name))


def _age(said: str) -> str:
    return age_in(said) or first(said, AGES) or ("adult" if names(said, "thirties") >= 0 else "")


def _hair(said: str, face: str) -> dict[str, Any]:
    """Colour and cut from the field of the hair; the beard from there or from that of the face."""
    found: dict[str, Any] = {}
    if tone := first(said, HAIR):
        found["hair"] = tone
    if cut := named_cut(said):
        found["cut"] = cut
    about = f"{said}, {face}"
    beard = first(about, BEARDS, default="unsaid")
    if beard != "unsaid":
        found["beard"] = beard
    return found


def _build(said: str, age: str) -> dict[str, float]:
    named = first(said, BUILDS)
    height = any(names(said, word) >= 0 for word in ("tall", "lanky", "small", "petite", "tiny", "short"))
    if not named and not height:
        return {}
    # "short" alone is a person's height here, not their hair's length.
    said = said.replace("short", "small")
    numbers = build_numbers(named or "average", age, said, Chance("typed build", said, age))
    wanted = [*(["width", "belly"] if named else []), *(["tallness"] if height else [])]
    return {name: numbers[name] for name in wanted}


def _face(said: str) -> dict[str, Any]:
    if not said:
        return {}
    chance, same = Chance("typed face"), Chance("typed face")
    told, untold = features(said, chance), features("", same)
    found: dict[str, Any] = {name: value for name, value in told.items() if value != untold[name]}
    if glasses := first(said, GLASSES):
        found["glasses"] = glasses
    if marks := every(said, MARKS):
        found["marks"] = marks
    return found


def typed_place(traits: Mapping[str, str]) -> str:
    """What the typed fields of a place say, as words to read before its definition."""
    shown = ("setting", "condition", "season", "palette", "era", "light")
    parts = {name: traits[name] for name in shown if traits.get(name)}
    if palette := plain(parts.get("palette", "")):
        tones = sorted((at, word) for word in NAMED if (at := names(palette, word)) >= 0)
        if palette.replace(" and ", " ").replace(",", "").split() == [word for _, word in tones]:
            # Colours alone: the first is the walls', the next that of what hangs on them.
            parts["palette"] = ", ".join(
                f"{word} {noun}"
                for (_, word), noun in zip(tones, ("walls", "curtains", "floor"), strict=False)
            )
    return ". ".join(parts.values())


def typed_prop(design: dict[str, Any], traits: Mapping[str, str]) -> dict[str, Any]:
    """A prop's design in the colour that its fields name, else in that of its material."""
    tone = first(plain(traits.get("colour", "")), NAMED) or first(
        plain(traits.get("material", "")), _MATERIALS
    )
    return {**design, "colour": tone} if tone else design
