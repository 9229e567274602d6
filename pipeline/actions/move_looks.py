"""What moving shots to another scene would do, before it is done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.actions.shot_moves import UNSAID, Move, Said, move_to_scene
from pipeline.actions.trying import aged_since, taken_back
from pipeline.breakdown.sheets import language_of
from pipeline.outline import labels_of, path_of, scenes_of, shots_in_order, shots_of
from pipeline.previz.voice import seconds_of
from pipeline.queries.plans import plan_for
from pipeline.shotlist.casting import Names, names_of
from pipeline.shotlist.columns import seconds_text
from projects.kinds import digest
from projects.kinds.vocabulary import FPS
from projects.models import Branch, Head
from projects.queries.story import Item, Story, load_story


@dataclass(frozen=True)
class LineLook:
    """A line that stays in its scene."""

    speaker: str
    text: str
    said_by: str  # from now on: "Shot 3-1", or "A shot left behind"


@dataclass(frozen=True)
class MoveLook:
    """What a move would do. ``refusal`` says that nobody would say the lines, and then the rest is empty."""

    seen: str  # names what was looked at: a move is done as it was seen, or looked at once more
    refusal: str = ""
    shots: tuple[tuple[str, str], ...] = ()  # what each is called now, and then
    lines: tuple[LineLook, ...] = ()
    notes: tuple[str, ...] = ()  # sentences: another place, people who are not in the scene, words too long
    aged: tuple[tuple[str, int], ...] = ()  # what becomes out of date, and how much of it


def look_at_move(
    branch: Branch, heads: list[Head], scene: UUID, *, place: int = 0, words: str, by: Any
) -> MoveLook:
    """What ``move_to_scene`` would do with the same words. Writes nothing, raises what is wrongly asked."""
    episode = heads[0].episode if heads else None
    if episode is None:
        raise Refused("Choose a shot first.")
    before = plan_for(branch, episode)
    seen = _seen(before.story, heads, scene, place, words)
    try:
        with taken_back():
            move = move_to_scene(branch, heads, scene, place=place, words=words, by=by)
            after = plan_for(branch, episode, story=load_story(branch, episode))
            story = after.story
            story.load(item for _, item in shots_in_order(story))
    except Refused as refusal:
        if refusal.code != UNSAID:
            raise
        return MoveLook(seen, refusal.sentence)
    nodes = {head.node_id for head in heads}
    return MoveLook(
        seen,
        shots=_renamed(before.story, story, nodes),
        lines=tuple(_line(before.story, story, said) for said in move.lines),
        notes=tuple(_notes(before.story, story, heads, scene, move)),
        aged=tuple(aged_since([before], [after])) if move.change else (),
    )


def _seen(story: Story, heads: list[Head], scene: UUID, place: int, words: str) -> str:
    order = [[str(shot.node), shot.revision] for _, shot in shots_in_order(story)]
    return digest([order, sorted(str(head.node_id) for head in heads), str(scene), place, str(words)])[:24]


def _called(story: Story) -> dict[UUID, str]:
    labels = labels_of(story)
    return {shot.node: labels[path_of(scene, shot)] for scene, shot in shots_in_order(story)}


def _renamed(before: Story, after: Story, nodes: set[UUID]) -> tuple[tuple[str, str], ...]:
    now, then = _called(before), _called(after)
    return tuple((now[node], then[node]) for node in now if node in nodes)


def _line(before: Story, after: Story, said: Said) -> LineLook:
    speaker = names_of(before).name(said.line.speaker) if said.line.speaker else ""
    receiver = f"Shot {_called(after)[said.after]}" if said.after else "A shot left behind"
    return LineLook(speaker, said.line.text, receiver)


def _notes(before: Story, after: Story, heads: list[Head], scene: UUID, move: Move) -> list[str]:
    to = next(one for one in scenes_of(after) if one.node == scene)
    names = names_of(after)
    comers = [after.by_node[head.node_id] for head in heads if head.parent_node != scene]
    notes = _places(before, names, comers, to)
    cast = {key for shot in comers for key in shot.values["cast"]} - set(to.values["cast"])
    if cast:
        who = " and ".join(names.name(key) for key in sorted(cast))
        notes.append(
            f"{who} {'are' if len(cast) > 1 else 'is'} not in that scene's cast; the shot still shows them."
        )
    receivers = {said.after for said in move.lines if said.after}
    for node in sorted(receivers, key=lambda one: _called(after)[one]):
        shot = after.content(after.by_node[node])
        spoken = sum(seconds_of(line.text, language_of(after)) for line in shot.utterances)
        if spoken > shot.frames / FPS:
            notes.append(
                f"Shot {_called(after)[node]} lasts {seconds_text(shot.frames)} s; "
                f"its words need about {spoken:.1f} s."
            )
    emptied = {head.parent_node for head in heads if head.parent_node != scene}
    for one in scenes_of(after):
        if one.node in emptied and not shots_of(after, one):
            number = one.values["number"] or scenes_of(after).index(one) + 1
            notes.append(f"Scene {number} is left without shots.")
    return notes


def _places(before: Story, names: Names, comers: list[Item], to: Item) -> list[str]:
    location = to.values["location"]
    other = [
        shot for shot in comers if before.by_node[shot.node].values["location"] != shot.values["location"]
    ]
    if not other or not location:
        return []
    what = "It shows" if len(comers) == 1 else f"{len(other)} of them show"
    return [f"{what} {names.name(location)} from then on, the place of the scene."]
