"""One board: a shot's picture, with everything that may be printed beside it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.outline import asset_items, labels_of, path_of, scenes_of, shots_of
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story


@dataclass(frozen=True)
class Board:
    """One shot as a board. Times are in seconds; ``start`` counts from the film's first shot."""

    node: UUID
    label: str  # "3-2"
    scene: str  # number of its scene
    heading: str
    media: str  # SHA-256 of its frame; empty while it is not drawn
    camera: str  # "CU, 50 mm, push in"
    action: str
    dialogue: tuple[str, ...]  # "ANNA: It is late."
    notes: str
    transition: str  # into the next shot
    seconds: float
    start: float
    opens_scene: bool
    size: str = ""
    kind: str = ""  # "over the shoulder"
    angle: str = ""
    move: str = ""
    lens: int = 0  # millimetres
    people: str = ""  # "Anna, Ben"
    slot: str = ""  # of its scene
    place: int = 1  # in its scene

    @property
    def timecode(self) -> str:
        """Where it starts, as minutes and seconds."""
        minutes, seconds = divmod(round(self.start), 60)
        return f"{minutes}:{seconds:02}"


def boards_of(story: Story, scene: str = "") -> list[Board]:
    """The film's boards in order, or those of the scene with the slot ``scene``. Two queries."""
    scenes = scenes_of(story)
    wanted = [one for one in scenes if not scene or one.slot == scene]
    story.load([*wanted, *(shot for one in wanted for shot in shots_of(story, one))])
    names = {key: str(item.values["name"]) for key, item in asset_items(story).items()}
    labels, at, boards = labels_of(story), 0.0, []
    for number, one in enumerate(scenes, 1):
        for place, shot in enumerate(shots_of(story, one)):
            if one in wanted:
                label = labels[path_of(one, shot)]
                boards.append(
                    _board(story, one, shot, label, str(one.values["number"] or number), at, place, names)
                )
            at += shot.values["frames"] / FPS
    return boards


def _board(
    story: Story,
    scene: Item,
    shot: Item,
    label: str,
    number: str,
    at: float,
    place: int,
    names: dict[str, str],
) -> Board:
    frame, content = story.at("frame", "first", shot.node), story.content(shot)
    return Board(
        node=shot.node,
        label=label,
        scene=number,
        heading=story.content(scene).heading,
        media=frame.values["media"] if frame else "",
        camera=_camera(content),
        action=content.action,
        dialogue=tuple(_said(said, names) for said in content.utterances),
        notes=content.notes,
        transition=str(content.transition),
        seconds=content.frames / FPS,
        start=at,
        opens_scene=place == 0,
        size=str(content.size),
        kind=str(content.type),
        angle=str(content.angle),
        move=str(content.move),
        lens=content.lens,
        people=", ".join(names.get(key, key.partition(":")[2]) for key in content.cast),
        slot=scene.slot,
        place=place + 1,
    )


def _camera(shot: Shot) -> str:
    parts = [str(shot.size), f"{shot.lens} mm"]
    if shot.angle != "eye level":
        parts.append(str(shot.angle))
    if shot.move != "static":
        parts.append(str(shot.move))
    return ", ".join(parts)


def _said(said: Any, names: dict[str, str]) -> str:
    who = names.get(said.speaker, said.speaker.partition(":")[2]).upper()
    aside = {"voice-over": " (V.O.)", "off-screen": " (O.S.)"}.get(said.delivery, "")
    return f"{who}{aside}: {said.text}" if who else said.text
