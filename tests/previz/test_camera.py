"""Clips move, speak, decode and join."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import cv2
import imageio_ffmpeg
import numpy as np
import pytest

from pipeline.previz.camera import Cue, EncodingError, Handle, clip, credits, still, titles
from pipeline.previz.camera.acting import blinks, gesture, mouth, stresses
from pipeline.previz.camera.clip import Scenery, compose_frame
from pipeline.previz.camera.hiding import gap_of, seen_through
from pipeline.previz.camera.mouths import shapes_of, visemes
from pipeline.previz.draw import picture
from pipeline.previz.draw.finish import Sprite
from pipeline.previz.draw.layer import Layer
from projects.kinds.scenes import Phoneme, Word
from tests.previz.picture_specs import ELIAS, MARA, spec

SIZE = (160, 90)


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_clip_has_the_frames_asked_for(tmp_path: Path) -> None:
    clip(spec(), 30, SIZE, tmp_path / "a.mp4")
    frames = decoded(tmp_path / "a.mp4")
    assert len(frames) == 30
    assert frames[0].shape == (90, 160, 3)


def test_a_clip_is_h264_in_709_without_sound(tmp_path: Path) -> None:
    clip(spec(), 4, SIZE, tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as film:
        video = film.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert video.average_rate == 24
        assert video.codec_context.colorspace == 1
        assert video.codec_context.color_range == 1
        assert not film.streams.audio


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    speech = [Cue(MARA, 0.1, 0.9, [Word(text="hello", start=0.0, end=0.4)])]
    for name in ("a", "b"):
        clip(spec({"move": "push in"}), 24, SIZE, tmp_path / f"{name}.mp4", speech=speech, fade_in=4)
    assert sha(tmp_path / "a.mp4") == sha(tmp_path / "b.mp4")


@pytest.mark.parametrize("move", ["push in", "truck left", "handheld", "rack focus", "arc"])
def test_a_move_moves(tmp_path: Path, move: str) -> None:
    clip(spec({"move": move}), 24, SIZE, tmp_path / "a.mp4")
    frames = decoded(tmp_path / "a.mp4")
    assert np.abs(frames[0].astype(int) - frames[-1].astype(int)).mean() > 0.5


def test_the_first_frame_is_the_still(tmp_path: Path) -> None:
    made = spec({"move": "push in"})
    clip(made, 12, SIZE, tmp_path / "a.mp4")
    drawn = cv2.imdecode(np.frombuffer(picture(made, *SIZE), np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert np.abs(decoded(tmp_path / "a.mp4")[0].astype(int) - drawn.astype(int)).mean() < 5


def test_who_speaks_moves_their_mouth(tmp_path: Path) -> None:
    words = [
        Word(text=word, start=index * 0.3, end=index * 0.3 + 0.28)
        for index, word in enumerate(("mama", "oho"))
    ]
    close = spec({"size": "CU", "cast": [MARA], "blocking": [{"asset": MARA}]})
    clip(close, 16, (320, 180), tmp_path / "mute.mp4")
    clip(close, 16, (320, 180), tmp_path / "said.mp4", speech=[Cue(MARA, 0.0, 0.6, words)])
    mute, said = decoded(tmp_path / "mute.mp4"), decoded(tmp_path / "said.mp4")
    apart = [np.abs(one.astype(int) - two.astype(int)) for one, two in zip(mute, said, strict=True)]
    rows = np.array([frame.max(axis=(1, 2)) for frame in apart]).max(axis=0)
    assert rows.max() > 40
    assert rows[:40].max() < 40  # the mouth moved, not the hair


def test_a_mouth_follows_its_own_words_only() -> None:
    cues = [Cue(MARA, 1.0, 2.0, [Word(text="boo", start=0.0, end=0.5)])]
    assert mouth(cues, MARA, 1.1) in ("closed", "round")
    assert mouth(cues, MARA, 0.5) == ""
    assert mouth(cues, ELIAS, 1.1) == ""
    assert visemes("mama") == ["closed", "open", "closed", "open"]
    assert visemes("漢字") == ["open"]


def test_a_mouth_follows_sounds_rather_than_letters() -> None:
    sounds = [("T", 0.0, 0.1), ("oU", 0.1, 0.3), ("", 0.3, 0.5), ("aI", 0.5, 0.7), ("m", 0.7, 0.8)]
    line = [Phoneme(name=name, start=start, end=end) for name, start, end in sounds]
    cues = [Cue(MARA, 1.0, 1.8, [Word(text="though", start=0.0, end=0.8)], line)]
    shapes = [mouth(cues, MARA, 1 + at) for at in (0.05, 0.2, 0.4, 0.52, 0.68, 0.75)]
    assert shapes == ["small", "round", "closed", "open", "wide", "closed"]


def test_every_language_has_mouths() -> None:
    assert shapes_of("O~") == ("round",)
    assert shapes_of("iA") == ("wide",)
    assert shapes_of("**") == ("small",)
    assert shapes_of("oU") == ("round",)


def test_a_hand_rises_on_the_weighty_word() -> None:
    spoken = [("I", 0.1, 0.2), ("never", 0.2, 0.5), ("saw", 0.5, 0.7), ("the", 0.7, 0.8)]
    spoken += [("lighthouse", 1.6, 2.4), ("again", 2.4, 2.7)]
    cue = Cue(MARA, 1.0, 4.0, [Word(text=text, start=start, end=end) for text, start, end in spoken])
    assert stresses(cue) == [1.2, 2.6]
    assert gesture([cue], MARA, 2.65) == 1.0
    assert gesture([cue], MARA, 2.0) < 0.5
    assert gesture([cue], MARA, 0.9) == gesture([cue], MARA, 4.1) == gesture([cue], ELIAS, 2.65) == 0.0


def test_people_blink_and_not_all_at_once() -> None:
    assert blinks(MARA, 240)
    assert blinks(MARA, 240) == blinks(MARA, 240)
    assert blinks(MARA, 240) != blinks(ELIAS, 240)


def test_fades_start_and_end_dark(tmp_path: Path) -> None:
    clip(spec(), 24, SIZE, tmp_path / "a.mp4", fade_in=8, fade_out=8)
    light = [frame.mean() for frame in decoded(tmp_path / "a.mp4")]
    assert light[0] < light[12] * 0.4
    assert light[-1] < light[12] * 0.4


@pytest.mark.parametrize("place", ["kitchen", "lighthouse"])
@pytest.mark.parametrize("move", ["static", "push in", "truck left", "handheld"])
def test_what_is_hidden_is_not_missed(place: str, move: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = spec({"move": move, "size": "WS"}, {"location": f"location:{place}", "setting": "INT"})
    frames = {}
    for hidden in (True, False):
        if not hidden:
            module = sys.modules["pipeline.previz.camera.clip"]  # the name is also the function's
            monkeypatch.setattr(module, "gap_of", lambda sprite: None)
        scenery = Scenery(made, 24, (320, 180), [])
        frames[hidden] = [compose_frame(scenery, number) for number in (0, 11, 23)]
    for one, other in zip(frames[True], frames[False], strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_behind_a_wall_only_the_window_is_painted() -> None:
    pixels = np.full((90, 160, 4), 255, np.uint8)
    pixels[20:40, 30:70] = 0
    wall = Sprite(Layer("wall", 0.7, "", (160, 90)), pixels, (0, 0, 160, 90), 1.0, cv2.BORDER_REPLICATE)
    gap = gap_of(wall)
    assert gap == (29, 19, 70, 40)
    assert seen_through(gap, np.array([[2.0, 0, 0], [0, 2.0, 10]]), (320, 180)) == (56, 46, 142, 92)
    pixels[:20, 30:70] = 0  # up to the edge and on beyond it
    opened = gap_of(wall)
    assert opened is not None
    assert seen_through(opened, np.array([[1.0, 0, 0], [0, 1.0, 50]]), (320, 180))[1] == 0
    assert gap_of(replace(wall, border=cv2.BORDER_CONSTANT)) is None


def test_a_handle_goes_on_where_the_shot_ends(tmp_path: Path) -> None:
    made = spec({"move": "push in"})
    clip(made, 20, SIZE, tmp_path / "a.mp4", fade_out=4, handle=Handle(tmp_path / "h.mp4", 9))
    clip(made, 20, SIZE, tmp_path / "b.mp4")
    whole, handle = decoded(tmp_path / "b.mp4"), decoded(tmp_path / "h.mp4")
    assert (len(decoded(tmp_path / "a.mp4")), len(handle)) == (20, 9)
    assert np.abs(whole[-1].astype(int) - handle[0].astype(int)).mean() < 5
    assert np.abs(whole[0].astype(int) - handle[0].astype(int)).mean() > 8  # the camera stays where it went


def test_segments_join_by_stream_copy(tmp_path: Path) -> None:
    titles("The Door <in> the Sea", "a film & more", 12, SIZE, tmp_path / "0.mp4", "cinematic")
    clip(spec(), 30, SIZE, tmp_path / "1.mp4")
    clip(spec({"size": "CU", "subject": MARA}), 20, SIZE, tmp_path / "2.mp4")
    credits(["THE END", "", "CAST", "Mara"], 12, SIZE, tmp_path / "3.mp4", "crayon")
    (tmp_path / "list.txt").write_text("".join(f"file '{tmp_path / str(part)}.mp4'\n" for part in range(4)))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i"]
    done = subprocess.run(
        [*command, tmp_path / "list.txt", "-c", "copy", tmp_path / "film.mp4"],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert len(decoded(tmp_path / "film.mp4")) == 12 + 30 + 20 + 12


def test_an_own_picture_is_cropped_to_fill_the_frame(tmp_path: Path) -> None:
    (tmp_path / "own.png").write_bytes(picture(spec(), 300, 300))
    still(tmp_path / "own.png", "push in", 10, SIZE, tmp_path / "a.mp4")
    frames = decoded(tmp_path / "a.mp4")
    assert len(frames) == 10
    assert frames[0][[0, -1]].mean() > 10


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.png").write_bytes(b"not a picture")
    with pytest.raises(EncodingError, match="could not be read"):
        still(tmp_path / "own.png", "static", 10, SIZE, tmp_path / "a.mp4")


def test_a_refusing_encoder_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(EncodingError):
        clip(spec(), 2, (161, 91), tmp_path / "odd.mp4")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "title", ["", "A", "Eine sehr lange Überschrift, die niemals auf eine Zeile passen kann", "Дверь", "🐙"]
)
def test_titles_take_any_text(tmp_path: Path, title: str) -> None:
    titles(title, "", 3, SIZE, tmp_path / "t.mp4", "soft-watercolour")
    assert len(decoded(tmp_path / "t.mp4")) == 3


def test_long_credits_roll(tmp_path: Path) -> None:
    credits([f"Name {number}" for number in range(60)], 24, SIZE, tmp_path / "c.mp4", "cinematic")
    frames = decoded(tmp_path / "c.mp4")
    assert np.abs(frames[8].astype(int) - frames[16].astype(int)).mean() > 0.5
