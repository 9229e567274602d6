"""A film as a strip: one picture every few seconds, or one for each drawing specification."""

import json
import tempfile
from pathlib import Path

import cv2
import numpy as np

from bench.pictures.cases import Tile
from bench.pictures.sheets import Picture, boxed, drawn, laid
from pipeline.previz.cut.ffmpeg import run

COLUMNS = 6


def strip(source: Path, wide: int, every: float) -> Picture:
    """The strip of a film file, or of a JSON file with a list of specifications.

    ``every`` is how many seconds of film lie between two pictures. Raises CutFailed where ffmpeg
    cannot read the film, ValueError where nothing is in it.
    """
    tall = round(wide * 9 / 16)
    if source.suffix == ".json":
        specs = json.loads(source.read_text())
        pictures = [(f"{number}", drawn(Tile("", one), wide, tall)) for number, one in enumerate(specs, 1)]
    else:
        pictures = [
            (f"{index * every:.1f} s", _fitted(frame, wide, tall))
            for index, frame in enumerate(_frames(source, every))
        ]
    if not pictures:
        raise ValueError(f"{source} shows nothing.")
    return laid(pictures, COLUMNS)


def _frames(film: Path, every: float) -> list[Picture]:
    with tempfile.TemporaryDirectory() as folder:
        run(["-i", str(film), "-vf", f"fps=1/{every}", f"{folder}/%05d.png"])
        read = [cv2.imread(str(path), cv2.IMREAD_COLOR) for path in sorted(Path(folder).iterdir())]
    return [np.asarray(frame) for frame in read if frame is not None]


def _fitted(frame: Picture, wide: int, tall: int) -> Picture:
    scale = min(wide / frame.shape[1], tall / frame.shape[0])
    size = max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale))
    return boxed(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), wide, tall)
