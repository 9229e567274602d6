"""A scene read aloud: who reads what, in which voice, and when."""

from itertools import pairwise

import numpy as np

from pipeline.previz.aloud import LONGEST, parts_of, read_aloud
from pipeline.previz.coverage.names import meant
from pipeline.previz.mix.signal import RATE
from pipeline.previz.voice import cast_voice
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset

SCENE = """INT. LAMP ROOM - NIGHT

The lamp turns.

MARA
(whispering)
There was a door.

TOMAS (O.S.)
Nobody asked.

FADE OUT.
"""
MARA = cast_voice(
    Asset(key="character:mara-voss", type=AssetKind.CHARACTER, name="Mara Voss", definition="old"), [], "en"
)


def test_speeches_have_their_characters_voices_and_the_rest_a_narrators() -> None:
    parts = parts_of(SCENE, {"character:mara-voss": MARA}, "en")

    assert [part.speaker for part in parts] == ["", "", "MARA", "TOMAS"]
    assert parts[0].spoken == "Interior. Lamp room. Night"
    assert parts[2].voice == MARA
    assert parts[2].mood == "whisper"
    assert len({part.voice.model_dump_json() for part in parts}) == 3


def test_somebody_who_is_not_cast_yet_sounds_the_same_in_every_scene() -> None:
    (first, *_), (other, *_) = (
        [part for part in parts_of(text, {}, "en") if part.speaker == "TOMAS"]
        for text in (SCENE, "EXT. PIER - DAY\n\nTOMAS\nYes.\n\nANNA\nNo.\n")
    )

    assert first.voice == other.voice


def test_long_action_is_read_in_breaths() -> None:
    parts = parts_of("INT. HALL - DAY\n\n" + "She walks on and looks about her. " * 20, {}, "en")

    assert len(parts) > 3
    assert all(len(part.text) <= LONGEST for part in parts)


def test_lines_lie_where_they_are_heard() -> None:
    parts = parts_of(SCENE, {}, "en")
    read = list(read_aloud(parts, "en"))
    sound = np.concatenate([samples for _, samples in read])

    assert [line.text for line, _ in read] == [part.text for part in parts]
    for line, _ in read:
        assert np.abs(sound[int(line.start * RATE) : int(line.end * RATE)]).max() > 0.05
    for (before, _), (after, _) in pairwise(read):
        assert np.abs(sound[int(before.end * RATE) + 200 : int(after.start * RATE) - 200]).max() < 1e-3


def test_a_first_name_means_the_one_who_has_it() -> None:
    cast = ("character:mara-voss", "character:ned-lane", "character:ned-hale")

    assert meant("character:mara", cast) == "character:mara-voss"
    assert meant("character:ned", cast) == ""
    assert meant("character:ned-hale", cast) == "character:ned-hale"
