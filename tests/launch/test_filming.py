import os
import sys
from pathlib import Path

import pytest

from config.launch import studio
from config.launch.filming import WORKERS, Crew
from config.launch.locks import FileLock
from config.launch.places import Places
from config.launch.processes import Program
from config.launch.services import Services


@pytest.fixture
def crew(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crew:
    """A crew whose workers only wait."""

    def idle(name: str) -> Program:
        return Program(name, [sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ))

    monkeypatch.setattr(
        studio, "workers", lambda services, count: [idle(f"worker-{n}") for n in range(count)]
    )
    monkeypatch.setattr(studio, "sweeper", lambda services: idle("sweeper"))
    return Crew(Services(places, passing=True), tmp_path / "call")


def test_nobody_starts_for_a_film_that_is_already_made(crew: Crew) -> None:
    crew.look()
    assert not crew.supervisor.kept


def test_the_workers_of_a_running_studio_are_enough_until_it_stops(crew: Crew) -> None:
    running = FileLock(crew.services.places.run / "studio.lock")
    assert running.try_hold()
    crew.call.touch()
    crew.look()
    assert not crew.supervisor.kept
    running.release()
    crew.look()
    assert crew.supervisor.kept
    crew.supervisor.stop()


def test_workers_and_sweeper_come_when_they_are_called(crew: Crew) -> None:
    crew.call.touch()
    crew.look()
    crew.look()  # called once, started once
    assert len(crew.supervisor.kept) == WORKERS + 1
    assert all(kept.process.code is None for kept in crew.supervisor.kept.values())
    crew.supervisor.stop()
