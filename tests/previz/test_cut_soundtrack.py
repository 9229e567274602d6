from pathlib import Path

import numpy as np
import pytest

from pipeline.previz.cut import Said, Staged, soundtrack
from pipeline.previz.cut.soundtrack import score_cues
from pipeline.previz.mix import mix, wav
from pipeline.previz.mix.signal import RATE, Samples, level_of
from pipeline.previz.voice import speak
from projects.kinds import Scene
from projects.kinds.world import Voice


def scene(place: str, setting: str = "INT", **values: object) -> Scene:
    return Scene.model_validate({"script": "s", "place": place, "setting": setting, **values})


BEACH = scene("BEACH", "EXT", mood="mysterious", intensity=0.4)
KITCHEN = scene("KITCHEN", mood="tense", intensity=0.8)


def tone(seconds: float) -> Samples:
    return (0.2 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def story() -> list[Staged]:
    spoken = Said(tone(2.0), 12.5, 14.5)
    return [
        Staged(BEACH, "s1", 3.0, 4.0, "Waves break. A gull cries.", lead="character:mara"),
        Staged(BEACH, "s1", 7.0, 5.0, "Mara walks along the shore."),
        Staged(KITCHEN, "s2", 12.0, 4.0, "Thunder. The door opens and Tom walks in.", speech=[spoken]),
        Staged(KITCHEN, "s2", 16.0, 4.0, "He sits.", ["glass", "quintessence"]),
    ]


def test_a_scene_has_a_cue_and_title_and_credits_have_theirs() -> None:
    cues = score_cues(story(), 24.0)

    assert [(cue.start, cue.end, cue.mood) for cue in cues] == [
        (0.0, 3.0, "mysterious"),
        (3.0, 12.0, "mysterious"),
        (12.0, 20.0, "tense"),
        (20.0, 24.0, "tense"),
    ]
    assert [cue.motif for cue in cues[1:3]] == ["character:mara", ""]
    assert cues[2].speech == ((12.5, 14.5),)


def test_a_very_short_scene_has_no_music_of_its_own() -> None:
    shots = [*story(), Staged(scene("STREET", "EXT", mood="comic"), "s3", 20.0, 1.5)]

    assert [(cue.start, cue.end) for cue in score_cues(shots, 25.0)][-2:] == [(12.0, 21.5), (21.5, 25.0)]


def test_effects_sound_in_their_shots_in_the_order_of_the_action() -> None:
    plan = soundtrack(story(), seconds=24.0, seed=1)
    starts = [effect.start for effect in plan.effects]

    assert starts == sorted(starts)
    assert sum(3 <= start < 7 for start in starts) == 2  # wave, gull
    assert sum(12 <= start < 16 for start in starts) == 3  # thunder, door, steps
    assert sum(16 <= start < 20 for start in starts) == 1  # the glass; the other word has no sound


def test_an_effect_is_not_repeated_at_once() -> None:
    shots = [Staged(KITCHEN, "s1", 3.0 * index, 3.0, "He walks.") for index in range(4)]

    assert len(soundtrack(shots, seconds=12.0, seed=1).effects) == 2


def test_rain_in_the_rain_is_left_to_the_place() -> None:
    wet = scene("STREET", "EXT", weather="rain")

    assert soundtrack([Staged(wet, "s1", 0.0, 5.0, "Rain falls.")], seconds=5.0, seed=1).effects == []


def test_places_give_way_to_each_other_over_a_dissolve() -> None:
    shots = story()
    cut = soundtrack(shots, seconds=24.0, seed=1).ambience
    shots[2] = Staged(KITCHEN, "s2", 12.0, 4.0, dissolve=1.0)
    slow = soundtrack(shots, seconds=24.0, seed=1).ambience

    assert len(cut) == len(slow) == 2
    assert cut[1].start == pytest.approx(11.94)
    assert (slow[1].start, slow[1].fade_in, slow[0].fade_out) == (12.0, 1.0, 1.0)
    assert slow[0].start + len(slow[0].heard()) / RATE == pytest.approx(13.0, abs=1e-3)


def test_a_narrator_has_no_room_and_someone_off_screen_is_further_away() -> None:
    said = [Said(tone(1), 1.0, 2.0, way) for way in ("dialogue", "narration", "voice-over", "off-screen")]
    hall = scene("CATHEDRAL")
    lines = soundtrack([Staged(hall, "s1", 0.0, 9.0, speech=said)], seconds=9.0, seed=1).speech

    assert [line.room for line in lines] == ["church", "dry", "dry", "church"]
    assert lines[3].gain < lines[0].gain


def test_a_film_without_shots_still_has_a_score() -> None:
    plan = soundtrack([], seconds=5.0, seed=1)

    assert plan.ambience == []
    assert level_of(np.asarray(plan.music)) > -50


def test_a_whole_film_sounds_as_delivered_films_must(tmp_path: Path) -> None:
    voices = [Voice(variant="f1", rate=150), Voice(variant="m3", rate=150, pitch=42)]
    shots, at = [], 3.0
    for number in range(8):
        spoken = speak(
            "The lamp has to burn all night; that is the only rule.", voices[number % 2], "en", "tense"
        )
        said = [Said(spoken.samples, at + 0.5, at + 0.5 + spoken.seconds)] if number % 3 else []
        place = (BEACH, KITCHEN)[number // 4]
        shots.append(Staged(place, place.place, at, 6.0, "The door slams. She runs.", speech=said))
        at += 6.0
    plan = soundtrack(shots, seconds=at + 4, seed=3, folder=tmp_path)

    made = mix(plan, tmp_path)
    again = mix(soundtrack(shots, seconds=at + 4, seed=3), tmp_path / "again")

    assert made.loudness == pytest.approx(-16, abs=1)
    assert made.peak <= -1.5
    assert made.clipped == 0
    assert made.silence < 1.0
    assert np.abs(wav.read(made.path) - wav.read(again.path)).max() < 1e-3
    dialogue, music = (wav.read(made.stems[name]) for name in ("dialogue", "music"))
    for shot in shots:
        for said in shot.speech:
            words = slice(round(said.start * RATE), round(said.end * RATE))
            assert level_of(dialogue[words]) - level_of(music[words]) > 9
