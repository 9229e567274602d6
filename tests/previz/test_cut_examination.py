"""A finished film is measured as a viewer gets it, and what is wrong with it is said."""

from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from pipeline.previz.camera.encode import encoder
from pipeline.previz.cut import CutFailed, Subtitle, assemble, examined
from pipeline.previz.cut.ffmpeg import run
from pipeline.previz.cut.levels import PEAK, peak_of
from pipeline.previz.mix import MixPlan, mix, wav
from pipeline.previz.mix.signal import RATE, Samples

SECONDS = 6
SHOWN = [Subtitle(0.5, 2.75, "Two weeks. Then they\ntake the house."), Subtitle(3.0, 5.0, "All of it.")]


def tone(level: float) -> Samples:
    t = np.arange(SECONDS * RATE) / RATE
    return (level * np.sin(2 * np.pi * 330 * t)).astype(np.float32)[:, None].repeat(2, axis=1)


def film(folder: Path, sound: Path, shown: list[Subtitle]) -> Path:
    with encoder(folder / "picture.mp4", (64, 36)) as write:
        for number in range(SECONDS * 24):
            write(np.full((36, 64, 4), (60 + number % 60, 128, 128, 255), np.uint8))
    assemble([folder / "picture.mp4"], sound, shown, folder / "film.mp4", title="A film", language="en")
    return folder / "film.mp4"


def test_a_film_as_it_must_be_has_no_faults(tmp_path: Path) -> None:
    found = examined(film(tmp_path, mix(MixPlan(SECONDS, music=tone(0.3)), tmp_path).path, SHOWN))
    assert found.frames == 144
    assert found.heard == pytest.approx(6.0, abs=0.05)
    assert found.loudness == pytest.approx(-16.0, abs=0.5)
    assert (found.clipped, found.silence, found.subtitles, found.broken) == (0, 0.0, 2, [])
    assert found.faults(wanted=6) == []
    assert found.faults(wanted=7) == ["It is 6.0 s long, not 7 s."]


def test_what_the_encoding_adds_to_the_peak_is_taken_off_again(tmp_path: Path) -> None:
    # Loud noise held under the limit, which AAC does not keep.
    noise = np.random.default_rng(1).standard_normal((SECONDS * RATE, 2)).astype(np.float32)
    loud = mix(MixPlan(SECONDS, music=noise, target=-7.0, ceiling=PEAK - 0.6), tmp_path).path
    encoded = tmp_path / "unlevelled.m4a"
    run(["-i", str(loud), "-c:a", "aac", "-b:a", "192k", str(encoded)])
    assert peak_of(encoded) > PEAK

    assert examined(film(tmp_path, loud, SHOWN)).peak <= PEAK


def test_every_fault_is_said(tmp_path: Path) -> None:
    loud = tone(1.4)
    loud[: 5 * RATE] = 0
    wav.write(tmp_path / "loud.wav", loud)
    broken = film(
        tmp_path, tmp_path / "loud.wav", [Subtitle(1.0, 1.5, "Far too much to be read in that time.")]
    )
    said = " ".join(examined(broken).faults())
    for words in ("loudness is", "true peak is", "are clipped", "silent for 5", "is short", "is fast"):
        assert words in said
    with pytest.raises(CommandError, match="silent"):
        call_command("examine", str(broken))


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"no film")
    with pytest.raises(CutFailed):
        examined(tmp_path / "film.mp4")
