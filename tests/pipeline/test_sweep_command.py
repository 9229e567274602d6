"""The sweeper's process hears that it shall end, whatever it is doing."""

import os
import signal
from collections.abc import Iterator

import pytest

from pipeline.management.commands.sweep import EndingBell


@pytest.fixture
def bell() -> Iterator[EndingBell]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield EndingBell()
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_wait_and_every_later_one(bell: EndingBell, number: int) -> None:
    bell.wait(0)
    assert not bell.rung
    os.kill(os.getpid(), number)
    os.kill(os.getpid(), number)
    bell.wait(3600)
    bell.wait(3600)
    assert bell.rung
