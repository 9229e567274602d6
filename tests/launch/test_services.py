"""The embedded PostgreSQL and Valkey, for real: started, shared, killed, stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from config.launch import keeper, postgres, programs
from config.launch.account import UNCHANGED
from config.launch.locks import FileLock, is_held
from config.launch.places import ROOT, Places
from config.launch.secret import secret
from config.launch.services import Services
from config.launch.trouble import Trouble
from tests.launch.test_processes import eventually

USER = """
import sys, time
from pathlib import Path
from config.launch.places import ROOT, Places
from config.launch.services import Services
with Services(Places(ROOT, Path(sys.argv[1])), passing=True):
    print("up", flush=True)
    time.sleep(60)
"""


def working_in(places: Places) -> list[str]:
    """Living processes whose folder lies in this studio's data."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if os.readlink(link).startswith(str(places.var)):
                found.append(link.parent.name)
        except OSError:
            continue
    return found


def test_they_answer_to_their_passwords_and_leave_nothing_behind(places: Places) -> None:
    with Services(places, passing=True) as services:
        with psycopg.connect(services.database_url()) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("app_rw",)
            extensions = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
            assert extensions >= {"vector", "pg_trgm", "unaccent", "btree_gist"}
        with redis.from_url(services.redis_url()) as client:
            assert client.ping()
        wrong = services.database_url().replace(secret(places).app, "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        assert working_in(places)
    assert not working_in(places)
    assert not is_held(keeper.keeper_lock(places))


def test_the_serving_role_is_bound_by_row_level_security(places: Places) -> None:
    with Services(places, passing=True) as services, psycopg.connect(services.database_url()) as connection:
        found = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolinherit, rolcreatedb FROM pg_roles WHERE rolname = 'app_rw'"
        ).fetchone()
        assert found == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")


def test_data_and_addresses_outlive_a_restart(places: Places) -> None:
    with Services(places) as services:
        first = services.database_url("app_owner")
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with redis.from_url(services.redis_url()) as client:
            client.set("kept", "7")
    with Services(places) as services:
        assert services.database_url("app_owner") == first
        with psycopg.connect(first) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        with redis.from_url(services.redis_url()) as client:
            assert client.get("kept") == b"7"


def test_commands_share_them_and_the_last_one_stops_them(places: Places) -> None:
    with Services(places, passing=True) as first:
        with Services(places, passing=True) as second:
            assert second.database_url() == first.database_url()
        psycopg.connect(first.database_url()).close()
    assert not working_in(places)


def test_kill_9_of_the_only_user_stops_them(places: Places) -> None:
    command = [sys.executable, "-c", USER, str(places.var)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "up\n"
        user.kill()
    assert eventually(lambda: not working_in(places) and not is_held(keeper.keeper_lock(places)))


def test_a_killed_postgresql_comes_back_with_what_was_committed(places: Places) -> None:
    with Services(places) as services:
        owner = services.database_url("app_owner")
        with psycopg.connect(owner) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        mark = postgres.locate(places)[0] / "postmaster.pid"
        os.kill(int(mark.read_text().split()[0]), signal.SIGKILL)

        def answer() -> object:
            try:
                with psycopg.connect(owner) as connection:
                    return connection.execute("SELECT number FROM kept").fetchone()
            except psycopg.OperationalError:
                return None

        assert eventually(answer, seconds=30)
        assert services.are_up()


def test_a_mark_left_by_a_dead_postgresql_is_forgotten(places: Places) -> None:
    with Services(places):
        data, account = postgres.locate(places)
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")  # alive, but no PostgreSQL of ours
    server = postgres.Postgres(programs.postgres(places, account), data, account, 1)
    server.clear_leftovers()
    assert not (data / "postmaster.pid").exists()


def test_a_service_that_cannot_start_is_a_clear_sentence(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_POSTGRES", str(places.var))
    with pytest.raises(Trouble, match="No PostgreSQL 15 or newer was found"), Services(places, passing=True):
        pass
    assert not is_held(keeper.keeper_lock(places))


def test_an_older_postgresql_of_the_machine_serves_too(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=programs.version)
    if not found or programs.version(found[-1]) < programs.OLDEST:
        pytest.skip("no PostgreSQL is installed on this machine")
    monkeypatch.setenv("STUDIO_POSTGRES", str(found[-1]))
    with Services(places, passing=True) as services, psycopg.connect(services.database_url()) as connection:
        assert connection.info.server_version // 10_000 == programs.version(found[-1])


def test_named_services_elsewhere_are_used_as_they_are(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_EMBEDDED", "False")
    monkeypatch.setenv("DATABASE_URL", "postgres://app_rw@far.example/studio")
    monkeypatch.setenv("REDIS_URL", "redis://far.example/0")
    with Services(places) as services:
        assert services.embedded == []
        assert services.database_url() == "postgres://app_rw@far.example/studio"
        assert services.redis_url() == "redis://far.example/0"
    assert not report_exists(places)


def test_throw_away_services_ignore_named_ones(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_EMBEDDED", "False")
    monkeypatch.setenv("DATABASE_URL", "postgres://app_rw@far.example/studio")
    assert "postgres" in Services(places, passing=True).embedded


def test_a_lock_is_shared_by_many_and_held_by_one(tmp_path: Path) -> None:
    first, second, third = (FileLock(tmp_path / "lock") for _ in range(3))
    first.share()
    second.share()
    assert not third.try_hold()
    first.release()
    second.release()
    assert third.try_hold()
    assert is_held(tmp_path / "lock")
    third.release()
    assert not is_held(tmp_path / "lock")


def test_the_programs_are_those_that_this_account_can_start(places: Places) -> None:
    assert (programs.postgres(places, UNCHANGED) / "psql").exists()


def report_exists(places: Places) -> bool:
    return keeper.report_file(places).exists()
