"""How much memory a running studio takes: every process of it, shared pages counted once."""

import json
from pathlib import Path

from config.launch.keeper import keeper_lock, report_file
from config.launch.locks import is_held
from config.launch.places import Places
from config.launch.running import noted

KILOBYTE = 1024


def of_studio(places: Places) -> int:
    """Bytes of memory (proportional set size) of the launcher, the keeper and all that descends from them."""
    parents = _parents()
    found = {pid for pid in (noted(places).get("pid"), _keeper(places)) if pid in parents}
    while grown := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= grown
    return sum(_proportional(pid) for pid in found)


def _keeper(places: Places) -> int | None:
    if not is_held(keeper_lock(places)) or not report_file(places).exists():
        return None
    return int(json.loads(report_file(places).read_text())["pid"])


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
