"""What lies inside a segment: how many frames, at which of them decoding may begin, the frames.

The tables of an MP4 file are those of ISO/IEC 14496-12: ``stsz`` counts the frames, ``stss`` names those that
need no other one. With closed groups of pictures, as the camera encodes them, what follows one of those can
be copied without what came before it.
"""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import imageio_ffmpeg
import numpy as np

from pipeline.previz.cut.ffmpeg import CutFailed, run
from projects.kinds.vocabulary import FPS

_WAY = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def entries(path: Path) -> tuple[int, list[int]]:
    """How many frames the picture of an MP4 file has, and at which of them, from 0, decoding may begin.

    Raises CutFailed for a file that is no MP4 with one picture track first.
    """
    with path.open("rb") as file:
        span = (0, path.stat().st_size)
        try:
            for name in _WAY:
                span = next(found for kind, found in _boxes(file, span) if kind == name)
            tables = dict(_boxes(file, span))
            sizes, keys = (
                _read(file, tables[name]) if name in tables else b"" for name in (b"stsz", b"stss")
            )
            count = struct.unpack_from(">I", sizes, 8)[0]
            if not keys:
                return count, list(range(count))  # without that table every frame is one
            found = struct.unpack_from(f">{struct.unpack_from('>I', keys, 4)[0]}I", keys, 8)
        except (StopIteration, struct.error) as error:
            raise CutFailed(f"{path.name} is not a segment.") from error
    return count, [number - 1 for number in found]


def _boxes(file: IO[bytes], span: tuple[int, int]) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The boxes between two places of a file: name, and where its inside begins and ends."""
    at, end = span
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        size = size or end - at
        if size < head:
            return
        yield name, (at + head, at + size)
        at += size


def _read(file: IO[bytes], span: tuple[int, int]) -> bytes:
    file.seek(span[0])
    return file.read(span[1] - span[0])


def frames_of(
    path: Path, size: tuple[int, int], first: int = 0, count: int | None = None
) -> Iterator[np.ndarray]:
    """The frames of a segment from number ``first`` on, at most ``count``: 4:2:0, Y above U above V.

    Each is an array of height * 3/2 rows of ``width`` bytes. Raises CutFailed when nothing can be decoded.
    """
    width, height = size
    whole = width * height * 3 // 2
    # Half a frame early: the decoder drops what lies before the moment that it is sent to.
    seek = ["-ss", f"{(first - 0.5) / FPS:.6f}"] if first else []
    limit = [] if count is None else ["-frames:v", str(count)]
    shape = ["-vf", f"scale={width}:{height}", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"]
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-loglevel", "error"]
    command = [*program, *seek, "-i", str(path), *limit, *shape]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None:
            raise CutFailed("The decoder has no pipe.")
        data = process.stdout.read(whole)
        if len(data) < whole:
            raise CutFailed(f"{path.name} could not be decoded.")
        while len(data) == whole:
            yield np.frombuffer(data, np.uint8).reshape(height * 3 // 2, width)
            data = process.stdout.read(whole)


def copied(path: Path, first: int, out: Path) -> None:
    """Write what a segment shows from frame ``first`` on, where decoding may begin, without encoding it."""
    exact = ["-fflags", "+bitexact", "-map_metadata", "-1", "-video_track_timescale", "12288"]
    source = ["-ss", f"{first / FPS:.6f}", "-i", str(path), "-map", "0:v:0", "-c", "copy"]
    run([*source, *exact, "-f", "mp4", str(out)])
