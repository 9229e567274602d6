"""How fast the shot list's API is over real HTTP, on a project of 4,032 shots in twelve episodes.

``./studio bench shots`` serves the studio as in production (gunicorn), fills a team of its own and deletes
it again. ``beside=PYTHON`` asks Zou the same in the same run, on the same PostgreSQL: a Python that has it.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from accounts.actions.api_keys import create_api_key  # noqa: E402  # Django must be set up first
from accounts.actions.teams import found_team  # noqa: E402
from accounts.kernel import scope  # noqa: E402
from accounts.kernel.ids import uuid7  # noqa: E402
from accounts.models import Team, User  # noqa: E402
from bench.asking import Figures, Operation, Request, measured, table  # noqa: E402
from bench.pages import PEOPLE, Filling  # noqa: E402
from bench.peers import zou  # noqa: E402
from projects.actions.projects import add_episode, create_project, delete_project  # noqa: E402
from projects.kinds import Brief, Scene, Script, Shot, ShotList  # noqa: E402
from projects.kinds.scenes import Utterance  # noqa: E402
from projects.models import Project  # noqa: E402
from projects.positions import spread  # noqa: E402
from projects.queries.projects import episodes, main_branch  # noqa: E402

EPISODES, SCENES, SHOTS = 12, 28, 12  # of each: 4,032 shots
MANY, IMPORTED = 200, 5_000
AT_ONCE = (1, 8)


class Studio:
    """A served studio, asked with an API key about one project."""

    def __init__(self, port: int, base: str, key: str) -> None:
        self.port, self.base = port, base
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def request(self, method: str, path: str, content: Any = None) -> Request:
        """One request below the project."""
        body = None if content is None else json.dumps(content).encode()
        return Request(method, self.base + path, body, self.headers)

    def ask(self, method: str, path: str, content: Any = None) -> Any:
        """The answer to one request. Raises RuntimeError for a refusal."""
        asked = self.request(method, path, content)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(asked.method, asked.path, asked.body, asked.headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return json.loads(text)

    def operations(self) -> list[Operation]:
        """What is compared. Every change is of a shot that no other one changes: each names its revision."""
        shots = self.ask("GET", "shots/?limit=5000")["results"]
        scenes = list(dict.fromkeys(shot["parent"] for shot in shots))
        episode, single, block = shots[0]["episode"], count(1), count()

        def create(number: int) -> Request:
            changes = {"action": f"A gull lands, {number}.", "frames": 72}
            return self.request("POST", "shots/", {"scene": scenes[number % len(scenes)], "changes": changes})

        def update(number: int) -> Request:
            shot = shots[-next(single)]
            changes = {"frames": 48 + number % 97, "action": f"A gull lands, {number}."}
            return self.request(
                "PATCH", f"shots/{shot['id']}/", {"expected": shot["revision"], "changes": changes}
            )

        def many(number: int) -> Request:
            begin = next(block) * MANY
            changes = {"frames": 48 + number % 97, "action": f"A gull lands, {number}."}
            chosen = [
                {"id": shot["id"], "expected": shot["revision"], "changes": changes}
                for shot in shots[begin : begin + MANY]
            ]
            return self.request("PATCH", "shots/", {"shots": chosen})

        def read(number: int) -> Request:
            return self.request("GET", f"shots/{shots[number % len(shots)]['id']}/")

        thread = f"content/{shots[0]['id']}/comments/"
        return [
            Operation("all shots", lambda number: self.request("GET", "shots/?limit=5000"), 20),
            Operation(
                "an episode's shots",
                lambda number: self.request("GET", f"shots/?in_episode={episode}&limit=5000"),
            ),
            Operation("one shot", read, 300),
            Operation("create a shot", create),
            Operation("change a shot", update),
            Operation("change 200 shots", many, 5),
            Operation(
                "comment", lambda number: self.request("POST", thread, {"text": f"Too dark, {number}."})
            ),
        ]

    def bring(self) -> None:
        """Print how long a CSV file of 5,000 new shots takes, and the same file again."""
        lines = ["Episode,Sequence,Name,Description,Nb Frames,FPS"]
        lines += [
            f"E02,SQ{at // 20:04},SH{at % 20 + 1:03}0,A clock strikes {at}.,72,24" for at in range(IMPORTED)
        ]
        body = {"csv": "\n".join(lines), "episode": 2}
        for name in (f"CSV of {IMPORTED:,} new shots in {IMPORTED // 20} new scenes", "the same file again"):
            begun = time.perf_counter()
            taken = self.ask("POST", "shots/file/", body)
            print(f"{name}: {time.perf_counter() - begun:.1f} s, {taken['new']:,} new")


def measure(port: int, operations: list[Operation]) -> dict[str, dict[int, Figures]]:
    """Each operation, one and eight at a time."""
    numbers = count(1)
    return {one.name: {at: measured(port, one, at, numbers) for at in AT_ONCE} for one in operations}


def times(ours: dict[str, dict[int, Figures]], theirs: dict[str, dict[int, Figures]]) -> Iterator[str]:
    """The lines of a comparison: how many times as long the other takes, at the median."""
    yield f"{'Zou takes ... times as long':34}{'1 at once':>11}{'8 at once':>11}"
    for name, by in ours.items():
        found = [theirs[name][at].median / by[at].median for at in AT_ONCE]
        yield f"{name:34}" + "".join(f"{each:11.1f}" for each in found)


@contextmanager
def served() -> Iterator[int]:
    """The port of a studio in processes of its own, as in production."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--worker-class", "gthread", "--workers", "2"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "75"]
    environment = os.environ | {
        "STUDIO_POOL": "True",
        "API_RATE": "10000000/min",
        "STUDIO_LOG_LEVEL": "ERROR",
    }
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
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


def beside(python: Path, ours: dict[str, dict[int, Figures]]) -> None:
    """Measure Zou and print both."""
    owner = os.environ["DATABASE_OWNER_URL"]
    with tempfile.TemporaryDirectory() as folder, zou.served(python, owner, Path(folder)) as peer:
        seconds = peer.fill(EPISODES * SCENES * SHOTS)
        found = measure(peer.port, peer.operations())
    print(f"Zou's import of {EPISODES * SCENES * SHOTS:,} new shots: {seconds:.1f} s")
    print("", *table("Zou", found), "", *times(ours, found), sep="\n")


def main() -> None:
    """Measure everything once."""
    asked = dict(text.split("=", 1) for text in sys.argv[1:] if "=" in text)
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    with scope.team(team.pk, user=user.pk):
        project, key = fill(user), create_api_key(team, "bench", by=user)[1]
    zou.analyse(os.environ["DATABASE_OWNER_URL"])
    try:
        with served() as port:
            studio = Studio(port, f"/api/v1/teams/{team.slug}/projects/{project.pk}/", key)
            found = measure(port, studio.operations())
            print("", *table("Aiuteur", found), "", sep="\n")
            studio.bring()
    finally:
        with scope.team(team.pk, user=user.pk):
            delete_project(Project.objects.get(pk=project.pk), typed=project.title, by=user)
    if "beside" in asked:
        beside(Path(asked["beside"]), found)


if __name__ == "__main__":
    main()
