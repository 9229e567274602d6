"""Targets: everything the studio can make, each from named inputs.

A step says which targets an episode has, what each is made from, and how to make one. The digest
of a target hashes the *content* of the inputs it really uses, so that staleness is derived, equal
work is reused, and the reason for a stale picture is a field's name.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from projects.kinds import Content
from projects.queries.story import Item, Story


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to be made. ``key`` is portable and unique in its episode: "frame:s03/0020/first"."""

    key: str
    step: str
    parent: UUID | None  # node it stands under
    slot: str
    item: Item | None  # what stands there now
    inputs: dict[str, str]  # role, such as "shot.action", to the short hash of its value
    digest: str
    needs: tuple[str, ...] = ()  # keys of the targets it is made from


def digest_of(step: str, version: int, slot: str, inputs: Mapping[str, str]) -> str:
    """Digest of a target: step, slot and inputs. The slot keeps equal inputs in different places apart."""
    text = "\x1f".join([f"{step} {version}", slot, *(f"{role}={inputs[role]}" for role in sorted(inputs))])
    return hashlib.sha256(text.encode()).hexdigest()


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


class Tools(Protocol):
    """What a step may use while it makes something."""

    folder: Path  # scratch space of this attempt

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

    def targets(self, story: Story) -> Iterable[Target]:
        """The episode's targets of this step, in story order."""

    def request(self, story: Story, target: Target) -> Request:
        """What will be asked for one target. Reads contents, makes nothing."""

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

    def target(
        self,
        story: Story,
        path: str,
        slot: str,
        inputs: dict[str, str],
        *,
        parent: UUID | None = None,
        needs: Iterable[str] = (),
    ) -> Target:
        """A target at ``path`` (slots from the episode down) with its digest; ``parent`` defaults to the episode."""
        return Target(
            key=f"{self.name}:{path}",
            step=self.name,
            parent=parent or story.episode,
            slot=slot,
            item=story.at(self.kind, slot, parent),
            inputs=inputs,
            digest=digest_of(self.name, self.version, slot, inputs),
            needs=tuple(needs),
        )


def inputs_from(role: str, item: Item | None, *fields: str) -> dict[str, str]:
    """Inputs named ``role.field`` from an item's field hashes. A missing item gives none."""
    return {} if item is None else {f"{role}.{name}": item.hashes[name] for name in fields}
