"""How fast the job engine, the ledger and the live feed are, on a database that may be filled.

Run it beside nothing else: ``./studio manage shell < bench/ledger_and_jobs.py``
"""

import threading
import time
from collections.abc import Callable
from statistics import median

from django.db import connection

from accounts.kernel import scope
from accounts.kernel.ids import uuid7
from accounts.models import Team
from billing.actions.ledger import grant, reserve, settle
from billing.queries.ledger import reconcile
from pipeline.actions.jobs import NewJob, cancel_run, enqueue_many
from pipeline.jobs import engine, registry
from pipeline.jobs.claims import claim
from pipeline.jobs.context import JobContext
from pipeline.jobs.endings import Ending, end
from pipeline.models import JobState
from projects.actions.events import announce
from projects.models import Project

TEAMS, JOBS_EACH = 50, 40


def new_team() -> Team:
    """A team that nothing else uses."""
    return Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """How long each call of ``work`` took."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return found


def told(name: str, found: list[float]) -> None:
    """Print what was measured."""
    found.sort()
    p95, rate = found[int(len(found) * 0.95)], 1000 * len(found) / sum(found)
    print(f"{name}: p50 {median(found):.2f} ms, p95 {p95:.2f} ms, {rate:.0f}/s")


def in_threads(count: int, work: Callable[[], None]) -> float:
    """Seconds until ``count`` threads have each done ``work``."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def jobs() -> None:
    """Queueing, claiming, ending, and a worker's whole loop."""
    run_id, teams = uuid7(), [new_team() for _ in range(TEAMS)]
    started = time.perf_counter()
    for team in teams:
        with scope.team(team.pk):
            enqueue_many(
                [NewJob("bench.none", {}, "export", str(n), run_id=run_id) for n in range(JOBS_EACH)]
            )
    print(f"enqueue_many: {1000 * (time.perf_counter() - started) / TEAMS / JOBS_EACH:.2f} ms a job")
    claimed = []
    told("claim, from 50 teams", milliseconds(lambda: claimed.append(claim(["export"])), 150))

    def finish() -> None:
        job = claimed.pop()
        with scope.team(job.team_id, tx=False):
            end(JobContext(job), Ending(JobState.DONE, result={}))

    told("finish", milliseconds(finish, 150))
    done: list[int] = []

    def work() -> None:
        until = time.monotonic() + 3
        while time.monotonic() < until and (job := claim(["export"])):
            with scope.team(job.team_id, tx=False):
                end(JobContext(job), Ending(JobState.DONE, result={}))
            done.append(1)

    seconds = in_threads(4, work)
    print(f"claim and finish, 4 threads: {len(done) / seconds:.0f} jobs/s")
    registry.handler("bench.none")(lambda context: {})
    start = time.perf_counter()
    served = engine.serve(["export"], seconds=3)
    rate = served / (time.perf_counter() - start)
    print(f"serve, 1 process, with listeners and heartbeat: {rate:.0f} jobs/s")
    for team in teams:
        with scope.team(team.pk):
            cancel_run(run_id, by=None)


def ledger() -> None:
    """Pairs of a hold and its settlement, alone and on one hot wallet."""
    team = new_team()
    with scope.team(team.pk):
        grant(team, 10**12, reason="Bench", key="start")

    def one() -> None:
        key = uuid7().hex
        with scope.team(team.pk):
            hold = reserve(team, 10, key=key, source="")
        with scope.team(team.pk):
            settle(hold, 5, key=f"{key}:end")

    told("reserve and settle", milliseconds(one, 200))
    seconds = in_threads(8, lambda: [one() for _ in range(25)] and None)
    print(f"reserve and settle, 8 threads, one wallet: {200 / seconds:.0f} pairs/s")
    with scope.team(team.pk):
        assert reconcile().right


def live() -> None:
    """One event of a project's feed."""
    team = new_team()
    with scope.team(team.pk):
        project = Project.objects.create(title="Bench")

    def one() -> None:
        with scope.team(team.pk):
            announce(project.pk, "progress", done=1, total=2)

    told("announce, transaction included", milliseconds(one, 300))


jobs()
ledger()
live()
