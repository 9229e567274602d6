"""How long a finished still takes, style by style."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

from bench.pictures.cases import styles
from pipeline.previz.design import STYLES
from pipeline.previz.draw import picture

HD, UHD = (1280, 720), (3840, 2160)
ROUNDS = 5


class Spent(NamedTuple):
    """Milliseconds by the clock, and of this process's processor time."""

    wall: float
    cpu: float


def spent(work: Callable[[], object], rounds: int = ROUNDS) -> Spent:
    """Median of ``rounds``, after one call to warm up."""
    work()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return Spent(median(walls), median(cpus))


def still(spec: dict[str, Any], size: tuple[int, int], rounds: int = ROUNDS) -> Spent:
    """What one still takes from its specification to a PNG."""
    return spent(lambda: picture(spec, *size), rounds)


def report() -> None:
    """Print a line for each style: four kinds of stills at 1280x720, then one in 4K."""
    tiles = styles().tiles
    print("a still at 1280x720, milliseconds of processor time (by the clock); then one in 4K")
    print(f"{'':<18}{'wide':>12}{'two people':>12}{'close':>12}{'night, rain':>14}{'wide, 4K':>14}")
    slowest = Spent(0.0, 0.0)
    for style in STYLES:
        own = [tile for tile in tiles if tile.label.startswith(f"{style}: ")]
        took = [still(tile.spec, HD) for tile in own]
        large = still(own[0].spec, UHD, 1)
        slowest = max(slowest, *took, key=lambda one: one.cpu)
        cells = "".join(
            f"{f'{one.cpu:.0f} ({one.wall:.0f})':>{wide}}"
            for one, wide in zip((*took, large), (12, 12, 12, 14, 14), strict=True)
        )
        print(f"{style:<18}{cells}")
    print(
        f"slowest still at 1280x720: {slowest.cpu:.0f} ms of processor time, {slowest.wall:.0f} by the clock"
    )
