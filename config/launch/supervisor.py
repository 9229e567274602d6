"""Keeps a studio's programs running, and ends them all together."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from config.launch.places import Places
from config.launch.processes import Process, Program, Say, stop
from config.launch.trouble import Trouble, last_lines

LONG_ENOUGH = 60.0  # seconds; a program that ran that long starts over with a clean record
MOST_DEATHS = 5
LONGEST_PAUSE = 16.0


@dataclass
class Kept:
    """A program and what became of it."""

    program: Program
    process: Process
    once: Callable[[], None] | None = None  # ends by itself; what to do when that went well
    deaths: int = 0
    again_at: float = 0.0


@dataclass
class Supervisor:
    """Starts programs, starts again what dies, stops everything on request."""

    places: Places
    say: Say
    kept: dict[str, Kept] = field(default_factory=dict)

    def start(self, program: Program, *, once: Callable[[], None] | None = None) -> Process:
        """Start a program and keep it running; ``once``: let it end, then call that if it went well."""
        process = self._launch(program)
        self.kept[program.name] = Kept(program, process, once)
        return process

    def look(self) -> None:
        """Start again what has died, each time after a longer pause. Raises Trouble when one keeps dying."""
        now = time.monotonic()
        for kept in list(self.kept.values()):
            if kept.again_at and now >= kept.again_at:
                kept.process, kept.again_at = self._launch(kept.program), 0.0
            elif not kept.again_at and kept.process.code is not None:
                self._mourn(kept, now)

    def stop(self) -> None:
        stop(kept.process for kept in self.kept.values())
        self.kept.clear()

    def log(self, name: str) -> str:
        """The end of a program's log, for a sentence."""
        return last_lines(self.places.log / f"{name}.log", 2)

    def _launch(self, program: Program) -> Process:
        return Process(program, self.places.log / f"{program.name}.log", self.say)

    def _mourn(self, kept: Kept, now: float) -> None:
        name, code = kept.program.name, kept.process.code
        kept.process.finish()
        if kept.once:
            del self.kept[name]
            if code:
                self.say(name, f"failed (exit code {code}); the rest of the studio goes on")
            else:
                kept.once()
            return
        kept.deaths = 1 if now - kept.process.started > LONG_ENOUGH else kept.deaths + 1
        if kept.deaths >= MOST_DEATHS:
            raise Trouble(f'The program "{name}" keeps stopping (exit code {code}): {self.log(name)}')
        pause = min(2.0 ** (kept.deaths - 1), LONGEST_PAUSE)
        kept.again_at = now + pause
        self.say(name, f"stopped by itself (exit code {code}); starting again in {pause:.0f} s")
