"""Dissolves, wipes and match cuts: the incoming segment again, its first frames mixed with the shot before.

The outgoing shot is as long as ever; what it goes on to show lies in a handle beside it. So a join changes
no length and no time code, and only the first second of one segment is encoded anew.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.previz.camera.encode import plane_encoder
from pipeline.previz.camera.spot import Spot
from pipeline.previz.cut.assembly import joined
from pipeline.previz.cut.blends import dissolved, matched, wiped
from pipeline.previz.cut.segments import copied, entries, frames_of
from pipeline.previz.draw.geometry import ease

Size = tuple[int, int]


@dataclass(frozen=True)
class Outgoing:
    """The shot before a join: its segment, and its handle if it has one. Without, its last frame stands."""

    clip: Path
    handle: Path | None = None


def join(before: Outgoing, after: Path, kind: str, frames: int, size: Size, out: Path) -> None:
    """Write ``after`` to ``out``, as long as it was, its first ``frames`` frames mixed with ``before``.

    ``kind`` is wipe; any other dissolves. Equal arguments give equal bytes. Raises CutFailed, EncodingError.
    """
    mixed = wiped if kind == "wipe" else dissolved
    going = _outgoing(before, size)

    def shown(number: int, frame: np.ndarray) -> np.ndarray:
        return mixed(next(going), frame, ease((number + 1) / (frames + 1)))

    _begun_anew(after, frames, size, out, shown)


def match(wanted: Spot, own: Spot, after: Path, frames: int, size: Size, out: Path) -> None:
    """Write ``after`` to ``out``, its subject first at ``wanted``, and ``frames`` later at its ``own`` place.

    A cut on a matching picture: the eye stays where it was. Raises CutFailed, EncodingError.
    """

    def shown(number: int, frame: np.ndarray) -> np.ndarray:
        return matched(frame, wanted, own, ease(1 - number / frames))

    _begun_anew(after, frames, size, out, shown)


def _begun_anew(
    after: Path, frames: int, size: Size, out: Path, shown: Callable[[int, np.ndarray], np.ndarray]
) -> None:
    """The segment ``after`` with other pictures in its first ``frames`` frames; the rest is copied."""
    total, keys = entries(after)
    resume = next((key for key in keys if key >= frames), total)
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        head, rest = Path(name) / "head.mp4", Path(name) / "rest.mp4"
        with plane_encoder(head, size) as write:
            for number, frame in enumerate(frames_of(after, size, count=resume)):
                write(shown(number, frame) if number < frames else frame)
        if resume < total:
            copied(after, resume, rest)
        joined([head, rest] if resume < total else [head], out)


def _outgoing(before: Outgoing, size: Size) -> Iterator[np.ndarray]:
    """What the outgoing shot shows from its end on: its handle, then its last picture for ever."""
    last = np.empty(0)
    own = frames_of(before.handle, size) if before.handle else None
    for last in own or frames_of(before.clip, size, first=entries(before.clip)[0] - 1):
        yield last
    while True:
        yield last
