from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.previz.mix import wav
from pipeline.previz.mix.loudness import longest_silence, loudness, true_peak
from pipeline.previz.mix.signal import RATE, level_of
from pipeline.previz.score import MOODS, Played, ScoreCue, compose, compose_to, notes, theme
from pipeline.previz.score.harmony import MODES, Key, nearest, voiced
from pipeline.previz.score.instruments import PLAYERS

FILM = [
    ScoreCue(0, 4, "neutral", 0.3),
    ScoreCue(4, 17, "mysterious", 0.5),
    ScoreCue(17, 29, "tense", 0.8),
    ScoreCue(29, 40, "hopeful", 0.6),
]


def melody(played: list[Played], player: str) -> list[tuple[float, float]]:
    return [(note.start, note.note) for note in played if note.player == player]


def test_the_score_is_as_long_as_the_film_and_always_the_same() -> None:
    first, again = compose(FILM, 7, 40.0), compose(FILM, 7, 40.0)

    assert first.shape == (40 * RATE, 2)
    assert first.dtype == np.float32
    assert first.tobytes() == again.tobytes()


def test_another_seed_is_another_score() -> None:
    assert notes(FILM, 7, 40.0) != notes(FILM, 8, 40.0)


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_sounds_evenly_loud_without_clipping_or_holes(mood: str) -> None:
    samples = compose([ScoreCue(0, 16, mood, 0.6)], 3, 16.0)

    assert -25 < loudness(samples) < -16
    assert true_peak(samples) < -3
    assert longest_silence(samples) < 0.7
    assert np.isfinite(samples).all()


@pytest.mark.parametrize("player", PLAYERS)
def test_every_instrument_plays_in_tune(player: str) -> None:
    note = {"drone": 38, "bass": 43}.get(player, 69)
    made = PLAYERS[player](note, 2.0, 0.6).mean(axis=1)
    heard = made[RATE // 2 : RATE // 2 + RATE]
    lags = np.fft.irfft(np.abs(np.fft.rfft(heard * np.hanning(RATE), 4 * RATE)) ** 2)
    wanted = 440 * 2 ** ((note - 69) / 12)
    first = int(RATE / wanted * 0.8)
    period = first + int(lags[first : int(RATE / wanted * 1.25)].argmax())

    assert 1200 * np.log2(RATE / period / wanted) == pytest.approx(0, abs=20)  # cents


def test_the_film_ends_on_its_tonic_and_dies_away() -> None:
    played = notes(FILM, 7, 40.0)
    last_bar = max(note.start for note in played if note.player == "bass")
    tonic = next(note.note for note in played if note.player == "bass" and note.start == last_bar) % 12
    chord = {int(note.note) % 12 for note in played if note.start >= last_bar and note.player == "strings"}
    samples = compose(FILM, 7, 40.0)

    assert chord == {tonic, (tonic + 4) % 12, (tonic + 7) % 12}
    assert level_of(samples[-RATE // 10 :]) < -55
    assert level_of(samples[-4 * RATE : -3 * RATE]) > -40


def test_bars_end_where_the_scenes_end() -> None:
    starts = sorted({note.start for note in notes(FILM, 7, 40.0) if note.player in ("bass", "drone")})

    assert {0, 4, 17, 29} <= set(starts)


def test_a_cue_outside_the_film_is_not_played_and_overlaps_give_way() -> None:
    messy = [ScoreCue(-5, 6), ScoreCue(3, 12, "sad"), ScoreCue(30, 50, "angry"), ScoreCue(11.9, 12.1)]

    played = notes(messy, 1, 14.0)

    assert max(note.start for note in played) < 12.1
    assert compose(messy, 1, 14.0).shape == (14 * RATE, 2)


@pytest.mark.parametrize("cues", [[], [ScoreCue(0, 0.2)], [ScoreCue(5, 2)]])
def test_no_cue_is_silence(cues: list[ScoreCue]) -> None:
    assert not compose(cues, 1, 3.0).any()
    assert compose(cues, 1, 0.0).shape == (0, 2)


def test_an_unknown_mood_and_a_wild_intensity_are_played_plainly() -> None:
    assert np.abs(compose([ScoreCue(0, 8, "purple", 9.0)], 1, 8.0)).max() > 0.01


def test_a_character_has_a_theme_of_its_own() -> None:
    assert theme("7|character:mara") == theme("7|character:mara")
    assert theme("7|character:mara") != theme("7|character:tom")


def test_the_theme_returns_in_another_mood() -> None:
    happy = melody(notes([ScoreCue(0, 20, "hopeful", 0.6)], 5, 20), "piano")
    in_full = theme("5|")

    assert len(in_full) == 4
    assert len({note.degree for bar in in_full for note in bar}) >= 3
    assert len(happy) >= 6


def test_the_theme_rests_where_someone_speaks() -> None:
    open_space = notes([ScoreCue(0, 24, "joyful", 0.7)], 5, 24)
    spoken = notes([ScoreCue(0, 24, "joyful", 0.7, speech=((0.0, 12.0),))], 5, 24)

    assert any(start < 11 for start, _ in melody(open_space, "flute"))
    assert all(start > 11 for start, _ in melody(spoken, "flute"))


def test_more_intensity_is_louder() -> None:
    calm, wild = (compose([ScoreCue(0, 12, "tense", force)], 4, 12.0) for force in (0.15, 0.95))

    assert loudness(wild) - loudness(calm) > 3


@pytest.mark.parametrize("mode", MODES)
def test_chords_are_whole_and_voices_move_little(mode: str) -> None:
    key, voices = Key(2, mode), None
    for degree in (0, 3, 4, 0, 5, 1, 4, 0):
        chord = key.chord(degree)
        moved = voiced(chord, voices)

        assert {note % 12 for note in moved} == set(chord)
        assert list(moved) == sorted(set(moved))
        assert all(upper - lower <= 12 for lower, upper in pairwise(moved))
        if voices:
            assert sum(abs(now - was) for now, was in zip(moved, voices, strict=True)) <= 14
        voices = moved


def test_the_nearest_note_of_a_pitch_class_is_found() -> None:
    assert [nearest(0, target) for target in (60, 65, 67, 71.5)] == [60, 60, 72, 72]


def test_music_goes_on_unbroken_from_block_to_block() -> None:
    samples = compose([ScoreCue(0, 25, "calm", 0.5)], 2, 25.0)
    jumps = np.abs(np.diff(samples, axis=0)).max(axis=1)

    for edge in (10 * RATE, 20 * RATE):
        assert jumps[edge - 2 : edge + 2].max() <= jumps.max() / 2


def test_a_score_can_be_written_without_being_held(tmp_path: Path) -> None:
    compose_to(tmp_path / "score.wav", FILM, 7, 40.0)

    assert np.abs(wav.read(tmp_path / "score.wav") - compose(FILM, 7, 40.0)).max() < 1e-4
