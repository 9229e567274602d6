"""A whole studio for the browser: its own database, pages and sockets by daphne, workers, the sweeper."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]
QUEUES = ("interactive", "media", "export")
PATIENCE_SECONDS = 60.0
DROP: LiteralString = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
CREATE: LiteralString = "CREATE DATABASE {}"


@dataclass
class Studio:
    """The studio that the browser tests visit. ``stop`` ends all its processes and drops its database."""

    owner_url: str  # of a database that exists, as a role that may make others
    serving_url: str  # the same, as the role that serves
    redis_url: str
    folder: Path
    name: str  # of the database it makes for itself
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Make the database, migrate it, start the processes and wait until pages answer."""
        self._database(
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', f'CREATE DATABASE "{self.name}"'
        )
        self.manage("migrate", "--verbosity", "0", as_owner=True)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        daphne = ["-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "config.asgi:application"]
        self._run("pages", *daphne, STUDIO_POOL="True")
        for number in (1, 2):
            self._run(f"worker-{number}", "manage.py", "rqworker", *QUEUES, "--verbosity", "0")
        self._run("sweeper", "manage.py", "sweep")
        self._wait()

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._database(DROP)
        shutil.rmtree(self.folder / "media", ignore_errors=True)

    def manage(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a management command to its end; returns what it printed. Fails with its errors."""
        environment = self._environment(owner=as_owner)
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def log(self, name: str) -> str:
        """What a process said, for a test that failed."""
        return (self.folder / f"{name}.log").read_text()[-3000:]

    def _run(self, name: str, *arguments: str, **more: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**self._environment(), **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)

    def _environment(self, *, owner: bool = False) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STUDIO_")}
        url = urlsplit(self.owner_url if owner else self.serving_url)
        return {
            **kept,
            "DATABASE_URL": url._replace(path=f"/{self.name}").geturl(),
            "DATABASE_OWNER_URL": "",
            "REDIS_URL": self.redis_url,
            "STUDIO_VAR": str(self.folder),
            "STUDIO_EMBEDDED": "True",
            "STUDIO_LOG": "plain",
            "ALLOWED_HOSTS": "127.0.0.1",
        }

    def _database(self, *statements: LiteralString) -> None:
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            ended = [process.args for process in self.processes if process.poll() is not None]
            assert not ended, f"ended at once: {ended}\n{self.log('pages')}"
            if self._answers():
                return
            time.sleep(0.2)
        raise AssertionError(f"no page answered\n{self.log('pages')}")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=5)
        try:
            connection.request("GET", "/health/ready/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
