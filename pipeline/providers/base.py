"""What the studio asks of any provider: one Protocol per capability. Adapters translate, nothing else."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from accounts.kernel.errors import Refused
from pipeline.graph.targets import Request, Tools


class Trouble(StrEnum):
    """Why a provider could not do it."""

    KEY = "key"  # the key is wrong, or may not do this
    QUOTA = "quota"  # too many questions, or nothing left to pay them with
    INVALID = "invalid"  # the provider does not understand what it is asked
    REFUSED = "refused"  # the model or its filter will not answer this
    UNREACHABLE = "unreachable"  # no connection, or an error on the other side
    TIMEOUT = "timeout"
    UNUSABLE = "unusable"  # an answer came that cannot be used
    OTHER = "other"


class ProviderError(Refused):
    """A provider could not do it. ``retry``: asking again may help, after ``after`` seconds at the earliest;
    ``charged``: it cost all the same.
    """

    def __init__(
        self,
        sentence: str,
        *,
        retry: bool,
        charged: bool = False,
        trouble: Trouble = Trouble.OTHER,
        after: float = 0.0,
    ) -> None:
        super().__init__(sentence, code="provider")
        self.retry, self.charged, self.trouble, self.after = retry, charged, trouble, after


@dataclass(frozen=True)
class Painted:
    """A kept picture. ``handle``: the file of what a clip goes on to show after its end, if asked for."""

    sha: str
    width: int
    height: int
    handle: str = ""


@dataclass(frozen=True)
class Spoken:
    """A kept recording with its word timings: text, start and end in seconds; sounds likewise, by name."""

    sha: str
    seconds: float
    words: list[dict[str, Any]] = field(default_factory=list)
    phonemes: list[dict[str, Any]] = field(default_factory=list)


@runtime_checkable
class Writer(Protocol):
    """Writes and analyses text. Answers with JSON-ready data in the shape that the task's content has."""

    def write(self, request: Request) -> Any: ...


@runtime_checkable
class Painter(Protocol):
    """Makes pictures."""

    def paint(self, request: Request, tools: Tools) -> Painted: ...


@runtime_checkable
class Animator(Protocol):
    """Makes moving pictures: segments at 24 frames a second in the house's encoding, without sound."""

    def animate(self, request: Request, tools: Tools) -> Painted: ...


@runtime_checkable
class Speaker(Protocol):
    """Speaks lines."""

    def speak(self, request: Request, tools: Tools) -> Spoken: ...


@runtime_checkable
class Reader(Protocol):
    """Reads a scene aloud; answers with a reading's data."""

    def read(self, request: Request, tools: Tools) -> dict[str, Any]: ...


@runtime_checkable
class Composer(Protocol):
    """Writes and plays music; answers with a sound's data."""

    def compose(self, request: Request, tools: Tools) -> dict[str, Any]: ...


@runtime_checkable
class Mixer(Protocol):
    """Mixes everything heard; answers with a sound's data."""

    def mix(self, request: Request, tools: Tools) -> dict[str, Any]: ...


@runtime_checkable
class Cutter(Protocol):
    """Joins shots and assembles a cut; answers with the cut content's data."""

    def join(self, request: Request, tools: Tools) -> Painted: ...

    def assemble(self, request: Request, tools: Tools) -> dict[str, Any]: ...


CAPABILITIES: dict[str, type] = {
    "text": Writer,
    "image": Painter,
    "video": Animator,
    "speech": Speaker,
    "reading": Reader,
    "music": Composer,
    "mix": Mixer,
    "cut": Cutter,
}
