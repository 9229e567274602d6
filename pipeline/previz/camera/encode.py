"""Frames to H.264 segments that join by stream copy: one set of settings for every segment there is."""

import fcntl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import cv2
import imageio_ffmpeg
import numpy as np

from projects.kinds.vocabulary import FPS

# Every segment is encoded with exactly these, so that any two of one size join without re-encoding.
ENCODE: tuple[str, ...] = (
    "-c:v", "libx264", "-preset", "veryfast", "-tune", "animation", "-crf", "20", "-profile:v", "high",
    "-pix_fmt", "yuv420p", "-g", "48", "-keyint_min", "48", "-sc_threshold", "0", "-flags", "+cgop+bitexact",
    "-force_key_frames", "1",  # a join replaces a segment's first second and leaves the rest as it is
    "-threads", "1", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
    "-color_range", "tv", "-video_track_timescale", "12288", "-map_metadata", "-1", "-fflags", "+bitexact",
    "-movflags", "+faststart", "-an",
)  # fmt: skip

# BT.709, limited range: rows give Y, U and V from blue, green, red and alpha, all premultiplied.
# The offsets 16 and 128 ride on alpha, so that blending in YUV equals blending in RGB.
_TO_YUV = np.array(
    [
        [0.0722 * 219 / 255, 0.7152 * 219 / 255, 0.2126 * 219 / 255, 16 / 255],
        [0.5 * 224 / 255, -0.3854 * 224 / 255, -0.1146 * 224 / 255, 128 / 255],
        [-0.0458 * 224 / 255, -0.4542 * 224 / 255, 0.5 * 224 / 255, 128 / 255],
        [0.0, 0.0, 0.0, 1.0],
    ],
    np.float32,
)


def to_yuv(pixels: np.ndarray) -> np.ndarray:
    """Premultiplied BGRA as premultiplied YUVA, 8 bits, 4:4:4."""
    return cv2.transform(pixels, _TO_YUV)


def planes(frame: np.ndarray) -> list[np.ndarray]:
    """The three planes (4:2:0) of an opaque YUVA frame."""
    height, width = frame.shape[:2]
    half = (width // 2, height // 2)
    light, blue, red, _ = cv2.split(frame)
    return [light, *(cv2.resize(plane, half, interpolation=cv2.INTER_AREA) for plane in (blue, red))]


class EncodingError(Exception):
    """The encoder failed; its last words are the message."""


_PIPE = 1 << 20  # bytes: most of a frame, so that camera and encoder wait less for each other
_SET_PIPE_SIZE = fcntl.F_SETPIPE_SZ

Write = Callable[[np.ndarray], None]


@contextmanager
def encoder(path: Path, size: tuple[int, int]) -> Iterator[Write]:
    """A function that takes opaque YUVA frames of ``size``; the segment is whole at ``path`` after the block.

    Raises EncodingError when the encoder refuses. A failed segment leaves no file.
    """
    with plane_encoder(path, size) as feed:

        def write(frame: np.ndarray) -> None:
            for plane in planes(frame):
                feed(plane)

        yield write


@contextmanager
def plane_encoder(path: Path, size: tuple[int, int]) -> Iterator[Write]:
    """As ``encoder``, for frames that are 4:2:0 already: each in Y, U and V, or as one array of all three."""
    partial = path.with_name(f"{path.name}.part")
    process = subprocess.Popen(
        _command(size, partial), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if process.stdin is None or process.stderr is None:
        raise EncodingError("The encoder could not be fed.")
    feed = process.stdin
    with suppress(OSError):  # a machine that allows less goes on with what it has
        fcntl.fcntl(feed, _SET_PIPE_SIZE, _PIPE)
    try:
        try:
            yield lambda plane: _push(feed, plane)
            feed.close()
        except BrokenPipeError:
            pass  # the encoder has left; its own words below say why
        words = process.stderr.read().decode(errors="replace").strip()
        if process.wait() != 0:
            raise EncodingError(words[-500:] or "The encoder stopped without a word.")
        partial.replace(path)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stderr.close()
        partial.unlink(missing_ok=True)


def _push(feed: IO[bytes], plane: np.ndarray) -> None:
    feed.write(plane.data)


def _command(size: tuple[int, int], path: Path) -> list[str]:
    colours = ["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"]
    return [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo"),
        *("-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", str(FPS), *colours),
        *("-color_trc", "bt709", "-i", "pipe:0", *ENCODE, "-f", "mp4", str(path)),
    ]
