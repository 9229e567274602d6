"""A question to a writing model and its answer, the same for every provider."""

import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pipeline.context.tokens import PICTURE_TOKENS
from pipeline.providers.base import ProviderError, Trouble

LONGEST = 600_000  # characters of an answer: whatever sends more is broken or means harm

Finish = Literal["whole", "cut"]  # cut: it reached the limit of tokens


@dataclass(frozen=True)
class Turn:
    """One message of the conversation."""

    by: Literal["person", "model"]
    text: str


@dataclass(frozen=True)
class Picture:
    """A picture that a model is shown."""

    data: bytes
    mime: str

    @property
    def address(self) -> str:
        """As a data URL."""
        return f"data:{self.mime};base64,{b64encode(self.data).decode()}"


@dataclass(frozen=True)
class Question:
    """What is asked: instructions, the conversation so far, and the JSON schema the answer must have."""

    system: str
    turns: tuple[Turn, ...]
    schema: dict[str, Any] | None = None  # None: plain text is wanted
    name: str = "answer"  # of the schema
    writes: int = 4_000  # tokens of the answer at most, thinking included
    temperature: float | None = None  # only for a model that takes one (accepts.py)
    effort: str = ""  # likewise: "low", "medium", "high"
    pictures: tuple[Picture, ...] = ()  # shown before the first turn, to models that see

    def shown_with(self, turn: Turn) -> tuple[Picture, ...]:
        """The pictures that belong to a turn: all of them to the first one."""
        return self.pictures if turn is self.turns[0] else ()


@dataclass(frozen=True)
class Usage:
    """Tokens read and written (thinking included). ``counted`` False: estimated, the provider did not say."""

    read: int = 0
    written: int = 0
    counted: bool = True

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.read + other.read, self.written + other.written, self.counted and other.counted)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    text: str
    usage: Usage
    finish: Finish = "whole"
    model: str = ""
    number: str = ""  # the provider's own number of the exchange
    ignored: tuple[str, ...] = ()  # dials that the model refused and was asked without


Heard = Callable[[str], None]
"""Is told the answer so far while it is written; may raise to stop it."""


@dataclass
class Clock:
    """Gives an answer up that trickles in for too long: a read timeout alone never ends that."""

    seconds: float
    name: str
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.seconds

    def check(self, text: str) -> None:
        """Raise ProviderError when the time is over or the answer has become too long."""
        if time.monotonic() > self.until:
            raise too_slow(self.name, self.seconds)
        if len(text) > LONGEST:
            raise unusable(self.name, "sent an answer without end")


class Model(Protocol):
    """One model of one provider, ready to be asked."""

    name: str

    def ask(self, question: Question, heard: Heard | None = None) -> Answer:
        """Ask once: exactly one HTTP request. With ``heard`` the answer is streamed. Raises ProviderError."""


def told_off(name: str, why: str = "") -> ProviderError:
    """The model, or a filter before or behind it, will not answer."""
    because = f" ({why})" if why else ""
    return ProviderError(
        f"{name} declined to write this{because}. Change the words it objects to, or let another model do it."
        " You were not charged.",
        retry=False,
        trouble=Trouble.REFUSED,
    )


def too_slow(name: str, seconds: float) -> ProviderError:
    """No answer in time."""
    return ProviderError(
        f"{name} did not answer within {seconds:g} seconds. You were not charged.",
        retry=True,
        trouble=Trouble.TIMEOUT,
    )


def unusable(name: str, what: str) -> ProviderError:
    """An answer came and is worth nothing."""
    return ProviderError(f"{name} {what}. You were not charged.", retry=False, trouble=Trouble.UNUSABLE)


def unreachable(name: str) -> ProviderError:
    """No connection."""
    return ProviderError(
        f"{name} cannot be reached. You were not charged.", retry=True, trouble=Trouble.UNREACHABLE
    )


def by_status(name: str, status: int, *, after: float = 0.0, spent: bool = False) -> ProviderError:
    """What an HTTP status of a provider means. ``spent``: its account has nothing left."""
    if status in (401, 403):
        sentence = f"{name} does not accept its key. Check it in the team's settings. You were not charged."
        return ProviderError(sentence, retry=False, trouble=Trouble.KEY)
    if status == 429 and spent:
        sentence = f"{name}: the account behind its key has no credit left. You were not charged."
        return ProviderError(sentence, retry=False, trouble=Trouble.QUOTA)
    if status == 429:
        sentence = f"{name} has too many questions at once. The studio asks again. You were not charged."
        return ProviderError(sentence, retry=True, trouble=Trouble.QUOTA, after=after)
    if status == 404:
        sentence = f"{name}: there is no such model or address any more. You were not charged."
        return ProviderError(sentence, retry=False, trouble=Trouble.INVALID)
    if status in (408, 409) or status >= 500:
        sentence = f"{name} has a fault on its side ({status}). You were not charged."
        return ProviderError(sentence, retry=True, trouble=Trouble.UNREACHABLE, after=after)
    sentence = f"{name} did not understand the question ({status}). You were not charged."
    return ProviderError(sentence, retry=False, trouble=Trouble.INVALID)


def estimated(question: Question, text: str, tokens: Callable[[str], int]) -> Usage:
    """Usage of a provider that does not count."""
    read = tokens(question.system) + sum(tokens(turn.text) for turn in question.turns)
    read += PICTURE_TOKENS * len(question.pictures)
    return Usage(read, tokens(text), counted=False)
