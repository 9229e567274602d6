"""The programs of a running studio."""

from dataclasses import replace
from pathlib import Path

from config.launch import environment
from config.launch.processes import Program
from config.launch.services import Services

QUEUES = ("interactive", "media", "export")


def web(services: Services, host: str, port: int) -> Program:
    """Pages and sockets, in one process."""
    python, log = services.places.python, services.places.log / "access.log"
    command = [str(python), "-m", "daphne", "-b", host, "-p", str(port), "-v", "0"]
    command += ["--access-log", str(log), "--application-close-timeout", "3", "config.asgi:application"]
    return Program("web", command, environment.pages(services, host, port), services.places.root)


def workers(services: Services, count: int) -> list[Program]:
    """Workers of every queue, the interactive one first."""
    worker = _manage(services, "worker", "rqworker", *QUEUES, "--verbosity", "0", "--skip-checks")
    return [replace(worker, name=f"worker-{number}") for number in range(1, count + 1)]


def sweeper(services: Services) -> Program:
    """Rings the bell again for jobs that nobody hears: after a crash, a wait, a lost message."""
    return _manage(services, "sweeper", "sweep")


def seed(services: Services) -> Program:
    """Makes the demo team and its sample film, once."""
    return _manage(services, "seed", "seed")


def commands(root: Path) -> set[str]:
    """The names of our own manage.py commands."""
    return {file.stem for file in root.glob("*/management/commands/[a-z]*.py")}


def _manage(services: Services, name: str, *arguments: str) -> Program:
    command = [str(services.places.python), "manage.py", *arguments]
    return Program(name, command, environment.serving(services), services.places.root)
