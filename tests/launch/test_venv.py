import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import venv
from config.launch.places import ROOT, Places
from config.launch.trouble import Trouble


@pytest.fixture
def checkout(tmp_path: Path) -> Places:
    """A checkout that needs no package at all."""
    for name in venv.LOCKS.values():
        (tmp_path / name).write_text("")
    places = Places(tmp_path, tmp_path / "var")
    places.prepare()
    return places


def stamped(places: Places, purpose: str) -> None:
    places.python.parent.mkdir(parents=True)
    places.python.symlink_to(sys.executable)
    venv.stamp(places).write_text(venv.mark(places, purpose))


def never(sentence: str) -> None:
    pytest.fail(f"was about to install: {sentence}")


def test_an_up_to_date_venv_is_left_alone(checkout: Places) -> None:
    stamped(checkout, "run")
    assert not venv.ensure(checkout, "run", never)


def test_a_venv_with_the_test_packages_also_serves_to_run(checkout: Places) -> None:
    stamped(checkout, "dev")
    assert not venv.ensure(checkout, "run", never)


def test_a_venv_made_to_run_does_not_serve_to_test(checkout: Places) -> None:
    stamped(checkout, "run")
    assert venv.stamp(checkout).read_text() != venv.mark(checkout, "dev")


def test_a_changed_lock_is_noticed(checkout: Places) -> None:
    stamped(checkout, "run")
    (checkout.root / "requirements.txt").write_text("idna==3.10")
    assert venv.stamp(checkout).read_text() != venv.mark(checkout, "run")


def test_a_moved_checkout_is_noticed(checkout: Places) -> None:
    stamped(checkout, "run")
    moved = Places(checkout.root.rename(checkout.root.with_name("moved")), checkout.var)
    assert venv.stamp(moved).read_text() != venv.mark(moved, "run")


def test_a_python_without_ensurepip_is_a_clear_sentence(
    checkout: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else found(name)
    )
    with pytest.raises(Trouble, match=r"apt install python3\.\d+-venv"):
        venv.ensure(checkout, "run", lambda sentence: None)


def test_too_little_room_is_a_clear_sentence(checkout: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10**9, 10**9, 0))
    with pytest.raises(Trouble, match="The disk is nearly full: 0 MB are free"):
        venv.ensure(checkout, "run", lambda sentence: None)


def test_an_unreachable_package_index_is_a_clear_sentence(
    checkout: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    values = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", "PIP_INDEX_URL": "http://127.0.0.1:1/simple"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Trouble, match="The package index could not be reached"):
        venv.ensure(checkout, "run", lambda sentence: None)
    assert not venv.stamp(checkout).exists()


def test_the_installer_is_pinned_by_hash() -> None:
    lines = venv.INSTALLER.read_text().splitlines()
    assert lines[0].startswith("uv==")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])


def test_the_locks_hold_names_versions_and_hashes_only() -> None:
    for name in venv.LOCKS.values():
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def test_an_old_python_is_told_so() -> None:
    # Any Python 3 has to be able to read the first lines: no newer syntax before the check.
    source = (ROOT / "studio").read_text()
    pretend = "import sys; sys.version_info = (3, 8, 10, 'final', 0); sys.argv = ['studio']\n"
    done = subprocess.run(
        [sys.executable, "-c", pretend + source], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Aiuteur needs Python 3.11 or newer; this is ")
