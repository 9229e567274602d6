"""Ports: free ones for the services, kept from start to start, and who holds a taken one."""

import contextlib
import hashlib
import json
import os
import socket
from pathlib import Path

from config.launch.places import Places

# Below the range that Linux hands out for outgoing connections (32768 and up), above well-known services.
FIRST, COUNT = 20_000, 12_000
LISTENING = "0A"  # state column of /proc/net/tcp


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are only lingering (TIME_WAIT) is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose(places: Places, name: str) -> int:
    """A free port for the service ``name``: the one it had last time, if it is still free.

    The search starts at a number derived from the folder, so that two checkouts do not compete.
    """
    known = _remembered(places)
    start = int.from_bytes(hashlib.sha256(f"{places.var}:{name}".encode()).digest()[:4]) % COUNT
    others = {port for other, port in known.items() if other != name}
    candidates = [known[name]] if name in known else []
    candidates += [FIRST + (start + step) % COUNT for step in range(COUNT)]
    port = next(port for port in candidates if port not in others and is_free(port))
    remember(places, name, port)
    return port


def remembered(places: Places, name: str) -> int | None:
    """The port that ``name`` had last time."""
    return _remembered(places).get(name)


def remember(places: Places, name: str, port: int) -> None:
    """Keep the port of ``name`` for the next start."""
    known = {**_remembered(places), name: port}
    _file(places).write_text(json.dumps(known, sort_keys=True) + "\n")


def holder(port: int) -> str:
    """Which program listens there, as ``nginx (process 812)``; empty when that cannot be seen."""
    inodes = _listening_inodes(port)
    for folder in Path("/proc").glob("[0-9]*") if inodes else []:
        if _open_files(folder) & inodes:
            return f"{(folder / 'comm').read_text().strip()} (process {folder.name})"
    return ""


def _open_files(process: Path) -> set[str]:
    """What a process has open; nothing where we may not look."""
    found = set()
    with contextlib.suppress(OSError):
        for link in (process / "fd").iterdir():
            with contextlib.suppress(OSError):  # closed while we look
                found.add(os.readlink(link))
    return found


def _listening_inodes(port: int) -> set[str]:
    inodes = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else []:
            columns = line.split()
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{columns[9]}]")
    return inodes


def _file(places: Places) -> Path:
    return places.run / "ports.json"


def _remembered(places: Places) -> dict[str, int]:
    try:
        known: dict[str, int] = json.loads(_file(places).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return known
