"""What another draft makes of a screenplay, scene by scene, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from accounts.kernel.errors import Invalid
from pipeline.outline import places_of
from pipeline.redraft.pairing import Pair, Text, paired, plain
from pipeline.stages.screenplay.placing import kept_in_order
from pipeline.stages.screenplay.texts import Portion, changes_of, portions, script_of
from projects.kinds import Script, digest
from projects.queries.story import Item, Story
from projects.screenplay.numbers import locked

SAME, CHANGED, BACK, NEW, OUT = "same", "changed", "back", "new", "out"


@dataclass(frozen=True)
class Fate:
    """What becomes of one scene. ``kind`` is same, changed, back (it was omitted), new or out."""

    kind: str
    item: Item | None  # its script as it stands; None: it is new
    before: Script | None
    after: Script | None  # None: it is taken out
    position: str | None  # where it is put; None: it stays
    place: int | None  # in the new draft, from 0
    likeness: float
    why: str

    @property
    def moved(self) -> bool:
        return self.item is not None and self.position is not None

    @property
    def written(self) -> bool:
        """Whether anything of it changes at all."""
        return self.kind != SAME or self.moved or self.before != self.after


@dataclass(frozen=True)
class Draft:
    """A new draft set against the one that stands. ``state`` names exactly this comparison."""

    fates: list[Fate]  # in the order of the new draft; what is taken out stands where it stood
    state: str

    def count(self, kind: str) -> int:
        """How many scenes have this fate."""
        return sum(fate.kind == kind for fate in self.fates)

    @property
    def moved(self) -> int:
        return sum(fate.moved for fate in self.fates)


def drafted(story: Story, text: str, chosen: Mapping[int, UUID | None] | None = None) -> Draft:
    """Compare ``text``, a whole screenplay, with the one that stands. One query; writes nothing.

    ``chosen`` says of scenes of the new draft, by their place from 0, which script they are (None: new).
    Raises Invalid when no scene heading is in it.
    """
    parts = portions(text)
    if not any(part.heading for part in parts):
        raise Invalid("There is no scene heading in this text, such as INT. KITCHEN - DAY.", field="text")
    places = places_of(story, omitted=True)
    items = [item for _, item in places]
    before: list[Script] = list(story.contents(items))
    wanted = _wanted(chosen or {}, items, len(parts))
    pairs = paired(
        [Text(script.text, script.number) for script in before],
        [Text(part.text, part.number) for part in parts],
        wanted,
    )
    order = [pair.before for pair in pairs]
    positions = kept_in_order([place for place, _ in places], order)
    numbers = _numbers(parts, pairs, before)
    fates = [
        _fate(at, part, pair, items, before, position, number)
        for at, (part, pair, position, number) in enumerate(
            zip(parts, pairs, positions, numbers, strict=True)
        )
    ]
    state = digest(
        [[[str(item.node), item.revision] for item in items], digest(text), [pair.before for pair in pairs]]
    )
    return Draft(_with_gone(fates, items, before), state[:24])


def _wanted(chosen: Mapping[int, UUID | None], items: list[Item], count: int) -> dict[int, int | None]:
    """What a person decided, by places in both drafts; a scene can be only one of the new draft's."""
    index = {item.node: at for at, item in enumerate(items)}
    found: dict[int, int | None] = {}
    for at, node in sorted(chosen.items()):
        old = index.get(node) if node else None
        if at < count and (old is None or old not in found.values()):
            found[at] = old
    return found


def _fate(
    at: int,
    part: Portion,
    pair: Pair,
    items: list[Item],
    before: list[Script],
    position: str | None,
    number: str,
) -> Fate:
    if pair.before is None:
        made = script_of(part.text, number=number)
        return Fate(NEW, None, None, made, position, at, 0.0, pair.why)
    old = before[pair.before]
    is_same = plain(old.text) == plain(part.text)
    changes = {} if is_same else changes_of(part.text, old)
    after = old.model_copy(update={**changes, "number": number, "omitted": False})
    kind = BACK if old.omitted else SAME if is_same else CHANGED
    return Fate(kind, items[pair.before], old, after, position, at, pair.likeness, pair.why)


def _numbers(parts: list[Portion], pairs: list[Pair], before: list[Script]) -> list[str]:
    """The scenes' numbers: as the draft writes them, else as they were. New ones get one where all do."""
    written = {part.number for part in parts if part.number}
    numbers = []
    for part, pair in zip(parts, pairs, strict=True):
        kept = before[pair.before].number if pair.before is not None else ""
        numbers.append(part.number[:12] or (kept if kept not in written else ""))
    standing = [script.number for script in before if not script.omitted]
    if sum(map(bool, standing)) * 2 <= len(standing):
        return numbers
    used = {pair.before for pair in pairs}
    gone = {script.number for at, script in enumerate(before) if at not in used and script.number}
    return locked(numbers, gone)


def _with_gone(fates: list[Fate], items: list[Item], before: list[Script]) -> list[Fate]:
    """The fates with the scenes that are not in the new draft, each behind the one it stood behind."""
    kept = {fate.item.node for fate in fates if fate.item}
    behind: dict[UUID | None, list[Fate]] = {}
    last: UUID | None = None
    for item, script in zip(items, before, strict=True):
        if item.node in kept:
            last = item.node
        elif not script.omitted:
            out = Fate(OUT, item, script, None, None, None, 0.0, "The new draft has no scene like it")
            behind.setdefault(last, []).append(out)
    found = list(behind.pop(None, []))
    for fate in fates:
        found.append(fate)
        found += behind.pop(fate.item.node, []) if fate.item else []
    return found


def story_after(story: Story, draft: Draft) -> Story:
    """The story as the draft would leave it, for planning: nothing of it is written anywhere."""
    items = {item.node: item for item in story.items}
    for at, fate in enumerate(draft.fates):
        if fate.item is None and fate.after is not None:
            fresh = _new_item(story, at, fate.after, fate.position or "V")
            items[fresh.node] = fresh
        elif fate.item is not None and fate.written:
            content = fate.after or (fate.before or Script()).model_copy(update={"omitted": True})
            items[fate.item.node] = _changed(fate.item, content, fate.position)
    return Story(story.branch, story.episode, items.values())


def _changed(item: Item, content: Script, position: str | None) -> Item:
    summary = content.summary()
    where = item.position if position is None else position
    return replace(item, hashes=summary["h"], values=summary["v"], position=where, origin="hand", _joined={})


def _new_item(story: Story, at: int, content: Script, position: str) -> Item:
    summary = content.summary()
    return Item(
        node=UUID(int=at + 1),
        kind="script",
        slot=f"new-{at:04}",
        parent=story.episode,
        position=position,
        revision=0,
        origin="hand",
        built_digest="",
        built_by=None,
        hashes=summary["h"],
        values=summary["v"],
    )
