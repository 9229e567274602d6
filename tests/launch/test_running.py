"""The README's first command, whole."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launch import keeper, pages, ports
from config.launch.locks import is_held
from config.launch.places import ROOT, Places
from config.launch.running import noted
from tests.launch.test_processes import eventually

pytestmark = pytest.mark.slow


@pytest.fixture
def address(places: Places) -> str:
    return f"http://127.0.0.1:{ports.choose(places, 'web')}"


@pytest.fixture
def studio(places: Places, address: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A studio of its own, on a throw-away folder, open."""
    given = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    command = [str(ROOT / "studio"), "run", "--port", address.rpartition(":")[2], "--workers", "1"]
    with (places.log / "launcher.log").open("wb") as log:
        process = subprocess.Popen(
            command, env={**given, "STUDIO_VAR": str(places.var)}, stdout=log, stderr=log, cwd="/"
        )
    try:
        told = places.log / "launcher.log"
        opened = eventually(lambda: "Ctrl-C stops it" in told.read_text() or process.poll(), seconds=120)
        assert opened, told.read_text()
        yield process
    finally:
        process.kill()
        process.wait()


def left_behind(places: Places) -> list[str]:
    """Processes of this studio: their environment names its folder, or they work in it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = f"STUDIO_VAR={places.var}" in (folder / "environ").read_text(errors="replace").split("\0")
            if told or os.readlink(folder / "cwd").startswith(str(places.var)):
                found.append((folder / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_it_serves_until_it_is_told_to_stop(
    places: Places, address: str, studio: "subprocess.Popen[bytes]"
) -> None:
    assert pages.answer(address)
    assert noted(places) == {"pid": studio.pid, "address": address}
    assert left_behind(places)
    studio.send_signal(signal.SIGTERM)
    assert studio.wait(30) == 0
    assert left_behind(places) == []
    assert noted(places) == {}


def test_kill_9_leaves_nothing_behind(places: Places, studio: "subprocess.Popen[bytes]") -> None:
    studio.kill()
    assert eventually(lambda: not left_behind(places), seconds=20), left_behind(places)
    assert not is_held(keeper.keeper_lock(places))
