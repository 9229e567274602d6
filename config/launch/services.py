"""The services as a command sees them: there while it needs them, shared with other commands."""

import json
import os
import subprocess
import sys
import time
from types import TracebackType
from typing import Self

from config.launch import ports
from config.launch.keeper import keeper_lock, report_file, users_lock
from config.launch.locks import FileLock, is_held
from config.launch.places import Places
from config.launch.secret import secret
from config.launch.trouble import Trouble, last_lines

STARTUP = 90.0  # seconds; longer than the keeper's own patience
GOODBYE = 20.0
NAMES = ("postgres", "valkey")


class Services:
    """PostgreSQL and Valkey, brought up on entry. On exit the last command that needs them takes them down.

    DATABASE_URL and REDIS_URL in the environment name services elsewhere instead, unless
    ``passing``: throw-away services never touch anything that exists. Raises Trouble when
    a service does not come up.
    """

    def __init__(self, places: Places, *, passing: bool = False) -> None:
        self.places, self.passing = places, passing
        self.database_elsewhere = "" if passing else elsewhere("DATABASE_URL")
        self.redis_elsewhere = "" if passing else elsewhere("REDIS_URL")
        self._users = FileLock(users_lock(places))
        self._ports: dict[str, int] = {}
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def embedded(self) -> list[str]:
        """The services that this studio brings itself."""
        wanted = {"postgres": not self.database_elsewhere, "valkey": not self.redis_elsewhere}
        return [name for name, is_ours in wanted.items() if is_ours]

    def database_url(self, role: str = "app_rw") -> str:
        """The address for a role: app_rw serves, app_owner migrates."""
        if self.database_elsewhere:
            return self.database_elsewhere if role == "app_rw" else os.environ.get("DATABASE_OWNER_URL", "")
        own = secret(self.places)
        password = own.owner if role == "app_owner" else own.app
        return f"postgres://{role}:{password}@127.0.0.1:{self._ports['postgres']}/studio"

    def redis_url(self) -> str:
        return (
            self.redis_elsewhere
            or f"redis://:{secret(self.places).redis}@127.0.0.1:{self._ports['valkey']}/0"
        )

    def expect(self) -> Self:
        """Without starting anything: the addresses that the embedded services have or will have."""
        self._ports = {
            name: ports.remembered(self.places, name) or ports.choose(self.places, name) for name in NAMES
        }
        return self

    def described(self) -> list[str]:
        """Which services are used and where, for a person."""
        places = {"postgres": self.database_elsewhere, "valkey": self.redis_elsewhere}
        return [
            f"{name} {'elsewhere' if far else f'on port {self._ports[name]}'}" for name, far in places.items()
        ]

    def are_up(self) -> bool:
        """Whether the embedded services are held by a living keeper."""
        return not self.embedded or is_held(keeper_lock(self.places))

    def trouble(self) -> str:
        """Why the keeper gave up; empty while it has not."""
        try:
            said: str = json.loads(report_file(self.places).read_text())["trouble"]
        except (FileNotFoundError, ValueError):
            return ""
        return said

    def __enter__(self) -> Self:
        if not self.embedded:
            return self
        try:
            self._users.share()  # waits for a keeper that is just stopping
            with FileLock(self.places.run / "start.lock"):
                if not is_held(keeper_lock(self.places)):
                    self._start_keeper()
                self._ports = self._await_report()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.embedded:
            self._leave()

    def _leave(self) -> None:
        """Stop needing the services; the last one to leave stays until they are down."""
        is_last = self._users.try_hold()
        self._users.release()
        deadline = time.monotonic() + GOODBYE
        while is_last and is_held(keeper_lock(self.places)) and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._keeper:
            self._keeper.poll()

    def _start_keeper(self) -> None:
        report_file(self.places).unlink(missing_ok=True)
        command = [sys.executable, "-m", "config.launch.keeper", str(self.places.var), *self.embedded]
        with (self.places.log / "keeper.log").open("ab") as log:
            self._keeper = subprocess.Popen(
                command + (["--passing"] if self.passing else []),
                cwd=self.places.root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is not for it
            )

    def _await_report(self) -> dict[str, int]:
        deadline = time.monotonic() + STARTUP
        while time.monotonic() < deadline:
            if report_file(self.places).exists():
                break
            if self._keeper and self._keeper.poll() is not None:
                break
            time.sleep(0.02)
        if trouble := self.trouble():
            raise Trouble(trouble)
        try:
            known: dict[str, int] = json.loads(report_file(self.places).read_text())["ports"]
        except FileNotFoundError:
            log = self.places.log / "keeper.log"
            raise Trouble(f"The services did not start: {last_lines(log)}") from None
        if missing := set(self.embedded) - set(known):
            raise Trouble(f"What runs in this folder uses {' and '.join(missing)} elsewhere: stop it first.")
        return known


def elsewhere(name: str) -> str:
    """The address of a service that somebody named; what `./studio shell-env` set does not count."""
    if os.environ.get("STUDIO_EMBEDDED") == "True":
        return ""
    return os.environ.get(name, "")
