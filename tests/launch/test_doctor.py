import pytest

from config.launch import doctor
from config.launch.places import Places
from config.launch.secret import secret
from config.launch.services import Services


def found(places: Places, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    """The exit code, and what was said of each thing."""
    code = doctor.examine(places)
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    return code, {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}


def test_a_resting_studio_is_no_problem(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = found(places, capsys)
    assert code == 0
    assert told["services"] == "ok       not running"
    assert told["studio"].startswith("ok       not running; port ")
    assert told["migrations"].endswith("not applied yet")
    assert "ffmpeg version" in told["ffmpeg"]


def test_running_services_are_asked(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    with Services(places, passing=True):
        code, told = found(places, capsys)
    assert code == 0
    assert told["database"] == told["redis"] == "ok       answers"


def test_a_lost_password_is_a_problem(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    with Services(places, passing=True):
        file = places.var / "secret"
        kept = file.read_text()
        file.write_text(kept.replace(secret(places).app, "lost"))
        code, told = found(places, capsys)
        file.write_text(kept)
    assert code == 1
    assert told["database"].startswith("problem")
    assert "password authentication failed" in told["database"]


def test_a_missing_server_is_a_problem(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_POSTGRES", str(places.var))
    code, told = found(places, capsys)
    assert code == 1
    assert told["postgresql"].startswith("problem  No PostgreSQL 15 or newer")
