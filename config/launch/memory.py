"""How much memory a running studio takes: every process of it, shared pages counted once."""

import json
from pathlib import Path

from config.launch.keeper import report_file
from config.launch.places import Places

KILOBYTE = 1024


def of_studio(places: Places) -> int:
    """Bytes of memory (proportional set size) of the launcher, the keeper and all that descends from them."""
    parents = _parents()
    own = {pid for pid in (_noted(places.run / "studio.json"), _noted(report_file(places))) if pid in parents}
    found = set(own)
    while grown := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= grown
    return sum(_proportional(pid) for pid in found)


def _noted(file: Path) -> int:
    try:
        return int(json.loads(file.read_text())["pid"])
    except (FileNotFoundError, ValueError, KeyError):
        return 0


def _parents() -> dict[int, int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return parents


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * KILOBYTE for line in lines if line.startswith("Pss:"))
