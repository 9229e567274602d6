"""A film in which everything fits together, and forty ways in which it then does not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from pipeline.continuity import Film, SceneView, ShotView
from projects.kinds import Prompt, Scene, Shot, VisualState
from projects.kinds.scenes import Blocking, Utterance

ANNA, BEN, CARL = "character:anna", "character:ben", "character:carl"
LAMP, KEY = "prop:lamp", "prop:key"
NAMES = {ANNA: "Anna", BEN: "Ben", CARL: "Carl", LAMP: "lamp", KEY: "key"}
PICTURES = {ANNA: "a" * 64, BEN: "b" * 64, LAMP: "c" * 64}
SCRIPT = """{heading}

Anna puts the lamp on the table. Ben waits at the door.

ANNA
It is late, and the lamp is out.

BEN
(quietly)
I know. Nobody comes -- [[slower]] nobody at all.

Anna looks at him.
"""
DAY, ON, NIGHT, MORNING = range(4)  # scenes come in fours: what each of their headings says
HEADINGS = ("INT. KITCHEN - DAY", "INT. STAIRS - CONTINUOUS", "EXT. HARBOUR - NIGHT", "EXT. QUAY - MORNING")
SCENES = 4 * 40


def sound() -> Film:
    """A hundred and sixty scenes of five shots, without a fault."""
    return Film([_scene(number) for number in range(1, SCENES + 1)], NAMES, PICTURES)


def _scene(number: int) -> SceneView:
    slot, heading = f"s{number:03}", HEADINGS[number % len(HEADINGS)]
    setting, _, rest = heading.partition(". ")
    place, _, time = rest.partition(" - ")
    content = Scene(
        script=slot, heading=heading, setting=setting, place=place, time=time, cast=[ANNA, BEN], props=[LAMP]
    )  # type: ignore[arg-type]
    states = {
        ANNA: VisualState(asset=ANNA, wardrobe="a grey coat", tags_in=["muddy"], tags_out=["muddy"]),
        BEN: VisualState(asset=BEN, wardrobe="a blue jersey"),
    }
    script = SCRIPT.format(heading=heading)
    return SceneView(UUID(int=number), slot, str(number), content, script, _shots(number, slot), states)


def _shots(number: int, slot: str) -> list[ShotView]:
    both = [Blocking(asset=ANNA, x=0.3, facing="right"), Blocking(asset=BEN, x=0.7, facing="left")]  # type: ignore[arg-type]
    anna, ben = [both[0]], [both[1]]
    said = [
        Utterance(speaker=ANNA, text="It is late, and the lamp is out."),
        Utterance(speaker=BEN, text="I know. Nobody comes -- nobody at all.", parenthetical="quietly"),
    ]
    rows: list[dict[str, Any]] = [
        {
            "type": "master",
            "size": "WS",
            "cast": [ANNA, BEN],
            "blocking": both,
            "subject": ANNA,
            "props": [LAMP],
        },
        {
            "type": "single",
            "size": "MCU",
            "cast": [ANNA],
            "blocking": anna,
            "utterances": said[:1],
            "subject": ANNA,
        },
        {
            "type": "single",
            "size": "CU",
            "cast": [BEN],
            "blocking": ben,
            "utterances": said[1:],
            "subject": BEN,
        },
        {"type": "insert", "size": "ECU", "props": [LAMP], "subject": LAMP},
        {"type": "reaction", "size": "MCU", "cast": [ANNA], "blocking": anna, "subject": ANNA},
    ]
    shots = []
    for at, row in enumerate(rows, 1):
        shot = Shot(action=f"Anna and the lamp, {at}.", frames=120, **row)
        told = Prompt(text="Anna, Ben and a lamp.", references=list(PICTURES.values()))
        shots.append(ShotView(UUID(int=1000 * number + at), f"{number}-{at}", f"{slot}/{at:04}", shot, told))
    return shots


class Fault(NamedTuple):
    """One thing that does not fit: the rule and the subject that must be found, and how it comes about."""

    rule: str
    subject: str  # with {slot} for the scene's
    make: Callable[[SceneView], SceneView]
    heading: int = ON  # of the scene where it stands


def shot(at: int, **changes: Any) -> Callable[[SceneView], SceneView]:
    """Change a scene's shot."""

    def made(scene: SceneView) -> SceneView:
        shots = list(scene.shots)
        content = Shot.model_validate({**shots[at - 1].content.payload(), **changes})
        shots[at - 1] = replace(shots[at - 1], content=content)
        return replace(scene, shots=shots)

    return made


def shots(*changes: tuple[int, dict[str, Any]]) -> Callable[[SceneView], SceneView]:
    """Change several shots."""

    def made(scene: SceneView) -> SceneView:
        for at, values in changes:
            scene = shot(at, **values)(scene)
        return scene

    return made


def state(key: str, **changes: Any) -> Callable[[SceneView], SceneView]:
    """Change somebody's state."""

    def made(scene: SceneView) -> SceneView:
        found = VisualState.model_validate({**scene.states[key].payload(), **changes})
        return replace(scene, states={**scene.states, key: found})

    return made


def unattached(at: int, *keys: str) -> Callable[[SceneView], SceneView]:
    """Leave pictures out of a prompt."""

    def made(scene: SceneView) -> SceneView:
        left = [sha for key, sha in PICTURES.items() if key not in keys]
        rows = list(scene.shots)
        rows[at - 1] = replace(rows[at - 1], prompt=Prompt(text="Anna, Ben and a lamp.", references=left))
        return replace(scene, shots=rows)

    return made


def block(key: str, x: float, facing: str = "neutral") -> dict[str, Any]:
    return {"asset": key, "x": x, "facing": facing}


def says(text: str, speaker: str = ANNA, delivery: str = "dialogue") -> dict[str, Any]:
    return {"speaker": speaker, "text": text, "delivery": delivery}


LATE, KNOW = "It is late, and the lamp is out.", "I know. Nobody comes -- nobody at all."
SWAPPED = [block(ANNA, 0.7), block(BEN, 0.3)]
BOTH = [block(ANNA, 0.3), block(BEN, 0.7)]

FAULTS: tuple[Fault, ...] = (
    Fault(
        "axis",
        "{slot}/0002:" + f"{ANNA}+{BEN}",
        shot(2, cast=[ANNA, BEN], blocking=SWAPPED, type="over the shoulder"),
    ),
    Fault(
        "axis",
        "{slot}/0003:" + f"{ANNA}+{BEN}",
        shots((2, {"cast": [ANNA, BEN], "blocking": BOTH}), (3, {"cast": [ANNA, BEN], "blocking": SWAPPED})),
    ),
    Fault(
        "axis", "{slot}/0002:" + ANNA, shots((1, {"cast": [ANNA], "blocking": [block(ANNA, 0.4, "left")]}))
    ),
    Fault(
        "axis",
        "{slot}/0003:" + BEN,
        shots((2, {"cast": [BEN], "blocking": [block(BEN, 0.5, "right")], "subject": BEN})),
    ),
    Fault("sizes", "{slot}/0001", shots((2, {"size": "WS"}), (3, {"size": "WS"}))),
    Fault("sizes", "{slot}/0001", shots((1, {"size": "CU"}), (2, {"size": "CU"}))),
    Fault(
        "jumps",
        "{slot}/0002",
        shots(
            (
                1,
                {
                    "type": "single",
                    "size": "MCU",
                    "cast": [ANNA],
                    "blocking": [block(ANNA, 0.3, "right")],
                    "props": [],
                },
            )
        ),
    ),
    Fault(
        "jumps",
        "{slot}/0003",
        shots((2, {"cast": [BEN], "subject": BEN, "size": "CU", "blocking": [block(BEN, 0.7, "left")]})),
    ),
    Fault("presence", "{slot}/0001:" + CARL, shot(1, cast=[ANNA, BEN, CARL])),
    Fault("presence", "{slot}/0005:" + CARL, shot(5, cast=[ANNA, CARL])),
    Fault("presence", "{slot}/0003:" + CARL, shot(3, cast=[BEN, CARL])),
    Fault("speaking", "{slot}/0002:1", shot(2, utterances=[says(LATE, CARL)])),
    Fault("speaking", "{slot}/0003:1", shot(3, utterances=[says(KNOW, CARL)])),
    Fault("speaking", "{slot}/0003:1", state(BEN, tags_in=["dead"], changes=["-dead"], because="Ben falls.")),
    Fault("speech", "{slot}/0002", shot(2, frames=24)),
    Fault("speech", "{slot}/0003", shot(3, frames=30)),
    Fault(
        "speech",
        "{slot}/0002",
        shots((2, {"utterances": [says(LATE), says(KNOW, BEN)], "frames": 72}), (3, {"utterances": []})),
    ),
    Fault("dialogue", "{slot}:0", shot(2, utterances=[])),
    Fault("dialogue", "{slot}:1", shot(3, utterances=[])),
    Fault("dialogue", "{slot}:0", shot(2, utterances=[says("It is late, and the lamp is lit.")])),
    Fault("dialogue", "{slot}:1", shot(3, utterances=[says("I know. Nobody comes.", BEN)])),
    Fault("dialogue", "{slot}:-4", shot(4, utterances=[says("Good night.")])),
    Fault(
        "dialogue",
        "{slot}:-2",
        shots((1, {"utterances": []}), (2, {"utterances": [says(LATE), says("Really.")]})),
    ),
    Fault("daylight", "{slot}/0001", shot(1, action="Anna stands in the moonlight."), DAY),
    Fault("daylight", "{slot}/0004", shot(4, action="The table stands in bright sunlight."), NIGHT),
    Fault("daylight", "{slot}/0005", shot(5, action="Anna looks up at the night sky."), MORNING),
    Fault("daylight", "{slot}/0002", shot(2, action="The sun beats down on Anna."), NIGHT),
    Fault("wardrobe", "{slot}:" + ANNA, state(ANNA, wardrobe="a red dress")),
    Fault("wardrobe", "{slot}:" + BEN, state(BEN, wardrobe="a dinner jacket")),
    Fault(
        "carrying",
        "{slot}:" + f"{ANNA}:carried",
        state(ANNA, tags_in=[], tags_out=["muddy"], changes=["+muddy"]),
    ),
    Fault("carrying", "{slot}:" + f"{ANNA}:changes", state(ANNA, changes=["-torn"])),
    Fault("carrying", "{slot}:" + f"{ANNA}:changes", state(ANNA, changes=["+bloody"])),
    Fault("carrying", "{slot}:" + f"{BEN}:carried", state(BEN, tags_in=["wet"], changes=["-wet"])),
    Fault("carrying", "{slot}:" + f"{BEN}:changes", state(BEN, changes=["-wet"])),
    Fault("props", "{slot}/0001:" + KEY, shot(1, props=[LAMP, KEY])),
    Fault("props", "{slot}/0004:" + KEY, shot(4, props=[KEY], subject=KEY)),
    Fault("props", "{slot}:" + f"{ANNA}:{KEY}", state(ANNA, holding=KEY)),
    Fault("references", "{slot}/0002:" + ANNA, unattached(2, ANNA)),
    Fault("references", "{slot}/0003:" + BEN, unattached(3, BEN)),
    Fault("references", "{slot}/0004:" + LAMP, unattached(4, LAMP)),
)


def faulty() -> tuple[Film, set[tuple[str, str]]]:
    """The film with all of the faults, each in a scene of its own, and what must be found."""
    film, expected = sound(), set()
    scenes = list(film.scenes)
    for number, fault in enumerate(FAULTS):
        at = next(
            at for at, scene in enumerate(scenes[4 * number :], 4 * number) if (at + 1) % 4 == fault.heading
        )
        expected.add((fault.rule, fault.subject.format(slot=scenes[at].slot)))
        scenes[at] = fault.make(scenes[at])
    return replace(film, scenes=scenes), expected
