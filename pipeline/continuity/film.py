"""A film as the rules of continuity read it: scenes in story order, each with its shots and who was how."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from pipeline.outline import asset_items, labels_of, path_of, scenes_of, shots_of, state_of, with_state
from projects.kinds import Prompt, Scene, Shot, VisualState
from projects.queries.story import Item, Story
from projects.screenplay import fountain
from projects.screenplay.elements import ElementType

# What is heard and what is seen of a script; notes and headings are neither.
_HEARD = (ElementType.DIALOGUE, ElementType.LYRICS)


@dataclass(frozen=True)
class Quote:
    """One side of a finding: where it stands, and its words."""

    where: str  # "Shot 3-2", "Scene 4"
    text: str
    stage: str  # slug of the stage where it is changed
    node: UUID | None = None  # the shot or scene


@dataclass(frozen=True)
class ShotView:
    """One shot, with what people call it."""

    node: UUID
    label: str  # "3-2"
    path: str  # "s-b01/0020"
    content: Shot
    prompt: Prompt | None = None

    @property
    def quote(self) -> str:
        """What the shot list says of it."""
        shot = self.content
        return shot.action or f"{shot.size} {shot.type}"

    def says(self, text: str = "", stage: str = "shots") -> Quote:
        """A quote of it; its action unless ``text`` is given."""
        return Quote(f"Shot {self.label}", text or self.quote, stage, self.node)


@dataclass(frozen=True)
class SceneView:
    """One scene, with its script, its shots in order and the states of what is in it."""

    node: UUID
    slot: str
    number: str
    content: Scene
    script: str  # in Fountain
    shots: list[ShotView]
    states: dict[str, VisualState] = field(default_factory=dict)  # by asset key

    @property
    def label(self) -> str:
        return f"Scene {self.number}"

    def says(self, text: str, stage: str = "scenes") -> Quote:
        """A quote of it."""
        return Quote(self.label, text, stage, self.node)

    @cached_property
    def spoken(self) -> list[tuple[str, str]]:
        """The script's lines as (cue, words), in order."""
        found, cue = [], ""
        for element in fountain.parse(self.script).elements:
            if element.type is ElementType.CHARACTER:
                cue = element.text
            elif element.type in _HEARD:
                found.append((cue, element.text))
        return found

    @cached_property
    def action(self) -> str:
        """The script's action lines."""
        elements = fountain.parse(self.script).elements
        return "\n".join(element.text for element in elements if element.type is ElementType.ACTION)


@dataclass(frozen=True)
class Film:
    """An episode, read once for all rules."""

    scenes: list[SceneView]
    names: dict[str, str]  # of the assets, by key
    pictures: dict[str, str] = field(default_factory=dict)  # SHA-256 of each asset's key picture
    language: str = "en"

    def name(self, key: str) -> str:
        """What an asset is called; of one that is gone, what its key says."""
        return self.names.get(key) or key.partition(":")[2].replace("-", " ")

    def pairs(self) -> Iterator[tuple[SceneView, ShotView, ShotView]]:
        """Shots that follow each other within a scene."""
        for scene in self.scenes:
            for first, second in zip(scene.shots, scene.shots[1:], strict=False):
                yield scene, first, second

    def shots(self) -> Iterator[tuple[SceneView, ShotView]]:
        for scene in self.scenes:
            for shot in scene.shots:
                yield scene, shot

    def states_of(self, key: str) -> list[tuple[SceneView, VisualState]]:
        """An asset's states through the film, scene by scene."""
        return [(scene, scene.states[key]) for scene in self.scenes if key in scene.states]


def read_film(story: Story, only: Collection[UUID] | None = None) -> Film:
    """Read an episode for the rules, or only some of its scenes (nodes). One query, however long it is."""
    assets = asset_items(story)
    pictures = {key: story.at("picture", "key", item.node) for key, item in assets.items()}
    brief = story.one("brief")
    wanted = [scene for scene in scenes_of(story) if only is None or scene.node in only]
    _load(story, wanted)
    return Film(
        scenes=_scenes(story, wanted),
        names={key: str(item.values["name"]) for key, item in assets.items()},
        pictures={key: story.content(item).media for key, item in pictures.items() if item},
        language=str(brief.values["language"]) if brief else "en",
    )


def _load(story: Story, scenes: list[Item]) -> None:
    scripts = [script for one in scenes if (script := story.at("script", one.values["script"]))]
    shots = [shot for scene in scenes for shot in shots_of(story, scene)]
    states = [state for scene in scenes for state in story.under("state", scene.node)]
    prompts = [prompt for shot in shots if (prompt := story.at("prompt", "prompt", shot.node))]
    story.load([*scripts, *scenes, *shots, *states, *prompts, *story.of("picture")])


def _scenes(story: Story, wanted: list[Item]) -> list[SceneView]:
    labels = labels_of(story)
    places = {scene.node: number for number, scene in enumerate(scenes_of(story), 1)}
    found = []
    for scene in wanted:
        number = places[scene.node]
        script = story.at("script", scene.values["script"])
        states = {
            key: story.content(item) for key in with_state(scene) if (item := state_of(story, scene, key))
        }
        shots = []
        for shot in shots_of(story, scene):
            prompt, path = story.at("prompt", "prompt", shot.node), path_of(scene, shot)
            told = story.content(prompt) if prompt else None
            shots.append(ShotView(shot.node, labels[path], path, story.content(shot), told))
        found.append(
            SceneView(
                node=scene.node,
                slot=scene.slot,
                number=str(scene.values["number"] or number),
                content=story.content(scene),
                script=story.content(script).text if script else "",
                shots=shots,
                states=states,
            )
        )
    return found
