"""Which files the project is made of."""

import subprocess
from functools import cache
from pathlib import Path

from config.launch.places import ROOT

APPS = ("accounts", "assets", "billing", "projects", "pipeline", "config")


@cache
def project_files() -> list[Path]:
    """Every file under version control, and every new one that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [file for file in project_files() if file.suffix == ".py" or file == ROOT / "studio"]


def templates() -> list[Path]:
    return [
        file for file in project_files() if "templates" in file.parts and file.suffix in (".html", ".svg")
    ]


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))
