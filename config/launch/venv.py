"""The venv: made once, filled from the hashed lock by uv, left alone while the lock stays the same."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from config.launch.locks import FileLock
from config.launch.places import MEGABYTE, Places
from config.launch.trouble import Trouble, last_lines

INSTALLED_SIZE = 1600 * MEGABYTE  # everything unpacked, with room for uv's cache
INSTALLER = Path(__file__).with_name("installer.txt")  # uv itself, by hash
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
# What uv and pip print when the index cannot be asked.
UNREACHABLE = (
    "error sending request",
    "dns error",
    "Failed to fetch",
    "NewConnectionError",
    "No matching distribution",
)

Tell = Callable[[str], None]


def ensure(places: Places, purpose: str, tell: Tell) -> bool:
    """Make the venv hold what ``purpose`` ("run" or "dev") needs; True when something was installed.

    A venv with the dev lock also serves to run. Raises Trouble when Python, the disk or
    the network is not up to it.
    """
    places.venv.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(places.venv.parent / "venv.lock"):
        wanted = mark(places, purpose)
        found = stamp(places).read_text() if stamp(places).exists() else ""
        if found in (wanted, mark(places, "dev")) and places.python.exists():
            return False
        purpose = "dev" if found.startswith("dev ") else purpose
        _build(places, tell)
        tell(f"Installing the packages of {LOCKS[purpose]} ...")
        _install(places, purpose)
        stamp(places).write_text(mark(places, purpose))
        return True


def mark(places: Places, purpose: str) -> str:
    """What an up-to-date venv's stamp says: which lock, which Python, which folder (venvs cannot move)."""
    lock = hashlib.sha256((places.root / LOCKS[purpose]).read_bytes()).hexdigest()
    return f"{purpose} {lock} {_minor()} {places.venv}"


def packages(places: Places, purpose: str) -> int:
    """How many packages a lock names."""
    lines = (places.root / LOCKS[purpose]).read_text().splitlines()
    return sum("==" in line for line in lines)


def _build(places: Places, tell: Tell) -> None:
    """An empty venv of this very Python, unless one is there that works."""
    if _works(places):
        return
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise Trouble(
            "This Python cannot make a venv: install its venv package"
            f" (on Debian and Ubuntu: apt install python3.{sys.version_info.minor}-venv)."
        )
    places.need_free(INSTALLED_SIZE, "for the packages")
    tell(f"Making a Python environment in {places.venv} ...")
    shutil.rmtree(places.venv, ignore_errors=True)
    # Started from inside a venv, this process's own Python may be the one just removed.
    base = getattr(sys, "_base_executable", sys.executable)
    _command([base, "-m", "venv", str(places.venv)], places, "The Python environment could not be made")


def _works(places: Places) -> bool:
    """Whether the venv is there, in its place, and made by this Python."""
    try:
        said = subprocess.run(
            [places.python, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return said.stdout.strip() == f"{_minor()} {places.venv}"


def _install(places: Places, purpose: str) -> None:
    uv = places.venv / "bin" / "uv"
    if not uv.exists():
        pip = [str(places.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _command(
            [*pip, "--require-hashes", "-r", str(INSTALLER)],
            places,
            "The installer uv could not be installed",
        )
    sync = [
        str(uv),
        "pip",
        "sync",
        "--require-hashes",
        "--python",
        str(places.python),
        "--no-python-downloads",
    ]
    # The machine's own certificates: company networks often bring theirs.
    sync += ["--system-certs", str(places.root / LOCKS[purpose])]
    _command(sync, places, "The packages could not be installed")


def _command(command: list[str], places: Places, failure: str) -> None:
    """Run an installer, its output in a log. Raises Trouble with what it most likely means."""
    log = places.log / "install.log"
    environment = {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    if not os.access(Path.home(), os.W_OK):
        environment.setdefault("UV_CACHE_DIR", str(places.root / "var" / "uv-cache"))
    with log.open("ab") as out:
        done = subprocess.run(command, stdout=out, stderr=out, env=environment, cwd=places.root, check=False)
    if done.returncode == 0:
        return
    said = log.read_text(errors="replace")[-4000:]
    if "No space left" in said:
        raise Trouble(f"The disk is full: {failure.lower()}; free some space, then start again.")
    if any(sign in said for sign in UNREACHABLE):
        raise Trouble(
            f"The package index could not be reached ({last_lines(log, 1)}):"
            " check the network, or the proxy in HTTPS_PROXY, then start again."
        )
    raise Trouble(f"{failure}: {last_lines(log, 2)} (all of it: {log})")


def stamp(places: Places) -> Path:
    """Where the venv says which lock it holds; see ``mark``."""
    return places.venv / "lock.stamp"


def _minor() -> str:
    """What packages are built for: 3.11.2 and 3.11.9 may share a venv."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"
