"""What every test stands on: real PostgreSQL as the role that serves, no network, nothing kept.

`./studio test` brings the services. Tests that need none also run on their own with plain pytest.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.remote import Producer

from config.launch import browser as installed
from tests.sharing import OneFilm

_NOWHERE = {"DATABASE_URL": "postgres://app_rw@127.0.0.1:1/studio", "REDIS_URL": "redis://127.0.0.1:1/0"}
# Each xdist worker has a database of its own (pytest-django adds its name) and so a Redis of its own.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_FOLDER = tempfile.TemporaryDirectory(prefix="studio-tests-")


def _environment() -> None:
    """Before anything of Django is imported: settings read the environment once."""
    for name, value in {**_NOWHERE, "SECRET_KEY": "for tests only", "STUDIO_EMBEDDED": "True"}.items():
        os.environ.setdefault(name, value)
    redis = urlsplit(os.environ["REDIS_URL"])
    number = int(redis.path.lstrip("/") or 0) + _WORKER
    os.environ["REDIS_URL"] = redis._replace(path=f"/{number}").geturl()
    os.environ["STUDIO_VAR"] = _FOLDER.name
    Path(_FOLDER.name, "static").mkdir()  # whitenoise warns where it is missing
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"


_environment()


def pytest_configure(config: pytest.Config) -> None:
    django.setup()
    from django.conf import settings

    # Where settings were read before this file, what tests start must see what they see.
    os.environ["STUDIO_VAR"], os.environ["REDIS_URL"] = str(settings.STUDIO_VAR), settings.REDIS_URL
    Path(settings.STUDIO_VAR, "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
    if getattr(config.option, "dist", "no") != "no" and not hasattr(config, "workerinput"):
        # xdist's workers inherit this environment: with the module named, pytest-django would read their
        # settings before this file gives each of them a folder and a Redis of its own.
        os.environ.pop("DJANGO_SETTINGS_MODULE")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneFilm:
    return OneFilm(config, log)


def pytest_unconfigure() -> None:
    _FOLDER.cleanup()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """A database made and migrated by its owner, then used as app_rw: row-level security always holds."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from config.env import database

    if not settings.DATABASE_OWNER_URL:
        pytest.exit("Tests of the database need its owner: run them with ./studio test.", returncode=4)
    owner = {name: database(settings.DATABASE_OWNER_URL)[name] for name in ("USER", "PASSWORD")}
    server = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    with django_db_blocker.unblock():
        _become(connection, owner)
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        with connection.cursor() as cursor:
            # Tests that commit empty the tables afterwards; the serving role cannot do that anywhere else.
            cursor.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO app_rw")
        _become(connection, server)
    yield
    with django_db_blocker.unblock():
        _become(connection, owner)
        teardown_databases(made, verbosity=0)


def _become(connection: Any, role: dict[str, str]) -> None:
    connection.close()
    connection.settings_dict.update(role)


@pytest.fixture(scope="session")
def chromium() -> installed.Browser:
    """How to start the browser. Without one: a failure in CI, a loud skip elsewhere."""
    found = installed.find(Path(__file__).parent.parent / "var")
    if found:
        return found
    sentence = "No Chromium: set STUDIO_CHROMIUM, or install chromium or npm. The browser tests did not run."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    warnings.warn(pytest.PytestWarning(sentence), stacklevel=1)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser(chromium: installed.Browser) -> Iterator[Browser]:
    """One for all tests of a process: Playwright cannot be started twice in one."""
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=chromium.path,
            args=[*chromium.arguments, "--autoplay-policy=no-user-gesture-required"],
            env={**os.environ, **chromium.environment},
        )
        yield started
        started.close()
