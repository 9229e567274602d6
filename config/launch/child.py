"""Become another program that dies with its parent; run by path as ``python -I -S child.py ...``.

``subprocess`` offers this only through preexec_fn, which is unsafe beside threads. Imports nothing
of ours: it also runs where only this file is at hand.
"""

import argparse
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(arguments: list[str]) -> None:
    """Change folder and account, tie this process to its parent, become the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--signal", default="SIGTERM", help="what this program gets when its parent dies")
    parser.add_argument("--uid", type=int, help="the account to become, when started by root")
    parser.add_argument("--gid", type=int)
    parser.add_argument("--folder", default="/")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    os.chdir(options.folder)
    if options.uid is not None:
        os.setgroups([])
        os.setgid(options.gid)
        os.setuid(options.uid)
    die_with_parent(signal.Signals[options.signal], options.parent)
    # No shell: the command is a list of ours.
    os.execv(options.command[0], options.command)  # noqa: S606


def die_with_parent(wish: signal.Signals, parent: int) -> None:
    """Ask the kernel for the signal when the parent dies. Linux only; elsewhere a kill -9 leaves us behind.

    After a change of user, which would clear it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(wish))
    if os.getppid() != parent:  # it died before we asked
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
