"""Requests to a served studio or peer: how long each answer takes, one at a time and eight at a time."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

HARD = 60.0  # seconds after which a measurement ends whatever it has


class Request(NamedTuple):
    """One request; ``body`` is None where there is none."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]


class Operation(NamedTuple):
    """A thing users do; ``request`` makes the request of a number, so that no two create the same."""

    name: str
    request: Callable[[int], Request]
    rounds: int = 100


class Figures(NamedTuple):
    """What was found: milliseconds to the last byte, answers a second, bytes of a body as sent."""

    median: float
    ninety_five: float
    per_second: float
    size: int


def measured(port: int, operation: Operation, at_once: int, numbers: Iterator[int]) -> Figures:
    """Ask ``operation.rounds`` times over kept connections, ``at_once`` at a time, after three to warm up.

    Raises RuntimeError for the first answer that is no success.
    """
    warm = _Asker(port, operation)
    for _ in range(3):
        warm.ask(next(numbers))
    askers = [_Asker(port, operation) for _ in range(at_once)]
    left, errors, begun = count(1), list[BaseException](), time.perf_counter()

    def work(asker: _Asker) -> None:
        try:
            while next(left) <= operation.rounds and time.perf_counter() - begun < HARD:
                asker.ask(next(numbers))
        except BaseException as error:  # noqa: BLE001  # raised below, in the caller's thread
            errors.append(error)

    threads = [threading.Thread(target=work, args=[asker]) for asker in askers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    if errors:
        raise errors[0]
    seconds = [each for asker in askers for each in asker.seconds]
    late = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return Figures(statistics.median(seconds) * 1e3, late * 1e3, len(seconds) / wall, warm.size)


class _Asker:
    """One connection, kept; a server closes one that was idle, so each measurement has new ones."""

    def __init__(self, port: int, operation: Operation) -> None:
        self.operation, self.seconds, self.size = operation, list[float](), 0
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HARD)

    def ask(self, number: int) -> None:
        asked = self.operation.request(number)
        begun = time.perf_counter()
        self._connection.request(asked.method, asked.path, asked.body, asked.headers)
        answer = self._connection.getresponse()
        body = answer.read()
        self.seconds.append(time.perf_counter() - begun)
        self.size = len(body)
        if answer.status >= 400:
            raise RuntimeError(f"{self.operation.name}: {answer.status} {body[:300]!r}")


def table(title: str, found: dict[str, dict[int, Figures]]) -> Iterator[str]:
    """The lines of a table: an operation a line, both concurrencies beside each other."""
    heads = ("median", "95 %", "a second", "8: median", "a second", "bytes")
    yield f"{title:34}" + "".join(f" {head:>10}" for head in heads)
    for name, by in found.items():
        one, eight = by[1], by[8]
        figures = (one.median, one.ninety_five, one.per_second, eight.median, eight.per_second)
        yield f"{name:34}" + "".join(f" {figure:10.1f}" for figure in figures) + f" {one.size:10,}"
