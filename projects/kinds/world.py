"""Kinds of stages 5 and 8: the style, the cast list, assets, their pictures and their visual states."""

from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from projects.kinds.base import Content, Part
from projects.kinds.traits import cleaned, in_words, traits_of
from projects.kinds.vocabulary import AssetKind, Bond


class CastList(Content):
    """What holds an episode's extracted assets together: the asset keys its script names."""

    kind: ClassVar[str] = "cast_list"
    graph_fields: ClassVar[tuple[str, ...]] = ("keys",)

    keys: list[str] = Field(default_factory=list)  # sorted


class Voice(Part):
    """How a character sounds. ``engine`` and ``name`` choose the instrument, the rest plays it."""

    engine: str = "espeak"
    name: str = "en-us"
    variant: str = ""  # eSpeak voice variant such as "f3"
    pitch: int = Field(default=50, ge=0, le=99)
    rate: int = Field(default=160, ge=80, le=300)  # words a minute


class Relation(Part):
    """How an asset stands to another: "owns", "prop:brass-key"."""

    bond: Bond
    to: str = Field(max_length=120)  # asset key
    note: str = Field(default="", max_length=300)


# What a person may lock against being made again, beside each typed field ("traits.hair").
LOCKABLE = ("name", "aliases", "definition", "wardrobe", "voice", "design")


def may_lock(kind: AssetKind) -> set[str]:
    """The names that an asset's ``locks`` may hold."""
    return {*LOCKABLE, *(f"traits.{trait.name}" for trait in traits_of(kind))}


class Asset(Content):
    """A character, location or prop of the project.

    ``key`` ("character:mara") is how scenes and shots refer to it; it never changes, so that a
    rename makes nothing stale.
    """

    kind: ClassVar[str] = "asset"
    graph_fields: ClassVar[tuple[str, ...]] = ("key", "type", "name", "traits", "sheet")
    # What no model makes: it stays whatever is read from the script again.
    own_fields: ClassVar[tuple[str, ...]] = ("relations", "locks", "sheet", "notes")

    key: str = Field(max_length=120)
    type: AssetKind
    name: str = Field(max_length=120)
    aliases: list[str] = Field(default_factory=list)
    definition: str = Field(default="", max_length=10_000)  # what it looks like, in words
    design: dict[str, Any] = Field(default_factory=dict)  # the house engine's drawing parameters
    wardrobe: str = Field(default="", max_length=2_000)
    voice: Voice | None = None
    notes: str = Field(default="", max_length=10_000)
    traits: dict[str, str] = Field(default_factory=dict)  # typed fields of its kind: projects.kinds.traits
    relations: list[Relation] = Field(default_factory=list, max_length=40)
    locks: list[str] = Field(default_factory=list)  # sorted; what making it again leaves alone
    seed: int = Field(default=0, ge=0)  # which of the looks that its words allow; 0 is the first
    sheet: bool = False  # a sheet of views is wanted

    @field_validator("traits")
    @classmethod
    def _tidy(cls, given: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        return cleaned(info.data["type"], given) if "type" in info.data else given

    @field_validator("locks")
    @classmethod
    def _known(cls, given: list[str], info: ValidationInfo) -> list[str]:
        unknown = set(given) - may_lock(info.data["type"]) if "type" in info.data else set()
        if unknown:
            raise ValueError(f"{min(unknown)} cannot be locked")
        return sorted(set(given))

    @property
    def described(self) -> str:
        """What it looks like, in words: the definition, then what the typed fields add."""
        more = in_words(self.type, self.traits)
        return f"{self.definition.rstrip()} {more.capitalize()}.".strip() if more else self.definition

    def made_again(self, new: "Asset") -> "Asset":
        """``new`` as a model made it, with what is locked here and what no model makes left as it is."""
        kept = [name for name in LOCKABLE if name in self.locks]
        if "design" not in kept and {"definition", "wardrobe"} <= set(kept):
            kept.append("design")  # it follows from these words
        typed = [name.removeprefix("traits.") for name in self.locks if name.startswith("traits.")]
        traits = {**new.traits, **{name: self.traits.get(name, "") for name in typed}}
        own = {name: getattr(self, name) for name in (*kept, *self.own_fields)}
        return Asset.model_validate({**dict(new), **own, "traits": traits})


class Picture(Content):
    """A picture of an asset: its image key."""

    kind: ClassVar[str] = "picture"

    media: str  # sha256 of the file
    width: int
    height: int
    uploaded: bool = False


class Style(Content):
    """The film's visual style."""

    kind: ClassVar[str] = "style"
    graph_fields: ClassVar[tuple[str, ...]] = ("preset",)

    preset: str = "cinematic"
    notes: str = Field(default="", max_length=10_000)


class VisualState(Content):
    """One asset's look in one scene: as it starts, what changes, as it ends."""

    kind: ClassVar[str] = "state"
    graph_fields: ClassVar[tuple[str, ...]] = ("asset",)

    asset: str  # asset key
    wardrobe: str = Field(default="", max_length=2_000)
    tags_in: list[str] = Field(default_factory=list)  # muddy, torn, wet, ...
    changes: list[str] = Field(default_factory=list)  # tags added ("+wet") or removed ("-wet") in the scene
    tags_out: list[str] = Field(default_factory=list)
    holding: str = ""  # asset key of the prop in hand
    because: str = Field(default="", max_length=500)  # the quoted line that changes it
