"""The database's tables: migrated when the migration files have changed, left alone otherwise."""

import hashlib
import subprocess
from pathlib import Path

from config.launch import environment, postgres
from config.launch.places import Places
from config.launch.services import Services
from config.launch.trouble import Trouble, last_lines


def migrate(services: Services) -> bool:
    """Bring the tables up to date as their owner; True when there was something to do.

    Raises Trouble when a migration fails, or when a database elsewhere was named without its owner.
    """
    places = services.places
    if services.database_elsewhere and not services.database_url("app_owner"):
        raise Trouble(
            "DATABASE_URL names a database elsewhere: set DATABASE_OWNER_URL too, the address of the role"
            " app_owner, which migrates it."
        )
    # A database elsewhere is asked every time: others may have migrated it.
    stamp = None if services.database_elsewhere else postgres.locate(places)[0].with_name("migrations.stamp")
    wanted = digest(places)
    if stamp and stamp.exists() and stamp.read_text() == wanted:
        return False
    log = places.log / "migrate.log"
    with log.open("w") as out:
        done = subprocess.run(
            [places.python, "manage.py", "migrate", "--no-input", "--skip-checks"],
            cwd=places.root,
            env=environment.migrating(services),
            stdout=out,
            stderr=out,
            check=False,
        )
    if done.returncode:
        raise Trouble(f"The database could not be migrated: {last_lines(log, 1)} (all of it: {log})")
    if stamp:
        stamp.write_text(wanted)
    return True


def digest(places: Places) -> str:
    """Changes when a migration of ours does, or the packages that bring migrations of their own."""
    told = hashlib.sha256()
    for file in (*migrations(places.root), places.root / "requirements.txt"):
        told.update(f"{file.relative_to(places.root)}\0".encode())
        told.update(file.read_bytes())
    return told.hexdigest()


def migrations(root: Path) -> list[Path]:
    """Our migration files, in a fixed order."""
    return sorted(root.glob("*/migrations/[0-9]*.py"))
