"""Joins mix pictures, keep lengths, and leave every frame but the first ones as it was."""

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.previz.camera.encode import encoder
from pipeline.previz.cut import CutFailed, Outgoing, join, joined, match
from pipeline.previz.cut.blends import matched, wiped
from pipeline.previz.cut.segments import entries

SIZE = (96, 64)
DARK, LIGHT = 40, 200


def segment(path: Path, frames: int, grey: int, *, spot: int | None = None) -> Path:
    """A segment as the camera encodes it: one grey that grows a little, with a white square if asked."""
    with encoder(path, SIZE) as write:
        for number in range(frames):
            frame = np.full((SIZE[1], SIZE[0], 4), (grey + number % 16, 128, 128, 255), np.uint8)
            if spot is not None:
                frame[28:36, spot : spot + 8, 0] = 235
            write(frame)
    return path


def luma(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="yuv420p")[: SIZE[1]] for frame in film.decode(video=0)]


def times(path: Path) -> list[float]:
    with av.open(str(path)) as film:
        return [float(frame.time or 0) * 24 for frame in film.decode(video=0)]


@pytest.fixture
def shots(tmp_path: Path) -> tuple[Path, Path]:
    return segment(tmp_path / "dark.mp4", 30, DARK), segment(tmp_path / "light.mp4", 60, LIGHT)


def test_a_segment_can_be_entered_after_a_second(shots: tuple[Path, Path]) -> None:
    assert [entries(shot) for shot in shots] == [(30, [0, 24]), (60, [0, 24])]


@pytest.mark.parametrize("frames", [24, 10, 50])
def test_a_dissolve_keeps_the_length_and_all_that_follows(
    shots: tuple[Path, Path], tmp_path: Path, frames: int
) -> None:
    join(Outgoing(shots[0]), shots[1], "dissolve", frames, SIZE, tmp_path / "out.mp4")
    made, plain = [[float(f.mean()) for f in luma(path)] for path in (tmp_path / "out.mp4", shots[1])]
    assert len(made) == 60
    assert times(tmp_path / "out.mp4") == pytest.approx(range(60), abs=0.01)
    assert made[0] < DARK + 25
    assert abs(made[frames // 2] - (DARK + LIGHT) / 2) < 26
    assert made[frames:] == pytest.approx(plain[frames:], abs=1.5)


def test_what_follows_the_first_second_is_not_encoded_again(shots: tuple[Path, Path], tmp_path: Path) -> None:
    join(Outgoing(shots[0]), shots[1], "dissolve", 24, SIZE, tmp_path / "out.mp4")
    with av.open(str(shots[1])) as one, av.open(str(tmp_path / "out.mp4")) as two:
        plain, made = ([bytes(p) for p in film.demux(video=0) if p.size] for film in (one, two))
    assert len(made) == 60
    assert made[24].endswith(plain[24])  # a joined stream names its settings once more
    assert made[25:] == plain[25:]
    assert made[0] != plain[0]


def test_a_handle_is_what_is_mixed_in(shots: tuple[Path, Path], tmp_path: Path) -> None:
    handle = segment(tmp_path / "handle.mp4", 12, 120)
    join(Outgoing(shots[0], handle), shots[1], "dissolve", 24, SIZE, tmp_path / "out.mp4")
    assert 118 < luma(tmp_path / "out.mp4")[0].mean() < 130


def test_a_wipe_moves_across(shots: tuple[Path, Path], tmp_path: Path) -> None:
    join(Outgoing(shots[0]), shots[1], "wipe", 24, SIZE, tmp_path / "out.mp4")
    half = luma(tmp_path / "out.mp4")[11]
    assert half[:, 8].mean() > LIGHT - 10 > DARK + 30 > half[:, -8].mean()


def test_a_wipe_moves_colours_with_light() -> None:
    before, after = (np.full((SIZE[1] * 3 // 2, SIZE[0]), tone, np.uint8) for tone in (10, 90))
    made = wiped(before, after, 0.5)
    chroma = made[SIZE[1] :].reshape(2, SIZE[1] // 2, SIZE[0] // 2)
    assert (chroma[:, :, 2] == 90).all()
    assert (chroma[:, :, -3] == 10).all()


def test_a_match_cut_begins_where_the_eye_was(tmp_path: Path) -> None:
    after = segment(tmp_path / "after.mp4", 40, 60, spot=60)
    match((0.4, 0.5, 0.25), (64 / 96, 0.5, 8 / 64), after, 16, SIZE, tmp_path / "out.mp4")
    made, plain = luma(tmp_path / "out.mp4"), luma(after)
    across = [np.average(np.arange(SIZE[0]), weights=(frame > 150).sum(axis=0) + 1e-9) for frame in made]
    assert len(made) == 40
    assert across[0] == pytest.approx(0.4 * 96, abs=2)
    assert across[20] == pytest.approx(64, abs=1)
    assert np.abs(made[20].astype(int) - plain[20]).mean() < 1.5


def test_a_matched_picture_always_fills_the_frame() -> None:
    picture = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
    picture[: SIZE[1]] = np.linspace(0, 255, SIZE[0]).astype(np.uint8)
    made = matched(picture, (0.9, 0.9, 0.1), (0.1, 0.1, 0.5), 1.0)
    row = made[10].astype(int)
    assert row[0] == 0  # as far to the right as it goes without leaving the frame
    assert 180 < row[-1] < 215
    assert (np.diff(row) >= 0).all()
    assert len(set(row)) > 60  # no edge is drawn out


def test_equal_joins_are_equal_bytes(shots: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        join(Outgoing(shots[0]), shots[1], "wipe", 18, SIZE, tmp_path / name)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_joined_segments_join_on(shots: tuple[Path, Path], tmp_path: Path) -> None:
    join(Outgoing(shots[0]), shots[1], "dissolve", 24, SIZE, tmp_path / "out.mp4")
    joined([shots[0], tmp_path / "out.mp4", shots[0]], tmp_path / "film.mp4")
    assert times(tmp_path / "film.mp4") == pytest.approx(range(120), abs=0.01)


def test_what_is_no_segment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_bytes(b"no film at all")
    with pytest.raises(CutFailed):
        entries(tmp_path / "text.mp4")
