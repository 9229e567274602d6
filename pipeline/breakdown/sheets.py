"""Breakdown sheets: a scene as production departments read it."""

from dataclasses import dataclass
from uuid import UUID

from pipeline.breakdown.days import story_days
from pipeline.breakdown.elements import CATEGORIES, read_elements
from pipeline.outline import asset_items, scenes_of, scripts_of, shots_of, state_of
from projects.kinds import Scene
from projects.kinds.scenes import Elements
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story, remembered
from projects.screenplay.scenes import in_eighths

_DARK = ("NIGHT", "DUSK", "EVENING", "DAWN")


@dataclass(frozen=True)
class Sheet:
    """One scene on a breakdown sheet."""

    node: UUID
    slot: str
    number: str
    content: Scene
    day: int  # of the story, from 1
    cast: list[str]  # names, in order of appearance
    props: list[str]
    wears: list[str]  # "Mara: oilskins", as the scene starts
    elements: Elements
    by_hand: bool  # the elements were written by a person
    location: str
    shots: int
    seconds: float  # of its shots

    @property
    def length(self) -> str:
        """In pages, as call sheets write it: "1 3/8"."""
        return in_eighths(self.content.eighths)

    @property
    def light(self) -> str:
        """Day or night, for the colour of its strip."""
        return "Night" if self.content.time in _DARK else "Day"

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The boxes of the sheet with what stands in them, in the order of the trade."""
        boxes = [("Cast", self.cast), ("Props", self.props)]
        for name, label in CATEGORIES.items():
            listed = list(getattr(self.elements, name))
            boxes.append((label, [*self.wears, *listed] if name == "wardrobe" else listed))
        return boxes


@remembered
def days_of(story: Story) -> dict[UUID, int]:
    """The story day of every scene, by its node. No query."""
    scenes = scenes_of(story)
    headings = {script.slot: str(script.values["heading"]) for script in scripts_of(story)}
    told = [(headings.get(one.values["script"], ""), int(one.values.get("day") or 0)) for one in scenes]
    return dict(zip((scene.node for scene in scenes), story_days(told), strict=True))


@remembered
def numbers_of(story: Story) -> dict[UUID, str]:
    """What people call each scene, by its node: its locked number, else its place in the film."""
    return {scene.node: str(scene.values["number"] or at) for at, scene in enumerate(scenes_of(story), 1)}


def sheets_of(story: Story, scenes: list[Item] | None = None) -> list[Sheet]:
    """The sheets of ``scenes``, or of the whole film, in story order. One query, however many."""
    wanted = scenes_of(story) if scenes is None else scenes
    scripts = {one.slot: script for one in wanted if (script := story.at("script", one.values["script"]))}
    states = [state for one in wanted for key in one.values["cast"] if (state := state_of(story, one, key))]
    story.load([*wanted, *scripts.values(), *states])
    return [_sheet(story, scene, scripts.get(scene.slot)) for scene in wanted]


def language_of(story: Story) -> str:
    """The language that the film is told in."""
    brief = story.one("brief")
    return str(brief.values["language"]) if brief else "en"


def _sheet(story: Story, scene: Item, script: Item | None) -> Sheet:
    content: Scene = story.content(scene)
    names = {key: str(item.values["name"]) for key, item in asset_items(story).items()}
    text = story.content(script).text if script else ""
    shots = shots_of(story, scene)
    return Sheet(
        node=scene.node,
        slot=scene.slot,
        number=numbers_of(story).get(scene.node, ""),
        content=content,
        day=days_of(story).get(scene.node, 1),
        cast=[names.get(key, _spoken(key)) for key in content.cast],
        props=[names.get(key, _spoken(key)) for key in content.props],
        wears=_wears(story, scene, names),
        elements=content.elements or read_elements(text, language_of(story)),
        by_hand=content.elements is not None,
        location=names.get(content.location, content.place.title()),
        shots=len(shots),
        seconds=sum(shot.values["frames"] for shot in shots) / FPS,
    )


def _spoken(key: str) -> str:
    """A key without an asset as words: "character:old-ned" -> "old ned"."""
    return key.partition(":")[2].replace("-", " ")


def _wears(story: Story, scene: Item, names: dict[str, str]) -> list[str]:
    found = []
    for key in scene.values["cast"]:
        state = state_of(story, scene, key)
        if state and (wardrobe := story.content(state).wardrobe):
            found.append(f"{names.get(key, _spoken(key))}: {wardrobe}")
    return found
