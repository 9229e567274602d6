"""``./studio test``: everything, on services and folders that are thrown away afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from config.launch import browser, environment, foreground, terminal, venv
from config.launch.places import Places
from config.launch.postgres import locate
from config.launch.processes import Program
from config.launch.services import Services


def test(places: Places, arguments: list[str]) -> int:
    """Run pytest with ``arguments``; its exit code."""
    places.prepare()
    venv.ensure(places, "dev", terminal.tell)
    # Without a browser its tests fail in CI and are skipped elsewhere: tests/browser/conftest.py decides.
    if browser.find(places.root / "var") is None:
        subprocess.run([places.python, "-m", "config.launch.browser"], cwd=places.root, check=False)
    # Named services stay untouched, whatever the environment says.
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103  PostgreSQL, as another account than root, has to pass
        passing = Places(places.root, Path(folder) / "var")
        passing.prepare()
        try:
            with Services(passing, passing=True) as services:
                return foreground.run(_pytest(services, arguments))
        finally:
            shutil.rmtree(locate(passing)[0].parent, ignore_errors=True)


def _pytest(services: Services, arguments: list[str]) -> Program:
    places = services.places
    command = [str(places.python), "-m", "pytest", "-n", "3", *arguments]
    # SIGINT: pytest then ends its workers and cleans up.
    return Program("pytest", command, environment.testing(services), places.root, stop=signal.SIGINT)
