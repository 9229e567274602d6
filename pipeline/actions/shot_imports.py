"""A file of shots taken over into an episode: everything that can be as one change, or nothing."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import count, groupby, islice
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from pipeline.actions.shot_surgery import slot_after
from pipeline.outline import scripts_of
from pipeline.shotlist.matching import Found, Preview
from projects.actions.commit import Edit, commit
from projects.kinds import Scene, Script, Shot, ShotList
from projects.models import Branch, Change, Head
from projects.positions import between, spread
from projects.queries.story import Item, Story, load_story


@dataclass(frozen=True)
class Taken:
    """What came of an import."""

    change: Change | None  # None: nothing was new
    new: int
    changed: int
    left: int  # rows that were wrong


@transaction.atomic
def take_over(branch: Branch, episode: UUID, preview: Preview, story: Story, *, by: Any) -> Taken:
    """Carry out what ``preview`` shows of ``story``; rows with errors are left out.

    Scenes that are not there yet come before them, as a change of their own. Raises Invalid when nothing
    could come in, Conflict when the shots have changed since, Refused for a locked stage.
    """
    if preview.found and len(preview.errors) == len(preview.found):
        raise Invalid(f"None of its {len(preview.found):,} rows can come in. {preview.errors[0].error}")
    if preview.scenes:
        made = _make_scenes(branch, episode, preview.scenes, story, by)
        found = [replace(one, scene=made.get(one.scene_name, one.scene)) for one in preview.found]
        preview = replace(preview, found=found)
    fresh = [one for one in preview.found if one.kind == "new"]
    moved = [one for one in preview.found if one.kind == "changed"]
    nodes = [one.shot.node for one in moved if one.shot]
    heads = {head.node_id: head for head in Head.objects.filter(branch=branch, node_id__in=nodes)}
    edits = [_edit(heads[one.shot.node], one) for one in moved if one.shot]
    edits += _new(branch, preview, story, episode)
    message = f"Took over a shot list: {len(fresh)} new, {len(moved)} changed"
    change = commit(branch, edits, by=by, message=message)
    record("shots.imported", branch, by=by, new=len(fresh), changed=len(moved), left=len(preview.errors))
    return Taken(change, len(fresh), len(moved), len(preview.errors))


def _edit(head: Head, found: Found) -> Edit:
    """A shot's change, made from the revision that was compared."""
    revision = found.shot.revision if found.shot else head.revision_id
    return Edit.of(head, found.content or head.content, expected=revision)


def _new(branch: Branch, preview: Preview, story: Story, episode: UUID) -> list[Edit]:
    """The new shots, each behind the row above it; at the end of the scene where that is new too."""
    by_scene: dict[UUID, list[Found]] = defaultdict(list)
    for one in preview.found:
        if one.scene and not one.error:
            by_scene[one.scene.node].append(one)
    if not any(one.shot is None for rows in by_scene.values() for one in rows):
        return []
    slots: dict[UUID, set[str]] = defaultdict(set)
    rows = Head.objects.filter(branch=branch, kind="shot", parent_node__in=list(by_scene))
    for parent, slot in rows.values_list("parent_node", "slot"):
        if parent:
            slots[parent].add(slot)
    return [
        edit
        for scene, found in by_scene.items()
        for edit in _in_scene(scene, found, story.under("shot", scene), slots[scene], episode)
    ]


def _in_scene(
    scene: UUID, rows: list[Found], there: list[Item], slots: set[str], episode: UUID
) -> list[Edit]:
    edits, anchor = [], there[-1] if there else None
    for is_new, group in groupby(rows, key=lambda one: one.shot is None):
        found = list(group)
        if not is_new:
            anchor = found[-1].shot
            continue
        for one, position in zip(found, _positions(anchor, there, len(found)), strict=True):
            slot = _slot(one, anchor, slots)
            slots.add(slot)
            content = _numbered(one, slot)
            edits.append(Edit.new(content, slot, position, parent=scene, episode=episode))
    return edits


def _positions(anchor: Item | None, there: list[Item], count: int) -> list[str]:
    low = anchor.position if anchor else ""
    at = there.index(anchor) + 1 if anchor else 0
    high = there[at].position if at < len(there) else ""
    return spread(count, between(low, high if high > low else ""))


def _slot(one: Found, anchor: Item | None, taken: set[str]) -> str:
    """The slot that the file's own name asks for, if it is free: so the same file finds it again."""
    digits = "".join(letter for letter in one.row.get("shot") if letter.isascii() and letter.isdigit())
    wanted = f"{int(digits[:6]):04}" if digits else ""
    if wanted and wanted not in taken:
        return wanted
    return slot_after(anchor.slot if anchor else "0000", taken)


def _numbered(one: Found, slot: str) -> Shot:
    """A new shot keeps the number of its row, unless counting gives it anyway."""
    shot, number = one.content or Shot(), one.row.get("shot")
    counted = number.isdigit() or number.upper().removeprefix("SH") == slot
    return shot if counted or shot.number or len(number) > 12 else shot.model_copy(update={"number": number})


def _make_scenes(branch: Branch, episode: UUID, names: list[str], story: Story, by: Any) -> dict[str, Item]:
    """Scenes of those names at the end, each with an empty script and a list for its shots."""
    taken = set(Head.objects.filter(branch=branch, episode=episode).values_list("slot", flat=True))
    free = (slot for number in count(1) if (slot := f"q{number:04}") not in taken)
    slots = list(islice(free, len(names)))
    last = max((item.position for item in [*story.of("scene"), *scripts_of(story)]), default="")
    places = spread(len(names), between(last, ""))
    inside: dict[str, Any] = {"parent": episode, "episode": episode}
    edits = []
    for name, slot, position in zip(names, slots, places, strict=True):
        heading = name.upper()[:300]
        edits.append(Edit.new(Script(text=f".{heading}\n"), slot, position, **inside))
        edits.append(
            Edit.new(Scene(script=slot, heading=heading, place=heading[:200]), slot, position, **inside)
        )
    commit(branch, edits, by=by, message=f"Made {len(names)} scenes for a shot list")
    after = load_story(branch, episode)
    made = {name: after.there("scene", slot) for name, slot in zip(names, slots, strict=True)}
    lists = [
        Edit.new(ShotList(scene=item.slot), "shots", parent=item.node, episode=episode)
        for item in made.values()
    ]
    commit(branch, lists, by=by, message="Began their shot lists")
    return made
