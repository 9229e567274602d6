"""What stops the launcher, said to the person at the terminal."""

import errno
from pathlib import Path


class Trouble(Exception):
    """The launcher cannot go on. The message is one sentence that says what to do; no traceback is shown."""


def sentence(error: OSError) -> str:
    """What an operating system error means to the person at the terminal."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{place}: free some space, then start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        own = "use a folder of your own, or the account that made this one"
        return f"This account may not write here{place}: {own}."
    return f"The operating system refused: {error.strerror}{place}."


def last_lines(log: Path, count: int = 3) -> str:
    """The end of a log file, for a sentence that quotes it."""
    if not log.is_file():
        return ""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return " / ".join(lines[-count:])
