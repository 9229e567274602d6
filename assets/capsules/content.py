"""What a capsule says: words, samples, measures to be held to, and how previz draws by it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Medium = Literal["writing", "visual"]
Licence = Literal["own", "public domain", "cc0", "cc by", "cc by-sa", "licensed", "unknown"]

LICENCES: dict[str, str] = {
    "own": "Our own work",
    "public domain": "Public domain",
    "cc0": "CC0",
    "cc by": "CC BY",
    "cc by-sa": "CC BY-SA",
    "licensed": "Licensed to us",
    "unknown": "Not known",
}
MEDIA: dict[str, str] = {"writing": "Writing", "visual": "Visual"}
SAMPLE_MAX = 20_000  # characters
SAMPLES_MAX = 24

Sha = Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
Phrase = Annotated[str, Field(min_length=1, max_length=80)]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]


class Piece(BaseModel):
    """A part of a capsule: typed, closed, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sample(Piece):
    """A text or picture that shows what is meant, with where it comes from and what allows its use."""

    kind: Literal["text", "picture"]
    title: str = Field(default="", max_length=120)
    text: str = Field(default="", max_length=SAMPLE_MAX)
    media: Sha = ""  # SHA-256 of the team's file
    origin: str = Field(default="", max_length=300)
    licence: Licence = "unknown"

    @model_validator(mode="after")
    def _holds_something(self) -> "Sample":
        if not (self.text.strip() if self.kind == "text" else self.media):
            raise ValueError("a sample holds a text or a picture")
        return self


class Aim(Piece):
    """A measure that results are held to: ``value``, and ``within`` which distance it counts as met."""

    value: float = Field(allow_inf_nan=False)
    within: float = Field(gt=0, allow_inf_nan=False)


class Capsule(Piece):
    """One version of a capsule. Sentences are written for writers, artists and models alike."""

    medium: Medium
    summary: str = Field(default="", max_length=1_000)
    descriptors: list[Phrase] = Field(default_factory=list, max_length=24)
    pillars: list[Sentence] = Field(default_factory=list, max_length=12)
    dos: list[Sentence] = Field(default_factory=list, max_length=24)
    donts: list[Sentence] = Field(default_factory=list, max_length=24)
    avoid: list[Phrase] = Field(default_factory=list, max_length=60)  # words that must not be used
    palette: list[Colour] = Field(default_factory=list, max_length=8)  # strongest first
    samples: list[Sample] = Field(default_factory=list, max_length=SAMPLES_MAX)
    aims: dict[str, Aim] = Field(default_factory=dict, max_length=16)  # names: see prose and pixels
    steer: dict[str, float | str] = Field(default_factory=dict, max_length=24)  # previz: see design.steering
    origin: str = Field(default="", max_length=300)
    licence: Licence = "own"

    def guide(self, name: str) -> dict[str, object]:
        """What a model is told of it, JSON-ready: all but measures, and of samples their beginnings."""
        told = {
            "name": name,
            **{
                key: getattr(self, key)
                for key in ("summary", "descriptors", "pillars", "dos", "donts", "avoid")
            },
            "palette": self.palette,
            "samples": [sample.text[:TOLD] for sample in self.samples if sample.kind == "text"][:3],
        }
        return {key: value for key, value in told.items() if value}


TOLD = 1_500  # characters of a sample that a model is shown
