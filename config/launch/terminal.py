"""What the person at the terminal reads."""

import os
import sys
import threading

_COLOURS = {"web": "36", "sweeper": "35", "seed": "33", "studio": "32"}
_WORKER = "34"
_WIDTH = 9
_lock = threading.Lock()


def tell(text: str) -> None:
    """One line. A terminal that has gone away is no reason to leave programs running."""
    with _lock:
        try:
            print(text, flush=True)  # noqa: T201  the launcher's own voice
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(name: str, line: str) -> None:
    """A line of a program, with the program's name before it."""
    tell(f"{paint(f'{name:<{_WIDTH}}', _COLOURS.get(name, _WORKER))} | {line}")


def paint(text: str, colour: str) -> str:
    """Coloured where colours are wanted: at a terminal, unless NO_COLOR is set."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return text
    return f"\033[{colour}m{text}\033[0m"


def step(name: str, outcome: str, seconds: float) -> None:
    """A finished step with its time."""
    tell(f"  {name:<12} {outcome:<52} {seconds:5.1f} s")
