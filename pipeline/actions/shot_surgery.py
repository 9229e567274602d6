"""Shots added, doubled, split, merged, moved and removed. Each is one change and can be taken back.

Durations are conserved to the frame, words stay as they are: every line is filmed exactly once.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.prepared import Prepared
from pipeline.actions.beat_surgery import halves
from pipeline.previz.voice import seconds_of
from pipeline.shotlist.columns import LONGEST_SECONDS, seconds_text
from pipeline.timing import line_starts
from projects.actions.commit import Edit, commit, write
from projects.actions.edits import changed
from projects.kinds import Shot
from projects.kinds.scenes import Utterance
from projects.kinds.vocabulary import FPS, Transition
from projects.models import Branch, Change, Head
from projects.positions import between, spread
from projects.screenplay.numbers import number_between

# What a shot says and is remarked on belongs to it alone; a new one beside it starts without.
_OWN: dict[str, Any] = {"utterances": [], "sounds": [], "notes": "", "reason": "", "number": ""}


def _beside(branch: UUID, scene: UUID | None) -> Any:
    """What must be known of a scene's shots to put one between them."""
    rows = Head.objects.filter(branch=branch, parent_node=scene, kind="shot").order_by("position", "node_id")
    return rows.values_list("node_id", "position", "slot", "revision__summary__v__number", "deleted")


_BESIDE = Prepared(_beside, branch=UUID(int=1), scene=UUID(int=2))
_SCENE = Prepared(
    lambda branch, scene: Head.objects.filter(
        branch=branch, node_id=scene, kind="scene", deleted=False
    ).values_list("episode", "revision__summary__v__location"),
    branch=UUID(int=1),
    scene=UUID(int=2),
)


def scene_shots(branch: Branch, scene: UUID | None) -> list[Head]:
    """A scene's shots in order, contents included. One query."""
    rows = Head.objects.filter(branch=branch, parent_node=scene, kind="shot", deleted=False)
    return list(rows.select_related("revision").order_by("position", "node_id"))


@transaction.atomic
def add_shot(branch: Branch, after: Head, *, by: Any) -> Change | None:
    """A new shot behind one, framed like it, without words. It takes a number between; none is renumbered."""
    shot = after.content.model_copy(update={**_OWN, "action": ""})
    return commit(branch, _inserted(branch, after, [shot]), by=by, message="Added a shot")


@transaction.atomic
def create_shot(
    branch: Branch, scene: UUID, changes: dict[str, Any], *, after: UUID | None = None, by: Any
) -> dict[str, Any]:
    """A shot with fields of one's own in a scene, behind ``after`` or at its end; told as the API tells one.

    Raises Refused when there is no such scene or ``after`` is not in it, Invalid for values that do not fit.
    """
    found = _SCENE.first(branch=branch.pk, scene=scene)
    if found is None:
        raise Refused("There is no such scene on this branch.")
    shot: Shot = changed(Shot(location=found[1] or ""), changes)  # type: ignore[assignment]
    (edit,) = _placed(branch, scene, found[0], after, [shot])
    ((node, revision),) = write(branch, [edit], by=by, message="Added a shot").revisions.items()
    return {
        "id": str(node),
        "kind": "shot",
        "slot": edit.slot,
        "parent": str(scene),
        "episode": str(found[0]) if found[0] else None,
        "revision": revision,
        "origin": str(edit.origin),
        "content": edit.content.payload(),
    }


@transaction.atomic
def add_first_shot(branch: Branch, scene: Head, *, by: Any) -> Change | None:
    """A shot in a scene that has none. Raises Refused when it has some."""
    if scene_shots(branch, scene.node_id):
        raise Refused("This scene has shots already. Add one behind another.")
    content = scene.content
    shot = Shot(cast=content.cast[:4], location=content.location, action=content.synopsis[:4_000])
    edit = Edit.new(shot, "h0010", parent=scene.node_id, episode=scene.episode)
    return commit(branch, [edit], by=by, message="Added a shot")


@transaction.atomic
def duplicate_shots(branch: Branch, heads: list[Head], *, by: Any) -> Change | None:
    """Copies of shots of one scene behind the last of them. Words are not copied: each is filmed once."""
    heads = _in_order(branch, heads)
    copies = [head.content.model_copy(update=_OWN | {"notes": head.content.notes}) for head in heads]
    edits = _inserted(branch, heads[-1], copies)
    return commit(branch, edits, by=by, message=f"Doubled {counted(heads)}")


@transaction.atomic
def split_shot(branch: Branch, head: Head, frames: int, *, by: Any, language: str) -> Change | None:
    """Cut a shot in two after ``frames`` frames. Both together are as long as it was; each line goes with
    the part in which it is mostly said. Raises Invalid when the cut is not inside the shot.
    """
    shot: Shot = head.content
    if not 0 < frames < shot.frames:
        raise Invalid(
            f"Choose a second inside the shot: it lasts {seconds_text(shot.frames)} s.", field="seconds"
        )
    early, late = _said_before(shot, frames, language)
    first, second = halves(shot.action)
    opening = shot.model_copy(
        update={"frames": frames, "utterances": early, "action": first, "transition": Transition.CUT}
    )
    rest = shot.model_copy(
        update={
            "frames": shot.frames - frames,
            "utterances": late,
            "action": second or first,
            "sounds": [],
            "notes": "",
            "number": "",
        }
    )
    edits = [Edit.of(head, opening), *_inserted(branch, head, [rest])]
    return commit(branch, edits, by=by, message=f"Split a shot at {seconds_text(frames)} s")


def _said_before(shot: Shot, frames: int, language: str) -> tuple[list[Utterance], list[Utterance]]:
    """A shot's lines before and after a cut; a line belongs where its middle is."""
    lengths = [seconds_of(said.text, language) for said in shot.utterances]
    starts = line_starts(lengths, shot.frames)
    early = sum(start + length / 2 <= frames / FPS for start, length in zip(starts, lengths, strict=True))
    return shot.utterances[:early], shot.utterances[early:]


@transaction.atomic
def merge_shots(branch: Branch, heads: list[Head], *, by: Any) -> Change | None:
    """Make one shot of neighbours: as long as all of them, with all their words in order.

    Raises Refused for a single shot, for shots that do not follow one another, for what would be too long.
    """
    heads = _in_order(branch, heads)
    every = [head.node_id for head in scene_shots(branch, heads[0].parent_node)]
    at = every.index(heads[0].node_id)
    if len(heads) < 2:
        raise Refused("Choose at least two shots to merge.")
    if every[at : at + len(heads)] != [head.node_id for head in heads]:
        raise Refused("Only shots that follow one another can be merged.")
    merged = _merged([head.content for head in heads])
    gone = [Edit.of(head, deleted=True, origin=head.origin) for head in heads[1:]]
    return commit(branch, [Edit.of(heads[0], merged), *gone], by=by, message=f"Merged {counted(heads)}")


def _merged(shots: list[Shot]) -> Shot:
    frames = sum(shot.frames for shot in shots)
    if frames > LONGEST_SECONDS * FPS:
        raise Refused(f"Together they last {seconds_text(frames)} s; a shot lasts at most ten minutes.")
    action = _joined((shot.action for shot in shots), " ")
    notes = _joined((shot.notes for shot in shots), "\n")
    if max(len(action), len(notes)) > 4_000:
        raise Refused("Their texts together are longer than a shot's may be: 4,000 characters.")
    first = shots[0]
    cast = _union(shot.cast for shot in shots)
    placed = {block.asset: block for shot in reversed(shots) for block in shot.blocking}
    return first.model_copy(
        update={
            "frames": frames,
            "action": action,
            "notes": notes,
            "cast": cast,
            "props": _union(shot.props for shot in shots),
            "sounds": _union(shot.sounds for shot in shots),
            "utterances": [said for shot in shots for said in shot.utterances],
            "blocking": [placed[key] for key in cast if key in placed],
            "location": next((shot.location for shot in shots if shot.location), ""),
            "transition": shots[-1].transition,
        }
    )


def _joined(texts: Any, between_them: str) -> str:
    return between_them.join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _union(lists: Any) -> list[str]:
    return list(dict.fromkeys(each for one in lists for each in one))


@transaction.atomic
def move_shots(branch: Branch, heads: list[Head], place: int, *, by: Any) -> Change | None:
    """Put shots of one scene, in their order, so that the first of them is its ``place``th shot, from 1."""
    heads = _in_order(branch, heads)
    chosen = {head.node_id for head in heads}
    every = scene_shots(branch, heads[0].parent_node)
    rest = [head for head in every if head.node_id not in chosen]
    at = max(0, min(place - 1, len(rest)))
    wanted = [*rest[:at], *heads, *rest[at:]]
    if [head.node_id for head in wanted] == [head.node_id for head in every]:
        return None
    low = rest[at - 1].position if at else ""
    high = rest[at].position if at < len(rest) else ""
    moving = list(zip(heads, room_between(low, high, len(heads)), strict=True))
    if high and low >= high:  # no room between equal positions: all get new ones
        moving = list(zip(wanted, spread(len(wanted)), strict=True))
    edits = [Edit.of(head, position=position, origin=head.origin) for head, position in moving]
    return commit(branch, edits, by=by, message=f"Moved {counted(heads)}")


@transaction.atomic
def remove_shots(branch: Branch, heads: list[Head], *, by: Any) -> Change | None:
    """Take shots out. Raises Refused when somebody speaks in one: its words must stay in the scene."""
    if any(head.content.utterances for head in heads):
        which = "this shot" if len(heads) == 1 else "one of these shots"
        raise Refused(f"Somebody speaks in {which}. Move the words first, or change the scene.")
    edits = [Edit.of(head, deleted=True) for head in heads]
    return commit(branch, edits, by=by, message=f"Removed {counted(heads)}")


@transaction.atomic
def move_words(branch: Branch, head: Head, line: int, step: int, *, by: Any) -> Change | None:
    """Give a line to the shot before (``step`` -1) or after (1), verbatim and in the order of the script.

    Raises Refused where it would overtake another line or there is no such shot.
    """
    every = scene_shots(branch, head.parent_node)
    at = next(number for number, other in enumerate(every) if other.node_id == head.node_id) + step
    said = head.content.utterances
    if not 0 <= line < len(said):
        raise Refused("That line is not in this shot any more.")
    if not 0 <= at < len(every):
        raise Refused(f"There is no shot {'before' if step < 0 else 'after'} this one in its scene.")
    if line != (0 if step < 0 else len(said) - 1):
        raise Refused("Lines keep the order of the script: move the one nearest to that shot first.")
    other = every[at]
    theirs = [*other.content.utterances, said[line]] if step < 0 else [said[line], *other.content.utterances]
    rest = [each for number, each in enumerate(said) if number != line]
    edits = [
        Edit.of(head, head.content.model_copy(update={"utterances": rest})),
        Edit.of(other, other.content.model_copy(update={"utterances": theirs})),
    ]
    return commit(branch, edits, by=by, message="Moved a line to another shot")


def _inserted(branch: Branch, after: Head, shots: list[Shot]) -> list[Edit]:
    return _placed(branch, after.parent_node, after.episode, after.node_id, shots)


def _placed(
    branch: Branch, scene: UUID | None, episode: UUID | None, after: UUID | None, shots: list[Shot]
) -> list[Edit]:
    """New shots behind one, or at the end: slots and numbers between their neighbours', nothing renumbered.

    One query. Raises Refused when ``after`` is not in the scene.
    """
    every = _BESIDE.all(branch=branch.pk, scene=scene) if scene else list(_beside(branch.pk, None))
    living = [row for row in every if not row[4]]
    at = next((at for at, row in enumerate(living) if row[0] == after), len(living) - 1)
    if after is not None and (not living or living[at][0] != after):
        raise Refused("The shot that it shall follow is not in that scene.")
    _, low, slot, before, _ = living[at] if living else (None, "", "0000", "", False)
    _, high, _, following, _ = living[at + 1] if at + 1 < len(living) else (None, "", "", "", False)
    slots, numbers = {row[2] for row in every}, {str(row[3] or "") for row in living}
    edits = []
    for shot, position in zip(shots, room_between(low, high if high > low else "", len(shots)), strict=True):
        slot = slot_after(slot, slots)
        slots.add(slot)
        content = shot
        if numbers - {""} and not shot.number:  # numbers are given: what comes between gets its own
            before = number_between(before or "", following or "", numbers)
            numbers.add(before)
            content = shot.model_copy(update={"number": before})
        edits.append(Edit.new(content, slot, position, parent=scene, episode=episode))
    return edits


def slot_after(slot: str, taken: set[str]) -> str:
    """A free slot that sorts after ``slot``: 0010 -> 0011, ..., then 001001."""
    number = int(slot[:4]) if slot[:4].isdigit() else 0
    for step in range(1, 10):
        if (wanted := f"{number + step:04}") not in taken:
            return wanted
    return next(f"{slot[:80]}{step:02}" for step in range(1, 10**6) if f"{slot[:80]}{step:02}" not in taken)


def room_between(low: str, high: str, count: int) -> list[str]:
    """``count`` positions between two, in order; none where there is no room."""
    if high and low >= high:
        return [low] * count
    return [between(low, high)] if count == 1 else spread(count, between(low, high))


def _in_order(branch: Branch, heads: list[Head]) -> list[Head]:
    """The shots as they follow one another. Raises Refused when there are none, or of several scenes."""
    if not heads:
        raise Refused("Choose a shot first.")
    if len({head.parent_node for head in heads}) > 1:
        raise Refused("Choose shots of one scene, or move them to a scene.")
    return sorted(heads, key=lambda head: (head.position, head.node_id.int))


def counted(heads: list[Head]) -> str:
    """ "a shot" or "3 shots"."""
    return "a shot" if len(heads) == 1 else f"{len(heads)} shots"
