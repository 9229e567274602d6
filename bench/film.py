"""How long a film of a minute takes: made anew, asked for again, and after one line of action was edited.

Run it with ``./studio bench film``. It starts two workers as the studio does, and deletes the film again.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up first
from django.db import transaction  # noqa: E402
from django_rq import get_connection  # noqa: E402
from rq import Worker  # noqa: E402

from accounts.actions.teams import found_team  # noqa: E402
from accounts.kernel import scope  # noqa: E402
from accounts.kernel.ids import uuid7  # noqa: E402
from accounts.models import Team, User  # noqa: E402
from pipeline.actions.filming import open_film, start_film  # noqa: E402
from pipeline.actions.runs import start_run  # noqa: E402
from pipeline.models import Generation, Run  # noqa: E402
from projects.actions.branches import fork  # noqa: E402
from projects.actions.edits import edit  # noqa: E402
from projects.actions.projects import delete_project  # noqa: E402
from projects.kinds import Brief  # noqa: E402
from projects.models import Head  # noqa: E402

IDEA = "A lighthouse keeper finds a door in the sea"
WORKERS = 2
LOOK_SECONDS = 0.05


@contextmanager
def workers() -> Iterator[None]:
    """As many as a studio starts, until the end."""
    command = [sys.executable, "manage.py", "rqworker", "interactive", "media", "export", "--verbosity", "0"]
    running = [subprocess.Popen(command, cwd=settings.BASE_DIR) for _ in range(WORKERS)]
    try:
        connection = get_connection("interactive")
        while len([one for one in Worker.all(connection=connection) if one.pid in pids(running)]) < WORKERS:
            time.sleep(LOOK_SECONDS)  # they load; a studio's stand ready
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def pids(running: list[subprocess.Popen[bytes]]) -> set[int]:
    """The numbers of processes that are there. Raises RuntimeError when one has ended."""
    if any(process.poll() is not None for process in running):
        raise RuntimeError("a worker did not start")
    return {process.pid for process in running}


def finished(run: Run) -> Run:
    """The run when it has ended. Raises RuntimeError when it failed."""
    while True:
        with transaction.atomic():
            run.refresh_from_db()
        if run.state != Run.State.RUNNING:
            break
        time.sleep(LOOK_SECONDS)
    if run.state != Run.State.DONE:
        raise RuntimeError(run.note)
    return run


def tell(name: str, run: Run, started: float) -> None:
    """Print how long a run took and what was really made in it."""
    seconds = time.monotonic() - started
    with transaction.atomic():
        made = Generation.objects.filter(run=run.pk, reused_from=None, state=Generation.State.DONE)
        steps = Counter(made.values_list("step", flat=True))
    what = ", ".join(f"{count} {step}" for step, count in sorted(steps.items())) or "nothing"
    print(f"{name}: {seconds:.1f} s; made {what}", flush=True)


def main() -> None:
    """Measure one film three times."""
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    with workers(), scope.team(team.pk, user=user.pk, tx=False):
        started = time.monotonic()
        with transaction.atomic():
            branch, episode = open_film(Brief(idea=IDEA, seconds=60), by=user)
        with transaction.atomic():
            run = start_film(branch, episode, until="film", by=user)
        tell("film of 60 s", finished(run), started)
        started = time.monotonic()
        with transaction.atomic():
            run = start_film(branch, episode, until="film", by=user)
        tell("asked for again", finished(run), started)
        with transaction.atomic():
            other = fork(branch, "Another action", by=user, unlock="shots", episode=episode.node_id)
            shots = Head.objects.filter(branch=other, kind="shot", deleted=False).select_related("revision")
            shot = sorted(shots, key=lambda head: head.position)[len(shots) // 2]
        started = time.monotonic()
        with transaction.atomic():
            edit(shot, {"action": "A gull lands on the rail."}, expected=shot.revision_id, by=user)
            run = start_run(other, episode.node_id, until="film", by=user, approve=True)
        tell(f"one action edited, a shot of {shot.content.frames / 24:.1f} s", finished(run), started)
        with transaction.atomic():
            delete_project(branch.project, typed=branch.project.title, by=user)


if __name__ == "__main__":
    main()
