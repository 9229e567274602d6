"""Programs that the studio starts: each in a session of its own, logged, ended with all its children."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from config.launch.account import UNCHANGED, Account

CHILD = Path(__file__).with_name("child.py")
LOG_LIMIT = 20_000_000  # bytes; a larger log is set aside at the next start
PATIENCE = 8.0  # seconds between the wish to stop and SIGKILL
ASK_AGAIN = 1.5  # RQ ignores a second signal within one second; the second ends its running job

Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Program:
    """What to start. ``stop`` is the signal that ends it, also sent by the kernel if its starter dies."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path = Path("/")
    account: Account = UNCHANGED
    stop: signal.Signals = signal.SIGTERM


@dataclass
class Process:
    """A started program. Its lines go to its log file and, prefixed, to the terminal."""

    program: Program
    log: Path
    say: Say | None = None
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._popen = subprocess.Popen(
            wrapped(self.program),
            env=self.program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._pump = threading.Thread(target=self._copy, name=f"log-{self.program.name}", daemon=True)
        self._pump.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def code(self) -> int | None:
        """The exit code, None while it runs."""
        return self._popen.poll()

    def ask(self) -> None:
        """Send the signal that ends it."""
        if self.code is None:
            self._popen.send_signal(self.program.stop)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, after at most that long."""
        try:
            self._popen.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def finish(self) -> None:
        """End whatever is left of its session, then its log."""
        kill_session(self.pid)
        self._popen.wait()
        self._pump.join(timeout=2)

    def _copy(self) -> None:
        stream: IO[bytes] | None = self._popen.stdout
        if stream is None:
            return
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with stream, self.log.open("ab", buffering=0) as log:
            for line in stream:
                log.write(line)
                if self.say:
                    self.say(self.program.name, line.decode(errors="replace").rstrip())


def wrapped(program: Program) -> list[str]:
    """The command that becomes the program, bound to the life of this process."""
    options = [f"--parent={os.getpid()}", f"--signal={program.stop.name}", f"--folder={program.folder}"]
    if program.account.uid is not None:
        options += [f"--uid={program.account.uid}", f"--gid={program.account.gid}"]
    return [sys.executable, "-I", "-S", str(CHILD), *options, *program.command]


def stop(processes: Iterable[Process]) -> None:
    """End them all together: asked, asked again, killed. Afterwards none is left, nor any child of theirs."""
    left, begin = list(processes), time.monotonic()
    for patience in (ASK_AGAIN, PATIENCE):
        for process in left:
            process.ask()
        for process in left:
            process.wait(begin + patience - time.monotonic())
    for process in left:
        process.finish()


def kill_session(leader: int) -> None:
    """SIGKILL every process of the session that ``leader`` opened, in whatever process group it hides."""
    for pid in session_members(leader):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def session_members(leader: int) -> list[int]:
    """Living processes of a session. RQ's work horses leave their worker's group but not its session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            columns = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(columns[3]) == leader and columns[0] != "Z":
            found.append(int(stat.parent.name))
    return found
