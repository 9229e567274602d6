"""The script hub: an episode's scenes as production counts them, how far each is, what does not fit in it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from pipeline.breakdown import Known, Need, needs_of
from pipeline.breakdown.sheets import language_of, numbers_of
from pipeline.continuity import Finding
from pipeline.graph.plan import DONE, Plan, State
from pipeline.outline import asset_items, omitted_of, places_of, scenes_of
from pipeline.queries.continuity import judged_in
from projects.kinds import Asset
from projects.queries.story import Item, Story, remembered

PASSED = ("shots", "state", "prompts", "frames", "film")  # the stages that a scene goes through from here
_INSERTED = re.compile(r"[A-Z]+\d+[A-Z]*|\d+[A-Z]+")


@dataclass(frozen=True)
class Entry:
    """A line of the hub: a scene, or one that was taken out and keeps its number."""

    item: Item  # the scene; of an omitted one its script
    number: str  # empty: taken out before numbers were locked
    omitted: bool = False

    @property
    def inserted(self) -> bool:
        """It came in after the numbers were locked: 12A, A12."""
        return bool(_INSERTED.fullmatch(self.number))


@dataclass(frozen=True)
class Progress:
    """How far a scene is in one stage."""

    done: int
    total: int
    stale: int

    @property
    def word(self) -> str:
        """draft, stale or review: as everywhere in the studio."""
        if self.stale:
            return "stale"
        return "review" if self.total and self.done == self.total else "draft"


@remembered
def entries_of(story: Story) -> list[Entry]:
    """Scenes and omitted ones in story order. One query if there are omitted ones."""
    scenes = {scene.values["script"]: scene for scene in scenes_of(story)}
    omitted = omitted_of(story)
    story.load(omitted)
    gone = {item.node for item in omitted}
    numbers, found = numbers_of(story), []
    for _, script in places_of(story, omitted=True):
        if script.node in gone:
            found.append(Entry(script, story.content(script).number, omitted=True))
        elif scene := scenes.get(script.slot):
            found.append(Entry(scene, numbers[scene.node]))
    return found


def progress_of(plan: Plan) -> dict[str, dict[str, Progress]]:
    """How far each scene is, by slot and stage. Reads the plan once."""
    counted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for unit in plan.units:
        if unit.step.stage in PASSED:
            slot = unit.target.key.partition(":")[2].partition("/")[0]
            counts = counted[slot, unit.step.stage]
            counts[0] += unit.state in DONE
            counts[1] += 1
            counts[2] += unit.target.item is not None and unit.state in (State.STALE, State.BLOCKED)
    found: dict[str, dict[str, Progress]] = defaultdict(dict)
    for (slot, stage), (done, total, stale) in counted.items():
        found[slot][stage] = Progress(done, total, stale)
    return dict(found)


def risks_in(story: Story, wanted: list[Item]) -> dict[UUID, list[Finding]]:
    """What does not fit together in some scenes that follow each other, by the scene where it shows.

    Of two scenes that is the later one. It only advises. Two queries, however long the film is.
    """
    places = {scene.node: at for at, scene in enumerate(scenes_of(story))}
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for finding in judged_in(story, {scene.node for scene in wanted}).open:
        nodes = [_scene(story, quote.node) for quote in finding.quotes]
        scenes = [node for node in nodes if node in places]
        if scenes:
            found[max(scenes, key=lambda node: places[node])].append(finding)
    return dict(found)


def _scene(story: Story, node: UUID | None) -> UUID:
    """The scene that a quoted shot or scene belongs to."""
    item = story.by_node.get(node) if node else None
    if item is None:
        return UUID(int=0)
    return item.parent if item.kind == "shot" and item.parent else item.node


@remembered
def known_assets(story: Story) -> tuple[Known, ...]:
    """The episode's assets as far as names go. One query."""
    contents: list[Asset] = list(story.contents(asset_items(story).values()))
    return tuple(Known.of(asset) for asset in contents)


def scene_needs(story: Story, scenes: list[Item]) -> dict[UUID, list[Need]]:
    """What each of ``scenes`` depends on, by its node. Two queries, however many."""
    scripts = {scene.node: story.at("script", scene.values["script"]) for scene in scenes}
    story.load([*scenes, *(script for script in scripts.values() if script)])
    known, language = known_assets(story), language_of(story)
    return {
        scene.node: needs_of(
            story.content(script).text if (script := scripts[scene.node]) else "",
            story.content(scene),
            known,
            language,
        )
        for scene in scenes
    }
