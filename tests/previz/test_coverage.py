"""Coverage: shots by the rules of craft."""

import itertools
import re

import pytest

from pipeline.previz.coverage import cover
from pipeline.previz.extract import breakdown, cast
from pipeline.previz.story import beats, complete_brief, scene, treatments
from pipeline.previz.voice.pace import seconds_of
from projects.kinds import Asset, Brief, Scene, Script, Shot, Treatment
from projects.kinds.vocabulary import FPS, Direction, ShotType, Size
from projects.screenplay.elements import ElementType
from projects.screenplay.fountain import parse

POSES = [
    "stand",
    "walk",
    "run",
    "sit",
    "kneel",
    "lie",
    "point",
    "hold",
    "reach",
    "embrace",
    "fight",
    "fall",
    "drive",
    "type",
    "phone",
    "sleep",
    "look-up",
    "look-down",
    "wave",
    "cross-arms",
]
EXPRESSIONS = [
    "neutral",
    "happy",
    "sad",
    "angry",
    "afraid",
    "surprised",
    "disgusted",
    "thoughtful",
    "determined",
    "tender",
    "tired",
    "shouting",
]
SIZES = list(Size)
TALK = """INT. KITCHEN - NIGHT

A low kitchen. Two chairs, one of them never used.

MARA sits at the table. TOMAS stands with folded arms and looks at the letter.

MARA
You opened it.

TOMAS
It was open.

MARA
(quietly)
It was never open.

Tomas picks up the letter. Mara runs to the door.

TOMAS
Then read it to me.

The door swings shut.
"""
IDEAS = [
    "A lighthouse keeper finds a door in the sea",
    "A detective hunts a killer who leaves poems",
    "A hedgehog wants to fly",
    "A commercial for a running shoe called Swift",
    "Two sisters fight over their mother's house",
]


def scene_of(text: str, mood: str = "tense", intensity: float = 0.6) -> tuple[Scene, list[Asset]]:
    assets = cast([text], {}, Brief())
    return breakdown(Script(text=text, mood=mood, intensity=intensity), "s1", assets, "1"), assets


def shots_of(text: str, seconds: float, mood: str = "tense") -> list[Shot]:
    return cover(scene_of(text, mood)[0], text, Brief(), seconds)


def film(idea: str, seconds: int = 60, seed: int = 1) -> list[tuple[Scene, str, float, list[Shot]]]:
    brief = complete_brief(Brief(idea=idea, seconds=seconds, seed=seed))
    variant = treatments(brief)[seed % 3]
    treatment = Treatment(text=variant.text, bible=variant.bible)
    sheet = beats(brief, treatment)
    scripts = [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
    assets = cast(scripts, variant.bible, brief)
    found = []
    for beat, text in zip(sheet, scripts, strict=True):
        broken = breakdown(Script(text=text, mood=beat.mood, intensity=beat.intensity), "s", assets, "")
        found.append((broken, text, beat.seconds, cover(broken, text, brief, beat.seconds)))
    return found


@pytest.mark.parametrize("seconds", [6, 12, 20, 40, 90])
def test_durations_sum_to_the_scene_and_hold_their_words(seconds: float) -> None:
    shots = shots_of(TALK, seconds)
    spoken = sum(seconds_of(words.text, "en") for shot in shots for words in shot.utterances)
    total = sum(shot.frames for shot in shots)
    assert total >= seconds * FPS
    if seconds > spoken + 6:
        assert total == seconds * FPS
    for shot in shots:
        assert shot.frames >= sum(seconds_of(words.text, "en") for words in shot.utterances) * FPS


@pytest.mark.parametrize("idea", IDEAS)
def test_every_line_is_heard_once_and_verbatim(idea: str) -> None:
    for _, text, _, shots in film(idea, seed=2):
        written = [e.text for e in parse(text).elements if e.type is ElementType.DIALOGUE]
        assert [words.text for shot in shots for words in shot.utterances] == written


@pytest.mark.parametrize("idea", IDEAS)
def test_a_minute_is_covered_in_shots_of_two_to_six_seconds(idea: str) -> None:
    scenes = film(idea)
    shots = [shot for _, _, _, found in scenes for shot in found]
    assert 14 <= len(shots) <= 22
    for shot in shots:
        assert shot.frames >= 2 * FPS - 2
        if not shot.utterances:
            assert shot.frames <= 8 * FPS


@pytest.mark.parametrize("idea", IDEAS)
def test_vocabularies_are_kept_and_every_shot_has_a_reason(idea: str) -> None:
    for broken, _, _, shots in film(idea):
        for shot in shots:
            assert shot.reason
            assert shot.action
            assert shot.location == broken.location
            assert set(shot.cast) <= set(broken.cast)
            assert [block.asset for block in shot.blocking] == shot.cast
            for block in shot.blocking:
                assert block.pose in POSES
                assert block.expression in EXPRESSIONS


@pytest.mark.parametrize("idea", IDEAS)
def test_nobody_crosses_the_line(idea: str) -> None:
    for _, _, _, shots in film(idea, seconds=180):
        sides: dict[str, Direction] = {}
        for shot in shots:
            for block in shot.blocking:
                assert sides.setdefault(block.asset, block.facing) is block.facing
        assert len(sides) < 2 or len(set(sides.values())) == 2


def test_an_over_the_shoulder_shows_the_listener_from_behind_on_the_other_side() -> None:
    shots = [shot for shot in shots_of(TALK, 20) if shot.type is ShotType.OTS]
    assert shots
    for shot in shots:
        speaker, listener = shot.blocking
        assert speaker.asset == shot.utterances[0].speaker
        assert listener.back
        assert not speaker.back
        assert speaker.facing is not listener.facing
        assert (speaker.x < listener.x) == (speaker.facing is Direction.RIGHT)


@pytest.mark.parametrize("idea", IDEAS)
def test_sizes_vary_and_the_same_subject_never_jumps(idea: str) -> None:
    for _, _, _, shots in film(idea, seconds=180):
        for before, after in itertools.pairwise(shots):
            if before.subject == after.subject:
                steps = abs(SIZES.index(before.size) - SIZES.index(after.size))
                assert steps >= 2 or before.angle is not after.angle or before.type is not after.type
        for at in range(len(shots) - 2):
            assert len({shot.size for shot in shots[at : at + 3]}) > 1


def test_what_the_action_names_is_acted() -> None:
    shots = shots_of(TALK, 30)
    seen = {(block.asset, block.pose) for shot in shots for block in shot.blocking}
    assert ("character:mara", "sit") in seen
    assert ("character:tomas", "cross-arms") in seen
    assert ("character:mara", "run") in seen


def test_what_is_denied_is_not_acted() -> None:
    text = "INT. A - DAY\n\nMARA does not run. She stays.\n\nMARA\nNo."
    assert all(block.pose == "stand" for shot in shots_of(text, 8) for block in shot.blocking)


def test_inserts_reactions_and_points_of_view_have_their_place() -> None:
    kinds = {shot.type for shot in shots_of(TALK, 45)}
    assert {ShotType.REACTION, ShotType.INSERT} & kinds
    look = "INT. A - DAY\n\nMARA looks out of the window.\n\nA light goes on far away.\n\nMARA\nThere."
    reasons = [shot.reason for shot in shots_of(look, 14)]
    assert any(re.match("what Mara sees", reason) for reason in reasons)


def test_voices_from_elsewhere_are_heard_over_who_listens() -> None:
    text = "INT. A - DAY\n\nMARA waits.\n\nTOMAS (V.O.)\nI never came.\n"
    shots = shots_of(text, 8)
    heard = next(shot for shot in shots if shot.utterances)
    assert heard.utterances[0].delivery == "voice-over"
    assert "character:tomas" not in heard.cast


def test_sounds_are_named() -> None:
    assert "door" in [sound for shot in shots_of(TALK, 20) for sound in shot.sounds]


def test_the_same_scene_is_covered_the_same_way_whatever_it_is_called() -> None:
    found, _ = scene_of(TALK)
    other = found.model_copy(update={"heading": "X", "number": "9", "synopsis": "Y", "script": "z"})
    assert cover(found, TALK, Brief(), 20) == cover(other, TALK, Brief(title="T", aspect="9:16"), 20)


@pytest.mark.parametrize("text", ["", "Only action.", "INT. A - DAY", "MARA\nHello."])
def test_any_scene_has_a_shot(text: str) -> None:
    shots = shots_of(text, 4, mood="neutral")
    assert shots
    assert sum(shot.frames for shot in shots) >= 4 * FPS
