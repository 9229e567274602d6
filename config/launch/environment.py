"""What Django and its helpers find in their environment."""

import contextlib
import os
import socket

from config.launch.places import Places
from config.launch.secret import secret
from config.launch.services import Services

# Modules come from the venv alone; without kept bytecode every process would compile Django anew.
UNWANTED = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANY = ("0.0.0.0", "::")  # noqa: S104  recognised, not bound


def common(places: Places) -> dict[str, str]:
    """What is the same whether services run or not; what the person at the terminal set is kept."""
    inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {
        "SECRET_KEY": secret(places).key,
        "STUDIO_LOG": "plain",
        **inherited,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PATH": f"{places.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "VIRTUAL_ENV": str(places.venv),
        "PYTHONUNBUFFERED": "1",
        "STUDIO_VAR": str(places.var),
    }


def serving(services: Services) -> dict[str, str]:
    """For pages, workers and commands: they work as app_rw, under row-level security."""
    values = {
        **common(services.places),
        "DATABASE_URL": services.database_url(),
        "REDIS_URL": services.redis_url(),
        "STUDIO_EMBEDDED": str("postgres" in services.embedded),
    }
    values.pop("DATABASE_OWNER_URL", None)
    return values


def migrating(services: Services) -> dict[str, str]:
    """For migrations: as the owner of the tables."""
    owner = services.database_url("app_owner")
    return {**serving(services), "DATABASE_URL": owner, "DATABASE_OWNER_URL": owner}


def testing(services: Services) -> dict[str, str]:
    """For tests: they make their databases as the owner and then work as app_rw."""
    return {**serving(services), "DATABASE_OWNER_URL": services.database_url("app_owner")}


def pages(services: Services, host: str, port: int) -> dict[str, str]:
    """For the server of pages: it alone keeps a pool, which must not cross the workers' forks."""
    values = {**serving(services), "STUDIO_POOL": "True", "STUDIO_PORT": str(port)}
    if host not in LOOPBACK or "ALLOWED_HOSTS" in values:
        # Whatever else is allowed: this machine asks whether the pages answer.
        values["ALLOWED_HOSTS"] = ",".join(filter(None, [values.get("ALLOWED_HOSTS"), *names_of(host)]))
    return values


def names_of(host: str) -> list[str]:
    """Under which names and addresses browsers may ask for the studio when it listens on ``host``."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host not in ANY:
        return [*names, host]
    found = {socket.gethostname(), *own_addresses()} - set(names)
    return [*names, *sorted(f"[{name}]" if ":" in name else name for name in found)]


def own_addresses() -> set[str]:
    """This machine's own addresses, as far as they can be told without asking the network."""
    found = set()
    with contextlib.suppress(OSError):
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(
            ("192.0.2.1", 9)
        )  # a documentation address (RFC 5737): nothing is sent, a route is chosen
        found.add(probe.getsockname()[0])
    return found
