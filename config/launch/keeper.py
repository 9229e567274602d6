"""The keeper of the embedded services: one process per studio that holds PostgreSQL and Valkey.

Commands that need the services share a lock (see ``services``). The keeper waits for that lock to
be free of everyone: then the last one has left, or was killed, and the keeper stops what it holds.
Run as ``python -m config.launch.keeper VAR PARTS... [--passing]``.
"""

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from config.launch import ports, postgres, programs, roles
from config.launch.locks import FileLock
from config.launch.places import ROOT, Places
from config.launch.postgres import Postgres
from config.launch.processes import Process, stop
from config.launch.secret import secret
from config.launch.trouble import Trouble, last_lines, sentence
from config.launch.valkey import Valkey

STARTUP = 60.0  # seconds; the recovery of a large database takes its time
TRIES = 3  # starts of one service within CALM seconds
CALM = 60.0
TICK = 0.1

Service = Postgres | Valkey


@dataclass
class Report:
    """What the keeper tells the commands that wait for it."""

    pid: int
    ports: dict[str, int]
    trouble: str = ""

    def write(self, places: Places) -> None:
        draft = places.run / "services.draft"
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(report_file(places))


def report_file(places: Places) -> Path:
    """Where the keeper writes its report."""
    return places.run / "services.json"


def keeper_lock(places: Places) -> Path:
    """Held as long as a keeper lives."""
    return places.run / "keeper.lock"


def users_lock(places: Places) -> Path:
    """Shared by every command that needs the services."""
    return places.run / "users.lock"


class Keeper:
    """Starts the services, starts them again when they die, stops them when nobody needs them."""

    def __init__(self, places: Places, *, lasting: bool) -> None:
        self.places, self.lasting = places, lasting
        self.held: dict[str, tuple[Service, Process]] = {}
        self.deaths: list[float] = []

    def start(self, names: list[str]) -> Report:
        """Start the named services. Raises Trouble when one does not come up."""
        for name in names:
            self._start(name)
        return Report(os.getpid(), {name: service.port for name, (service, _) in self.held.items()})

    def watch(self) -> None:
        """Return when the last user has left. Raises Trouble when a service keeps dying."""
        users = FileLock(users_lock(self.places))
        while not users.try_hold():
            for name, (service, process) in self.held.items():
                if process.code is not None:
                    self._again(name, service, process)
            time.sleep(TICK)

    def stop(self) -> None:
        stop(process for _, process in self.held.values())

    def _start(self, name: str) -> None:
        for _ in range(TRIES):
            service = self._service(name)
            process = self._launch(name, service)
            deadline = time.monotonic() + STARTUP
            while process.code is None and time.monotonic() < deadline:
                if service.is_ready():
                    self.held[name] = (service, process)
                    if isinstance(service, Postgres):
                        roles.ensure(service, self.places)
                    return
                time.sleep(0.02)
            stop([process])
            if ports.is_free(service.port):  # not a race for the port: it will not go better next time
                break
        raise Trouble(f"{name.capitalize()} did not start: {last_lines(self._log(name))}")

    def _service(self, name: str) -> Service:
        port = ports.choose(self.places, name)
        if name == "postgres":
            data, account = postgres.locate(self.places)
            return Postgres(programs.postgres(self.places, account), data, account, port, self.lasting)
        folder, password = self.places.var / "valkey", secret(self.places).redis
        return Valkey(programs.valkey(self.places), folder, port, password, self.lasting)

    def _launch(self, name: str, service: Service) -> Process:
        if isinstance(service, Postgres):
            service.initialise(self.places)
            service.clear_leftovers()
        return Process(service.program(), self._log(name))

    def _again(self, name: str, service: Service, process: Process) -> None:
        process.finish()
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < CALM] + [now]
        if len(self.deaths) > TRIES:
            raise Trouble(f"{name.capitalize()} keeps stopping: {last_lines(self._log(name))}")
        self.held[name] = (service, self._launch(name, service))

    def _log(self, name: str) -> Path:
        return self.places.log / f"{name}.log"


def main(arguments: list[str]) -> int:
    """Keep the services for as long as someone needs them; 1 when they could not be kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("var", type=Path)
    parser.add_argument("services", nargs="+", choices=["postgres", "valkey"])
    parser.add_argument("--passing", action="store_true", help="throw-away data: nothing is forced to disk")
    options = parser.parse_args(arguments)
    places = Places(ROOT, options.var)
    life = FileLock(keeper_lock(places))
    if not life.hold_within(2.0):
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keeper = Keeper(places, lasting=not options.passing)
    report = Report(os.getpid(), {})
    try:
        report = keeper.start(options.services)
        report.write(places)
        keeper.watch()
    except (Trouble, OSError) as error:
        report.trouble = sentence(error) if isinstance(error, OSError) else str(error)
        report.write(places)
        return 1
    finally:
        keeper.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
