"""How fast the shot list's API is over real HTTP, on a project of 4,000 shots in twelve episodes.

Run it with ``./studio bench shots``; ``rounds=N`` measures each operation N times. It serves the studio
as in production (gunicorn), fills a team of its own and deletes it again. An operation is one function that
takes a ``Session``, so that another server can be measured beside: give ``measure`` other ``Operation``s.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from statistics import median, quantiles
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.actions.api_keys import create_api_key  # noqa: E402  # Django must be set up first
from accounts.actions.teams import found_team  # noqa: E402
from accounts.kernel import scope  # noqa: E402
from accounts.kernel.ids import uuid7  # noqa: E402
from accounts.models import Team, User  # noqa: E402
from bench.pages import PEOPLE, Filling  # noqa: E402
from projects.actions.projects import add_episode, create_project, delete_project  # noqa: E402
from projects.kinds import Brief, Scene, Script, Shot, ShotList  # noqa: E402
from projects.kinds.scenes import Utterance  # noqa: E402
from projects.models import Project  # noqa: E402
from projects.positions import spread  # noqa: E402
from projects.queries.projects import episodes, main_branch  # noqa: E402

EPISODES, SCENES, SHOTS = 12, 28, 12  # of each: 4,032 shots
ROUNDS, WORKERS = 40, (1, 8)
BULK, IMPORTED = 200, 5_000


@dataclass
class Session:
    """One client with its connection and what it measures on."""

    address: tuple[str, int]
    base: str
    headers: dict[str, str]
    known: dict[str, Any]  # what operations need: ids of an episode, a scene, of shots
    numbers: Iterator[int] = field(default_factory=count)
    connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, data: Any = None) -> tuple[int, bytes]:
        """Ask and read the whole answer; the connection is kept. Raises RuntimeError for a refusal."""
        self.connection = self.connection or HTTPConnection(*self.address, timeout=120)
        body = None if data is None else json.dumps(data).encode()
        headers = self.headers | ({"Content-Type": "application/json"} if body else {})
        self.connection.request(method, f"{self.base}{path}", body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return answer.status, text

    def another(self) -> "Session":
        """The same for another worker, with a connection of its own and shots that no other one changes."""
        shots, step = self.known["shots"], len(self.known["shots"]) // max(WORKERS)
        at = next(self.numbers) % max(WORKERS) * step
        return Session(self.address, self.base, self.headers, {**self.known, "shots": shots[at : at + step]})


@dataclass(frozen=True)
class Operation:
    """Something that is measured; ``work`` returns the answer's bytes."""

    name: str
    work: Callable[[Session], bytes]
    rounds: int = ROUNDS


def list_all(session: Session) -> bytes:
    """All shots of the project."""
    return session.ask("GET", "shots/?limit=5000")[1]


def list_episode(session: Session) -> bytes:
    """One episode's shots."""
    return session.ask("GET", f"shots/?in_episode={session.known['episode']}&limit=5000")[1]


def read_one(session: Session) -> bytes:
    """One shot."""
    return session.ask("GET", f"shots/{session.known['shots'][0]['id']}/")[1]


def create(session: Session) -> bytes:
    """A new shot at the end of a scene."""
    changes = {"action": f"Shot {next(session.numbers)}", "lens": 50, "frames": 72}
    scenes = session.known["scenes"]
    scene = scenes[next(session.numbers) % len(scenes)]
    return session.ask("POST", "shots/", {"scene": scene, "changes": changes})[1]


def update(session: Session) -> bytes:
    """One field of one shot."""
    shot = session.known["shots"][0]
    change = {
        "expected": shot["revision"],
        "changes": {"notes": f"Note {next(session.numbers)} {time.time()}"},
    }
    text = session.ask("PATCH", f"shots/{shot['id']}/", change)[1]
    shot["revision"] = json.loads(text)["revision"]
    return text


def update_many(session: Session) -> bytes:
    """One field of two hundred shots, in one request."""
    note = f"Note {next(session.numbers)} {time.time()}"
    shots = {shot["id"]: shot for shot in session.known["shots"][1 : BULK + 1]}
    changes = [
        {"id": shot["id"], "expected": shot["revision"], "changes": {"notes": note}}
        for shot in shots.values()
    ]
    text = session.ask("PATCH", "shots/", {"shots": changes})[1]
    for one in json.loads(text)["shots"]:
        shots[one["id"]]["revision"] = one["revision"]
    return text


def comment(session: Session) -> bytes:
    """A comment on a shot."""
    words = f"Comment {next(session.numbers)} on the framing."
    return session.ask("POST", f"content/{session.known['shots'][0]['id']}/comments/", {"text": words})[1]


OPERATIONS = (
    Operation(f"all {EPISODES * SCENES * SHOTS:,} shots", list_all, 12),
    Operation("one episode's shots", list_episode),
    Operation("one shot", read_one),
    Operation("create a shot", create),
    Operation("update a shot", update),
    Operation(f"update {BULK} shots", update_many, 16),
    Operation("comment on a shot", comment),
)


def measure(session: Session, operations: tuple[Operation, ...], rounds: int = 0) -> list[list[str]]:
    """A row for each operation and number of workers: p50, p95, requests a second, size of an answer."""
    rows = []
    for operation in operations:
        for workers in WORKERS:
            sessions = [session.another() for _ in range(workers)]
            times, size, seconds = _timed(operation, sessions, rounds or operation.rounds)
            p95 = quantiles(times, n=20)[-1]
            rows.append(
                [
                    *(operation.name, str(workers), f"{median(times):.1f}", f"{p95:.1f}"),
                    *(f"{len(times) / seconds:.0f}", f"{size / 1024:,.1f}"),
                ]
            )
    return rows


def _timed(operation: Operation, sessions: list[Session], rounds: int) -> tuple[list[float], int, float]:
    for session in sessions:
        operation.work(session)  # a first time, to warm up

    def work(session: Session) -> tuple[list[float], int]:
        times, size = [], 0
        for _ in range(rounds):
            start = time.perf_counter()
            size = len(operation.work(session))
            times.append(1000 * (time.perf_counter() - start))
        return times, size

    start = time.perf_counter()
    with ThreadPoolExecutor(len(sessions)) as pool:
        found = list(pool.map(work, sessions))
    seconds = time.perf_counter() - start
    return [each for times, _ in found for each in times], found[0][1], seconds


def print_table(title: str, rows: list[list[str]]) -> None:
    """Print what was measured."""
    head = ["operation", "workers", "p50 ms", "p95 ms", "a second", "KiB"]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    print(f"\n{title}")
    for row in [head, *rows]:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        print("  ".join(cells))


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The studio as in production, in processes of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--worker-class", "gthread", "--workers", "2"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "75"]
    process = subprocess.Popen(command, env=os.environ | {"STUDIO_POOL": "True", "API_RATE": "10000000/min"})
    try:
        _wait(port)
        yield "127.0.0.1", port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the studio does not answer")


def fill(user: User) -> Project:
    """A series of twelve episodes with all their shots."""
    brief = Brief(idea="A bench", title="Bench", logline="It is measured.", seconds=3600, mode="screenplay")
    project = create_project(brief, by=user, kind=Project.Kind.SERIES)
    branch = main_branch(project)
    for _ in range(EPISODES - 1):
        add_episode(branch, by=user)
    for episode in episodes(branch):
        _episode(Filling(branch, episode.node_id, user))
    return project


def _episode(film: Filling) -> None:
    slots = [(f"i-{number:03}", at, film.episode) for number, at in enumerate(spread(SCENES))]
    film.put(slots, lambda _: Script(text="INT. ROOM - DAY\n\nRain.\n"))
    before = {head.node_id for head in film.nodes("scene")}
    film.put(slots, lambda slot: Scene(script=slot, heading="INT. ROOM - DAY", cast=PEOPLE[:3]))
    scenes = [head for head in film.nodes("scene") if head.node_id not in before]
    film.put([("shots", "V", scene.node_id) for scene in scenes], lambda _: ShotList(scene="i-000"))
    said = [Utterance(speaker=PEOPLE[0], text="It is late, and the lamp is out.")]
    numbers = list(enumerate(spread(SHOTS), 1))
    film.put(
        [(f"{number * 10:04}", at, scene.node_id) for scene in scenes for number, at in numbers],
        lambda slot: Shot(
            action=f"She winds the clock, {slot}.", cast=PEOPLE[:2], utterances=said, frames=96
        ),
    )


def known_of(session: Session) -> dict[str, Any]:
    """What the operations need, asked of the API itself."""
    shots = json.loads(session.ask("GET", "shots/?limit=5000")[1])["results"]
    scenes = list(dict.fromkeys(shot["parent"] for shot in shots))
    return {"shots": shots, "scenes": scenes, "episode": shots[0]["episode"]}


def imported(session: Session) -> None:
    """Print how long a CSV file of 5,000 new shots takes, and the same file again."""
    lines = ["Episode,Sequence,Name,Description,Nb Frames,FPS"]
    lines += [
        f"E02,SQ{at // 20:04},SH{at % 20 + 1:03}0,A clock strikes {at}.,72,24" for at in range(IMPORTED)
    ]
    body = {"csv": "\n".join(lines), "episode": 2}
    for name in ("CSV of 5,000 new shots in 250 new scenes", "the same file again"):
        start = time.perf_counter()
        text = session.ask("POST", "shots/file/", body)[1]
        seconds = time.perf_counter() - start
        print(
            f"{name}: {seconds:.1f} s, {len(body['csv']) / 1024:.0f} KiB sent, {json.loads(text)['new']} new"
        )


def main() -> None:
    """Measure everything once."""
    rounds = next((int(text[7:]) for text in sys.argv[1:] if text.startswith("rounds=")), 0)
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    with scope.team(team.pk, user=user.pk):
        project, key = fill(user), create_api_key(team, "bench", by=user)[1]
    try:
        with served() as address:
            base = f"/api/v1/teams/{team.slug}/projects/{project.pk}/"
            session = Session(address, base, {"Authorization": f"Bearer {key}"}, {})
            session.known = known_of(session)
            print_table("The studio", measure(session, OPERATIONS, rounds))
            imported(session)
    finally:
        with scope.team(team.pk, user=user.pk):
            delete_project(Project.objects.get(pk=project.pk), typed=project.title, by=user)


if __name__ == "__main__":
    main()
