"""Kinds of stages 5 and 8: the style, the cast list, assets, their pictures and their visual states."""

from typing import Any, ClassVar

from pydantic import Field

from projects.kinds.base import Content, Part
from projects.kinds.vocabulary import AssetKind


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


class Asset(Content):
    """A character, location or prop of the project.

    ``key`` ("character:mara") is how scenes and shots refer to it; it never changes, so that a
    rename makes nothing stale.
    """

    kind: ClassVar[str] = "asset"
    graph_fields: ClassVar[tuple[str, ...]] = ("key", "type", "name")

    key: str = Field(max_length=120)
    type: AssetKind
    name: str = Field(max_length=120)
    aliases: list[str] = Field(default_factory=list)
    definition: str = Field(default="", max_length=10_000)  # what it looks like, in words
    design: dict[str, Any] = Field(default_factory=dict)  # the house engine's drawing parameters
    wardrobe: str = Field(default="", max_length=2_000)
    voice: Voice | None = None
    notes: str = Field(default="", max_length=10_000)


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
