"""Chromium for the browser tests: named, installed, or unpacked from a package of the npm registry."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from config.launch.locks import FileLock
from config.launch.places import ROOT

PACKAGE = "@sparticuz/chromium@147.0.0"  # runs with glibc alone, brings every other library it needs
TARBALL = "sparticuz-chromium-147.0.0.tgz"
SHA256 = "18fe5404ce845594cd7d592fc07f37a19514079ba4d9c27192ad8b908743f16b"
PARTS = ("al2023", "swiftshader", "fonts")  # libraries, the software renderer, one typeface
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
# The package's build has neither a GPU nor a zygote process.
UNPACKED_ARGUMENTS = (
    *ARGUMENTS,
    "--headless=shell",
    "--no-zygote",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-quic",
)
# The package's own file points at folders of another machine: with it every text is invisible.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    """How to start Chromium: its path, arguments, and what it needs in its environment."""

    path: Path
    arguments: tuple[str, ...] = ARGUMENTS
    environment: dict[str, str] = field(default_factory=dict)


def find(var: Path = ROOT / "var") -> Browser | None:
    """The browser of STUDIO_CHROMIUM, else ``chromium`` on PATH, else the one unpacked under ``var``."""
    if named := os.environ.get("STUDIO_CHROMIUM"):
        return Browser(Path(named))
    if installed := shutil.which("chromium"):
        return Browser(Path(installed))
    folder = _folder(var)
    if not (folder / "complete").exists():
        return None
    needs = {"LD_LIBRARY_PATH": str(folder / "lib"), "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    return Browser(folder / "chromium", UNPACKED_ARGUMENTS, needs)


def ensure(var: Path = ROOT / "var") -> Browser | None:
    """As ``find``, after fetching the npm package if there is nothing else; None when that is impossible.

    Needs npm on the machine and the ``brotli`` package, so it runs in the venv's Python.
    """
    if (found := find(var)) or not shutil.which("npm"):
        return found
    with FileLock(var / "chromium.lock"):
        if find(var) is None:
            _fetch(_folder(var))
    return find(var)


def _folder(var: Path) -> Path:
    return var / "chromium-147.0.0"


def _fetch(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=folder) as packed:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=packed, check=True, stdout=subprocess.DEVNULL
        )
        tarball = (Path(packed) / TARBALL).read_bytes()
    if hashlib.sha256(tarball).hexdigest() != SHA256:
        raise ValueError(f"{PACKAGE} is not the package that this project was made with.")
    _unpack(tarball, folder)
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder))
    (folder / "complete").touch()


def _unpack(tarball: bytes, folder: Path) -> None:
    import brotli  # a test dependency; the launcher itself has the standard library only

    with tarfile.open(fileobj=io.BytesIO(tarball)) as package:

        def part(name: str) -> bytes:
            member = package.extractfile(f"package/bin/{name}.br")
            return bytes(brotli.decompress(member.read() if member else b""))

        (folder / "chromium").write_bytes(part("chromium"))
        (folder / "chromium").chmod(0o755)
        for name in PARTS:
            with tarfile.open(fileobj=io.BytesIO(part(f"{name}.tar"))) as files:
                files.extractall(folder)  # noqa: S202  checked by hash; Python 3.11.2 has no filter argument


def main() -> int:
    """Make sure there is a browser; what is missing is said on standard error."""
    try:
        browser = ensure()
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Chromium could not be fetched from the npm registry: {error}\n")
        return 1
    if browser is None:
        sys.stderr.write("No Chromium was found: set STUDIO_CHROMIUM, or install chromium or npm.\n")
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
