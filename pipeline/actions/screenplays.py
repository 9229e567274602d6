"""The screenplay by hand: scenes written, added, moved, split, taken out; or all of it edited as one text."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Conflict, Invalid, Refused
from pipeline.actions.beats import free_slot
from pipeline.actions.numbering import number_new_scenes
from pipeline.outline import BROUGHT, UNMOVED, places_of, told
from pipeline.stages.screenplay.matching import canonical, matched
from pipeline.stages.screenplay.placing import between_places, kept_in_order
from pipeline.stages.screenplay.texts import Portion, changes_of, joined, portions, script_of, shown
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit, head_or_404
from projects.kinds import Script, digest
from projects.models import Branch, Change, Head
from projects.queries.story import Item, Story, load_story

NEW_SCENE = "INT. SOMEWHERE - DAY\n\n"


def state_of(story: Story) -> str:
    """Names the screenplay as it stands: which revisions in which order. Whole texts are saved against it."""
    return digest([[str(item.node), item.revision] for _, item in places_of(story)])[:24]


def whole_text(story: Story) -> str:
    """All scenes as one Fountain text."""
    return joined([shown(content) for content in story.contents([item for _, item in places_of(story)])])


@transaction.atomic
def add_scene(
    branch: Branch, episode: UUID, *, by: Any, after: UUID | None = None, text: str = NEW_SCENE
) -> Head:
    """A new scene behind ``after``; None, or one that is gone: at the end."""
    story = load_story(branch, episode)
    places = places_of(story)
    at = next((at for at, (_, item) in enumerate(places, 1) if item.node == after), len(places))
    (position,), moved = between_places([place for place, _ in places], at, 1)
    slot = free_slots(branch, story, 1)[0]
    new = Edit.new(script_of(text), slot, position, parent=episode, episode=episode)
    edits = [new, *_repositioned(branch, [item for _, item in places], moved)]
    commit(branch, edits, by=by, message="Added a scene")
    number_new_scenes(branch, episode, by=by)
    return Head.objects.get(branch=branch, kind="script", parent_node=episode, slot=slot)


@transaction.atomic
def move_scene(branch: Branch, episode: UUID, moved: UUID, after: UUID | None, *, by: Any) -> Change | None:
    """Put a scene behind another, or first. Its beat stays where it is. Raises Refused when one is gone."""
    places = places_of(load_story(branch, episode))
    scene = next((item for _, item in places if item.node == moved), None)
    rest = [(place, item) for place, item in places if item.node != moved]
    at = next((at for at, (_, item) in enumerate(rest, 1) if item.node == after), 0)
    if scene is None or (after is not None and not at):
        raise Refused("A scene was removed meanwhile, so the order was put back.")
    (position,), others = between_places([place for place, _ in rest], at, 1)
    edits = _repositioned(branch, [item for _, item in rest], others)
    edits += _repositioned(branch, [scene], {0: explicit(position, scene)})
    return commit(branch, edits, by=by, message="Moved a scene")


@transaction.atomic
def remove_scene(branch: Branch, head: Head, *, by: Any) -> Change | None:
    """Take a scene out. One that tells a beat, has a number or has shots is omitted: it keeps its place."""
    named = head.content.heading or "a scene"
    out = taken_out(head, filmed(load_story(branch, head.episode)) if head.episode else frozenset())
    return commit(branch, [out], by=by, message=f"Removed {named}")


@transaction.atomic
def restore_scene(branch: Branch, head: Head, *, by: Any) -> Change | None:
    """Bring an omitted scene back to where it stood."""
    content: Script = head.content
    back = Edit.of(head, content.model_copy(update={"omitted": False}))
    return commit(branch, [back], by=by, message=f"Restored {content.heading or 'a scene'}")


@transaction.atomic
def split_scene(branch: Branch, episode: UUID, head: Head, *, by: Any) -> Change | None:
    """Cut a scene before each further heading in its text. Raises Invalid when it has only one."""
    content: Script = head.content
    parts = portions(content.text)
    if len(parts) < 2:
        raise Invalid("There is only one heading in this scene.")
    story = load_story(branch, episode)
    places = places_of(story)
    at = next((at for at, (_, item) in enumerate(places, 1) if item.node == head.node_id), len(places))
    positions, moved = between_places([place for place, _ in places], at, len(parts) - 1)
    first = content.model_copy(update=changes_of(parts[0].text, content))
    edits = [Edit.of(head, first), *_repositioned(branch, [item for _, item in places], moved)]
    slots = free_slots(branch, story, len(parts) - 1)
    for part, slot, position in zip(parts[1:], slots, positions, strict=True):
        made = script_of(part.text, number=part.number, mood=content.mood, intensity=content.intensity)
        edits.append(Edit.new(made, slot, position, parent=episode, episode=episode))
    change = commit(branch, edits, by=by, message=f"Split {content.heading or 'a scene'}")
    number_new_scenes(branch, episode, by=by)
    return change


@transaction.atomic
def save_scene(branch: Branch, episode: UUID, node: UUID, *, by: Any) -> list[Head]:
    """Cut a scene before each further heading. Returns it and what was cut off, in order."""
    head = head_or_404(branch, node, "script")
    parts = portions(head.content.text)
    if len(parts) < 2:
        return [head]
    split_scene(branch, episode, head, by=by)
    nodes = [item.node for _, item in places_of(load_story(branch, episode))]
    wanted = nodes[nodes.index(node) : nodes.index(node) + len(parts)]
    heads = _heads(branch, wanted)
    return [heads[each] for each in wanted]


@transaction.atomic
def join_scenes(branch: Branch, episode: UUID, head: Head, *, by: Any) -> Head:
    """Put a scene's text at the end of the scene before it, and take it out. Raises Refused for the first."""
    nodes = [item.node for _, item in places_of(load_story(branch, episode))]
    at = nodes.index(head.node_id) if head.node_id in nodes else 0
    if at == 0:
        raise Refused("There is no scene before this one.")
    before = _heads(branch, [nodes[at - 1]])[nodes[at - 1]]
    content: Script = before.content
    text = joined([content.text, shown(head.content)])
    longer = content.model_copy(update={"text": text, "mentions": changes_of(text, content)["mentions"]})
    edits = [Edit.of(before, longer), taken_out(head, filmed(load_story(branch, episode)))]
    commit(branch, edits, by=by, message=f"Joined {head.content.heading or 'a scene'} to the scene before it")
    return _heads(branch, [before.node_id])[before.node_id]


@transaction.atomic
def save_whole(branch: Branch, episode: UUID, text: str, *, expected: str, by: Any) -> str:
    """Save the screenplay as one text: cut into scenes, each found again, only changed ones written.

    Returns the new state. Raises Conflict when the screenplay is no longer at ``expected``, and Invalid
    when no scene heading is left in it.
    """
    story = load_story(branch, episode)
    if state_of(story) != expected:
        raise Conflict(
            "Someone changed the screenplay while you were working on it.", current=whole_text(story)
        )
    parts = portions(text)
    if not any(part.heading for part in parts):
        raise Invalid(
            "No scene heading is left, such as INT. KITCHEN - DAY. Remove scenes one by one instead.",
            field="text",
        )
    edits = _whole_edits(branch, story, parts)
    only = edits[0] if len(edits) == 1 else None
    if only and only.node and only.expected is not None and not only.deleted:
        head = _heads(branch, [only.node])[only.node]
        if only.position == head.position:  # what one types in one scene is one step of history
            edit(head, only.content.payload(), expected=head.revision_id, by=by, message="Edited a scene")
            return state_of(load_story(branch, episode))
    commit(branch, edits, by=by, message="Edited the screenplay")
    number_new_scenes(branch, episode, by=by)
    return state_of(load_story(branch, episode))


def _whole_edits(branch: Branch, story: Story, parts: list[Portion]) -> list[Edit]:
    places = places_of(story)
    items = [item for _, item in places]
    before = [shown(content) for content in story.contents(items)]
    found = matched(before, parts)
    heads = _heads(branch, [item.node for item in items])
    positions = kept_in_order([place for place, _ in places], found)
    slots = iter(free_slots(branch, story, sum(index is None for index in found)))
    edits = []
    for part, index, position in zip(parts, found, positions, strict=True):
        if index is None:
            made = script_of(part.text, number=part.number[:12])
            inside = {"parent": story.episode, "episode": story.episode}
            edits.append(Edit.new(made, next(slots), position or UNMOVED, **inside))
            continue
        head, content = heads[items[index].node], story.content(items[index])
        edited = Edit.of(head, content, origin=head.origin)
        if canonical(before[index]) != part.text:
            updated = content.model_copy(update=changes_of(part.text, content))
            edited = Edit.of(head, updated)
        if position is not None:
            edited = replace(edited, position=explicit(position, items[index]))
        if edited.content != content or edited.position != head.position:
            edits.append(edited)
    with_shots = filmed(story)
    for index in sorted(set(range(len(items))) - {index for index in found if index is not None}):
        edits.append(taken_out(heads[items[index].node], with_shots))
    return edits


def filmed(story: Story) -> frozenset[str]:
    """Slots of the scripts whose scenes have shots."""
    scenes = {shot.parent for shot in story.of("shot")}
    return frozenset(scene.values["script"] for scene in story.of("scene") if scene.node in scenes)


def taken_out(head: Head, with_shots: frozenset[str]) -> Edit:
    """The edit that takes a scene out of the script.

    What would be written again (it tells a beat), is counted (it has a number) or has shots stays as omitted,
    with everything under it, and can be brought back. Anything else is deleted.
    """
    content: Script = head.content
    if content.beat or content.number or head.slot in with_shots:
        return Edit.of(head, content.model_copy(update={"omitted": True}))
    return Edit.of(head, deleted=True, origin=head.origin)


def explicit(position: str, item: Item) -> str:
    """A position that says "put here by hand": never the one that means "where its beat is"."""
    return f"{position}0V" if item.values["beat"] and position == UNMOVED else position


def _heads(branch: Branch, nodes: list[UUID]) -> dict[UUID, Head]:
    rows = Head.objects.filter(branch=branch, node_id__in=nodes, deleted=False).select_related("revision")
    return {head.node_id: head for head in rows}


def _repositioned(branch: Branch, items: list[Item], positions: dict[int, str]) -> list[Edit]:
    """Edits that put items (by their index) at positions."""
    if not positions:
        return []
    heads = _heads(branch, [items[index].node for index in positions])
    edits = []
    for index, position in positions.items():
        head = heads[items[index].node]
        edits.append(Edit.of(head, position=explicit(position, items[index]), origin=head.origin))
    return edits


def free_slots(branch: Branch, story: Story, count: int) -> list[str]:
    """Free slots for scenes made by hand: of the screenplay that was brought in, or beside the told ones."""
    rows = Head.objects.filter(branch=branch, kind="script", parent_node=story.episode)
    taken = set(rows.values_list("slot", flat=True))
    found = []
    for _ in range(count):
        slot = free_slot("h-" if told(story) else f"{BROUGHT}h", taken)
        taken.add(slot)
        found.append(slot)
    return found
