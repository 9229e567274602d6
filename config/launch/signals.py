"""Signals, as what they mean to a launcher: stop, and clean up on the way out."""

import signal
from collections.abc import Callable
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Someone asked for the end. Not an error: it passes through every ``finally`` and leaves quietly."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number  # what a shell reports for a program that a signal ended


def obey() -> None:
    """From here on the first signal raises Stopped; further ones do not disturb the cleaning up."""

    def once(number: int, frame: FrameType | None) -> None:
        for ending in ENDING:
            signal.signal(ending, _nothing)
        raise Stopped(number)

    for ending in ENDING:
        signal.signal(ending, once)


def leave_to(forward: dict[int, int], kill: Callable[[int], None]) -> None:
    """While another program has the terminal: Ctrl-C is its own, ``forward`` says what others become."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        kill(forward[number])

    # A function that does nothing, not SIG_IGN: programs started from here would inherit that.
    signal.signal(signal.SIGINT, _nothing)
    for number in forward:
        signal.signal(number, pass_on)


def _nothing(number: int, frame: FrameType | None) -> None:
    return
