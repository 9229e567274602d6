"""The typed fields of an asset's definition, by kind: what a casting sheet asks, one short text each."""

from collections.abc import Mapping
from dataclasses import dataclass

from projects.kinds.vocabulary import AssetKind

TRAIT_MAX = 300  # characters of one field


@dataclass(frozen=True)
class Trait:
    """One typed field. ``choices`` are suggestions: any other word is as good."""

    name: str
    label: str
    hint: str
    choices: tuple[str, ...] = ()
    seen: bool = True  # a picture can show it; a manner of speaking it cannot


TRAITS: dict[AssetKind, tuple[Trait, ...]] = {
    AssetKind.CHARACTER: (
        Trait("age", "Age", "67, or in her thirties", ("child", "teenager", "thirties", "fifties", "old")),
        Trait("build", "Build", "tall and slim", ("slim", "athletic", "broad", "round", "tall", "small")),
        Trait("skin", "Skin", "olive", ("pale", "light", "olive", "brown", "dark")),
        Trait("hair", "Hair", "short grey curls, white beard"),
        Trait("eyes", "Eyes", "green", ("blue", "green", "brown", "grey", "hazel")),
        Trait("face", "Face", "long face, round glasses, a scar"),
        Trait("bearing", "Bearing", "stoops, moves slowly"),
        Trait("manner", "Manner of speaking", "dry, in short sentences", seen=False),
    ),
    AssetKind.LOCATION: (
        Trait("setting", "Inside or outside", "interior", ("interior", "exterior")),
        Trait("era", "Era", "1930s", ("medieval", "Victorian", "1930s", "1970s", "today", "near future")),
        Trait("season", "Season", "late autumn", ("spring", "summer", "autumn", "winter")),
        Trait("condition", "Condition", "abandoned for years", ("old", "ruined", "well kept")),
        Trait("palette", "Colours", "ochre walls, blue curtains"),
        Trait("materials", "Materials", "rough stone, oiled wood"),
        Trait("light", "Light", "one lamp, low sun through slats"),
        Trait("sound", "What is heard there", "surf, a clock", seen=False),
    ),
    AssetKind.PROP: (
        Trait("size", "Size", "fits a palm", ("fits a palm", "one hand", "two hands", "as tall as a person")),
        Trait("material", "Material", "brass and glass", ("wood", "brass", "steel", "leather", "glass")),
        Trait("colour", "Colour", "dark green"),
        Trait("condition", "Condition", "dented", ("new", "worn", "broken", "rusty")),
        Trait("mark", "How it is known", "initials on the lid"),
    ),
}


# Who a character is inside: what writers ask. No picture is made from it: nothing is out of date by it.
NATURE_MAX = 1_000  # characters of one field
NATURE: tuple[Trait, ...] = (
    Trait("want", "Want", "to keep the lamp lit until her brother comes home", seen=False),
    Trait("need", "Need", "to let him go", seen=False),
    Trait("contradiction", "Contradiction", "guards the coast and never goes near the water", seen=False),
    Trait("backstory", "Before the story", "rowed out too late one night, nine years ago", seen=False),
    Trait("arc", "Change over the story", "from waiting to leaving", seen=False),
    Trait("speech", "Words they use", "short and dry; never says please", seen=False),
    Trait("others", "With others", "mothers Ned, avoids the harbour master", seen=False),
)


def natured(kind: AssetKind, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` without empty values, in order. Raises ValueError for what is no field of a character."""
    known = {trait.name: trait.label for trait in NATURE} if kind is AssetKind.CHARACTER else {}
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"a {kind.value} has no field {name}")
        if len(value) > NATURE_MAX:
            raise ValueError(f"{known[name].lower()} has at most {NATURE_MAX:,} characters")
    return {name: text for name in known if (text := given.get(name, "").strip())}


def nature_in_words(nature: Mapping[str, str]) -> str:
    """ "Want: to keep the lamp lit. Need: to let him go." """
    told = [(trait.label, nature[trait.name]) for trait in NATURE if nature.get(trait.name)]
    return " ".join(f"{label}: {text.rstrip('.')}." for label, text in told)


def traits_of(kind: AssetKind | str) -> tuple[Trait, ...]:
    """The typed fields of a kind of asset, in the order of its form."""
    return TRAITS[AssetKind(kind)]


def cleaned(kind: AssetKind, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` without empty values, in the form's order. Raises ValueError naming a field that is none."""
    known = {trait.name: trait for trait in traits_of(kind)}
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"a {kind.value} has no field {name}")
        if len(value) > TRAIT_MAX:
            raise ValueError(f"{known[name].label.lower()} has at most {TRAIT_MAX} characters")
    return {name: text for name in known if (text := " ".join(given.get(name, "").split()))}


def in_words(kind: AssetKind, traits: Mapping[str, str]) -> str:
    """What can be seen of ``traits``, for a picture's prompt: "age: 67; hair: short grey curls"."""
    seen = [
        (trait.label.lower(), traits[trait.name])
        for trait in traits_of(kind)
        if trait.seen and traits.get(trait.name)
    ]
    return "; ".join(f"{label}: {text.rstrip('.')}" for label, text in seen)
