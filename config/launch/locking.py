"""``./studio lock``: compile what pyproject.toml depends on into files of names, versions and hashes."""

import subprocess

from config.launch import terminal, venv
from config.launch.places import Places

# Only names, versions and hashes: no address of anyone's package index.
COMPILE = (
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--python-version",
    "3.11",
    "--no-python-downloads",
)


def lock(places: Places, arguments: list[str]) -> int:
    """Write the locks anew, keeping every version that still fits. ``--upgrade`` and others go to uv."""
    places.prepare()
    venv.ensure(places, "dev", terminal.tell)
    uv = [
        str(places.venv / "bin" / "uv"),
        "pip",
        "compile",
        "--quiet",
        "--system-certs",
        *COMPILE,
        *arguments,
    ]
    for target, source, given in (
        ("requirements.txt", ["pyproject.toml"], ""),
        (
            "requirements-dev.txt",
            ["pyproject.toml", "--group", "dev", "--constraints", "requirements.txt"],
            "",
        ),
        ("config/launch/installer.txt", ["-"], "uv\n"),
    ):
        done = subprocess.run(
            [*uv, *source, "-o", target], cwd=places.root, input=given, text=True, check=False
        )
        if done.returncode:
            return done.returncode
        terminal.tell(f"{target}: {len([line for line in _lines(places, target) if '==' in line])} packages")
    return 0


def _lines(places: Places, target: str) -> list[str]:
    return (places.root / target).read_text().splitlines()
