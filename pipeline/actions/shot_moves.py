"""Shots moved to another scene. Their lines stay in theirs: a scene's words are filmed in it, each once.

A shot keeps who it is: its takes, frames, clips, comments and history come along, and what they were made
from tells what is out of date. It is a person's decision: covering either scene again leaves the shot alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.shot_surgery import counted, room_between, slot_after
from pipeline.outline import MOVED, scenes_of, shots_in_order
from projects.actions.commit import Edit, commit
from projects.kinds import Shot
from projects.kinds.scenes import Utterance
from projects.models import Branch, Change, Head
from projects.positions import spread
from projects.queries.story import Story, load_story
from projects.screenplay.numbers import number_between

UNSAID = "unsaid"  # code of the refusal that a shot left behind would mend


class Words(StrEnum):
    """Who says the lines of a shot that leaves its scene."""

    NEIGHBOUR = "neighbour"  # the shot before it that stays, or where there is none the one after
    BEHIND = "behind"  # a shot framed like it that is left in its place


@dataclass(frozen=True)
class Said:
    """A line that stays in its scene, and the shot that says it from now on."""

    line: Utterance
    before: UUID
    after: UUID | None  # None: a shot left behind, which is made by the move


@dataclass
class Move:
    """What a move does; ``change`` is None when everything stands there already."""

    change: Change | None
    lines: list[Said] = field(default_factory=list)


@transaction.atomic
def move_to_scene(
    branch: Branch,
    heads: list[Head],
    scene: UUID,
    *,
    place: int = 0,
    words: str = Words.NEIGHBOUR,
    by: Any,
) -> Move:
    """Put shots, in the order of the film, at a place of ``scene``, from 1; with 0 at its end.

    Raises Refused when there is no such scene in their episode, or no shot would stay to say the lines of a
    scene; Invalid when ``words`` is none of ``Words``.
    """
    if words not in list(Words):
        raise Invalid("Say who says the lines: neighbour or behind.", field="words")
    if not heads:
        raise Refused("Choose a shot first.")
    story = _story_of(branch, heads)
    to = next((one for one in scenes_of(story) if one.node == scene), None)
    if to is None:
        raise Refused("There is no such scene in the episode of these shots.")
    rank = {shot.node: at for at, (_, shot) in enumerate(shots_in_order(story))}
    heads = sorted(heads, key=lambda head: rank.get(head.node_id, 0))
    rows = _shots_of(branch, {scene, *(head.parent_node for head in heads)})
    edits = _Edits(story, rows, {head.node_id for head in heads})
    edits.arrive(heads, scene, to.values["location"], place)
    for origin in dict.fromkeys(head.parent_node for head in heads):
        if origin is not None and origin != scene:
            edits.keep_lines(origin, words)
    if not edits.moves:
        return Move(None)
    number = to.values["number"] or scenes_of(story).index(to) + 1
    done = edits.all()
    change = commit(branch, done, by=by, message=f"Moved {counted(heads)} to scene {number}")
    return Move(change, edits.lines)


def _story_of(branch: Branch, heads: list[Head]) -> Story:
    episodes = {head.episode for head in heads}
    episode = next(iter(episodes))
    if len(episodes) > 1 or episode is None:
        raise Refused("Choose shots of one episode: a shot stays in its episode.")
    return load_story(branch, episode)


def _shots_of(branch: Branch, scenes: Iterable[UUID | None]) -> dict[UUID | None, list[Head]]:
    """The living shots of scenes in order, contents included. One query."""
    found: dict[UUID | None, list[Head]] = {scene: [] for scene in scenes}
    rows = Head.objects.filter(branch=branch, parent_node__in=list(found), kind="shot", deleted=False)
    for head in rows.select_related("revision").order_by("position", "node_id"):
        found[head.parent_node].append(head)
    return found


class _Edits:
    """The edits of one move, put together scene by scene."""

    def __init__(self, story: Story, shots: dict[UUID | None, list[Head]], leaving: set[UUID]) -> None:
        self._story, self._shots, self._leaving = story, shots, leaving
        self._edits: dict[UUID, Edit] = {}
        self._new: list[Edit] = []
        self.lines: list[Said] = []
        rows = Head.objects.filter(branch=story.branch, kind="shot", episode=story.episode)
        self._slots = set(rows.values_list("slot", flat=True))
        self._scene_slots = {one.node: one.slot for one in story.of("scene")}

    @property
    def moves(self) -> bool:
        return bool(self._edits)

    def all(self) -> list[Edit]:
        return [*self._edits.values(), *self._new]

    def arrive(self, heads: list[Head], scene: UUID, location: str, place: int) -> None:
        """The shots in their new scene, at a place from 1, or 0 for the end."""
        every = self._shots[scene]
        rest = [head for head in every if head.node_id not in self._leaving]
        at = len(rest) if place < 1 else min(place - 1, len(rest))
        wanted = [*rest[:at], *heads, *rest[at:]]
        if [head.node_id for head in wanted] == [head.node_id for head in every]:
            return
        low = rest[at - 1].position if at else ""
        high = rest[at].position if at < len(rest) else ""
        moving = list(zip(heads, room_between(low, high, len(heads)), strict=True))
        if high and low >= high:  # no room between equal positions: all get new ones
            moving = list(zip(wanted, spread(len(wanted)), strict=True))
        comers = self._comers(heads, scene, location, rest, at)
        for head, position in moving:
            if head.node_id in comers:
                content, slot = comers[head.node_id]
                edit = Edit.of(head, content, slot=slot, parent=scene, position=position)
            else:
                edit = Edit.of(head, position=position, origin=head.origin)
            self._edits[head.node_id] = edit

    def _comers(
        self, heads: list[Head], scene: UUID, location: str, rest: list[Head], at: int
    ) -> dict[UUID, tuple[Shot, str]]:
        """Contents and slots of the shots that come from elsewhere.

        They leave their lines, take a number between where numbers are given, and show the scene's place if
        they showed that of theirs.
        """
        numbers = {head.content.number for head in self._shots[scene]} - {""}
        before = rest[at - 1].content.number if at else ""
        following = rest[at].content.number if at < len(rest) else ""
        found = {}
        for head in heads:
            shot: Shot = head.content
            if head.parent_node == scene:
                before = shot.number or before
                continue
            if numbers:
                before = number_between(before, following, numbers)
                numbers.add(before)
            old = self._story.by_node.get(head.parent_node) if head.parent_node else None
            follows = old is not None and shot.location == old.values["location"]
            changes: dict[str, Any] = {
                "utterances": [],
                "number": before if numbers else "",
                "location": location if follows else shot.location,
            }
            found[head.node_id] = shot.model_copy(update=changes), self._slot(head)
        return found

    def _slot(self, head: Head) -> str:
        """A slot that says where the shot was planned: neither scene ever has another one like it."""
        if MOVED in head.slot:
            return head.slot
        home = self._scene_slots.get(head.parent_node) if head.parent_node else None
        wanted = slot = f"{head.slot[:50]}{MOVED}{(home or '')[:60]}"
        at = 1
        while slot in self._slots:
            at += 1
            slot = f"{wanted}-{at}"
        self._slots.add(slot)
        return slot

    def keep_lines(self, scene: UUID, words: str) -> None:
        """The lines of the shots that leave a scene, given to those that stay or are left behind."""
        every = self._shots[scene]
        gone = [head for head in every if head.node_id in self._leaving and head.content.utterances]
        if words == Words.BEHIND:
            self._new += [self._left_behind(head) for head in gone]
            return
        staying = [head for head in every if head.node_id not in self._leaving]
        if gone and not staying:
            raise Refused(
                "No shot would stay in its scene to say these lines. Leave a shot behind that says them.",
                code=UNSAID,
            )
        says, said = _handed_on(every, [head.node_id for head in staying])
        self.lines += said
        for head in staying:
            if says[head.node_id] != head.content.utterances:
                content = head.content.model_copy(update={"utterances": says[head.node_id]})
                self._edits[head.node_id] = Edit.of(head, content)

    def _left_behind(self, head: Head) -> Edit:
        """A shot framed like one that leaves, in its place, which says its lines."""
        slot = slot_after(head.slot, self._slots)
        self._slots.add(slot)
        shot: Shot = head.content
        self.lines += [Said(line, head.node_id, None) for line in shot.utterances]
        content = shot.model_copy(update={"sounds": [], "notes": "", "reason": ""})
        inside: dict[str, Any] = {"parent": head.parent_node, "episode": head.episode}
        return Edit.new(content, slot, head.position, **inside)


def _handed_on(every: list[Head], staying: list[UUID]) -> tuple[dict[UUID, list[Utterance]], list[Said]]:
    """What each shot that stays says, in the order of the scene, and the lines that were others' before.

    Lines go to the shot before, and those with none before to the first that stays.
    """
    says: dict[UUID, list[Utterance]] = {node: [] for node in staying}
    moved = []
    current = staying[0] if staying else None
    for head in every:
        if head.node_id in says:
            current = head.node_id
        else:
            moved += [Said(line, head.node_id, current) for line in head.content.utterances]
        if current is not None:
            says[current] += head.content.utterances
    return says, moved
