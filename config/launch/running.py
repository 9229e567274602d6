"""``./studio run``: the whole studio, from nothing to an address in the browser, until Ctrl-C."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.launch import database, pages, studio, terminal, venv
from config.launch.environment import LOOPBACK
from config.launch.locks import FileLock, is_held
from config.launch.places import Places
from config.launch.postgres import locate
from config.launch.services import Services
from config.launch.signals import Stopped
from config.launch.supervisor import Supervisor
from config.launch.trouble import Trouble

PATIENCE = 90.0  # seconds until the first page must answer
TICK = 0.2
SERVICES_TICK = 2.0


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for."""

    host: str
    port: int | None
    workers: int


def run(places: Places, wishes: Wishes) -> int:
    """Run the studio until it is told to stop. Raises Trouble when it cannot start or go on."""
    places.prepare()
    only = FileLock(places.run / "studio.lock")
    if not only.hold_within(0.5):  # others look at the lock for an instant
        raise Trouble(_already(places))
    try:
        _Start(places, wishes).whole()
    except Stopped:
        terminal.tell("Stopped.")
    finally:
        _note(places).unlink(missing_ok=True)
        only.release()
    return 0


def runs_here(places: Places) -> bool:
    """Whether a studio runs in this folder, so that its workers can be relied on."""
    return is_held(places.run / "studio.lock")


class _Start:
    """The steps of a start, each told with its time."""

    def __init__(self, places: Places, wishes: Wishes) -> None:
        self.places, self.wishes = places, wishes
        self.supervisor = Supervisor(places, terminal.say)
        self.began = self.last = time.monotonic()

    def whole(self) -> None:
        terminal.tell("Aiuteur")
        port = pages.port_for(self.places, self.wishes.host, self.wishes.port)
        installed = venv.ensure(self.places, "run", terminal.tell)
        self._told(
            "packages", f"{venv.packages(self.places, 'run')} installed" if installed else "up to date"
        )
        with Services(self.places) as services:
            self._told("services", ", ".join(services.described()))
            changed = database.migrate(services)
            self._told("database", "migrated" if changed else "up to date")
            try:
                self._programs(services, port)
                self._watch(services)
            finally:
                terminal.tell("Stopping ...")
                self.supervisor.stop()

    def _programs(self, services: Services, port: int) -> None:
        base = pages.address(self.wishes.host, port)
        note = {"pid": os.getpid(), "address": base}
        _note(self.places).write_text(json.dumps(note))
        web = self.supervisor.start(studio.web(services, self.wishes.host, port))
        for program in (*studio.workers(services, self.wishes.workers), studio.sweeper(services)):
            self.supervisor.start(program)
        deadline = time.monotonic() + PATIENCE
        while not pages.answer(base):
            time.sleep(TICK / 2)
            if web.code is not None:
                raise Trouble(f"The pages could not be served: {self.supervisor.log('web')}")
            if time.monotonic() > deadline:
                raise Trouble(f"The pages do not answer at {base}{pages.READY}: {self.supervisor.log('web')}")
        self._told("pages", base)
        self._welcome(services, base)

    def _welcome(self, services: Services, base: str) -> None:
        terminal.tell(f"\nThe studio is open: {terminal.paint(base, '1')}  (after {self._since():.1f} s)")
        if "postgres" in services.embedded:
            terminal.tell('Its first page has a button, "Open the demo studio": no password needed.')
            self._seed(services)
        if self.wishes.host not in LOOPBACK:
            terminal.tell("It listens beyond this machine: whoever can reach it can use the demo login.")
        terminal.tell("Ctrl-C stops it.\n")

    def _seed(self, services: Services) -> None:
        """The demo team and its film are made while the studio is already open."""
        if "seed" not in studio.commands(self.places.root):
            return
        stamp = locate(self.places)[0].with_name("seed.stamp")
        if not stamp.exists():
            terminal.tell("The sample film of the demo team is being made in the background.")
            self.supervisor.start(studio.seed(services), once=lambda: stamp.touch())

    def _watch(self, services: Services) -> None:
        looked = time.monotonic()
        while True:
            time.sleep(TICK)
            self.supervisor.look()
            if time.monotonic() - looked > SERVICES_TICK:
                looked = time.monotonic()
                if not services.are_up():
                    raise Trouble(services.trouble() or "PostgreSQL and Valkey were stopped from outside.")

    def _told(self, name: str, outcome: str) -> None:
        now = time.monotonic()
        terminal.step(name, outcome, now - self.last)
        self.last = now

    def _since(self) -> float:
        return time.monotonic() - self.began


def noted(places: Places) -> dict[str, Any]:
    """The process and address of the studio that runs here; empty where none does, or is just starting."""
    try:
        note: dict[str, Any] = json.loads(_note(places).read_text()) if runs_here(places) else {}
    except (FileNotFoundError, ValueError):
        return {}
    return note


def _note(places: Places) -> Path:
    return places.run / "studio.json"


def _already(places: Places) -> str:
    note = noted(places)
    if not note:
        return "A studio is just starting in this folder."
    return (
        f"A studio already runs in this folder, at {note['address']} (process {note['pid']}):"
        " use that one, or stop it first."
    )
