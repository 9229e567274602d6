import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.launch import browser, commands, database, environment, foreground, memory, studio, trouble
from config.launch.keeper import Report
from config.launch.locks import FileLock
from config.launch.places import ROOT, Places
from config.launch.processes import Program
from config.launch.running import Wishes, run, runs_here
from config.launch.secret import secret
from config.launch.services import Services
from config.launch.trouble import Trouble
from tests.launch.test_processes import eventually


def foreground_of(code: str, tmp_path: Path) -> "subprocess.Popen[str]":
    """A launcher process that gives the terminal to a program."""
    launcher = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from config.launch import foreground, signals
from config.launch.processes import Program
import signal
signals.obey()
sys.exit(foreground.run(Program("thing", [sys.executable, "-c", {code!r}], {{}}, stop=signal.SIGINT)))
"""
    return subprocess.Popen([sys.executable, "-c", launcher], stdout=subprocess.PIPE, text=True)


POLITE = """
import time
try:
    print("up", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    raise SystemExit(7)
"""


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in commands.COMMANDS)


def test_an_unknown_command_is_refused_and_shown_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["fly", "high"]) == 2
    assert '"fly" is not one of its commands; ./studio help' in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_wrong_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["run", "--port", port])
    assert "use a number from 1 to 65535" in capsys.readouterr().err


def test_a_second_studio_in_the_same_folder_is_told_of_the_first(places: Places) -> None:
    (places.run / "studio.json").write_text('{"pid": 71, "address": "http://127.0.0.1:8000"}')
    first = FileLock(places.run / "studio.lock")
    assert first.try_hold()
    assert runs_here(places)
    with pytest.raises(
        Trouble, match=r"already runs in this folder, at http://127.0.0.1:8000 \(process 71\)"
    ):
        run(places, Wishes("127.0.0.1", None, 1))
    first.release()
    assert not runs_here(places)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "This account may not write here"),
        (errno.EROFS, "This account may not write here"),
        (errno.EIO, "The operating system refused"),
    ],
)
def test_what_the_system_refuses_becomes_a_sentence(number: int, told: str) -> None:
    assert trouble.sentence(OSError(number, os.strerror(number), "/x")).startswith(told)


def test_a_folder_that_cannot_be_made_is_a_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="refused: Not a directory"):
        Places(ROOT, tmp_path / "file" / "var").prepare()


def test_secrets_are_made_once_and_only_their_owner_reads_them(places: Places) -> None:
    first = secret(places)
    assert secret(places) == first
    assert stat.S_IMODE((places.var / "secret").stat().st_mode) == 0o600
    assert len({first.superuser, first.owner, first.app, first.redis}) == 4


def test_two_starts_at_once_agree_on_the_secrets(places: Places) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret, [places] * 8))) == 1
    assert [file.name for file in places.var.iterdir() if file.is_file()] == ["secret"]


def test_pages_and_workers_never_see_the_owner_of_the_tables(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://app_owner@127.0.0.1/studio")
    services = Services(places, passing=True).expect()
    programs = [
        studio.web(services, "127.0.0.1", 8000),
        *studio.workers(services, 2),
        studio.sweeper(services),
    ]
    for program in programs:
        assert secret(places).owner not in str(program)
        assert "DATABASE_OWNER_URL" not in program.environment
    assert "app_owner" in environment.migrating(services)["DATABASE_URL"]


def test_only_pages_keep_a_pool_because_workers_fork(places: Places) -> None:
    services = Services(places, passing=True).expect()
    assert studio.web(services, "127.0.0.1", 8000).environment["STUDIO_POOL"] == "True"
    assert all("STUDIO_POOL" not in worker.environment for worker in studio.workers(services, 2))


def test_another_host_name_is_let_in_when_the_studio_listens_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "own_addresses", lambda: {"192.0.2.5", "2001:db8::5", "127.0.0.1"})
    assert "studio.example" in environment.names_of("studio.example")
    everywhere = environment.names_of("0.0.0.0")
    assert {"localhost", "127.0.0.1", "[::1]", "192.0.2.5", "[2001:db8::5]"} <= set(everywhere)


def test_a_changed_migration_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "accounts" / "migrations"
    folder.mkdir(parents=True)
    (tmp_path / "requirements.txt").touch()
    places = Places(tmp_path, tmp_path / "var")
    before = database.digest(places)
    (folder / "0001_initial.py").touch()
    after = database.digest(places)
    assert before != after == database.digest(places)


def test_a_database_elsewhere_needs_its_owner_to_migrate(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_EMBEDDED", "False")
    monkeypatch.setenv("DATABASE_URL", "postgres://app_rw@far.example/studio")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with pytest.raises(Trouble, match="set DATABASE_OWNER_URL too"):
        database.migrate(Services(places))


def test_sigterm_is_passed_on_and_the_exit_code_comes_back(tmp_path: Path) -> None:
    with foreground_of(POLITE, tmp_path) as launcher:
        assert launcher.stdout is not None
        assert launcher.stdout.readline() == "up\n"
        launcher.send_signal(signal.SIGTERM)
        assert launcher.wait(20) == 7


def test_ctrl_c_belongs_to_the_program_that_has_the_terminal(tmp_path: Path) -> None:
    with foreground_of("import time; print('up', flush=True); time.sleep(1)", tmp_path) as launcher:
        assert launcher.stdout is not None
        assert launcher.stdout.readline() == "up\n"
        launcher.send_signal(signal.SIGINT)  # to the launcher alone, unlike a terminal's Ctrl-C
        assert launcher.wait(20) == 0


def test_a_tick_comes_while_the_program_runs(places: Places) -> None:
    ticks: list[bool] = []
    slow = Program("thing", [sys.executable, "-c", "import time; time.sleep(0.5)"], dict(os.environ))
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert foreground.run(slow, lambda: ticks.append(True)) == 0
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert ticks


def test_memory_counts_a_process_with_its_children(places: Places) -> None:
    (places.run / "studio.json").write_text(f'{{"pid": {os.getpid()}}}')
    running = FileLock(places.run / "studio.lock")
    assert running.try_hold()
    alone = memory.of_studio(places)
    block = "b = bytearray(64_000_000); print('up', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", block], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "up\n"
        assert memory.of_studio(places) - alone > 50_000_000
        child.communicate("\n")
    running.release()
    assert memory.of_studio(places) == 0


def test_a_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_CHROMIUM", "/somewhere/chromium")
    assert browser.find(tmp_path) == browser.Browser(Path("/somewhere/chromium"))


def test_the_unpacked_browser_comes_last_and_brings_its_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDIO_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    assert browser.find(tmp_path) is None
    folder = tmp_path / "chromium-147.0.0"
    folder.mkdir()
    (folder / "complete").touch()
    found = browser.find(tmp_path)
    assert found is not None
    assert found.path == folder / "chromium"
    assert found.environment["LD_LIBRARY_PATH"] == str(folder / "lib")


def test_a_report_is_written_whole_or_not_at_all(places: Places) -> None:
    Report(1, {"postgres": 2}).write(places)
    assert [file.name for file in places.run.iterdir() if "draft" in file.name] == []


def test_signals_during_a_start_leave_nothing_behind(new_places: Callable[[], Places]) -> None:
    places = new_places()
    code = f"""
import os, signal, sys, threading
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from config.launch import signals
from config.launch.places import Places
from config.launch.services import Services
signals.obey()
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
try:
    with Services(Places(Path({str(ROOT)!r}), Path({str(places.var)!r})), passing=True):
        import time
        time.sleep(60)
except signals.Stopped as stopped:
    sys.exit(stopped.code)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 128 + signal.SIGTERM
    held = FileLock(places.run / "keeper.lock")
    assert eventually(held.try_hold)
    held.release()
