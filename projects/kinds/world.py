"""Kinds of stages 5 and 8: the style, the cast list, assets, their pictures and their visual states."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator

from projects.kinds.base import Content, Part
from projects.kinds.traits import TRAIT_MAX, cleaned, in_words, natured, traits_of
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


class Follows(Part):
    """That an asset of a project follows one of the team's library, and what it last took from there.

    A field is overridden when its value is no more what was taken; nothing else says so.
    """

    asset: str = Field(max_length=40)  # id in the library
    version: int = Field(default=1, ge=1)  # the newest that something was taken from
    taken: dict[str, str] = Field(default_factory=dict)  # field to the short digest of the value taken


class Asset(Content):
    """A character, location or prop of the project.

    ``key`` ("character:mara") is how scenes and shots refer to it; it never changes, so that a
    rename makes nothing stale.
    """

    kind: ClassVar[str] = "asset"
    graph_fields: ClassVar[tuple[str, ...]] = ("key", "type", "name", "traits", "sheet", "library")
    # What no model makes: it stays whatever is read from the script again.
    own_fields: ClassVar[tuple[str, ...]] = ("relations", "locks", "sheet", "notes", "library", "nature")

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
    nature: dict[str, str] = Field(default_factory=dict)  # of a character, inside: projects.kinds.traits
    relations: list[Relation] = Field(default_factory=list, max_length=40)
    locks: list[str] = Field(default_factory=list)  # sorted; what making it again leaves alone
    seed: int = Field(default=0, ge=0)  # which of the looks that its words allow; 0 is the first
    sheet: bool = False  # a sheet of views is wanted
    library: Follows | None = None

    @field_validator("traits")
    @classmethod
    def _tidy(cls, given: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        return cleaned(info.data["type"], given) if "type" in info.data else given

    @field_validator("nature")
    @classmethod
    def _inside(cls, given: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        return natured(info.data["type"], given) if "type" in info.data else given

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


LookReason = Literal["wardrobe", "age", "damage", "other"]


class Look(Content):
    """How an asset looks in some scenes: dressed otherwise, older, damaged. What is empty is as always."""

    kind: ClassVar[str] = "look"
    graph_fields: ClassVar[tuple[str, ...]] = ("asset", "name", "scenes", "tags")

    asset: str = Field(max_length=120)  # asset key
    name: str = Field(max_length=120)
    reason: LookReason = "wardrobe"
    definition: str = Field(default="", max_length=10_000)  # what differs, in words
    wardrobe: str = Field(default="", max_length=2_000)
    traits: dict[str, Annotated[str, Field(max_length=TRAIT_MAX)]] = Field(
        default_factory=dict
    )  # that differ
    tags: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=12)
    scenes: list[str] = Field(default_factory=list)  # sorted nodes of the scenes in which it looks like this
    seed: int = Field(default=0, ge=0)  # which of the outfits that its words allow

    def worn_by(self, asset: Asset, design: dict[str, Any]) -> Asset:
        """The asset as it looks in these scenes, drawn by ``design``."""
        words = [part.strip() for part in (asset.definition, self.definition) if part.strip()]
        known = {trait.name for trait in traits_of(asset.type)}
        typed = {name: text for name, text in self.traits.items() if name in known}
        return asset.model_copy(
            update={
                "definition": " ".join(words),
                "wardrobe": self.wardrobe or asset.wardrobe,
                "traits": cleaned(asset.type, {**asset.traits, **typed}),
                "design": design,
            }
        )


class Picture(Content):
    """A picture of an asset: its image key, or its sheet of views."""

    kind: ClassVar[str] = "picture"

    media: str  # sha256 of the file
    width: int
    height: int
    uploaded: bool = False
    # Of a candidate: what the asset becomes when this picture is chosen (definition, seed, design).
    becomes: dict[str, Any] = Field(default_factory=dict)


class Style(Content):
    """The film's visual style."""

    kind: ClassVar[str] = "style"
    graph_fields: ClassVar[tuple[str, ...]] = ("preset", "locked")

    preset: str = "cinematic"
    notes: str = Field(default="", max_length=10_000)
    locked: bool = False  # nobody changes it until a producer unlocks it


class Standing(NamedTuple):
    """How an asset looks at one moment."""

    tags: tuple[str, ...] = ()
    wardrobe: str = ""
    holding: str = ""  # asset key of the prop in hand
    position: str = ""  # "sitting by the window"


class StateChange(Part):
    """What one moment of a scene does to an asset. None leaves a thing as it is, an empty text ends it."""

    shot: str = Field(default="", max_length=120)  # slot of the shot it shows from; empty: where its line is
    adds: list[str] = Field(default_factory=list)
    drops: list[str] = Field(default_factory=list)
    wardrobe: str | None = Field(default=None, max_length=2_000)
    holding: str | None = None
    position: str | None = Field(default=None, max_length=200)
    quote: str = Field(default="", max_length=500)  # the line of the script that tells it
    sure: bool = False  # a person wrote it, or agreed to what was read from the line

    @property
    def marks(self) -> list[str]:
        """Tags as they change: "+wet", "-muddy"."""
        return [*(f"+{tag}" for tag in self.adds), *(f"-{tag}" for tag in self.drops)]

    @property
    def known_as(self) -> str:
        """What it is refused by: what it does, and the line it was read from."""
        others = (("wears", self.wardrobe), ("holds", self.holding), ("is", self.position))
        does = [*self.marks, *(f"{name} {value}" for name, value in others if value is not None)]
        return f"{', '.join(does)}: {self.quote}"[:600]


class VisualState(Content):
    """One asset's look in one scene: as it starts, what changes, as it ends."""

    kind: ClassVar[str] = "state"
    graph_fields: ClassVar[tuple[str, ...]] = (
        "asset", "wardrobe", "tags_in", "changes", "tags_out", "stays", "refused", "holding",
        "position",
    )  # fmt: skip

    asset: str  # asset key
    wardrobe: str = Field(default="", max_length=2_000)  # as the scene starts
    tags_in: list[str] = Field(default_factory=list)  # muddy, torn, wet, ...
    changes: list[StateChange] = Field(default_factory=list)  # in the order of the scene
    tags_out: list[str] = Field(default_factory=list)
    stays: dict[str, bool] = Field(default_factory=dict)  # tags of the end, asked: into the next scenes?
    refused: list[str] = Field(default_factory=list)  # what was read from a line and is not so
    holding: str = ""  # asset key of the prop in hand as the scene starts
    position: str = Field(default="", max_length=200)  # as the scene starts
    because: str = Field(default="", max_length=500)  # the quoted line that changes it

    @field_validator("changes", mode="before")
    @classmethod
    def _spelled_out(cls, value: Any) -> Any:
        """Changes were once written as "+wet" and "-muddy"."""
        return [_from_mark(each) if isinstance(each, str) else each for each in value]

    def begins(self) -> Standing:
        """As the scene starts."""
        return Standing(tuple(self.tags_in), self.wardrobe, self.holding, self.position)

    def after(self, changes: Iterable[StateChange]) -> Standing:
        """After some of its changes."""
        now = self.begins()
        for change in changes:
            kept = [tag for tag in now.tags if tag not in change.drops]
            tags = dict.fromkeys([*kept, *change.adds])
            said = {name: getattr(change, name) for name in ("wardrobe", "holding", "position")}
            now = now._replace(
                tags=tuple(tags), **{name: value for name, value in said.items() if value is not None}
            )
        return now

    def ends(self) -> Standing:
        """As the scene ends."""
        return self.after(self.changes)._replace(tags=tuple(self.tags_out))

    def hands_on(self) -> Standing:
        """What the asset's next scene starts from: the end, without what was said not to stay."""
        end = self.ends()
        return end._replace(tags=tuple(tag for tag in end.tags if self.stays.get(tag, True)))

    def totalled(self) -> "VisualState":
        """The same with ``tags_out`` as its changes make it, and no answers about tags that are gone."""
        tags = list(self.after(self.changes).tags)
        stays = {tag: stays for tag, stays in self.stays.items() if tag in tags}
        return self.model_copy(update={"tags_out": tags, "stays": stays})


def _from_mark(mark: str) -> dict[str, list[str]]:
    return {"drops" if mark.startswith("-") else "adds": [mark.lstrip("+-")]}
