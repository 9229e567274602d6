"""Programs that a job runs, and how they end with it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_LOOK_SECONDS = 0.2
_GRACE_SECONDS = 1.0


def run(
    command: Sequence[str | Path],
    *,
    check: Callable[[], None],
    feed: bytes | None = None,
    folder: Path | None = None,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``command`` to its end, calling ``check`` five times a second; what it raises ends the program."""
    words = [str(word) for word in command]
    end = time.monotonic() + seconds if seconds else None
    process = subprocess.Popen(
        words,
        stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    try:
        while True:
            try:
                out, err = process.communicate(feed, timeout=_LOOK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                check()
                if end is not None and time.monotonic() > end:
                    raise
    except BaseException:
        end_process(process)
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words, out, err)
    return subprocess.CompletedProcess(words, 0, out, err)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Ask a program to end, kill it a second later, and close its pipes."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
        if process.poll() is None:
            process.kill()
            process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def kill_children() -> int:
    """Kill every child of this process that interrupted work left behind. Answers how many."""
    killed = 0
    for pid in _children():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


def _children() -> Iterator[int]:
    me = os.getpid()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            # "pid (name) state ppid ...": the name may hold spaces and brackets.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == me:
                yield int(folder.name)
