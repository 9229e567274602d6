"""Where things lie: the checkout, and under its ``var`` folder everything the studio makes."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from config.launch.trouble import Trouble, sentence

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1024 * 1024
LEAST_FREE = 300 * MEGABYTE  # below this PostgreSQL would soon stop in the middle of a write


@dataclass(frozen=True)
class Places:
    """The folders of one studio. Tests and side-by-side studios differ in ``var`` alone."""

    root: Path
    var: Path

    @property
    def venv(self) -> Path:
        """One venv per checkout: throw-away studios of tests share it."""
        return self.root / "var" / "venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        """Locks and what the running services say about themselves."""
        return self.var / "run"

    def prepare(self) -> None:
        """Make the folders. Raises Trouble when they cannot be written or the disk is full."""
        try:
            # Searchable by others, so that PostgreSQL can reach its folder when root starts it as nobody.
            self.var.mkdir(mode=0o755, parents=True, exist_ok=True)
            for folder in (self.log, self.run, self.var / "static"):
                folder.mkdir(mode=0o700, exist_ok=True)
            probe = self.run / f"probe-{os.getpid()}"
            probe.write_bytes(b"x")
            probe.unlink()
        except OSError as error:
            error.filename = str(self.var)  # the folder, not the file that happened to be first
            raise Trouble(sentence(error)) from error
        self.need_free(LEAST_FREE, "to run")

    def need_free(self, size: int, purpose: str) -> None:
        """Raises Trouble when fewer than ``size`` bytes are free under ``var``."""
        free = shutil.disk_usage(self.var).free
        if free < size:
            raise Trouble(
                f"The disk is nearly full: {free // MEGABYTE} MB are free in {self.var},"
                f" {size // MEGABYTE} MB are needed {purpose}."
            )


def here() -> Places:
    """The studio of this checkout; STUDIO_VAR moves its data elsewhere."""
    return Places(ROOT, Path(os.environ.get("STUDIO_VAR") or ROOT / "var").resolve())
