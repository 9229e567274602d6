"""What a new draft does to what is made already: what stays, what becomes out of date, what is put aside."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.graph.plan import Plan
from pipeline.outline import shots_of
from pipeline.queries.plans import plan_for
from pipeline.redraft import Draft, Fate
from pipeline.redraft.drafting import OUT, story_after
from projects.queries.story import Item, Story

# What is counted of a scene, by the step that makes it, as people say it.
WORDS = {"state": "state", "prompt": "prompt", "frame": "frame", "line": "line", "clip": "clip"}
_CAST = "cast:cast"  # who is named somewhere makes nothing out of date by itself


@dataclass(frozen=True)
class Effect:
    """What a fate does to the scene's shots and to all that was made for them."""

    shots: int  # that the scene has
    stale: dict[str, int]  # what becomes out of date: "frame" to how many
    by_hand: int  # of those, what somebody made by hand: it stays, marked
    aside: dict[str, int]  # what is put aside with a scene that is taken out

    @property
    def stale_words(self) -> str:
        return counted(self.stale)

    @property
    def aside_words(self) -> str:
        return counted({"shot": self.shots, **self.aside})


def counted(numbers: dict[str, int]) -> str:
    """{"frame": 3, "clip": 1} -> "3 frames, 1 clip"."""
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in numbers.items() if count)


def effects_of(story: Story, draft: Draft, locked: set[str]) -> list[Effect]:
    """For each fate of a draft, what it does. One query; the plan as it stands and the one it would be."""
    before = plan_for(story.branch, story.episode, story=story, locked=locked)
    after = plan_for(story.branch, story.episode, story=story_after(story, draft), locked=locked)
    touched = affected(before, after)
    by_slot: dict[str, list[str]] = defaultdict(list)
    for key in touched:
        by_slot[key.partition(":")[2].partition("/")[0]].append(key)
    scenes = {scene.values["script"]: scene for scene in story.of("scene")}
    return [_effect(story, fate, scenes, by_slot, before) for fate in draft.fates]


def affected(before: Plan, after: Plan) -> list[str]:
    """Keys of the targets that are there and would be made from something else, directly or not, in order."""
    found: dict[str, None] = {}
    for unit in after.units:
        was = before.by_key.get(unit.target.key)
        if was is None or unit.target.key == _CAST:
            continue
        if was.target.digest != unit.target.digest or any(need in found for need in unit.target.needs):
            found[unit.target.key] = None
    return [key for key in found if before.by_key[key].target.item is not None]


def _effect(
    story: Story, fate: Fate, scenes: dict[str, Item], by_slot: dict[str, list[str]], plan: Plan
) -> Effect:
    scene = scenes.get(fate.item.slot) if fate.item else None
    shots = shots_of(story, scene) if scene else []
    if scene is None:
        return Effect(0, {}, 0, {})
    if fate.kind == OUT:
        return Effect(len(shots), {}, 0, _made(story, shots))
    keys = by_slot.get(scene.slot, [])
    stale = _counts(key.partition(":")[0] for key in keys)
    hands = sum(bool((item := plan.by_key[key].target.item) and item.by_hand) for key in keys)
    return Effect(len(shots), stale, hands, {})


def _counts(steps: Iterable[str]) -> dict[str, int]:
    counts = Counter(steps)
    return {word: counts[step] for step, word in WORDS.items() if counts[step]}


def _made(story: Story, shots: list[Item]) -> dict[str, int]:
    """Frames and clips of some shots."""
    frames = sum(story.at("frame", "first", shot.node) is not None for shot in shots)
    clips = sum(story.at("clip", "clip", shot.node) is not None for shot in shots)
    return {"frame": frames, "clip": clips}
