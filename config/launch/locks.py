"""File locks that the kernel gives back when their holder dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """A lock on a file. Shared by many or held by one; freed on close and on any kind of death."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def share(self) -> None:
        """Hold it together with others; waits while one holds it alone."""
        fcntl.flock(self._open(), fcntl.LOCK_SH)

    def hold(self) -> None:
        """Hold it alone; waits for everyone else to leave."""
        fcntl.flock(self._open(), fcntl.LOCK_EX)

    def try_hold(self) -> bool:
        """Hold it alone if nobody else has it. On False an earlier share may be lost too."""
        try:
            fcntl.flock(self._open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def hold_within(self, seconds: float) -> bool:
        """Hold it alone as soon as everyone else has left, at most that many seconds from now."""
        deadline = time.monotonic() + seconds
        while not (held := self.try_hold()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return held

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Self:
        self.hold()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _open(self) -> int:
        if self._fd is None:
            # Not inherited by children: a lock must die with the process that took it.
            self._fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._fd


def is_held(path: Path) -> bool:
    """Whether some process holds the lock right now."""
    if not path.exists():
        return False
    probe = FileLock(path)
    try:
        return not probe.try_hold()
    finally:
        probe.release()
