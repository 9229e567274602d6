"""Targets: everything the studio can make, each from named inputs.

A step says which targets an episode has, what each is made from, and how to make one. The digest
of a target hashes the *content* of the inputs it really uses, so that staleness is derived, equal
work is reused, and the reason for a stale picture is a field's name.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from projects.kinds import Content
from projects.kinds.base import short_digest
from projects.queries.story import Item, Story


class Inputs:
    """Named inputs of a target: which fields of which items, and values that are no item's.

    Tens of thousands are made to plan a film. They are joined as texts; what each is called and which
    fields it has is spelled out only when somebody asks for the reason.
    """

    __slots__ = ("parts", "text")

    def __init__(self, parts: tuple[tuple[str, Any, Any], ...] = (), text: str = "") -> None:
        self.parts, self.text = parts, text

    @classmethod
    def of(cls, several: Iterable["Inputs"]) -> "Inputs":
        """Many inputs as one."""
        found = [inputs for inputs in several if inputs.parts]
        parts = tuple([part for inputs in found for part in inputs.parts])
        return cls(parts, _BETWEEN.join([inputs.text for inputs in found]))

    def __or__(self, other: "Inputs") -> "Inputs":
        if not self.parts:
            return other
        if not other.parts:
            return self
        return Inputs(self.parts + other.parts, f"{self.text}{_BETWEEN}{other.text}")

    def and_value(self, role: str, value: Any) -> "Inputs":
        """With a value that is no field of an item, such as the order of things."""
        return self | value_from(role, value)

    def named(self) -> dict[str, str]:
        """Each input's role, such as "shot.action", with the short hash of its value."""
        found: dict[str, str] = {}
        for role, item, fields in self.parts:
            if item is None:
                found[role] = fields
            else:
                found |= {f"{role}.{name}": item.hashes.get(name, "") for name in fields}
        return found


_BETWEEN = "\x1f"


class Target(NamedTuple):
    """One thing to be made. ``key`` is portable and unique in its episode: "frame:s03/0020/first"."""

    key: str
    step: str
    parent: UUID | None  # node it stands under
    slot: str
    item: Item | None  # what stands there now
    given: Inputs
    digest: str
    needs: tuple[str, ...] = ()  # keys of the targets it is made from

    @property
    def inputs(self) -> dict[str, str]:
        """Roles, such as "shot.action", to short hashes of their values."""
        return self.given.named()


def digest_of(step: str, version: int, slot: str, inputs: Inputs) -> str:
    """Digest of a target: step, slot and inputs. The slot keeps equal inputs in different places apart."""
    return hashlib.sha256(f"{step} {version}\x1e{slot}\x1e{inputs.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Child:
    """A node made along with its target, such as a beat of a beat sheet."""

    slot: str
    content: Content
    position: str
    parent: UUID | None = None  # None: the target's own node
    shared: bool = False  # belongs to the whole project, not under the target


@dataclass(frozen=True)
class Made:
    """What making a target brought: its content and, for lists, the nodes it holds."""

    content: Content
    children: tuple[Child, ...] = ()
    cost_micro: int = 0
    facts: dict[str, Any] = field(default_factory=dict)  # tokens, seconds, operation ids: for the record


@dataclass(frozen=True)
class Request:
    """Exactly what a provider is asked: a task and JSON-ready arguments, kept with the generation."""

    task: str
    arguments: dict[str, Any]
    told: dict[str, Any] = field(default_factory=dict)  # in words, for a model: pipeline/context/telling.py


class Tools(Protocol):
    """What a step may use while it makes something."""

    @property
    def folder(self) -> Path:
        """Scratch space of this attempt."""

    def provider(self) -> Any:
        """The provider routed for the step's capability."""

    def keep(self, path: Path, mime: str, **facts: Any) -> str:
        """Store a file for the team; returns its SHA-256."""

    def files(self, shas: list[str]) -> list[Path]:
        """Paths of the team's files, while the tools live."""

    def check(self) -> None:
        """Raise when the job was canceled."""


class Step(Protocol):
    """One kind of making. Implementations live in ``pipeline/stages/<stage>/steps.py``."""

    name: str
    stage: str
    kind: str  # of the node that holds what it makes
    capability: str  # text, image, video, speech, cut
    unit: str  # what its price counts
    queue: str
    batch: int  # targets that one job makes
    chained: bool  # a target may need the one before it: a batch works in order
    version: int  # raised when the same inputs shall give something else
    fills: bool  # completes what a person wrote, instead of making its own
    aside: bool  # nothing is made from it: runs make it only when it is named, locks do not hold it
    purpose: str  # what a connected model is asked for (pipeline/prompting); empty: previz alone makes it

    def targets(self, story: Story) -> Iterable[Target]:
        """The episode's targets of this step, in story order."""

    def gather(self, story: Story, targets: Sequence[Target]) -> None:
        """Fetch what the requests of these targets read, all at once."""

    def request(self, story: Story, target: Target) -> Request:
        """What will be asked for one target. Reads contents, makes nothing."""

    def wished(self, request: Request, candidate: int, guidance: str) -> Request:
        """The request for one of several candidates, made with what a person said in mind."""

    def resembling(self, story: Story, request: Request, slot: str) -> Request:
        """The request for another take, close to what stands at ``slot`` of the same kind."""

    def make(self, request: Request, tools: Tools) -> Made:
        """Do it. Holds no transaction; may take minutes; may be run twice."""


class BaseStep:
    """Defaults of a step, and the one way to build its targets."""

    name = ""
    stage = ""
    kind = ""
    capability = "text"
    unit = "text"
    queue = "interactive"
    batch = 1
    chained = False
    version = 1
    fills = False
    aside = False
    purpose = ""

    def gather(self, story: Story, targets: Sequence[Target]) -> None:
        """What the targets stand under. A step that reads more fetches that, too."""
        parents = {target.parent for target in targets if target.parent is not None}
        story.load([story.by_node[node] for node in parents if node in story.by_node])

    def wished(self, request: Request, candidate: int, guidance: str) -> Request:
        wish = {"candidate": candidate, "guidance": guidance}
        told = dict(request.told)
        if guidance and "prompt" in told:
            told["prompt"] = f"{told['prompt']}\n\nAbove all: {guidance}"
        return Request(request.task, {**request.arguments, **wish}, told)

    def resembling(self, story: Story, request: Request, slot: str) -> Request:
        return request

    def target(
        self,
        story: Story,
        path: str,
        slot: str,
        inputs: Inputs,
        *,
        parent: UUID | None = None,
        needs: Iterable[str] = (),
    ) -> Target:
        """A target at ``path`` (slots from the episode down); ``parent`` defaults to the episode."""
        return Target(
            f"{self.name}:{path}",
            self.name,
            parent or story.episode,
            slot,
            story.at(self.kind, slot, parent),
            inputs,
            digest_of(self.name, self.version, slot, inputs),
            tuple(needs),
        )


def inputs_from(role: str, item: Item | None, *fields: str) -> Inputs:
    """Fields of an item as inputs named ``role.field``. A missing item gives none."""
    return NOTHING if item is None else Inputs(((role, item, fields),), f"{role} {item.joined(fields)}")


def value_from(role: str, value: Any) -> Inputs:
    """A value that is no field of an item, as an input."""
    short = short_digest(value)
    return Inputs(((role, None, short),), f"{role} {short}")


NOTHING = Inputs()
