"""An episode on a branch, loaded for reading: its whole tree in one query, contents where asked."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from accounts.kernel.ids import uuid7
from projects.kinds import KINDS, Content
from projects.models.branches import Branch
from projects.models.nodes import Head, Revision
from projects.queries.summaries import summaries

# Shared by all episodes of a project: whoever they were first seen in.
SHARED_KINDS = ("asset", "look", "picture", "style", "capsule", "naming")


@dataclass(slots=True, eq=False)  # one row is one item
class Item:
    """One head, as the render graph and lists read it: no content, but a hash per field and a few values."""

    node: UUID
    kind: str
    slot: str
    parent: UUID | None
    position: str
    revision: int
    origin: str
    built_digest: str
    built_by: UUID | None
    hashes: dict[str, str]
    values: dict[str, Any]
    _joined: dict[tuple[str, ...], str] = field(default_factory=dict)

    def joined(self, fields: tuple[str, ...]) -> str:
        """The hashes of some fields as one text; asked for again it is not put together again.

        A field that came into being after the revision counts as empty.
        """
        if len(fields) == 1:
            return self.hashes.get(fields[0], "")
        found = self._joined.get(fields)
        if found is None:
            hashes = self.hashes
            found = self._joined[fields] = " ".join([hashes.get(name, "") for name in fields])
        return found

    @property
    def by_hand(self) -> bool:
        """Written or uploaded by a person: it outranks whatever a model makes."""
        return self.origin != Head.Origin.MACHINE


def _place(item: Item) -> tuple[str, int]:
    return item.position, item.node.int  # of equal positions the older node comes first


class Story:
    """The items of one episode on one branch, by kind, parent and slot."""

    def __init__(self, branch: Branch, episode: UUID, items: Iterable[Item]) -> None:
        self.branch, self.episode = branch, episode
        self.items = list(items)
        self._children: dict[tuple[str, int], list[Item]] = defaultdict(list)
        self._slots: dict[tuple[str, int, str], Item] = {}
        self._kinds: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            parent = item.parent.int if item.parent else 0  # hashing a number is quicker than hashing a UUID
            self._children[item.kind, parent].append(item)
            self._slots[item.kind, parent, item.slot] = item
            self._kinds[item.kind].append(item)
        self._in_order: set[str | tuple[str, int]] = set()  # kinds and children that were sorted
        self._contents: dict[int, Content] = {}
        self._puts = 0
        self.memory: dict[str, Any] = {}  # what ``remembered`` functions found out about this story

    @cached_property
    def by_node(self) -> dict[UUID, Item]:
        """The items by their nodes."""
        return {item.node: item for item in self.items}

    def of(self, kind: str) -> list[Item]:
        """All items of a kind, in story order of their siblings."""
        return self._sorted(kind, self._kinds[kind])

    def under(self, kind: str, parent: UUID | None) -> list[Item]:
        """Children of one kind, in order."""
        key = kind, parent.int if parent else 0
        return self._sorted(key, self._children.get(key, []))

    def _sorted(self, key: str | tuple[str, int], items: list[Item]) -> list[Item]:
        """Most items stand alone in a slot: only those that are asked for in order are brought into it."""
        if key not in self._in_order:
            items.sort(key=_place)
            self._in_order.add(key)
        return items

    def at(self, kind: str, slot: str, parent: UUID | None = None) -> Item | None:
        """The item in a slot; ``parent`` defaults to the episode."""
        return self._slots.get((kind, (parent or self.episode).int, slot))

    def one(self, kind: str) -> Item | None:
        """The only item of a kind that an episode has once, such as its brief."""
        items = self.of(kind)
        return items[0] if items else None

    def sole(self, kind: str) -> Item:
        """The only item of a kind. Raises LookupError when it is not made yet."""
        item = self.one(kind)
        if item is None:
            raise LookupError(f"there is no {kind} yet")
        return item

    def there(self, kind: str, slot: str, parent: UUID | None = None) -> Item:
        """The item in a slot, as ``at``. Raises LookupError when it is not made yet."""
        item = self.at(kind, slot, parent)
        if item is None:
            raise LookupError(f"there is no {kind} {slot} yet")
        return item

    def parent_of(self, parent: UUID | None) -> Item:
        """The item that others stand under. Raises LookupError when it is gone."""
        if parent is None or parent not in self.by_node:
            raise LookupError("what this stood under is gone")
        return self.by_node[parent]

    def load(self, items: Iterable[Item]) -> None:
        """Fetch contents of many items in one query, for ``content`` to find."""
        wanted = {item.revision: item.kind for item in items if item.revision not in self._contents}
        if wanted:
            for pk, payload in Revision.objects.filter(pk__in=list(wanted)).values_list("pk", "payload"):
                self._contents[pk] = KINDS[wanted[pk]].model_validate(payload)

    def content(self, item: Item) -> Any:
        """The typed content of an item; one query unless it was loaded before."""
        self.load([item])
        return self._contents[item.revision]

    def contents(self, items: Iterable[Item]) -> Iterator[Any]:
        """The typed contents of many items, one query for all."""
        items = list(items)
        self.load(items)
        return (self._contents[item.revision] for item in items)

    def put(self, content: Content, slot: str, parent: UUID | None = None) -> None:
        """Let a slot say ``content`` as if it were written: for whoever makes one thing from another.

        Only for a story that nobody else reads, and of a kind that nothing ``remembered`` tells about.
        ``parent`` defaults to the episode. Nothing is written.
        """
        self._puts -= 1  # no revision has such a number
        summary, above = content.summary(), parent or self.episode
        item = self.at(content.kind, slot, above)
        if item is None:
            place = uuid7(), content.kind, slot, above, "V"
            item = Item(*place, self._puts, Head.Origin.MACHINE, "", None, summary["h"], summary["v"])
            self._add(item)
        else:
            item.revision, item.hashes, item.values = self._puts, summary["h"], summary["v"]
            item._joined = {}
        self._contents[self._puts] = content

    def _add(self, item: Item) -> None:
        key = item.kind, item.parent.int if item.parent else 0
        self.items.append(item)
        self._children[key].append(item)
        self._kinds[item.kind].append(item)
        self._slots[*key, item.slot] = item
        self._in_order -= {item.kind, key}
        if "by_node" in self.__dict__:
            self.by_node[item.node] = item


def altered(story: Story, contents: Mapping[UUID, Content]) -> Story:
    """The story as it would be if these nodes said something else. No query; nothing is written."""
    items, said = [], {}
    for number, item in enumerate(story.items, 1):
        content = contents.get(item.node)
        if content is None:
            items.append(item)
            continue
        summary = content.summary()
        said[-number] = content  # no revision has such a number
        items.append(replace(item, revision=-number, hashes=summary["h"], values=summary["v"], _joined={}))
    other = Story(story.branch, story.episode, items)
    other._contents = {**story._contents, **said}
    return other


Found = TypeVar("Found")


def remembered(function: Callable[[Story], Found]) -> Callable[[Story], Found]:
    """Remember what a function finds out about a story: a story never changes once it is read."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def once(story: Story) -> Found:
        if name not in story.memory:
            story.memory[name] = function(story)
        return story.memory[name]

    return once


_LOAD = """
SELECT h.node_id, h.kind, h.slot, h.parent_node, h.position, h.revision_id,
       h.origin, h.built_digest, h.built_by
FROM "projects_head" h
WHERE h.branch_id = %s AND NOT h.deleted AND (h.episode = %s OR h.node_id = %s OR h.kind = ANY(%s))
"""


def load_story(branch: Branch, episode: UUID) -> Story:
    """Read an episode with everything under it and the project's assets.

    One query, and one more for revisions that this process has not met yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, [branch.pk, episode, episode, list(SHARED_KINDS)])
        rows = cursor.fetchall()
    # Thousands of small objects that all stay: collecting garbage meanwhile costs more than reading them.
    with collector_paused():
        known = summaries([row[5] for row in rows])
        return Story(branch, episode, [Item(*(row + known[row[5]])) for row in rows])


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection inside, if there was any before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
