"""``./studio doctor``: looks at everything a studio needs, and says what is wrong and what to do about it."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.launch import (
    browser,
    database,
    environment,
    memory,
    pages,
    ports,
    postgres,
    programs,
    terminal,
    venv,
)
from config.launch.keeper import keeper_lock
from config.launch.locks import is_held
from config.launch.places import MEGABYTE, Places
from config.launch.running import noted
from config.launch.services import Services
from config.launch.trouble import Trouble

COMFORTABLE = 5_000 * MEGABYTE  # films and frames add up


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``remedy`` is what to do; ``fine`` is False for problems only."""

    name: str
    told: str
    fine: bool = True
    remedy: str = ""


def examine(places: Places) -> int:
    """Print one line per thing; 1 when there is a problem."""
    findings = list(_findings(places))
    for finding in findings:
        state = terminal.paint("ok", "32") if finding.fine else terminal.paint("problem", "31")
        terminal.tell(f"{finding.name:<11} {state:<8} {finding.told}")
        if finding.remedy:
            terminal.tell(f"{'':<20} {finding.remedy}")
    return 0 if all(finding.fine for finding in findings) else 1


def _findings(places: Places) -> Iterator[Finding]:
    yield Finding("python", f"{platform.python_version()} ({sys.executable}, {platform.machine()})")
    try:
        places.prepare()
    except Trouble as trouble:
        yield Finding("folder", str(trouble), fine=False)
        return
    yield Finding("folder", f"{places.var} can be written")
    yield _disk(places)
    yield _packages(places)
    yield from _programs(places)
    yield from _running(places)
    yield _migrations(places)
    yield _ffmpeg(places)
    yield _browser(places)


def _disk(places: Places) -> Finding:
    free = shutil.disk_usage(places.var).free
    told = f"{free // MEGABYTE:,} MB free"
    return Finding("disk", told, remedy="" if free > COMFORTABLE else "Films need room: free some soon.")


def _packages(places: Places) -> Finding:
    stamp = venv.stamp(places)
    if not places.python.exists() or not stamp.exists():
        return Finding("packages", "not installed yet", remedy="./studio run installs them.")
    if stamp.read_text() not in (venv.mark(places, "run"), venv.mark(places, "dev")):
        return Finding("packages", "not those of the lock", remedy="./studio run installs what has changed.")
    purpose = stamp.read_text().split()[0]
    return Finding("packages", f"{venv.packages(places, purpose)} as locked, in {places.venv}")


def _programs(places: Places) -> Iterator[Finding]:
    try:
        data, account = postgres.locate(places)
        folder = programs.postgres(places, account)
        yield Finding("postgresql", f"version {programs.version(folder)} in {folder}; data in {data}")
    except Trouble as trouble:
        yield Finding(
            "postgresql", str(trouble), fine=False, remedy="Or name a database elsewhere in DATABASE_URL."
        )
    try:
        yield Finding("valkey", str(programs.valkey(places)))
    except Trouble as trouble:
        yield Finding("valkey", str(trouble), fine=False)


def _running(places: Places) -> Iterator[Finding]:
    note = noted(places)
    if not note:
        yield _port(places)
    else:
        if pages.answer(note["address"]):
            yield Finding("studio", f"runs at {note['address']} (process {note['pid']})")
        else:
            told = f"process {note['pid']} runs, but {note['address']}{pages.READY} does not say ready"
            yield Finding("studio", told, fine=False, remedy=f"Look into {places.log / 'web.log'}.")
    services = Services(places)
    if services.embedded and not is_held(keeper_lock(places)):
        yield Finding("services", "not running", remedy="./studio run starts them.")
        return
    yield Finding("services", ", ".join(services.expect().described()))
    yield from _connections(services)
    yield Finding("memory", f"{memory.of_studio(places) / MEGABYTE:,.0f} MB by everything that runs here")


def _connections(services: Services) -> Iterator[Finding]:
    """Whether the services take the studio's passwords: asked in the venv, where their clients are."""
    questions = {
        "database": "import psycopg; psycopg.connect(os.environ['DATABASE_URL']).execute('SELECT 1')",
        "redis": "import redis; redis.from_url(os.environ['REDIS_URL']).ping()",
    }
    for name, question in questions.items():
        command = [str(services.places.python), "-c", f"import os; {question}"]
        done = subprocess.run(
            command, env=environment.serving(services), capture_output=True, text=True, check=False
        )
        error = done.stderr.strip().splitlines()[-1:] or [""]
        told = "answers" if done.returncode == 0 else error[0]
        remedy = (
            "" if done.returncode == 0 else f"Look into the logs in {services.places.log}, then start again."
        )
        yield Finding(name, told, done.returncode == 0, remedy)


def _port(places: Places) -> Finding:
    wanted = ports.remembered(places, "web") or pages.USUAL
    if ports.is_free(wanted):
        return Finding("studio", f"not running; port {wanted} is free")
    holder = ports.holder(wanted) or "another account's program"
    return Finding(
        "studio", f"not running; port {wanted} is taken by {holder}", remedy="The next free one will serve."
    )


def _migrations(places: Places) -> Finding:
    if os.environ.get("DATABASE_URL") and not Services(places).embedded.count("postgres"):
        return Finding("migrations", "looked at on each start, as the database is elsewhere")
    stamp = postgres.locate(places)[0].with_name("migrations.stamp")
    if not stamp.exists():
        return Finding("migrations", "not applied yet", remedy="./studio run applies them.")
    if stamp.read_text() != database.digest(places):
        return Finding("migrations", "the files have changed", remedy="./studio run applies what is new.")
    return Finding("migrations", f"all {len(database.migrations(places.root))} of ours applied")


def _ffmpeg(places: Places) -> Finding:
    program = next(places.venv.glob("lib/python3*/site-packages/imageio_ffmpeg/binaries/ffmpeg-*"), None)
    named = os.environ.get("IMAGEIO_FFMPEG_EXE")
    path = Path(named) if named else program
    if path is None:
        return Finding("ffmpeg", "not installed yet", remedy="./studio run installs it.")
    try:
        said = subprocess.run([path, "-version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        return Finding("ffmpeg", f"{path} does not run: {error}", fine=False)
    return Finding("ffmpeg", " ".join(said.split()[:3]))


def _browser(places: Places) -> Finding:
    found = browser.find(places.root / "var")
    if found:
        return Finding("browser", f"{found.path} (for tests)")
    remedy = (
        "./studio test fetches one." if shutil.which("npm") else "For browser tests install chromium or npm."
    )
    return Finding("browser", "none (for tests only)", remedy=remedy)
