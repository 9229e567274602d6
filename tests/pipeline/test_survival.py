"""A film survives a cancel, workers killed in mid-clip, an emptied Redis; nothing is made twice."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from django.db import connection

from accounts.kernel import scope
from accounts.kernel.connections import quick_redis
from assets.queries.media import path_of
from billing.queries.ledger import reconcile
from pipeline.actions.runs import start_run, stop_run
from pipeline.models import Generation, Job, Run
from pipeline.queries.plans import plan_for
from projects.models import Head
from tests.factories.projects import World, membership, world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).parents[2]


class House:
    """The processes that make films, on the test database."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen[bytes]] = []

    def open(self) -> None:
        self._start("sweep", "--every", "0.3")
        for _ in range(2):
            self._start("rqworker", "interactive", "media", "export")

    def kill(self) -> None:
        """What a power cut does to processes."""
        for process in self.started:
            for pid in [*descendants(process.pid), process.pid]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for process in self.started:
            process.wait(5)
        self.started.clear()

    def programs(self) -> list[str]:
        """The encoders at work."""
        pids = [pid for process in self.started for pid in descendants(process.pid)]
        return [name for pid in pids if "ffmpeg" in (name := name_of(pid))]

    def _start(self, *command: str) -> None:
        database = connection.settings_dict
        password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
        place = f"?host={database['HOST']}" if database["HOST"].startswith("/") else ""
        host = "localhost" if place else database["HOST"]
        url = f"postgres://{database['USER']}{password}@{host}:{database['PORT']}/{database['NAME']}{place}"
        self.started.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.pipeline.film_worker_process", *command],
                env={**os.environ, "DATABASE_URL": url},
                cwd=ROOT,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )


def descendants(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False)
    children = [int(line) for line in found.stdout.split()]
    return children + [below for child in children for below in descendants(child)]


def name_of(pid: int) -> str:
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return ""
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]
    except OSError:
        return ""


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@pytest.fixture
def house() -> Iterator[House]:
    quick_redis().flushdb()
    house = House()
    yield house
    house.kill()
    until(alone, 5, "the killed processes' database sessions are gone")


def alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0] == 0


class Film:
    """One film and what is known of it, read in a scope of its own each time."""

    def __init__(self) -> None:
        self.person: Any = membership()
        with self.scope():
            self.world: World = world(self.person.user, self.person.team, seconds=15, aspect="1:1")

    def scope(self) -> Any:
        return scope.team(self.person.team_id, user=self.person.user_id)

    def start(self) -> Run:
        with self.scope():
            film = self.world
            return start_run(film.branch, film.episode, until="film", by=film.user)

    def is_filming(self) -> bool:
        with self.scope():
            return Generation.objects.filter(step="clip", state="running").exists()

    def ended(self, run: Run) -> bool:
        with self.scope():
            run.refresh_from_db()
            return run.state != Run.State.RUNNING

    def count(self, **where: Any) -> int:
        with self.scope():
            return Generation.objects.filter(**where).count()


def test_a_film_survives_a_cancel_and_a_crash_and_nothing_of_it_is_made_twice(house: House) -> None:
    film = Film()
    house.open()
    cancel_in_the_middle_of_a_clip(house, film)
    crash_in_the_middle_of_a_clip(house, film)
    run = film.start()
    until(lambda: film.ended(run), 45, "the film is finished")
    assert (run.state, run.note) == ("done", "")
    look_at(film)
    made = film.count()
    again = film.start()
    assert again.state == "done"
    assert film.count() == made


def cancel_in_the_middle_of_a_clip(house: House, film: Film) -> None:
    run = film.start()
    until(lambda: film.is_filming() and bool(house.programs()), 45, "a clip is filmed")
    with film.scope():
        stop_run(run, by=film.person.user)
    asked = time.monotonic()

    def still() -> bool:
        with film.scope():
            return not Job.objects.active().exists() and not house.programs()

    until(still, 5, "the work has stopped")
    assert time.monotonic() - asked < 3
    until(lambda: film.count(state="running") == 0, 3, "nothing is left running")
    with film.scope():
        assert reconcile().right


def crash_in_the_middle_of_a_clip(house: House, film: Film) -> None:
    before = film.count(step="clip", state="done")
    film.start()
    until(lambda: film.count(step="clip", state="done") > before, 30, "another clip is finished")
    until(film.is_filming, 10, "the next one is filmed")
    house.kill()
    quick_redis().flushdb()
    house.open()


def look_at(film: Film) -> None:
    with film.scope():
        done = Generation.objects.filter(state="done", reused_from=None)
        per_target = Counter(done.values_list("target", "reuse_key"))
        assert set(per_target.values()) == {1}
        assert set(Generation.objects.values_list("state", flat=True)) == {"done", "canceled"}
        assert not Generation.objects.filter(state="canceled", error="").exists()
        plan = plan_for(film.world.branch, film.world.episode)
        assert not plan.to_make
        places = Head.objects.filter(deleted=False).values_list("kind", "parent_node", "slot")
        assert max(Counter(places).values()) == 1
        cut = Head.objects.select_related("revision").get(kind="cut").content
        with av.open(path_of(cut.media)) as file:
            packets = sum(packet.dts is not None for packet in file.demux(video=0))
        assert packets == cut.frames
        assert reconcile().right
