"""The rules of craft, held against many scenes: two screenplays and films of several genres."""

import itertools
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.previz.coverage import cover
from pipeline.previz.coverage.lensing import apart
from pipeline.previz.extract import breakdown, cast
from pipeline.previz.story import beats, complete_brief, scene, treatments
from pipeline.previz.voice.pace import seconds_of
from projects.kinds import Brief, Scene, Script, Shot, Treatment
from projects.kinds.vocabulary import FPS, Angle, Direction, Move, ShotType, Size, Transition
from projects.screenplay.elements import ElementType
from projects.screenplay.fountain import parse
from projects.screenplay.scenes import split

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FILMS = [
    ("A lighthouse keeper finds a door in the sea", 60),
    ("A detective hunts a killer who leaves poems", 180),
    ("Pip the hedgehog wants to fly to the moon", 60),
    ("Oat milk", 15),
    ("Nora, a violinist, and Emil, a piano tuner, keep missing each other in Prague", 120),
    ("The women who mend nets in a small harbour", 90),
]


class Covered(NamedTuple):
    """A scene with its shots."""

    scene: Scene
    text: str
    seconds: float
    shots: list[Shot]


@lru_cache(maxsize=1)
def everything() -> list[Covered]:
    return [found for name in ("the-last-ferry", "left-luggage") for found in screenplay(name)] + [
        found for idea, seconds in FILMS for found in film(idea, seconds)
    ]


def screenplay(name: str) -> list[Covered]:
    text = (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")
    scripts = [found.text for found in split(parse(text))]
    assets = cast(scripts, {}, Brief())
    found = []
    for script in scripts:
        broken = breakdown(Script(text=script), "s", assets, "")
        seconds = broken.eighths * 7.5
        found.append(Covered(broken, script, seconds, cover(broken, script, Brief(), seconds)))
    return found


def film(idea: str, seconds: int) -> list[Covered]:
    brief = complete_brief(Brief(idea=idea, seconds=seconds, seed=len(idea)))
    variant = treatments(brief)[len(idea) % 3]
    treatment = Treatment(text=variant.text, bible=variant.bible)
    sheet = beats(brief, treatment)
    scripts = [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
    assets = cast(scripts, variant.bible, brief)
    found = []
    for beat, text in zip(sheet, scripts, strict=True):
        broken = breakdown(Script(text=text, mood=beat.mood, intensity=beat.intensity), "s", assets, "")
        found.append(Covered(broken, text, beat.seconds, cover(broken, text, brief, beat.seconds)))
    return found


def shots_of(text: str, seconds: float, mood: str = "neutral") -> list[Shot]:
    assets = cast([text], {}, Brief())
    return cover(breakdown(Script(text=text, mood=mood), "s", assets, ""), text, Brief(), seconds)


def test_every_line_is_heard_in_one_shot_word_for_word_and_in_order() -> None:
    for found in everything():
        written = [e.text for e in parse(found.text).elements if e.type is ElementType.DIALOGUE]
        assert [said.text for shot in found.shots for said in shot.utterances] == written


def test_every_shot_says_why_it_is_there() -> None:
    assert all(len(shot.reason) > 10 and shot.action for found in everything() for shot in found.shots)


def test_no_two_neighbours_have_one_size_so_no_three_in_a_row() -> None:
    for found in everything():
        for before, after in itertools.pairwise(found.shots):
            assert before.size is not after.size


def test_a_cut_on_one_subject_changes_the_size_by_two_steps_or_the_angle() -> None:
    for found in everything():
        for before, after in itertools.pairwise(found.shots):
            if before.subject == after.subject:
                assert apart(before.size, after.size) or before.angle is not after.angle


def test_everybody_keeps_their_side_of_the_line() -> None:
    for found in everything():
        sides: dict[str, Direction] = {}
        for shot in found.shots:
            for block in shot.blocking:
                assert block.facing is not Direction.NEUTRAL
                assert sides.setdefault(block.asset, block.facing) is block.facing


def test_over_the_shoulder_shows_who_speaks_and_the_back_of_who_hears_it_from_the_other_side() -> None:
    seen = 0
    for found in everything():
        for shot in found.shots:
            if shot.type is ShotType.OTS:
                speaker, listener = shot.blocking
                assert speaker.asset in {said.speaker for said in shot.utterances}
                assert (speaker.back, listener.back) == (False, True)
                assert speaker.facing is not listener.facing
                seen += 1
    assert seen > 40


def test_an_insert_is_of_a_thing_that_the_action_names() -> None:
    inserts = [shot for found in everything() for shot in found.shots if shot.type is ShotType.INSERT]
    assert len(inserts) > 10
    for shot in inserts:
        assert shot.subject in shot.props
        assert shot.subject.partition(":")[2].split("-")[-1][:4] in shot.action.casefold()
        assert shot.blocking == []


def test_a_scene_begins_wide_enough_to_say_where_we_are() -> None:
    for found in everything():
        if len(found.shots) > 1:
            assert found.shots[0].type in (ShotType.ESTABLISHING, ShotType.MASTER)
            assert found.shots[0].size in (Size.EWS, Size.WS, Size.MWS)


def test_words_have_the_time_they_need_and_the_scene_has_its_seconds() -> None:
    for found in everything():
        words = sum(seconds_of(said.text, "en") for shot in found.shots for said in shot.utterances)
        total = sum(shot.frames for shot in found.shots)
        assert total >= round(found.seconds * FPS)
        if words < found.seconds * 0.7:
            assert total == round(found.seconds * FPS)
        for shot in found.shots:
            assert shot.frames >= sum(seconds_of(said.text, "en") for said in shot.utterances) * FPS


def test_nobody_stands_in_a_shot_who_is_not_in_the_scene() -> None:
    for found in everything():
        for shot in found.shots:
            assert set(shot.cast) <= set(found.scene.cast)


def test_a_look_is_taken_by_somebody_who_was_just_seen() -> None:
    for found in everything():
        for at, shot in enumerate(found.shots):
            if shot.type is ShotType.POV:
                assert any(earlier.blocking or earlier.subject for earlier in found.shots[:at])


def test_a_long_exchange_comes_back_to_both() -> None:
    lines = "\n\n".join(f"{'MARA' if at % 2 else 'TOMAS'}\nLine number {at}." for at in range(16))
    shots = shots_of(f"INT. A - DAY\n\nMARA sits. TOMAS stands.\n\n{lines}\n", 70)
    kinds = [shot.type for shot in shots if shot.utterances]
    runs = [len(list(run)) for kind, run in itertools.groupby(kinds) if kind is ShotType.OTS]
    assert runs
    assert max(runs) <= 5
    assert ShotType.TWO_SHOT in kinds


def test_three_who_talk_in_a_round_never_cross_the_line() -> None:
    turns = ["MARA", "TOMAS", "ELSE"] * 4
    lines = "\n\n".join(f"{name}\nLine number {at}." for at, name in enumerate(turns))
    shots = shots_of(f"INT. A - DAY\n\nMARA, TOMAS and ELSE sit.\n\n{lines}\n", 60)
    for shot in shots:
        if shot.type is ShotType.OTS:
            assert len({block.facing for block in shot.blocking}) == 2
    assert any("one side of the line" in shot.reason for shot in shots)


MONTAGE = """INT. KITCHEN - DAY

MONTAGE - THE WINTER

-- MARA kneads dough.

-- TOMAS looks for his shoes.

-- Snow on the sill.

END OF MONTAGE.

MARA
There.
"""


def test_a_montage_is_one_image_after_another_without_its_headings() -> None:
    shots = shots_of(MONTAGE, 14)
    images = [shot for shot in shots if shot.type is ShotType.MONTAGE]
    assert [shot.action for shot in images] == [
        "MARA kneads dough.",
        "TOMAS looks for his shoes.",
        "Snow on the sill.",
    ]
    assert all("montage" in shot.reason for shot in images)
    assert not any("MONTAGE" in shot.action for shot in shots)


def test_two_voices_at_once_are_one_picture() -> None:
    text = "INT. A - DAY\n\nMARA sits. TOMAS stands.\n\nMARA\nStop that now.\n\nTOMAS ^\nStart that now.\n"
    shots = [shot for shot in shots_of(text, 12) if shot.utterances]
    assert [len(shot.utterances) for shot in shots] == [2]
    assert shots[0].type is ShotType.TWO_SHOT
    assert shots[0].cast == ["character:mara", "character:tomas"]


def test_a_reveal_is_followed_by_a_face() -> None:
    text = "INT. A - NIGHT\n\nMARA opens the door.\n\nA figure waits in the dark.\n\nMARA\nWho is there?\n"
    shots = shots_of(text, 18, "fearful")
    at = next(at for at, shot in enumerate(shots) if "figure" in shot.action)
    assert shots[at + 1].type is ShotType.REACTION
    assert shots[at + 1].reason == "reaction after the reveal"


def test_the_camera_goes_with_what_happens_and_says_so() -> None:
    text = "EXT. A - DAY\n\nA road.\n\nMARA waits.\n\nMARA runs to the gate.\n\nMARA looks up at the sky.\n"
    moves = {shot.action: shot.move for shot in shots_of(text, 14)}
    assert moves["MARA runs to the gate."] is Move.TRUCK_RIGHT
    assert moves["MARA looks up at the sky."] is Move.TILT_UP
    assert any("the camera goes with the walk" in shot.reason for shot in shots_of(text, 14))


def test_a_sleeper_is_seen_from_above() -> None:
    shots = shots_of("INT. A - NIGHT\n\nA room.\n\nMARA lies in bed.\n", 6)
    assert Angle.OVERHEAD in {shot.angle for shot in shots}


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("DISSOLVE TO:", Transition.DISSOLVE),
        ("> FADE OUT.", Transition.FADE_OUT),
        ("FADE OUT.", Transition.FADE_OUT),
        ("FADE IN", Transition.FADE_OUT),
        ("CUT TO BLACK.", Transition.FADE_OUT),
        ("DISSOLVE TO", Transition.DISSOLVE),
        ("CROSSFADE TO:", Transition.DISSOLVE),
        ("SMASH CUT TO:", Transition.CUT),
        ("MATCH CUT TO:", Transition.MATCH_CUT),
    ],
)
def test_a_scene_is_left_as_its_writer_says(written: str, leaves: Transition) -> None:
    shots = shots_of(f"INT. A - DAY\n\nMARA waits.\n\nMARA\nYes.\n\n{written}\n", 8, "comic")
    assert [shot.transition for shot in shots[:-1]] == [Transition.CUT] * (len(shots) - 1)
    assert shots[-1].transition is leaves


def test_a_voice_before_anyone_is_seen_is_heard_over_the_place() -> None:
    text = "INT. HALL - DAY\n\nAn empty hall.\n\nANNOUNCER (O.S.)\nAll trains are late.\n\nMARA runs in.\n"
    heard = next(shot for shot in shots_of(text, 10) if shot.utterances)
    assert heard.cast == []


def test_a_line_said_low_is_seen_from_near() -> None:
    text = "INT. A - DAY\n\nA room. MARA sits.\n\nMARA\n(whispering)\nI was there that night.\n"
    heard = next(shot for shot in shots_of(text, 9) if shot.utterances)
    assert heard.size in (Size.CU, Size.MCU)


def test_two_who_say_it_with_one_voice_are_in_one_frame() -> None:
    text = "INT. A - DAY\n\nMARA sits. TOMAS stands.\n\nMARA AND TOMAS\nNot again, please!\n"
    heard = next(shot for shot in shots_of(text, 9) if shot.utterances)
    assert heard.type in (ShotType.TWO_SHOT, ShotType.MASTER)
    assert heard.cast == ["character:mara", "character:tomas"]


def test_what_lies_about_is_not_seen_from_above() -> None:
    shots = shots_of("EXT. A - NIGHT\n\nFog lies on the ground.\n\nMARA waits at the gate.\n", 6)
    assert Angle.OVERHEAD not in {shot.angle for shot in shots}
