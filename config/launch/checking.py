"""``./studio check``: what can be said about the code without running the studio, in under a minute."""

import os
import subprocess
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from config.launch import environment, terminal, venv
from config.launch.places import Places

# No service runs: a command that asked one would fail at this address at once.
NOWHERE = {
    "DATABASE_URL": "postgres://app_rw@127.0.0.1:1/studio",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "for checks only",
    "STUDIO_EMBEDDED": "True",
}
CONCISE = ("--quiet", "--output-format", "concise")


@dataclass(frozen=True)
class Outcome:
    """What a step said and how long it took."""

    name: str
    passed: bool
    output: str
    seconds: float


def steps(places: Places) -> dict[str, list[str]]:
    """The steps and their commands; types first, because they take longest."""
    python, programs = str(places.python), places.venv / "bin"
    return {
        "types": [python, "-m", "mypy"],
        "format": [python, "-m", "ruff", "format", "--check", *CONCISE, "."],
        "lint": [python, "-m", "ruff", "check", *CONCISE, "."],
        "imports": [python, str(programs / "lint-imports"), "--cache-dir", "var/imports"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "architecture": [python, "-m", "pytest", "-q", "-m", "not django_db", "tests/architecture"],
    }


def check(places: Places, only: list[str]) -> int:
    """Run the steps (all, or the named ones) two at a time; 1 when one of them found something."""
    places.prepare()
    venv.ensure(places, "dev", terminal.tell)
    wanted = {name: command for name, command in steps(places).items() if not only or name in only}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(_run, places, name, command) for name, command in wanted.items()]
        failed = [outcome for outcome in map(Future.result, running) if not _told(outcome)]
    for outcome in failed:
        terminal.tell(f"\n{outcome.name}:\n{outcome.output.strip()}")
    return 1 if failed else 0


def _run(places: Places, name: str, command: list[str]) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=places.root,
        env={**environment.common(places), **NOWHERE},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, done.returncode == 0, done.stdout, time.monotonic() - began)


def _told(outcome: Outcome) -> bool:
    terminal.step(outcome.name, "ok" if outcome.passed else "found something", outcome.seconds)
    return outcome.passed
