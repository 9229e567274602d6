"""What the tests of jobs share: a team at work, and kinds of jobs that show what the engine did.

Real worker processes import this module too: see ``jobs_worker_process``.
"""

import sys
import time
from typing import Any
from uuid import UUID

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.models import Team
from pipeline.actions.jobs import enqueue
from pipeline.jobs.context import Again, JobContext
from pipeline.jobs.registry import handler
from pipeline.models import Job


def queue_job(team: Team, kind: str = "test.note", args: dict[str, Any] | None = None, **more: Any) -> Job:
    with scope.team(team.pk):
        return enqueue(kind, args or {}, **{"queue": "media", "title": "A test", **more})


def read_job(team: Team | UUID, job: Job) -> Job:
    with scope.team(team if isinstance(team, UUID) else team.pk):
        return Job.objects.get(pk=job.pk)


def wait_for(team: Team, job: Job, *states: str, seconds: float = 60) -> Job:
    """The job once it is in one of ``states``. Fails the test when that takes too long."""
    end = time.monotonic() + seconds
    while (row := read_job(team, job)).state not in states:
        assert time.monotonic() < end, f"still {row.state} after {seconds} s: {row.error} {row.trace}"
        time.sleep(0.05)
    return row


@handler("test.note")
def note(context: JobContext) -> dict[str, Any]:
    return {"noted": context.args.get("text", "")}


@handler("test.fail")
def fail(context: JobContext) -> None:
    raise RuntimeError("the lamp broke")


@handler("test.refuse")
def refuse(context: JobContext) -> None:
    raise Refused("The scene has no shots yet.")


@handler("test.poll")
def poll(context: JobContext) -> dict[str, Any]:
    """Not ready the first two times it is asked."""
    for number in range(2):
        if not context.step(f"asked {number}", lambda: False):
            with_step_done(context, number)
            raise Again(0.05)
    return {"attempts": context.job.attempts}


def with_step_done(context: JobContext, number: int) -> None:
    from pipeline.models import JobStep

    with scope.team(context.job.team_id):
        JobStep.objects.filter(job=context.job, step=f"asked {number}").update(result=True)


@handler("test.charge")
def charge(context: JobContext) -> dict[str, Any]:
    context.charge(context.args["micro"])
    if context.args.get("fail"):
        raise Refused("The provider refused, and charged.")
    return {}


@handler("test.file")
def write_file(context: JobContext) -> dict[str, Any]:
    """Adds a line to a file once, then takes its time: a worker can be killed in between."""

    def append() -> str:
        with open(context.args["path"], "a") as file:
            file.write("made\n")
        return "made"

    context.step("append", append)
    for number in range(context.args.get("tenths", 0)):
        context.progress(number, context.args["tenths"])
        time.sleep(0.1)
    return {"attempts": context.job.attempts}


@handler("test.program")
def run_program(context: JobContext) -> dict[str, Any]:
    """Runs a program that writes its process id and then sleeps a minute."""
    code = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    context.run([sys.executable, "-c", code, context.args["path"]])
    return {}


@handler("test.deaf")
def work_without_looking(context: JobContext) -> dict[str, Any]:
    """Computes for a minute and never asks whether it should stop."""
    with open(context.args["path"], "w") as file:
        file.write("started")
    end = time.monotonic() + 60
    number = 0
    while time.monotonic() < end:
        number += 1
    return {"number": number}
