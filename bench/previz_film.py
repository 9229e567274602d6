"""How fast the house engine makes whole films, sound included, beside a plain encode of the same frames.

Run it with ``./studio bench previz_film [SECONDS ...]``; 30 and 120 unless said. ``--look crayon``,
``--ratio 9:16``, ``--genre advertisement`` and ``--idea "..."`` measure another film, ``--keep FOLDER``
keeps it. Two processes carry out the run's jobs, as two workers would. Each film is measured as a viewer
gets it (``cut.examined``), and its frames are encoded once more by ffmpeg alone. A team of its own is
filled and emptied.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import imageio_ffmpeg  # noqa: E402  # Django must be set up first
from django.db import transaction  # noqa: E402

from accounts.actions.teams import found_team  # noqa: E402
from accounts.kernel import scope  # noqa: E402
from accounts.kernel.ids import uuid7  # noqa: E402
from accounts.models import Team, User  # noqa: E402
from assets.queries.media import local  # noqa: E402
from pipeline.actions.filming import open_film, start_film  # noqa: E402
from pipeline.actions.making import Order, make_targets  # noqa: E402
from pipeline.actions.runs import advance  # noqa: E402
from pipeline.models import Job, JobState, Run  # noqa: E402
from pipeline.previz import cut  # noqa: E402
from pipeline.previz.camera import ENCODE  # noqa: E402
from projects.actions.projects import delete_project  # noqa: E402
from projects.kinds import Brief, Cut  # noqa: E402
from projects.kinds.vocabulary import FPS, Aspect  # noqa: E402
from projects.queries.story import load_story  # noqa: E402

IDEA = "A lighthouse keeper finds a door in the sea"
WORKERS = 2
GIVEN = (30, 120)  # seconds


class Spent(NamedTuple):
    """What a job cost: its step, seconds of processor time (its programs' too), MB at its highest, when."""

    step: str
    processor: float
    memory: float
    begun: float  # by the machine's clock that all processes share
    ended: float


def processor() -> float:
    """Seconds of processor time of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def carry(job: UUID, team: UUID, user: UUID) -> Spent:
    """Do one job, in a process of the pool."""
    before, begun = processor(), time.monotonic()
    with scope.team(team, user=user, tx=False):
        with transaction.atomic():
            found = Job.objects.get(pk=job)
            run = Run.objects.select_related("branch", "branch__project", "created_by").get(pk=found.run_id)
        order = Order(run.branch, run.episode, run.created_by, job, run.pk, frozenset(run.remake))
        make_targets(order, found.args["keys"], lambda done, total, text: None)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    step = found.args["keys"][0].partition(":")[0]
    return Spent(step, processor() - before, memory, begun, time.monotonic())


def carried_out(run: Run, pool: ProcessPoolExecutor, team: Team, user: User) -> list[Spent]:
    """Every job of a run, as many at a time as there are workers."""
    under_way: dict[Future[Spent], UUID] = {}
    spent: list[Spent] = []
    while True:
        with transaction.atomic():
            jobs = [job.pk for job in Job.objects.filter(run_id=run.pk).active()]  # type: ignore[attr-defined]
            run.refresh_from_db()
        for job in jobs:
            if job not in under_way.values():
                under_way[pool.submit(carry, job, team.pk, user.pk)] = job
        if not under_way:
            return spent
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            spent.append(future.result())
            with transaction.atomic():
                Job.objects.filter(pk=under_way.pop(future)).update(state=JobState.DONE)
                advance(run.pk)


def alone(spent: list[Spent]) -> float:
    """Seconds during which fewer than all workers had something to do."""
    turns = sorted([(one.begun, 1) for one in spent] + [(one.ended, -1) for one in spent])
    idle, busy, since = 0.0, 0, turns[0][0]
    for moment, change in turns:
        idle += (moment - since) * (busy < WORKERS)
        busy, since = busy + change, moment
    return idle


def plain_encode(film: Path, size: tuple[int, int], preset: list[str]) -> float:
    """Seconds of processor time that ffmpeg takes to encode the frames of a film once more."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p"]
    with tempfile.TemporaryDirectory(dir=film.parent) as folder:
        frames, out = Path(folder) / "frames.yuv", Path(folder) / "out.mp4"
        # A minute at a time: raw frames of a long film would fill a disk.
        total, at = 0.0, 0
        while True:
            part = ["-ss", str(at), "-t", "60"]
            subprocess.run([*program, *part, "-i", film, "-an", "-sn", *raw, frames], check=True)
            if not frames.stat().st_size:
                return total
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            shape = ["-s", f"{size[0]}x{size[1]}", "-r", str(FPS)]
            subprocess.run([*program, *raw, *shape, "-i", frames, *preset, "-f", "mp4", out], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            total += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            at += 60


def studio() -> tuple[Team, User]:
    """A team of one person, which stays behind empty."""
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    return team, user


def measure(brief: Brief, team: Team, user: User, keep: Path | None) -> None:
    """Make one film, print what it cost and what it is like, and throw it away or ``keep`` it in a folder."""
    with scope.team(team.pk, user=user.pk, tx=False):
        with transaction.atomic():
            branch, episode = open_film(brief, by=user, script=None)
            run = start_film(branch, episode, until="film", by=user)
        begun = time.perf_counter()
        with ProcessPoolExecutor(WORKERS, get_context("spawn"), initializer=django.setup) as pool:
            spent = carried_out(run, pool, team, user)
        wall = time.perf_counter() - begun
        with transaction.atomic():
            story = load_story(branch, episode.node_id)
            made: Any = story.one("cut")
            if made is None:
                sys.exit(f"The film was not finished: {run.note}")
            film: Cut = story.content(made)
        with tempfile.TemporaryDirectory() as folder:
            path = local([film.media], Path(folder))[0]
            report(film, path, spent, wall)
            if keep:
                shutil.copy(path, keep / f"{brief.style}-{film.width}x{film.height}-{brief.seconds}s.mp4")
        with transaction.atomic():
            branch.project.refresh_from_db()  # its title came with the brief
            delete_project(branch.project, typed=branch.project.title, by=user)


def report(film: Cut, path: Path, spent: list[Spent], wall: float) -> None:
    """Print a film's cost by step, its speed beside a plain encode, and what a viewer gets."""
    seconds, total = film.frames / FPS, sum(one.processor for one in spent)
    steps: Counter[str] = Counter()
    for one in spent:
        steps[one.step] += one.processor  # type: ignore[assignment]
    size = (film.width, film.height)
    same, usual = (plain_encode(path, size, list(how)) for how in (ENCODE, ("-c:v", "libx264")))
    print(f"\n{seconds:.1f} s of film, {size[0]}x{size[1]}, load {os.getloadavg()[0]:.1f}")
    print("processor: " + ", ".join(f"{step} {part:.1f}" for step, part in steps.most_common() if part > 0.2))
    print(f"processor in all: {total:.1f} s, {total / seconds:.2f} s per second of film")
    print(f"by the clock: {wall:.1f} s, {seconds / wall:.2f} s of film per second")
    print(f"{len(spent)} jobs; {alone(spent):.1f} s with less than {WORKERS} of them under way")
    print(
        f"plain encode, the same settings: {same:.1f} s of processor time; ours is {total / same:.1f} times"
    )
    print(f"plain encode, as ffmpeg does unasked: {usual:.1f} s; ours is {total / usual:.1f} times")
    print(f"memory of a worker at its highest: {max(one.memory for one in spent):.0f} MB")
    for line in cut.examined(path).lines():
        print(line)


def wanted() -> argparse.Namespace:
    """What the command line asks for. Raises SystemExit with a sentence where it cannot be made."""
    asked = argparse.ArgumentParser(prog="./studio bench previz_film")
    asked.add_argument("seconds", nargs="*", type=int, default=GIVEN)
    asked.add_argument("--look", default="cinematic", help="slug of a style preset")
    asked.add_argument("--ratio", default=Aspect.WIDE, choices=[one.value for one in Aspect])
    asked.add_argument("--genre", default="")
    asked.add_argument("--idea", default=IDEA)
    asked.add_argument("--keep", type=Path, help="a folder for the films")
    return asked.parse_args()


def main() -> None:
    """Measure films of the lengths given on the command line."""
    asked = wanted()
    team, user = studio()
    for seed, seconds in enumerate(asked.seconds, 1):
        brief = Brief(
            idea=asked.idea,
            seconds=seconds,
            seed=seed,
            style=asked.look,
            aspect=asked.ratio,
            genre=asked.genre,
        )
        measure(brief, team, user, asked.keep)


if __name__ == "__main__":
    main()
