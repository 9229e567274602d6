"""Visual states by hand: tags put on and taken off, what lines tell agreed to or refused, carrying on."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Conflict, Invalid
from pipeline.outline import scenes_of, state_of, with_state
from pipeline.standing import visual_state
from projects.actions.commit import Edit, commit
from projects.actions.edits import changed, edit, head_or_404
from projects.kinds import VisualState
from projects.kinds.world import StateChange
from projects.models import Branch, Change, Head
from projects.queries.story import Item, load_story

MOST_TAGS, LONGEST_TAG, MOST_REFUSED = 12, 40, 100
START, END = "start", "end"  # of a scene; any other moment is a shot's slot
ASIDE = {"wears": "wardrobe", "holds": "holding", "is": "position"}
Operation = Callable[[VisualState], VisualState]


def tag_of(text: str) -> str:
    """One tag as it is kept: lower case, single spaces. Raises Invalid when it is none."""
    tag = " ".join(text.lower().split()).strip(",;")
    if not tag or len(tag) > LONGEST_TAG or set(",;") & set(tag):
        raise Invalid(f"A tag is a short word such as muddy: at most {LONGEST_TAG} letters.", field="value")
    return tag


def tags_of(text: str) -> list[str]:
    """ "Wet, torn" as tags, once each, in the order written. Raises Invalid for too many."""
    found = [part.strip() for part in text.lower().replace(";", ",").split(",") if part.strip()]
    if len(found) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in found):
        raise Invalid("Write at most twelve short words, with commas between them.")
    return list(dict.fromkeys(found))


def put_on(tag: str, at: str) -> Operation:
    """A tag from a moment on: the start of the scene, a shot's slot, or its end."""
    tag = tag_of(tag)

    def put(state: VisualState) -> VisualState:
        if at == START:
            return state.model_copy(update={"tags_in": list(dict.fromkeys([*state.tags_in, tag]))})
        return _with(state, StateChange(shot=_shot(at), adds=[tag], sure=True))

    return put


def take_off(tag: str, at: str) -> Operation:
    """A tag off from a moment on. At the end, what put it on in the scene is taken back first."""
    tag = tag_of(tag)

    def take(state: VisualState) -> VisualState:
        if at == START:
            return state.model_copy(update={"tags_in": [one for one in state.tags_in if one != tag]})
        if at == END and any(tag in change.adds for change in state.changes):
            return _unsaid(state, tag)
        return _with(state, StateChange(shot=_shot(at), drops=[tag], sure=True))

    return take


def becomes(what: str, value: str, at: str) -> Operation:
    """Other clothes ("wears"), another prop in hand ("holds") or another place ("is") from a moment on."""
    if what not in ASIDE:
        raise Invalid("Choose what changes: a tag, the clothes, what is held, or where somebody is.")
    name, value = ASIDE[what], " ".join(value.split())

    def become(state: VisualState) -> VisualState:
        if at == START:
            return state.model_copy(update={name: value})
        return _with(state, StateChange.model_validate({"shot": _shot(at), name: value, "sure": True}))

    return become


def agree(known_as: str, found: Iterable[StateChange]) -> Operation:
    """Say yes to what was read from a line: it stays when the line is read again."""
    told = {change.known_as: change for change in found}

    def say_yes(state: VisualState) -> VisualState:
        if any(change.known_as == known_as for change in state.changes):
            changes = [
                change.model_copy(update={"sure": True}) if change.known_as == known_as else change
                for change in state.changes
            ]
            return state.model_copy(update={"changes": changes})
        if known_as not in told:
            raise Conflict("The script no longer says that; the page shows what it says now.")
        return _with(state, told[known_as].model_copy(update={"sure": True}))

    return say_yes


def refuse(known_as: str) -> Operation:
    """Say no to what was read from a line, or take a change back; a refused line is not read again."""

    def say_no(state: VisualState) -> VisualState:
        changes = [change for change in state.changes if change.known_as != known_as]
        refused = list(dict.fromkeys([*state.refused, known_as]))[-MOST_REFUSED:]
        return state.model_copy(update={"changes": changes, "refused": refused})

    return say_no


def answer(tag: str, *, stays: bool) -> Operation:
    """Whether a tag of the scene's end goes on into the asset's next scenes. Asked once."""
    tag = tag_of(tag)
    return lambda state: state.model_copy(update={"stays": {**state.stays, tag: stays}})


def change_state(branch: Branch, node: UUID, operation: Operation, *, by: Any, message: str) -> int:
    """Carry out one operation on a state as it stands now; nobody's other change is lost. The new revision.

    Raises Http404, Invalid when there are too many tags, Refused when the stage is locked.
    """
    for last in (False, True):
        head = head_or_404(branch, node, "state")
        after = checked(operation(head.content).totalled())
        update = {name: getattr(after, name) for name in ("wardrobe", "holding", "position")}
        update |= {name: getattr(after, name) for name in ("tags_in", "tags_out", "stays", "refused")}
        update["changes"] = [change.model_dump(mode="json") for change in after.changes]
        try:
            return edit(head, update, expected=head.revision_id, by=by, message=message[:500])
        except Conflict:
            if last:
                raise
    raise AssertionError  # the second time it either returned or raised


@transaction.atomic
def carry_on(branch: Branch, episode: UUID, node: UUID, tag: str, *, by: Any) -> Change | None:
    """Put a tag that stays on the asset's later states that a person wrote, up to where it is taken off.

    States the studio made follow by themselves when they are made again.
    """
    story = load_story(branch, episode)
    item = story.by_node[node]
    later = [scene for scene in scenes_of(story) if item.slot in with_state(scene)]
    at = next(number for number, scene in enumerate(later) if scene.node == item.parent)
    found = []
    for scene in later[at + 1 :]:
        state = state_of(story, scene, item.slot)
        if state is None:
            continue
        if state.by_hand and tag not in visual_state(story, state).tags_in:
            found.append(state)
        if any(tag in change.drops for change in visual_state(story, state).changes):
            break
    return _rewrite(branch, found, put_on(tag, START), by=by, message=f"{tag.capitalize()} stays")


@transaction.atomic
def mark_scenes(
    branch: Branch, episode: UUID, key: str, tag: str, first: str, last: str, *, on: bool, by: Any
) -> Change | None:
    """Put a tag on an asset in every scene from slot ``first`` to ``last``, or take it off, as one change.

    What comes after them does not inherit it. Raises Invalid when the asset is in none of them.
    """
    story, tag = load_story(branch, episode), tag_of(tag)
    scenes = scenes_of(story)
    slots = [scene.slot for scene in scenes]
    if first not in slots or last not in slots or slots.index(first) > slots.index(last):
        raise Invalid("Choose a first scene and a last one that comes after it.", field="last")
    there = [
        item
        for scene in scenes[slots.index(first) : slots.index(last) + 1]
        if key in with_state(scene) and (item := state_of(story, scene, key))
    ]
    if not there:
        raise Invalid("That asset has no state in any of these scenes.", field="asset")

    def clear(state: VisualState) -> VisualState:
        return _unsaid(take_off(tag, START)(state), tag)

    def put(state: VisualState) -> VisualState:
        return put_on(tag, START)(state)

    def put_and_end(state: VisualState) -> VisualState:
        marked = put(state)
        return marked.model_copy(update={"stays": {**marked.stays, tag: False}})

    message = (
        f"{tag.capitalize()} in {len(there)} scenes" if on else f"No longer {tag} in {len(there)} scenes"
    )
    if not on:
        return _rewrite(branch, there, clear, by=by, message=message)
    goes_on = any(key in with_state(scene) for scene in scenes[slots.index(last) + 1 :])
    return _rewrite(branch, there, put, by=by, message=message, at_last=put_and_end if goes_on else put)


@transaction.atomic
def restore_state(branch: Branch, node: UUID, revision: int, *, by: Any) -> Change | None:
    """Put a state back as it was in one of its revisions, as a new one. Raises Http404, Invalid."""
    head = head_or_404(branch, node, "state")
    then = head.node.revisions.filter(pk=revision, deleted=False).first()
    if then is None:
        raise Invalid("There is no such version of this state.", field="revision")
    edit_of = Edit.of(head, then.content_as("state"), origin=Head.Origin.HAND)
    return commit(branch, [edit_of], by=by, message="Put a state back")


def checked(state: VisualState) -> VisualState:
    """The state, if it can be read. Raises Invalid for more tags than anybody could."""
    if max(len(state.tags_in), len(state.tags_out)) > MOST_TAGS:
        raise Invalid(f"An asset carries at most {MOST_TAGS} tags. Take one off first.", field="value")
    return state


def _rewrite(
    branch: Branch,
    items: list[Item],
    operation: Operation,
    *,
    by: Any,
    message: str,
    at_last: Operation | None = None,
) -> Change | None:
    rows = Head.objects.filter(branch=branch, node__in=[item.node for item in items])
    heads = {head.node_id: head for head in rows.select_related("revision")}
    edits = []
    for item in items:
        change = at_last if at_last and item is items[-1] else operation
        after = checked(change(heads[item.node].content).totalled())
        edits.append(Edit.of(heads[item.node], changed(after, {}), expected=item.revision))
    return commit(branch, edits, by=by, message=message)


def _with(state: VisualState, change: StateChange) -> VisualState:
    return state.model_copy(update={"changes": [*state.changes, change]})


def _unsaid(state: VisualState, tag: str) -> VisualState:
    """Without what puts the tag on; what was read from a line counts as refused."""
    kept, refused = [], list(state.refused)
    for change in state.changes:
        if tag in change.adds:
            refused += [change.known_as] if change.quote else []
            change = change.model_copy(update={"adds": [one for one in change.adds if one != tag]})
        kept += (
            [change] if change != StateChange(shot=change.shot, quote=change.quote, sure=change.sure) else []
        )
    return state.model_copy(update={"changes": kept, "refused": refused[-MOST_REFUSED:]})


def _shot(at: str) -> str:
    return "" if at == END else at
