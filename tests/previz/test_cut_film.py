import subprocess
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest

from pipeline.previz.cut import CutFailed, Subtitle, assemble, encoded, joined
from pipeline.previz.cut.assembly import language_code
from pipeline.previz.mix import MixPlan, mix, wav
from pipeline.previz.mix.signal import RATE

SHOWN = [Subtitle(0.5, 1.5, "Hello\nthere"), Subtitle(2.0, 3.0, "<b>Not bold</b> --> مرحبا 你好")]


def segment(path: Path, frames: int, colour: str = "red", *options: str) -> Path:
    """A tiny H.264 segment with closed GOPs, as the camera makes them."""
    source = f"color={colour}:size=160x90:rate=24,noise=alls=20:all_seed=1"
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-f", "lavfi", "-i", source]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "24", "-flags", "+cgop"]
    timing = ["-frames:v", str(frames), "-pix_fmt", "yuv420p", "-video_track_timescale", "12288", *options]
    subprocess.run([*program, *coding, *timing, str(path)], check=True)
    return path


@pytest.fixture(scope="module")
def segments(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("it's a folder")
    return [
        segment(folder / f"{number}.mp4", frames, colour)
        for number, (frames, colour) in enumerate([(37, "red"), (1, "green"), (41, "blue")])
    ]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    t = np.arange(round(79 / 24 * RATE)) / RATE
    tone = np.sin(2 * np.pi * 440 * t).astype(np.float32)[:, None].repeat(2, axis=1)
    return mix(MixPlan(79 / 24, music=tone), tmp_path_factory.mktemp("mix")).path


def frames_of(path: Path) -> list[float]:
    """The time of every decoded frame, in frames at 24 a second."""
    with av.open(str(path)) as film:
        return [float(frame.time) * 24 for frame in film.decode(video=0) if frame.time is not None]


def test_joined_segments_have_every_frame_once(segments: list[Path], tmp_path: Path) -> None:
    joined(segments, tmp_path / "joined.mp4")

    assert frames_of(tmp_path / "joined.mp4") == pytest.approx(range(79), abs=0.01)


def test_a_film_has_picture_sound_subtitles_and_a_name(
    segments: list[Path], sound: Path, tmp_path: Path
) -> None:
    out = tmp_path / "film.mp4"
    assemble(segments, sound, SHOWN, out, title="The Door's “Sea” = 海; #1", language="pt-BR")

    with av.open(str(out)) as film:
        kinds = {stream.type: stream for stream in film.streams}
        assert [stream.type for stream in film.streams] == ["video", "audio", "subtitle"]
        assert film.metadata["title"] == "The Door's “Sea” = 海; #1"
        assert kinds["audio"].codec_context.name == "aac"
        assert kinds["audio"].language == kinds["subtitle"].language == "por"
        assert film.duration is not None
        assert film.duration / 1e6 == pytest.approx(79 / 24, abs=0.05)
    assert frames_of(out) == pytest.approx(range(79), abs=0.01)


def test_the_subtitle_track_says_what_was_given(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    assemble(segments, sound, SHOWN, out, title="A", language="en")

    program = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-loglevel",
        "error",
        "-i",
        str(out),
        "-map",
        "0:s",
        "-f",
        "srt",
        "-",
    ]
    read = subprocess.run(program, capture_output=True, check=True).stdout.decode().replace("\u2060", "")

    assert "00:00:00,500 --> 00:00:01,500\nHello\nthere" in read
    assert "Not bold" in read
    assert "مرحبا 你好" in read


def test_equal_films_are_equal_bytes(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        assemble(segments, sound, SHOWN, tmp_path / name, title="A", language="en")

    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.mp4", "two.mp4"]


def test_a_mix_encoded_beforehand_gives_the_same_film(
    segments: list[Path], sound: Path, tmp_path: Path
) -> None:
    encoded(sound, tmp_path / "sound.m4a")
    assemble(segments, sound, SHOWN, tmp_path / "one.mp4", title="A", language="en")
    assemble(segments, tmp_path / "sound.m4a", SHOWN, tmp_path / "two.mp4", title="A", language="en")

    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_the_film_starts_playing_before_it_is_loaded(
    segments: list[Path], sound: Path, tmp_path: Path
) -> None:
    assemble(segments, sound, [], tmp_path / "film.mp4", title="", language="")
    data = (tmp_path / "film.mp4").read_bytes()

    assert data.index(b"moov") < data.index(b"mdat")


def test_sound_and_picture_begin_together(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    assemble(segments, sound, [], tmp_path / "film.mp4", title="", language="en")

    with av.open(str(tmp_path / "film.mp4")) as film:
        heard = np.concatenate(
            [
                frame.to_ndarray()[0][: frame.samples]
                for frame in film.decode(audio=0)
                if (frame.time or 0) >= 0
            ]
        )
    mixed = wav.read(sound)[:, 0]
    size = RATE // 2
    shift = np.correlate(heard[size : 2 * size], mixed[size - 60 : 2 * size + 60], "valid").argmax()

    assert abs(int(shift) - 60) < 5
    assert abs(len(heard) - len(mixed)) < 2_100


def test_what_cannot_be_joined_is_refused_and_leaves_no_file(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no film")

    with pytest.raises(CutFailed):
        assemble([tmp_path / "broken.mp4"], sound, [], tmp_path / "film.mp4", title="", language="en")
    with pytest.raises(ValueError, match="at least one segment"):
        assemble([], sound, [], tmp_path / "film.mp4", title="", language="en")
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("pt-BR", "por"), ("zh_Hans", "zho"), ("deu", "deu"), ("", "und"), ("x1", "und")],
)
def test_languages_are_named_as_files_want_them(tag: str, code: str) -> None:
    assert language_code(tag) == code
