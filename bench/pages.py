"""How fast pages and the render graph are on projects of real size: a scene of 60 shots, a film of 900.

Run it with ``./studio bench pages``. It fills a team of its own and deletes it again.
"""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402  # Django must be set up first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.actions.teams import found_team  # noqa: E402
from accounts.kernel import scope  # noqa: E402
from accounts.kernel.ids import uuid7  # noqa: E402
from accounts.models import Team, User  # noqa: E402
from config import collector  # noqa: E402
from pipeline.queries.continuity import judged  # noqa: E402
from pipeline.queries.plans import plan_for  # noqa: E402
from pipeline.registry import STEPS  # noqa: E402
from projects.actions.branches import fork  # noqa: E402
from projects.actions.commit import Edit, commit  # noqa: E402
from projects.actions.projects import create_project, delete_project  # noqa: E402
from projects.kinds import (  # noqa: E402
    Asset,
    Brief,
    CastList,
    Clip,
    Content,
    Frame,
    Line,
    Picture,
    Prompt,
    Scene,
    Script,
    Shot,
    ShotList,
    VisualState,
)
from projects.kinds.scenes import Utterance  # noqa: E402
from projects.kinds.vocabulary import AssetKind  # noqa: E402
from projects.kinds.world import StateChange  # noqa: E402
from projects.models import Branch, Head  # noqa: E402
from projects.positions import spread  # noqa: E402
from projects.queries.projects import episodes, main_branch  # noqa: E402
from projects.queries.story import load_story  # noqa: E402

ROUNDS = 15
SHA = "0" * 64
PEOPLE = [f"character:person-{number}" for number in range(8)]


class Spent(NamedTuple):
    """Milliseconds: by the clock, and of this process's processor time."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} ms ({self.cpu:.1f} of processor time)"


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> Spent:
    """Median time of ``work``, after one call to warm up."""
    work()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return Spent(median(walls), median(cpus))


@dataclass
class Filling:
    """A project being filled, everything at once, as if by hand."""

    branch: Branch
    episode: UUID
    user: User

    def put(self, slots: Iterable[tuple[str, str, UUID | None]], content: Callable[[str], Content]) -> None:
        """One node for each (slot, position, parent)."""
        edits = [
            Edit.new(content(slot), slot, position, parent=parent, episode=self.episode)
            for slot, position, parent in slots
        ]
        commit(self.branch, edits, by=self.user)

    def nodes(self, kind: str) -> list[Head]:
        """The episode's nodes of a kind, in order."""
        rows = Head.objects.filter(branch=self.branch, episode=self.episode, kind=kind, deleted=False)
        return list(rows.order_by("position", "id"))

    def under(self, kind: str, slot: str, content: Content) -> None:
        """The same content in one slot under each node of a kind."""
        self.put([(slot, "V", head.node_id) for head in self.nodes(kind)], lambda _: content)


def fill(user: User, scenes: int, shots: int) -> tuple[Branch, UUID]:
    """A project with everything made, down to clips: ``scenes`` of ``shots`` each."""
    brief = Brief(idea="A bench", title="Bench", logline="It is measured.", seconds=3600, mode="screenplay")
    branch = main_branch(create_project(brief, by=user))
    film = Filling(branch, episodes(branch)[0].node_id, user)
    numbers = [(f"i-{number:03}", at, film.episode) for number, at in enumerate(spread(scenes))]
    film.put([("cast", "V", film.episode)], lambda _: CastList(keys=PEOPLE))
    film.put(
        [(key, "V", None) for key in PEOPLE],
        lambda key: Asset(key=key, type=AssetKind.CHARACTER, name=key[10:]),
    )
    film.under("asset", "key", Picture(media=SHA, width=960, height=720))
    film.put(numbers, lambda _: Script(text="INT. ROOM - DAY\n\nRain.\n\nANNA\nIt is late.\n"))
    film.put(numbers, lambda slot: Scene(script=slot, heading="INT. ROOM - DAY", cast=PEOPLE[:3]))
    film.under("scene", "shots", ShotList(scene="i-000"))
    fall = StateChange(adds=["muddy"], quote="Shot 0007")  # the seventh shot of each scene tells it
    for key in PEOPLE[:3]:
        film.under("scene", key, VisualState(asset=key, tags_in=["torn"], changes=[fall]).totalled())
    said = [Utterance(speaker=PEOPLE[0], text="It is late, and the lamp is out.")]
    film.put(
        [
            (f"{number:04}", at, scene.node_id)
            for scene in film.nodes("scene")
            for number, at in enumerate(spread(shots), 1)
        ],
        lambda slot: Shot(action=f"Shot {slot}", cast=PEOPLE[:2], utterances=said, frames=96),
    )
    prompt = Prompt(text="A prompt of some length. " * 12, spec={"people": [{"x": 0.5}] * 2})
    film.under("shot", "prompt", prompt)
    film.under("shot", "first", Frame(media=SHA, width=1280, height=720))
    film.under("shot", "u1", Line(media=SHA, seconds=2.0))
    film.under("shot", "clip", Clip(media=SHA, width=1280, height=720, frames=96))
    return branch, film.episode


def as_built(branch: Branch, episode: UUID) -> None:
    """Mark everything as made by a model from what it is made from now, as a real film is."""
    for _ in range(3):
        plan = plan_for(branch, episode)
        digests = {unit.target.item.node: unit.target.digest for unit in plan.units if unit.target.item}
        with connection.cursor() as cursor:
            cursor.execute(
                'UPDATE "projects_head" h SET origin = %s, built_digest = v.digest'
                " FROM unnest(%s::uuid[], %s::text[]) AS v(node, digest)"
                " WHERE h.branch_id = %s AND h.node_id = v.node AND h.kind NOT IN ('brief', 'script')",
                ["machine", list(digests), list(digests.values()), branch.pk],
            )


def page(client: Client, url: str, name: str) -> None:
    """Print a page's queries and server time."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    asked = [query["sql"] for query in queries.captured_queries if query["sql"].lstrip().startswith("SELECT")]
    spent = milliseconds(lambda: client.get(url))
    size = len(answer.content) / 1024
    print(f"{name}: {answer.status_code}, {len(asked)} queries, {spent}, {size:.0f} KiB")


def main() -> None:
    """Measure a scene of sixty shots, then a film of nine hundred."""
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/")  # imports what pages import
    collector.settle()  # as the server does when it starts
    projects = []
    for scenes, shots, name in ((1, 60, "60 shots"), (60, 15, "900 shots")):
        with scope.team(team.pk, user=user.pk):
            branch, episode = fill(user, scenes, shots)
            as_built(branch, episode)
            projects.append(branch.project)
        with scope.team(team.pk, user=user.pk):
            story = load_story(branch, episode)
            print(
                f"\n{name}: {len(story.items)} nodes,"
                f" {len(plan_for(branch, episode, story=story).units)} targets"
            )
            print(f"load: {milliseconds(lambda b=branch, e=episode: load_story(b, e))}")
            print(f"staleness, load included: {milliseconds(lambda b=branch, e=episode: plan_for(b, e))}")
            read = milliseconds(lambda b=branch, e=episode: judged(load_story(b, e)), 5)
            print(f"continuity, load included: {read}, {len(judged(story).open)} findings")
            per_step = {
                step.name: milliseconds(lambda s=step, st=story: list(s.targets(st)), 5).cpu for step in STEPS
            }
            slow = sorted(per_step.items(), key=lambda pair: -pair[1])[:5]
            print("slowest steps: " + ", ".join(f"{step} {spent:.1f} ms" for step, spent in slow))
        at = f"/t/{team.slug}/p/{branch.project_id}/main/1"
        page(client, f"{at}/shots/?scene=i-000", "shots of one scene")
        for stage in ("shots", "scenes", "frames", "state", "prompts", "assets", "film", "confirm"):
            page(client, f"{at}/{stage}/", f"stage {stage}")
        for query in ("", f"?asset={PEOPLE[0]}", "?tag=muddy"):
            page(client, f"{at}/state/timeline/{query}", f"states through the film {query}")
        page(client, f"{at}/shots/boards/", "storyboard")
        for query in ("lamp", "mud", '"Shot 0007"&whole=1', "nowhere"):  # everywhere, in states, in few shots
            page(client, f"{at}/search/?q={query}", f"search for {query}")
        times = []
        for number in range(5):
            start = time.perf_counter()
            with scope.team(team.pk, user=user.pk):
                fork(branch, f"Fork {number}", by=user)
            times.append(1000 * (time.perf_counter() - start))
        print(f"fork: {median(times):.1f} ms")
    with scope.team(team.pk, user=user.pk):
        for project in projects:
            delete_project(project, typed=project.title, by=user)


if __name__ == "__main__":
    main()
