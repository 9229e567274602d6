"""What a storyboard costs: a PDF and a contact sheet of a film's boards, in processor time and memory.

./studio bench storyboard            300 boards of 1280x720, each with a frame of its own
./studio bench storyboard 900

The frames are drawn by previz once (some 0.15 s each, twelve of them) and told apart by a mark, so that
every file is different, as in a film.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import cv2  # noqa: E402  # Django must be set up first
import numpy as np  # noqa: E402

from bench.pictures.cases import CASES  # noqa: E402
from pipeline.boards import Board, Heading, Options  # noqa: E402
from pipeline.previz.draw import picture  # noqa: E402
from pipeline.stages.shots.board_files import contact_of, printed  # noqa: E402

DRAWN = 12  # different frames; the others are these with a mark
SIZE = (1280, 720)
ACTION = (
    "Mara lifts the lantern and looks out over the water, where the light of the other shore has gone out."
)
SPOKEN = ("MARA: It is late, and nobody is coming.", "NED: Then we cross alone.")


def draw_frames(count: int, folder: Path) -> None:
    """As many PNG files as boards, named by their numbers."""
    specs = [tile.spec for tile in CASES["styles"]().tiles][:DRAWN]
    drawn = [cv2.imdecode(np.frombuffer(picture(spec, *SIZE), np.uint8), cv2.IMREAD_COLOR) for spec in specs]
    for number in range(count):
        pixels = drawn[number % len(drawn)].copy()
        cv2.putText(pixels, str(number), (40, 80), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255), 3)
        cv2.imwrite(str(folder / f"{number}.png"), pixels)


def boards(files: dict[str, Path]) -> list[Board]:
    """One board a frame, eight to a scene."""
    return [
        Board(
            node=UUID(int=number + 1),
            label=f"{number // 8 + 1}-{number % 8 + 1}",
            scene=str(number // 8 + 1),
            heading="EXT. RIVER BANK - NIGHT",
            media=sha,
            camera="MCU, 50 mm, push in",
            action=ACTION,
            dialogue=SPOKEN if number % 3 == 0 else (),
            notes="",
            transition="cut",
            seconds=3.5,
            start=3.5 * number,
            opens_scene=number % 8 == 0,
        )
        for number, sha in enumerate(files)
    ]


def measured(what: str, work: Callable[[], bytes]) -> None:
    """Print what ``work`` took and how large it became."""
    wall, cpu = time.perf_counter(), time.process_time()
    size = len(work())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {cpu:.2f} s of processor time, {wall:.2f} s by the clock, {size / 1e6:.1f} MB")


def main(count: int) -> None:
    """Measure both files and the memory at its highest. Frames are drawn by a process of their own."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, "-m", "bench.storyboard", str(count), name], check=True)
        files = {f"{number:064x}": Path(name, f"{number}.png") for number in range(count)}
        every, heading = boards(files), Heading("The Ferry", "", "2026-01-01", "")
        for grid in ("3x2", "1x1"):
            made = partial(printed, every, files, heading, Options(grid=grid), 16 / 9)
            measured(f"{count} boards as a PDF, {grid} on a page", made)
        measured(f"{count} boards as a contact sheet", partial(contact_of, every, files, 16 / 9))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"memory at its highest: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    if len(sys.argv) > 2:
        draw_frames(number, Path(sys.argv[2]))
    else:
        main(number)
