"""Stage 12: how shots give way to one another, where that is more than a cut."""

from collections.abc import Iterable
from itertools import pairwise

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.outline import path_of, shots_in_order
from pipeline.timing import join_frames
from projects.kinds import Clip
from projects.kinds.base import short_digest
from projects.kinds.vocabulary import Transition
from projects.queries.story import Item, Story, remembered

MIXED = (Transition.DISSOLVE, Transition.WIPE)  # the outgoing shot goes on while the next one comes
JOINED = (*MIXED, Transition.MATCH_CUT)


# The hash of a field with so few values tells its value: no shot has to be read for it.
_BY_HASH = {short_digest(kind.value): kind for kind in Transition}


def transition_of(shot: Item) -> Transition:
    """How a shot gives way to the next."""
    return _BY_HASH[shot.hashes["transition"]]


@remembered
def joins_of(story: Story) -> dict[str, tuple[Item, str, int]]:
    """Shots that are joined to the one before: path, with that shot, the kind of join and its frames."""
    order = shots_in_order(story)
    found: dict[str, tuple[Item, str, int]] = {}
    for (_, before), (scene, shot) in pairwise(order):
        kind = transition_of(before)
        frames = join_frames(kind, before.values["frames"], shot.values["frames"])
        if kind in JOINED and frames:
            found[path_of(scene, shot)] = (before, kind, frames)
    return found


@remembered
def leavings_of(story: Story) -> dict[str, tuple[bool, bool, int]]:
    """Per shot: whether it fades in, whether it fades out, and how many frames it goes on into the next."""
    order, joins = shots_in_order(story), joins_of(story)
    paths = [path_of(scene, shot) for scene, shot in order]
    found = {}
    for at, (_, shot) in enumerate(order):
        kind = transition_of(shot)
        after = joins.get(paths[at + 1]) if at + 1 < len(order) else None
        # The film's last shot has nothing to give way to but the dark before the credits.
        fades_out = kind == Transition.FADE_OUT or (at + 1 == len(order) and kind in MIXED)
        fades_in = at == 0 or transition_of(order[at - 1][1]) == Transition.FADE_OUT
        found[paths[at]] = (fades_in, fades_out, after[2] if after and kind in MIXED else 0)
    return found


def segment_of(story: Story, path: str, shot: Item) -> Item | None:
    """What a shot brings into the film: its clip, or that clip joined to the one before."""
    return story.at("clip", "join" if path in joins_of(story) else "clip", shot.node)


class JoinShots(BaseStep):
    """A shot's clip with the join to the one before in its first second; no shot changes its length."""

    name, stage, kind = "join", "film", "clip"
    capability, unit, queue = "cut", "cut", "media"

    def targets(self, story: Story) -> Iterable[Target]:
        joins = joins_of(story)
        paths = {shot.node: path_of(scene, shot) for scene, shot in shots_in_order(story)}
        for node, path in paths.items():
            if path not in joins:
                continue
            before, kind, frames = joins[path]
            inputs = inputs_from("clip before", story.at("clip", "clip", before.node), "media")
            inputs = inputs | inputs_from("clip", story.at("clip", "clip", node), "media")
            inputs = inputs.and_value("shot before.transition", [kind, frames])
            if kind == Transition.MATCH_CUT:
                for role, at in (("prompt before", before.node), ("prompt", node)):
                    inputs = inputs | inputs_from(role, story.at("prompt", "prompt", at), "spec")
            needs = [f"clip:{paths[before.node]}", f"clip:{path}"]
            yield self.target(story, path, "join", inputs, parent=node, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        before, kind, frames = joins_of(story)[target.key.partition(":")[2]]
        nodes = [before.node, target.parent]
        clips = [story.there("clip", "clip", node) for node in nodes]
        prompts = [story.at("prompt", "prompt", node) for node in nodes]
        matching = [prompt for prompt in prompts if prompt] if kind == Transition.MATCH_CUT else []
        story.load([*clips, *matching])
        outgoing, incoming = (story.content(clip) for clip in clips)
        return Request(
            "join",
            {
                "kind": kind,
                "frames": frames,
                "before": outgoing.media,
                "handle": outgoing.handle,
                "after": incoming.media,
                "length": incoming.frames,
                "size": [incoming.width, incoming.height],
                "specs": [story.content(prompt).spec for prompt in matching],
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        joined = tools.provider().join(request, tools)
        frames = request.arguments["length"]
        return Made(Clip(media=joined.sha, width=joined.width, height=joined.height, frames=frames))
