"""The account that PostgreSQL runs as. It refuses to be root, so root becomes another one for it."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOBODY = "nobody"  # every system has this one


@dataclass(frozen=True)
class Account:
    """Whom to become, as numbers: a container's accounts need not have names. None: stay who we are."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a short program as this account; its output is text, its exit code not checked."""
        become: dict[str, Any] = {}
        if self.uid is not None:
            become = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            command, cwd="/", env=environment, capture_output=True, text=True, check=False, **become
        )

    def can_reach(self, folder: Path) -> bool:
        """Whether it may enter ``folder``: a home of mode 700 above is enough to bar it."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], {}).returncode == 0

    def can_start(self, program: Path) -> bool:
        try:
            return self.run([str(program), "--version"], {"LC_ALL": "C.UTF-8"}).returncode == 0
        except OSError:
            return False

    def give(self, path: Path) -> None:
        """Make it the owner of a file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


UNCHANGED = Account()


def nobody() -> Account:
    """The account for new data: nobody when this is root, else the present one."""
    if os.geteuid():
        return UNCHANGED
    entry = pwd.getpwnam(NOBODY)
    return Account(entry.pw_uid, entry.pw_gid)


def owner(data: Path) -> Account:
    """The account for existing data: its owner when this is root, so that one studio serves both."""
    if os.geteuid():
        return UNCHANGED
    status = data.stat()
    return Account(status.st_uid, status.st_gid)
