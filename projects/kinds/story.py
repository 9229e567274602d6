"""Kinds of stages 1 to 4: brief, material, treatment, beats, script."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from projects.kinds.base import Content, Part
from projects.kinds.vocabulary import Aspect


class Episode(Content):
    """One running film of a project; a film has one, a series many. Everything else hangs under it."""

    kind: ClassVar[str] = "episode"
    number: int = Field(ge=1)
    title: str = Field(default="", max_length=200)


class Brief(Content):
    """What the film shall be: everything that stage 1 decides."""

    kind: ClassVar[str] = "brief"
    graph_fields: ClassVar[tuple[str, ...]] = (
        *("mode", "seconds", "aspect", "style", "language", "seed", "title", "logline"),
    )

    idea: str = Field(default="", max_length=20_000)
    title: str = Field(default="", max_length=200)
    logline: str = Field(default="", max_length=1_000)
    mode: Literal["expand", "adapt", "rework", "screenplay"] = "expand"
    genre: str = Field(default="", max_length=60)  # empty: the studio finds it in the idea
    tone: str = Field(default="", max_length=120)
    audience: str = Field(default="general", max_length=120)
    seconds: int = Field(default=60, ge=15, le=3 * 3600)  # running time
    language: str = Field(default="en", max_length=20)
    aspect: Aspect = Aspect.WIDE
    style: str = Field(default="cinematic", max_length=60)  # slug of a style preset
    structure: str = Field(default="three-acts", max_length=60)
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    title_page: dict[str, str] = Field(default_factory=dict)  # of a screenplay that was brought in


class Stretch(Part):
    """A stretch of a chapter, from where the one before ends to ``end``: whole paragraphs as a rule."""

    end: int = Field(ge=0)  # characters from the beginning of the text
    words: int = Field(ge=0)
    bytes: int = Field(ge=0)  # in UTF-8: what bounds its tokens in any alphabet
    digest: str  # short hash of its words


class ChapterMark(Part):
    """Where a chapter of a text stands. ``slot`` stays its own when chapters before it grow or shrink."""

    slot: str = Field(max_length=12)  # "c012"
    title: str = Field(max_length=200)
    start: int = Field(ge=0)
    stretches: list[Stretch]


class Material(Content):
    """A text that someone brought in: a novel, notes, a draft, a screenplay."""

    kind: ClassVar[str] = "material"
    graph_fields: ClassVar[tuple[str, ...]] = ("name", "format", "chapters")

    name: str = Field(max_length=255)
    format: Literal["text", "markdown", "fountain", "fdx"]
    text: str = Field(max_length=5_000_000)
    source: str = Field(default="", max_length=20)  # what it came as: text, fdx, pdf, docx, paste
    pages: int = Field(default=0, ge=0)  # of the file it came in
    bytes: int = Field(default=0, ge=0)
    sha256: str = Field(default="", max_length=64)  # of the file's bytes
    chapters: list[ChapterMark] = Field(default_factory=list)  # empty: brought before chapters were kept


class Summary(Content):
    """What a chapter of a long text, or a group of its chapters, tells: what an adaptation is told from."""

    kind: ClassVar[str] = "summary"

    title: str = Field(default="", max_length=300)
    text: str = Field(default="", max_length=50_000)
    people: list[str] = Field(default_factory=list)  # who occurs in it, by name
    words: int = Field(default=0, ge=0)  # of the text that it sums up


class Variant(Content):
    """One of the treatments offered side by side."""

    kind: ClassVar[str] = "variant"

    title: str = Field(max_length=200)
    logline: str = Field(max_length=1_000)
    angle: str = Field(default="", max_length=300)  # how this variant differs: structure, point of view
    text: str  # markdown
    bible: dict[str, Any] = Field(default_factory=dict)  # people, places, motives: the writer's memory


class Treatment(Content):
    """The working treatment: taken over from a variant, then edited by hand."""

    kind: ClassVar[str] = "treatment"

    title: str = Field(default="", max_length=200)
    logline: str = Field(default="", max_length=1_000)
    text: str = Field(default="", max_length=500_000)  # markdown
    bible: dict[str, Any] = Field(default_factory=dict)
    taken_from: str = ""  # slot of the variant


class BeatSheet(Content):
    """What holds an episode's beats together."""

    kind: ClassVar[str] = "beat_sheet"

    structure: str = "three-acts"


class Beat(Content):
    """One step of the story."""

    kind: ClassVar[str] = "beat"
    graph_fields: ClassVar[tuple[str, ...]] = ("seconds", "chapters")

    title: str = Field(max_length=200)
    text: str = Field(default="", max_length=20_000)
    function: str = Field(default="", max_length=60)  # "catalyst", "midpoint", ...
    seconds: float = Field(default=10, ge=0)
    intensity: float = Field(default=0.5, ge=0, le=1)
    mood: str = Field(default="neutral", max_length=40)
    plan: dict[str, Any] = Field(default_factory=dict)  # who, where, when: for the scene's writer
    chapters: list[str] = Field(default_factory=list)  # of an adaptation: where it comes from, "m001/c012"


class Script(Content):
    """The screenplay text of one scene, in Fountain."""

    kind: ClassVar[str] = "script"
    graph_fields: ClassVar[tuple[str, ...]] = ("beat", "mentions", "heading", "omitted")

    text: str = Field(default="", max_length=500_000)
    heading: str = Field(default="", max_length=300)
    beat: str = ""  # slot of the beat it tells; empty for a screenplay that was brought in
    number: str = Field(default="", max_length=12)  # "12A"; empty while numbers are not locked
    mentions: list[str] = Field(default_factory=list)  # sorted asset keys its text names
    mood: str = Field(default="neutral", max_length=40)
    intensity: float = Field(default=0.5, ge=0, le=1)
    omitted: bool = False  # taken out by hand although its beat stays: it is not written again


class Excerpt(Part):
    """Where a text says something: the quoted line and its line number, from 1."""

    line: int = Field(ge=1)
    quote: str
