"""Zou, the server of the production tracker Kitsu (https://zou.cg-wire.com), as a peer of the shot list.

It is under the AGPL and stays a program of its own: a Python that has it is named on the command line, its
server runs on loopback with a database and a Redis number of its own, and is asked over HTTP.
"""

import csv
import http.client
import io
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bench.asking import Operation, Request
from config.launch import programs
from config.launch.places import here
from config.launch.valkey import Valkey

# The one address that Zou takes without asking the network whether it exists.
ACCOUNT = {"email": "admin@example.com", "password": "a-bench-account"}
STORE = "of-a-bench"
EPISODE, SEQUENCE = 200, 20  # shots in each
COLUMNS = ("Episode", "Sequence", "Name", "Description", "Frames")
_BOUNDARY = "part-of-a-form"


@dataclass
class Zou:
    """A served Zou, signed in to. Paths are those of its own web client, Kitsu."""

    port: int
    database: str  # its address, by a role that may analyse it
    token: str = ""
    project: str = ""

    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, content: Any = None) -> Any:
        """The answer to one request. Raises RuntimeError with Zou's words when it refuses."""
        data = json.dumps(content).encode() if content is not None else None
        return self._asked(method, path, data, self.headers())

    def bring(self, table: str) -> Any:
        """Import a CSV of shots into the project, as Kitsu's import does."""
        headers = self.headers() | {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return self._asked("POST", f"/import/csv/projects/{self.project}/shots", _form(table), headers)

    def _asked(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request(method, path, data, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return json.loads(text) if text else None

    def fill(self, shots: int) -> float:
        """Make a series with so many shots, one task each, from a CSV. Returns the seconds of the import."""
        self.token = self.ask("POST", "/auth/login", ACCOUNT)["access_token"]
        opened = next(one for one in self.ask("GET", "/data/project-status") if one["name"] == "Open")
        made = {"name": "Bench", "production_type": "tvshow", "project_status_id": opened["id"]}
        self.project = self.ask("POST", "/data/projects", made)["id"]
        begun = time.perf_counter()
        self.bring(rows(shots))
        seconds = time.perf_counter() - begun
        kind = next(one for one in self.ask("GET", "/data/task-types") if one["for_entity"] == "Shot")
        self.ask("POST", f"/data/projects/{self.project}/settings/task-types", {"task_type_id": kind["id"]})
        self.ask("POST", f"/actions/projects/{self.project}/task-types/{kind['id']}/shots/create-tasks", [])
        analyse(self.database)
        return seconds

    def operations(self) -> list[Operation]:
        """What is compared, as Kitsu asks for it. Two hundred at once go by CSV, its way to change many."""
        shots = self.ask("GET", f"/data/projects/{self.project}/shots")
        episode = self.ask("GET", f"/data/projects/{self.project}/episodes")[0]["id"]
        task = self.ask("GET", f"/data/shots/{shots[0]['id']}/tasks")[0]
        said = {"task_status_id": task["task_status_id"], "comment": "Too dark."}
        boundary = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}

        def ask(method: str, path: str, content: Any = None) -> Request:
            body = json.dumps(content).encode() if content is not None else None
            return Request(method, path, body, self.headers())

        def create(number: int) -> Request:
            new = {"name": f"N{number:06}", "sequence_id": shots[0]["parent_id"], "nb_frames": 72}
            return ask("POST", f"/data/projects/{self.project}/shots", new)

        def update(number: int) -> Request:
            changed = {"nb_frames": 48 + number % 97, "description": f"A gull lands, {number}."}
            return ask("PUT", f"/data/entities/{shots[number % len(shots)]['id']}", changed)

        def many(number: int) -> Request:
            path = f"/import/csv/projects/{self.project}/shots?update=true"
            return Request("POST", path, _form(rows(200, 48 + number % 97)), self.headers() | boundary)

        return [
            Operation("all shots", lambda number: ask("GET", f"/data/projects/{self.project}/shots"), 20),
            Operation("an episode's shots", lambda number: ask("GET", f"/data/episodes/{episode}/shots")),
            Operation("one shot", lambda number: ask("GET", f"/data/shots/{shots[number]['id']}"), 300),
            Operation("create a shot", create),
            Operation("change a shot", update),
            Operation("change 200 shots", many, 5),
            Operation("comment", lambda number: ask("POST", f"/actions/tasks/{task['id']}/comment", said)),
        ]


def analyse(database: str) -> None:
    """Do at once what PostgreSQL does within a minute after many rows came: look at how they lie."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _form(table: str) -> bytes:
    """A CSV as the file of a form."""
    head = 'Content-Disposition: form-data; name="file"; filename="shots.csv"\r\nContent-Type: text/csv'
    return f"--{_BOUNDARY}\r\n{head}\r\n\r\n{table}\r\n--{_BOUNDARY}--\r\n".encode()


def rows(shots: int, frames: int = 72) -> str:
    """A CSV of so many shots in Kitsu's columns."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(COLUMNS)
    for number in range(shots):
        episode, sequence = number // EPISODE + 1, number // SEQUENCE % (EPISODE // SEQUENCE) + 1
        place = (f"E{episode:02}", f"SQ{sequence:02}", f"SH{number % SEQUENCE + 1:03}")
        write.writerow((*place, "A gull lands on the rail.", frames + number % 48))
    return text.getvalue()


@contextmanager
def served(python: Path, owner: str, folder: Path) -> Iterator[Zou]:
    """A Zou of the given Python over a new database beside ours, until the end, when the database goes too.

    ``owner`` is the address of our PostgreSQL, by a role that makes databases; its Valkey is a new one, since
    a Zou takes what an earlier one kept there for its own. Served as its manual says: gunicorn with gevent
    workers, as many as there are processors. Without a search server. Raises RuntimeError if it fails.
    """
    name, store, port = f"zou_{os.getpid()}", _free_port(), _free_port()
    environment = _environment(owner, name, folder) | {"KV_PORT": str(store)}
    valkey = Valkey(programs.valkey(here()), folder / "valkey", store, STORE, lasting=False).program()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        with _running(valkey.command, dict(os.environ), store):
            _prepare(python.parent / "zou", environment)
            command = [str(python.parent / "gunicorn"), "-k", "gevent", "-w", str(os.cpu_count())]
            with _running([*command, "-b", f"127.0.0.1:{port}", "zou.app:app"], environment, port):
                yield Zou(port, make_conninfo(owner, dbname=name))
    finally:
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _prepare(zou: Path, environment: dict[str, str]) -> None:
    account = ["create-admin", "--password", ACCOUNT["password"], ACCOUNT["email"]]
    for words in (["init-db"], ["init-data"], account):
        done = subprocess.run(
            [str(zou), *words], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"zou {words[0]}: {done.stderr[-500:]}")


def _environment(owner: str, name: str, folder: Path) -> dict[str, str]:
    database = urlsplit(owner)
    return os.environ | {
        "DB_HOST": database.hostname or "127.0.0.1",
        "DB_PORT": str(database.port or 5432),
        "DB_USERNAME": database.username or "",
        "DB_PASSWORD": database.password or "",
        "DB_DATABASE": name,
        "KV_HOST": "127.0.0.1",
        "KV_PASSWORD": STORE,
        "SECRET_KEY": "of a bench",
        "PREVIEW_FOLDER": str(folder / "previews"),
        "TMP_DIR": str(folder / "tmp"),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    """A server, from when it takes connections."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} did not start.")
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()
