"""With real worker processes: what is killed, flushed or canceled loses nothing and leaves nothing."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from accounts.kernel import scope
from accounts.kernel.connections import quick_redis
from accounts.models import Team
from pipeline.actions.jobs import NewJob, cancel_job, enqueue_many
from pipeline.models import Job
from tests.factories.accounts import TeamFactory
from tests.pipeline.jobs_support import queue_job, read_job, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).parents[2]

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts workers and sweepers on the test database; ends them with all their forks afterwards."""
    quick_redis().flushdb()
    started: list[subprocess.Popen[bytes]] = []
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    place = f"?host={database['HOST']}" if database["HOST"].startswith("/") else ""
    host = "localhost" if place else database["HOST"]
    url = f"postgres://{database['USER']}{password}@{host}:{database['PORT']}/{database['NAME']}{place}"

    def run(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.pipeline.jobs_worker_process", *command],
            env={**os.environ, "DATABASE_URL": url},
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        for pid in [*forks(process), process.pid]:
            end(pid)
        process.wait(5)
    _wait_until_alone()


def forks(process: subprocess.Popen[bytes]) -> list[int]:
    """Process ids of a worker's forks."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, check=False)
    return [int(line) for line in found.stdout.split()]


def end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_until_alone() -> None:
    """Until the killed processes' database sessions are gone: they would block the emptying of tables."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(query)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)


@pytest.fixture
def team() -> Team:
    return TeamFactory()


def test_a_worker_hears_the_bell(start: Start, team: Team) -> None:
    start("sweep", "--every", "0.3")  # a bell that Redis is too busy for is rung again
    start("rqworker", "interactive", "media")
    job = queue_job(team, args={"text": "ahoy"})
    assert wait_for(team, job, "done", seconds=90).result == {"noted": "ahoy"}


def test_a_killed_workers_job_runs_again_and_its_steps_do_not(
    start: Start, team: Team, tmp_path: Path
) -> None:
    path = tmp_path / "made"
    job = queue_job(team, "test.file", {"path": str(path), "tenths": 15})
    start("sweep", "--every", "0.3")
    worker = start("rqworker", "media")
    until(path.exists)
    for pid in [*forks(worker), worker.pid]:
        end(pid)
    start("rqworker", "media")
    assert wait_for(team, job, "done", seconds=90).attempts == 2
    assert path.read_text() == "made\n"


def test_a_flushed_redis_loses_no_job(start: Start, team: Team) -> None:
    with scope.team(team.pk):
        enqueue_many([NewJob("test.note", {}, "media", str(n)) for n in range(60)])
    quick_redis().flushdb()
    start("sweep", "--every", "0.3")
    start("rqworker", "media")
    until(lambda: count(team, "done") >= 10, seconds=90)
    quick_redis().flushdb()
    until(lambda: count(team, "done") == 60, seconds=90)
    with scope.team(team.pk):
        assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def count(team: Team, state: str) -> int:
    with scope.team(team.pk):
        return Job.objects.filter(state=state).count()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.parametrize("kind", ["test.program", "test.deaf"])
def test_cancel_ends_a_running_job_and_its_program_within_3_seconds(
    kind: str, start: Start, team: Team, tmp_path: Path
) -> None:
    path = tmp_path / "pid"
    job = queue_job(team, kind, {"path": str(path)})
    start("sweep", "--every", "0.3")
    start("rqworker", "media")
    until(lambda: path.exists() and path.read_text() != "")
    asked = time.monotonic()
    with scope.team(team.pk):
        cancel_job(job, by=None)
    wait_for(team, job, "canceled")
    assert time.monotonic() - asked < 3
    if kind == "test.program":
        until(lambda: not alive(int(path.read_text())), seconds=1)


def test_a_worker_asked_to_end_gives_its_job_back_at_once(start: Start, team: Team, tmp_path: Path) -> None:
    path = tmp_path / "pid"
    job = queue_job(team, "test.program", {"path": str(path)})
    start("sweep", "--every", "0.3")
    worker = start("rqworker", "media")
    until(lambda: path.exists() and path.read_text() != "")
    worker.terminate()
    assert worker.wait(5) == 0
    job = read_job(team, job)
    assert (job.state, job.attempts) == ("queued", 0)
    assert not alive(int(path.read_text()))
