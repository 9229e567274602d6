import re
import subprocess
from functools import partial
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from pipeline.previz.mix import Mix, MixPlan, Placed, mix, room_of, wav
from pipeline.previz.mix import track as tracks
from pipeline.previz.mix.ducking import envelope
from pipeline.previz.mix.limiter import limiting
from pipeline.previz.mix.loudness import Meter, Peak, longest_silence, loudness, true_peak
from pipeline.previz.mix.rooms import ROOMS, in_room
from pipeline.previz.mix.signal import CONTROL, RATE, Samples, faded, gain_of, level_of, seeded, stereo


def noise(seconds: float, level: float, key: str = "") -> Samples:
    samples = seeded("test", key).standard_normal((round(seconds * RATE), 2), dtype=np.float32)
    return samples * np.float32(gain_of(level))


def babble(seconds: float, key: str = "") -> Samples:
    """Something with the rhythm of speech."""
    t = np.arange(round(seconds * RATE)) / RATE
    syllables = np.maximum(0, np.sin(2 * np.pi * 3 * t)) ** 2
    return (np.sin(2 * np.pi * 180 * t) * syllables * 0.3 + noise(seconds, -40, key)[:, 0]).astype(np.float32)


def film(seconds: float = 30.0, music: float = -25.0) -> MixPlan:
    return MixPlan(
        seconds,
        speech=[Placed(babble(3, str(at)), at, room="room") for at in (4.0, 12.0, 20.0)],
        effects=[Placed(noise(0.2, -6), at, pan=0.5) for at in (2.0, 13.0, 25.0)],
        ambience=[Placed(partial(noise, seconds, -42.0, "bed"), 0.0, fade_in=0.5, fade_out=0.5)],
        music=noise(seconds, music, "music"),
    )


def ebur128(path: Path) -> tuple[float, float]:
    """(integrated loudness, true peak) as ffmpeg measures them."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostats", "-i", str(path)]
    done = subprocess.run(
        [*program, "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"],
        capture_output=True,
        text=True,
    )
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    found = [re.search(rf"{name}:\s+(-?[\d.]+|-inf)", summary) for name in ("I", "Peak")]
    return tuple(float(match.group(1)) for match in found if match)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Mix:
    return mix(film(), tmp_path_factory.mktemp("mix"))


def test_a_mix_has_the_loudness_and_the_peak_it_says(mixed: Mix) -> None:
    heard, peak = ebur128(mixed.path)

    assert heard == pytest.approx(-16, abs=1)
    assert peak <= -1.5
    assert mixed.loudness == pytest.approx(heard, abs=0.2)
    assert mixed.peak == pytest.approx(peak, abs=0.2)
    assert mixed.clipped == 0
    assert mixed.silence < 4


def test_the_stems_add_up_to_the_mix(mixed: Mix) -> None:
    together = sum(wav.read(path) for path in mixed.stems.values())

    assert sorted(mixed.stems) == ["dialogue", "effects", "music"]
    assert np.abs(together - wav.read(mixed.path)).max() < 1e-4


def test_equal_plans_give_equal_bytes(mixed: Mix, tmp_path: Path) -> None:
    again = mix(film(), tmp_path)

    assert again.path.read_bytes() == mixed.path.read_bytes()
    assert all(again.stems[name].read_bytes() == path.read_bytes() for name, path in mixed.stems.items())


def test_music_sinks_under_speech_and_comes_back(mixed: Mix) -> None:
    music = wav.read(mixed.stems["music"])

    alone, under, after = (level_of(music[round(at * RATE) : round((at + 1) * RATE)]) for at in (0.5, 5.5, 9))

    assert 6 < alone - under < 11
    assert alone == pytest.approx(after, abs=0.5)


@pytest.mark.parametrize("level", [-60.0, -45.0, -3.0])
def test_music_is_brought_under_the_dialogue_whatever_its_level(level: float, tmp_path: Path) -> None:
    made = mix(film(music=level), tmp_path)
    spoken, played = (wav.read(made.stems[name]) for name in ("dialogue", "music"))

    assert loudness(spoken) - loudness(played) > 5
    assert made.loudness == pytest.approx(-16, abs=1)


def test_a_film_without_words_reaches_the_same_loudness(tmp_path: Path) -> None:
    made = mix(MixPlan(12, music=noise(12, -30)), tmp_path)

    assert made.loudness == pytest.approx(-16, abs=1)


def test_shocks_are_limited_and_not_clipped(tmp_path: Path) -> None:
    shocks = [Placed(noise(0.05, 6, str(at)), float(at)) for at in range(1, 19)]
    made = mix(MixPlan(20, effects=shocks, music=noise(20, -30)), tmp_path)

    assert ebur128(made.path)[1] <= -1.5
    assert made.clipped == 0
    assert made.loudness == pytest.approx(-16, abs=1)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 1.0])
def test_a_film_of_nothing_is_silence_of_its_length(seconds: float, tmp_path: Path) -> None:
    made = mix(MixPlan(seconds), tmp_path)

    assert made.seconds == pytest.approx(seconds)
    assert not wav.read(made.path).any()


def test_sounds_outside_the_film_are_cut_off(tmp_path: Path) -> None:
    outside = [Placed(noise(2, -20, "a"), -1.0), Placed(noise(2, -20, "b"), 4.0), Placed(noise(1, -20), 50.0)]

    made = mix(MixPlan(5.0, effects=outside), tmp_path)
    heard = wav.read(made.path)

    assert made.seconds == 5.0
    assert level_of(heard[: RATE // 2]) > -40
    assert level_of(heard[2 * RATE : 3 * RATE]) < -100


def test_a_long_film_is_mixed_alike_in_memory_and_on_disk(
    mixed: Mix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracks, "IN_MEMORY", 0)

    assert mix(film(), tmp_path).path.read_bytes() == mixed.path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["mix.wav", "dialogue.wav", "effects.wav", "music.wav"]
    )


def test_sounds_may_wait_in_files_or_functions(mixed: Mix, tmp_path: Path) -> None:
    plan = film()
    assert isinstance(plan.music, np.ndarray)
    wav.write(tmp_path / "score.wav", plan.music)

    made = mix(
        MixPlan(30.0, plan.speech, plan.effects, plan.ambience, wav.Stored(tmp_path / "score.wav")), tmp_path
    )

    assert np.abs(wav.read(made.path) - wav.read(mixed.path)).max() < 1e-3


def test_two_places_cross_fade_at_even_power(tmp_path: Path) -> None:
    places = [
        Placed(noise(6, -30, "one"), 0.0, fade_out=2.0),
        Placed(noise(6, -30, "two"), 4.0, fade_in=2.0),
    ]
    heard = wav.read(mix(MixPlan(10, ambience=places), tmp_path).path)

    levels = [level_of(heard[round(at * RATE) : round((at + 0.5) * RATE)]) for at in (2, 4.3, 4.8, 5.3, 7)]

    assert max(levels) - min(levels) < 1


@pytest.mark.parametrize("level", [-40.0, -23.0, -6.0])
def test_loudness_and_peak_agree_with_ffmpeg(level: float, tmp_path: Path) -> None:
    samples = np.clip(noise(11.3, level), -1, 1)
    samples[: 3 * RATE] *= 0.05
    wav.write(tmp_path / "noise.wav", samples)

    heard, peak = ebur128(tmp_path / "noise.wav")

    assert loudness(samples) == pytest.approx(heard, abs=0.15)
    assert true_peak(samples) == pytest.approx(peak, abs=0.3)


def test_a_sine_of_full_scale_has_the_loudness_of_the_standard() -> None:
    """BS.1770: 997 Hz at 0 dB full scale in one channel reads -3.01 LUFS."""
    samples = np.zeros((5 * RATE, 2), dtype=np.float32)
    samples[:, 0] = np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE)

    assert loudness(samples) == pytest.approx(-3.01, abs=0.05)


def test_the_peak_between_samples_is_found() -> None:
    quarter = np.sin(2 * np.pi * RATE / 4 * np.arange(RATE) / RATE + np.pi / 4).astype(np.float32)

    assert np.abs(quarter).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peak(quarter) == pytest.approx(0, abs=0.15)


def test_meters_hear_the_same_in_pieces() -> None:
    samples = noise(7.7, -20)
    meter, peak = Meter(), Peak()
    for first in range(0, len(samples), 33_333):
        meter.feed(samples[first : first + 33_333])
        peak.feed(samples[first : first + 33_333])

    assert meter.loudness() == pytest.approx(loudness(samples), abs=1e-3)
    assert peak.decibels == pytest.approx(true_peak(samples), abs=1e-3)


def test_silence_is_measured() -> None:
    samples = noise(10, -30)
    samples[2 * RATE : 7 * RATE] = 0

    assert longest_silence(samples) == pytest.approx(5, abs=0.1)


def test_the_limiter_leaves_quiet_sound_alone_and_tames_loud() -> None:
    loud = noise(2, -4)
    gain = limiting(loud, gain_of(-2))

    assert limiting(noise(2, -40), gain_of(-2)) is None
    assert gain is not None
    assert true_peak(loud * gain[:, None]) <= -1.95
    assert gain.max() <= 1
    assert np.abs(np.diff(gain)).max() < 0.01


def test_the_envelope_sinks_before_the_word_and_rises_after_it() -> None:
    heard = np.zeros(6 * CONTROL, dtype=np.float32)
    heard[2 * CONTROL : 3 * CONTROL] = 1

    gains = envelope(heard, 9.0)

    assert gains[CONTROL] == pytest.approx(1)
    assert gains[2 * CONTROL] < 0.5
    assert gains[round(2.5 * CONTROL)] == pytest.approx(gain_of(-9), abs=0.02)
    assert gains[-1] == pytest.approx(1, abs=0.05)


def test_pan_keeps_the_power() -> None:
    voice = babble(1)

    powers = [float(np.square(stereo(voice, pan)).sum()) for pan in (-1, -0.4, 0, 0.7, 1)]

    assert max(powers) == pytest.approx(min(powers), rel=1e-4)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_answers_and_dies_away(room: str) -> None:
    voice = faded(babble(1), 0.01, 0.2)
    made = in_room(voice, room)

    assert made.shape[1] == 2
    assert np.isfinite(made).all()
    assert level_of(made[-RATE // 50 :]) < -50
    assert level_of(made[:RATE]) == pytest.approx(level_of(stereo(voice)), abs=4)


@pytest.mark.parametrize(
    ("setting", "place", "room"),
    [
        ("INT", "CATHEDRAL", "church"),
        ("INT", "TAXI", "small"),
        ("INT", "BATHROOM", "tiled"),
        ("INT", "LIGHTHOUSE LAMP ROOM", "hall"),
        ("INT", "KITCHEN", "room"),
        ("EXT", "CITY STREET", "street"),
        ("EXT", "FOREST", "forest"),
        ("EXT", "CAR PARK", "forest"),
        ("EXT", "DESERT", "open"),
        ("INT/EXT", "CAR", "small"),
    ],
)
def test_a_place_has_its_acoustic(setting: str, place: str, room: str) -> None:
    assert room_of(setting, place) == room


def test_a_file_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"RIFF????WAVE")
    with pytest.raises(ValueError, match="not a 16-bit WAV"):
        wav.read(tmp_path / "x.wav")


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_file_comes_back_as_it_was(channels: int, tmp_path: Path) -> None:
    samples = noise(0.5, -20)[:, :channels].squeeze()
    wav.write(tmp_path / "a.wav", samples, channels)

    assert wav.read(tmp_path / "a.wav").shape == samples.shape
    assert np.abs(wav.read(tmp_path / "a.wav") - samples).max() < 1e-4
    assert (tmp_path / "a.wav").read_bytes() == wav.as_bytes(samples)
