import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.launch.places import ROOT, Places
from config.launch.processes import Process, Program, session_members, stop
from config.launch.supervisor import Supervisor
from config.launch.trouble import Trouble

DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
# A child in a process group of its own, as RQ's work horses are.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], process_group=0)
print(child.pid, flush=True)
time.sleep(60)
"""


def program(code: str, name: str = "thing") -> Program:
    return Program(name, [sys.executable, "-c", code], dict(os.environ))


def eventually(condition: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_a_program_says_is_told_with_its_name_and_logged(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    process = Process(program("print('hello')"), tmp_path / "log", lambda *line: told.append(line))
    assert process.wait(10)
    process.finish()
    assert told == [("thing", "hello")]
    assert (tmp_path / "log").read_text() == "hello\n"


def test_stopping_ends_grandchildren_in_groups_of_their_own(tmp_path: Path) -> None:
    process = Process(program(FAMILY), tmp_path / "log")
    assert eventually(lambda: (tmp_path / "log").exists() and (tmp_path / "log").read_text())
    grandchild = int((tmp_path / "log").read_text())
    assert grandchild in session_members(process.pid)
    stop([process])
    assert not alive(process.pid)
    assert eventually(lambda: not alive(grandchild))


def test_a_deaf_program_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.launch.processes.PATIENCE", 2.0)
    process = Process(program(DEAF), tmp_path / "log")
    assert eventually(lambda: (tmp_path / "log").exists() and (tmp_path / "log").read_text())
    stop([process])
    assert process.code == -signal.SIGKILL


def test_a_program_dies_with_its_starter_even_by_kill_9(tmp_path: Path) -> None:
    starter = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from config.launch.processes import Process, Program
program = Program("thing", [sys.executable, "-c", "import time; time.sleep(60)"], {{}})
process = Process(program, Path({str(tmp_path)!r}, "log"))
print(process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert eventually(lambda: b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes())
        parent.kill()
    assert eventually(lambda: not alive(pid))


def test_a_program_that_dies_is_started_again(places: Places) -> None:
    told: list[str] = []
    supervisor = Supervisor(places, lambda name, line: told.append(line))
    first = supervisor.start(program("import time; time.sleep(60)"))
    os.kill(first.pid, signal.SIGKILL)
    kept = supervisor.kept["thing"]
    assert eventually(lambda: supervisor.look() or (kept.process is not first and kept.process.code is None))
    supervisor.stop()
    assert told == ["stopped by itself (exit code -9); starting again in 1 s"]


def test_a_program_that_keeps_dying_is_a_clear_sentence(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.launch.supervisor.LONGEST_PAUSE", 0.0)
    supervisor = Supervisor(places, lambda name, line: None)
    supervisor.start(program("raise SystemExit('no configuration')"))
    with pytest.raises(Trouble, match=r'"thing" keeps stopping \(exit code 1\): .*no configuration'):
        eventually(lambda: supervisor.look())
    supervisor.stop()


@pytest.mark.parametrize(("code", "went_well"), [("", True), ("raise SystemExit(3)", False)])
def test_a_program_for_once_ends_by_itself(places: Places, code: str, went_well: bool) -> None:
    done: list[bool] = []
    supervisor = Supervisor(places, lambda name, line: None)
    supervisor.start(program(code), once=lambda: done.append(True))
    assert eventually(lambda: supervisor.look() or not supervisor.kept)
    assert bool(done) is went_well
