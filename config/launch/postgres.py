"""PostgreSQL for a bare machine: its data folder, and how it starts."""

import os
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from config.launch import programs
from config.launch.account import Account, nobody, owner
from config.launch.places import Places
from config.launch.processes import Program
from config.launch.secret import secret
from config.launch.trouble import Trouble, last_lines

FAST_SHUTDOWN = signal.SIGINT  # postmaster: ends sessions, then itself; SIGTERM would wait for them
LEFTOVER_PATIENCE = 10.0  # seconds
# Throw-away data need not survive a power cut.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL: its programs, its data folder with that folder's account, its port.

    ``lasting`` is False for throw-away data.
    """

    bin: Path
    data: Path
    account: Account
    port: int
    lasting: bool = True

    def program(self) -> Program:
        """How to start it: on the loopback alone, without a socket file, whose path might be too long."""
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": "120",
            "log_min_messages": "warning",
            **({} if self.lasting else UNSAFE),
        }
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.bin / "postgres"), "-D", str(self.data), *flags]
        return Program("postgres", command, plain_environment(), self.data, self.account, FAST_SHUTDOWN)

    def initialise(self, places: Places) -> None:
        """Make the data folder on the first start; a password is asked for on every connection."""
        if (self.data / "PG_VERSION").exists():
            return
        self._empty_folder()
        password = self.data.with_name("password")
        password.touch(mode=0o600)
        password.write_text(secret(places).superuser)
        self.account.give(password)
        try:
            command = [
                str(self.bin / "initdb"),
                "-D",
                str(self.data),
                "-U",
                "postgres",
                f"--pwfile={password}",
            ]
            command += ["--auth=scram-sha-256", "--encoding=UTF8", *_locale(self.bin)]
            done = self.account.run(command + ([] if self.lasting else ["--no-sync"]), plain_environment())
        finally:
            password.unlink()
        log = places.log / "initdb.log"
        log.write_text(done.stdout + done.stderr)
        if done.returncode:
            raise Trouble(f"PostgreSQL could not make its data folder {self.data}: {last_lines(log)}")

    def clear_leftovers(self) -> None:
        """End a PostgreSQL that was left behind here, and forget the mark of one that is gone.

        To PostgreSQL, a zombie or a stranger that was given the old process number looks alive.
        """
        mark = self.data / "postmaster.pid"
        if not mark.exists() or not Path("/proc").is_dir():
            return
        deadline = time.monotonic() + LEFTOVER_PATIENCE
        while left := _serving(self.data):
            if time.monotonic() > deadline:
                raise Trouble(
                    f"A PostgreSQL that was left behind (process {left[0]}) does not end: stop it first."
                )
            os.kill(min(left), FAST_SHUTDOWN)  # the postmaster is the oldest
            time.sleep(0.1)
        mark.unlink(missing_ok=True)

    def is_ready(self) -> bool:
        """Whether it takes connections: PostgreSQL writes that into its mark, as line 8."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _empty_folder(self) -> None:
        # Others may pass through the parent (the server's account has to), nobody else enters the data.
        self.data.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        for leftover in self.data.parent.glob(
            "*"
        ):  # stamps of deleted data, a first start that was interrupted
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        self.data.mkdir(mode=0o700)
        self.account.give(self.data)


def locate(places: Places) -> tuple[Path, Account]:
    """The data folder and the account it belongs to: under ``var``, or where root's "nobody" can reach it.

    Raises Trouble when existing data has become unreachable.
    """
    inside = places.var / "postgres" / "data"
    outside = programs.ELSEWHERE / secret(places).instance / "data"
    for folder in (outside, inside):
        if folder.exists():
            account = owner(folder)
            if not account.can_reach(folder):
                raise Trouble(
                    f"The account of the database can no longer enter {folder}: open the folders above it."
                )
            return folder, account
    return (inside if nobody().can_reach(places.var) else outside), nobody()


def plain_environment() -> dict[str, str]:
    """What database programs get to see: nothing of ours."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _locale(folder: Path) -> list[str]:
    """Upper and lower case by Unicode, sorting by code point; built into PostgreSQL from version 17 on."""
    if programs.version(folder) >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _serving(data: Path) -> list[int]:
    """Living PostgreSQL processes that work in this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text().strip() == "postgres" and (
                folder / "cwd"
            ).resolve() == data.resolve():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
