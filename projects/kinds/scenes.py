"""Kinds of stages 6 to 12: scenes, shots, prompts, frames, clips, lines and cuts."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from projects.kinds.base import Content, Part
from projects.kinds.vocabulary import (
    FPS,
    Angle,
    Direction,
    Move,
    Setting,
    ShotStatus,
    ShotType,
    Size,
    Transition,
)


class Elements(Part):
    """What a breakdown sheet lists beside cast and props, in the trade's categories, each a few words."""

    extras: list[str] = Field(default_factory=list)
    stunts: list[str] = Field(default_factory=list)
    vehicles: list[str] = Field(default_factory=list)
    animals: list[str] = Field(default_factory=list)
    wardrobe: list[str] = Field(default_factory=list)
    makeup: list[str] = Field(default_factory=list)
    dressing: list[str] = Field(default_factory=list)
    effects: list[str] = Field(default_factory=list)
    sounds: list[str] = Field(default_factory=list)
    music: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)


class Scene(Content):
    """The breakdown of one scene, parsed from its script."""

    kind: ClassVar[str] = "scene"
    graph_fields: ClassVar[tuple[str, ...]] = ("script", "cast", "props", "location", "number", "day")

    script: str  # slot of the script it was parsed from
    number: str = Field(default="", max_length=12)
    heading: str = Field(default="", max_length=300)
    setting: Setting = Setting.INT
    place: str = Field(default="", max_length=200)
    time: str = Field(default="DAY", max_length=40)
    location: str = ""  # asset key
    cast: list[str] = Field(default_factory=list)  # asset keys, in order of appearance
    props: list[str] = Field(default_factory=list)
    synopsis: str = Field(default="", max_length=2_000)
    eighths: int = Field(default=1, ge=1)  # length in eighths of a page
    weather: str = Field(default="", max_length=40)
    mood: str = Field(default="neutral", max_length=40)
    intensity: float = Field(default=0.5, ge=0, le=1)
    day: int = Field(default=0, ge=0, le=9_999)  # story day as a person set it; 0: as the headings tell
    elements: Elements | None = None  # as a person wrote them; None: as the script says


class ShotList(Content):
    """What holds one scene's shots together."""

    kind: ClassVar[str] = "shot_list"

    scene: str  # slot of the scene


class Utterance(Part):
    """Words that are heard in a shot, verbatim from the script."""

    speaker: str  # asset key
    text: str
    delivery: Literal["dialogue", "voice-over", "off-screen", "narration"] = "dialogue"
    parenthetical: str = ""


class Blocking(Part):
    """Where a person stands in the frame and what they do there."""

    asset: str  # asset key
    pose: str = "stand"
    expression: str = "neutral"
    facing: Direction = Direction.NEUTRAL
    x: float = Field(default=0.5, ge=0, le=1)  # 0 left edge, 1 right edge
    depth: float = Field(default=0.5, ge=0, le=1)  # 0 nearest the camera
    back: bool = False  # seen from behind, as in an over-the-shoulder


class Shot(Content):
    """One set-up of the camera: the row of the shot list."""

    kind: ClassVar[str] = "shot"
    # Revisions from before a field was listed here lack it: read those that came later with ``get``.
    graph_fields: ClassVar[tuple[str, ...]] = (
        *("cast", "props", "location", "utterances", "frames", "number"),
        *("action", "setup"),
    )

    number: str = Field(default="", max_length=12)
    type: ShotType = ShotType.MASTER
    size: Size = Size.MS
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    lens: int = Field(default=35, ge=8, le=400)  # millimetres
    frames: int = Field(default=3 * FPS, ge=1, le=600 * FPS)  # duration, at most ten minutes
    action: str = Field(default="", max_length=4_000)
    subject: str = ""  # asset key of what the shot is about
    cast: list[str] = Field(default_factory=list)  # asset keys of people in the frame
    props: list[str] = Field(default_factory=list)
    location: str = ""
    blocking: list[Blocking] = Field(default_factory=list)
    utterances: list[Utterance] = Field(default_factory=list)
    sounds: list[str] = Field(default_factory=list)  # effects named by the action: "door", "rain"
    transition: Transition = Transition.CUT  # into the next shot
    reason: str = Field(default="", max_length=300)  # the rule of craft behind it
    notes: str = Field(default="", max_length=4_000)
    setup: str = Field(default="", max_length=12)  # shots of one set-up are filmed together
    camera: str = Field(default="", max_length=20)
    equipment: str = Field(default="", max_length=60)
    rate: int = Field(default=FPS, ge=1, le=1_000)  # pictures a second that the camera takes
    status: ShotStatus = ShotStatus.PLANNED


class Prompt(Content):
    """Exactly what the model of a shot's pictures will be sent."""

    kind: ClassVar[str] = "prompt"
    graph_fields: ClassVar[tuple[str, ...]] = ("references",)

    text: str = Field(default="", max_length=20_000)
    spec: dict[str, Any] = Field(default_factory=dict)  # the house engine's drawing specification
    references: list[str] = Field(default_factory=list)  # sha256 of pictures sent along


class Frame(Content):
    """An anchor still of a shot."""

    kind: ClassVar[str] = "frame"
    graph_fields: ClassVar[tuple[str, ...]] = ("media", "approved")

    media: str  # sha256
    width: int
    height: int
    at: Literal["first", "last"] = "first"
    approved: bool = False
    uploaded: bool = False


class Word(Part):
    """A spoken word and when it sounds, in seconds from the start of its line."""

    text: str
    start: float
    end: float


class Phoneme(Part):
    """A sound of speech and when it is heard, in seconds from the start of its line.

    ``name`` is eSpeak NG's, such as "aI"; empty for a pause.
    """

    name: str
    start: float
    end: float


class Line(Content):
    """One utterance, spoken."""

    kind: ClassVar[str] = "line"
    graph_fields: ClassVar[tuple[str, ...]] = ("media", "seconds")

    media: str  # sha256 of the audio
    seconds: float
    words: list[Word] = Field(default_factory=list)
    phonemes: list[Phoneme] = Field(default_factory=list)  # what mouths follow, where the voice tells them
    uploaded: bool = False


class ReadLine(Part):
    """A line of a scene that is read aloud, in seconds from its beginning."""

    start: float
    end: float
    speaker: str = ""  # a name as its cue has it; empty: the narrator
    text: str


class Reading(Content):
    """A scene of the screenplay read aloud: its speeches by their characters, the rest by a narrator."""

    kind: ClassVar[str] = "reading"
    graph_fields: ClassVar[tuple[str, ...]] = ("media", "seconds")

    media: str  # sha256 of the audio
    seconds: float
    lines: list[ReadLine] = Field(default_factory=list)


class Clip(Content):
    """A shot's moving picture, without sound: one segment of the film."""

    kind: ClassVar[str] = "clip"
    graph_fields: ClassVar[tuple[str, ...]] = ("media", "frames")

    media: str  # sha256
    width: int
    height: int
    frames: int  # at 24 a second
    handle: str = ""  # sha256 of what it goes on to show after its end, for a join to mix in
    uploaded: bool = False


class Sound(Content):
    """What is heard under the whole episode: its score, or its finished mix."""

    kind: ClassVar[str] = "sound"
    graph_fields: ClassVar[tuple[str, ...]] = ("media",)

    media: str  # sha256
    seconds: float
    stems: dict[str, str] = Field(default_factory=dict)  # dialogue, effects, music: sha256
    loudness: float = 0.0  # LUFS, integrated
    peak: float = 0.0  # dBTP


class Marker(Part):
    """Where a shot stands in the cut, in frames from the start."""

    shot: str  # path of slots: "s01/010"
    start: int
    frames: int


class Cut(Content):
    """An episode, assembled."""

    kind: ClassVar[str] = "cut"

    media: str  # sha256 of the film
    width: int
    height: int
    frames: int
    markers: list[Marker] = Field(default_factory=list)
    srt: str = ""  # sha256 of the subtitles
    vtt: str = ""
    poster: str = ""  # sha256 of a still
    stems: dict[str, str] = Field(default_factory=dict)  # dialogue, effects, music: sha256
    loudness: float = 0.0  # LUFS, integrated
    peak: float = 0.0  # dBTP
