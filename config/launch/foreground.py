"""One program that has the terminal, with the services around it."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from config.launch import signals
from config.launch.places import Places
from config.launch.processes import Program, wrapped

TICK = 0.1
GRACE = 15.0  # seconds for a program that was told to end


def run(program: Program, tick: Callable[[], None] | None = None) -> int:
    """Run it to its end; its exit code as a shell would report it. ``tick`` is called while it runs.

    Ctrl-C reaches it directly, as it shares our terminal; SIGTERM and SIGHUP are passed on as the
    signal that ends it.
    """
    child = subprocess.Popen(wrapped(program), env=program.environment)
    signals.leave_to({signal.SIGTERM: program.stop, signal.SIGHUP: program.stop}, child.send_signal)
    try:
        while True:
            try:
                code = child.wait(TICK)
                return code if code >= 0 else 128 - code
            except subprocess.TimeoutExpired:
                if tick:
                    tick()
    finally:
        if child.poll() is None:
            child.terminate()
            _end(child)


def manage(places: Places, arguments: list[str], environment: dict[str, str]) -> Program:
    """A manage.py command, in the folder of whoever typed it, so that file names mean what they say."""
    command = [str(places.python), str(places.root / "manage.py"), *arguments]
    return Program("manage", command, environment, Path.cwd())


def _end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
