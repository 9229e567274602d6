"""A series of twelve episodes, 720 scenes and 10,080 shots: every page, list and file of it, and what grows.

Run it with ``./studio bench long_project``, with other numbers of episodes, scenes and shots behind it if
wanted: ``./studio bench long_project 2 30 10``. Beside each page stands what it asks of a project of two
episodes with four scenes each: a page whose queries differ grows with the project. Fills a team of its own
and deletes it again.
"""

import resource
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from bench.pages import SHA, Filling, as_built, milliseconds  # sets Django up first

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.teams import found_team
from accounts.kernel import scope
from accounts.kernel.ids import uuid7
from accounts.models import Team, User
from config import collector
from pipeline.queries.kept import kept_plans
from pipeline.queries.plans import plan_for
from pipeline.stages.catalogue import STAGES
from projects.actions.branches import fork
from projects.actions.commit import Edit, commit
from projects.actions.projects import add_episode, create_project, delete_project
from projects.kinds import (
    Asset,
    Brief,
    CastList,
    Clip,
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
from projects.kinds.scenes import Utterance
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import StateChange
from projects.models import Branch, Head, Project
from projects.positions import spread
from projects.queries.projects import episodes, main_branch
from projects.queries.story import load_story

EPISODES, SCENES, SHOTS = 12, 60, 14
MANY = {AssetKind.CHARACTER: 60, AssetKind.LOCATION: 60, AssetKind.PROP: 120}
OWN = {AssetKind.CHARACTER: 24, AssetKind.LOCATION: 20, AssetKind.PROP: 36}  # of one episode
BUDGET = 150.0  # milliseconds of processor time
ROUNDS = 5


class Long(NamedTuple):
    """A long project."""

    branch: Branch
    episodes: list[UUID]

    @property
    def at(self) -> str:
        """Its address behind the team's."""
        return f"p/{self.branch.project_id}"


def fill(user: User, many: int, scenes: int, shots: int) -> Long:
    """A series with everything made, down to clips."""
    brief = Brief(idea="A bench", title="Long", logline="It is measured.", seconds=3600, mode="screenplay")
    branch = main_branch(create_project(brief, by=user, kind=Project.Kind.SERIES))
    for _ in range(many - 1):
        add_episode(branch, by=user)
    nodes = [episode.node_id for episode in episodes(branch)]
    for head in Head.objects.filter(branch=branch, kind="brief").select_related("revision"):
        commit(branch, [Edit.of(head, brief.model_copy(update={"title": f"Part {head.pk}"}))], by=user)
    world = Filling(branch, nodes[0], user)
    keys = [f"{kind}:{kind}-{number}" for kind, of in MANY.items() for number in range(of)]
    world.put([(key, "V", None) for key in keys], _asset)
    world.under("asset", "key", Picture(media=SHA, width=960, height=720))
    for number, node in enumerate(nodes):
        _episode(Filling(branch, node, user), number, scenes, shots)
        as_built(branch, node)
    return Long(branch, nodes)


def _asset(key: str) -> Asset:
    kind, _, name = key.partition(":")
    return Asset(key=key, type=AssetKind(kind), name=name.replace("-", " "), definition="Worn and grey. " * 9)


def _named(kind: AssetKind, episode: int, number: int) -> str:
    """One of the assets of an episode: other ones in each, some in all."""
    return f"{kind}:{kind}-{(episode * 5 + number % OWN[kind]) % MANY[kind]}"


def _episode(film: Filling, number: int, scenes: int, shots: int) -> None:
    cast = {_named(kind, number, at) for kind, many in OWN.items() for at in range(many)}
    film.put([("cast", "V", film.episode)], lambda _: CastList(keys=sorted(cast)))
    slots = [(f"i-{at:03}", position, film.episode) for at, position in enumerate(spread(scenes))]
    heading = "INT. HARBOUR OFFICE {} - DAY"
    text = "\n\nRain on the panes. She turns the lamp down and listens.\n\nANNA\nIt is late.\n" * 4
    film.put(slots, lambda slot: Script(text=heading.format(slot) + text))

    def people(slot: str, many: int) -> list[str]:
        return [_named(AssetKind.CHARACTER, number, int(slot[2:]) * 3 + at) for at in range(many)]

    def breakdown(slot: str) -> Scene:
        at = int(slot[2:])
        return Scene(
            script=slot,
            heading=heading.format(slot),
            place=f"Harbour office {slot}",
            cast=people(slot, 4),
            props=[_named(AssetKind.PROP, number, at * 2 + one) for one in range(2)],
            location=_named(AssetKind.LOCATION, number, at),
            synopsis="She turns the lamp down and listens.",
        )

    film.put(slots, breakdown)
    film.under("scene", "shots", ShotList(scene="i-000"))
    fall = StateChange(adds=["muddy"], quote="She winds the clock, 0070.")
    by_scene = [(scene, scene.content) for scene in film.nodes("scene")]
    states = [(key, "V", scene.node_id) for scene, told in by_scene for key in (*told.cast, *told.props)]
    film.put(states, lambda key: VisualState(asset=key, tags_in=["torn"], changes=[fall]).totalled())
    places = list(enumerate(spread(shots), 1))
    for scene, told in by_scene:
        said = [Utterance(speaker=told.cast[0], text="It is late, and the lamp is out.")]
        film.put(
            [(f"{at * 10:04}", position, scene.node_id) for at, position in places],
            lambda slot, told=told, said=said: Shot(  # type: ignore[misc]
                action=f"She winds the clock, {slot}.",
                cast=told.cast[:2],
                props=told.props[:1],
                location=told.location,
                utterances=said,
                frames=96,
            ),
        )
    prompt = Prompt(text="A prompt of some length. " * 12, spec={"people": [{"x": 0.5}] * 2})
    film.under("shot", "prompt", prompt)
    film.under("shot", "first", Frame(media=SHA, width=1280, height=720))
    film.under("shot", "u1", Line(media=SHA, seconds=2.0))
    film.under("shot", "clip", Clip(media=SHA, width=1280, height=720, frames=96))


def pages(long: Long) -> Iterator[tuple[str, str]]:
    """What is asked, each with its address behind the team's."""
    at, person = (
        f"{long.at}/main/{len(long.episodes)}",
        _named(AssetKind.CHARACTER, len(long.episodes) - 1, 3),
    )
    yield "dashboard", ""
    yield "project", f"{long.at}/"
    yield "project settings", f"{long.at}/settings/"
    for number, stage in enumerate(STAGES, 1):
        yield f"{number} {stage.slug}", f"{at}/{stage.slug}/"
    yield "shots, all scenes", f"{at}/shots/?scene=all"
    yield "shots, one scene", f"{at}/shots/?scene=i-003"
    yield "storyboard", f"{at}/shots/boards/"
    yield "screenplay as one text", f"{at}/screenplay/manuscript/"
    yield "its episodes", f"{at}/screenplay/episodes/"
    yield "another draft", f"{at}/screenplay/redraft/"
    yield "breakdown sheets", f"{at}/scenes/sheets/"
    yield "lines and names", f"{at}/assets/mentions/"
    yield "names of a kind", f"{at}/assets/?type=prop"
    yield "states through the film", f"{at}/state/timeline/"
    yield "states of one", f"{at}/state/timeline/?asset={person}"
    yield "states, where a tag is", f"{at}/state/timeline/?tag=muddy"
    yield "continuity", f"{at}/confirm/continuity/"
    yield "assets from the library", f"{at}/library/"
    yield "drawer", f"{at}/drawer/"
    yield "looks and styles", f"{at}/capsules/"
    yield "what may be done, by name", "commands/"
    yield "jobs", "jobs/"


def lists(long: Long) -> Iterator[tuple[str, str]]:
    """The lists of the API, each with its address behind the team's."""
    base, here = f"{long.at[2:]}", f"branch=main&episode={len(long.episodes)}"
    for name in ("shots", "content", "generations", "runs", "branches", "episodes"):
        yield name, f"projects/{base}/{name}/?{here}"
    for name in ("scenes", "assets"):
        yield name, f"projects/{base}/{name}/?{here}"
    for name in ("stages", "plan", "quote", "hub", "breakdown", "names", "continuity", "states/timeline"):
        yield name, f"projects/{base}/{name}/?{here}"
    yield "states/tagged", f"projects/{base}/states/tagged/?{here}&tag=muddy"


class Figure(NamedTuple):
    """What a page costs: queries, milliseconds of processor time and by the clock, KiB."""

    status: int
    queries: int
    cpu: float
    wall: float
    size: float


def figure(client: Client, url: str, rounds: int = ROUNDS) -> Figure:
    """Ask for a page until its caches are warm, then measure it."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        size = len(answer.getvalue())
    asked = [query["sql"] for query in queries.captured_queries if query["sql"].lstrip().startswith("SELECT")]
    spent = milliseconds(lambda: client.get(url), rounds)
    return Figure(answer.status_code, len(asked), spent.cpu, spent.wall, size / 1024)


def table(client: Client, slug: str, long: Long, small: Long) -> None:
    """Print every page and list, those over the budget or growing with a mark."""
    print(f"{'':24}{'queries':>14}{'processor ms':>14}{'by the clock':>14}{'KiB':>8}")
    asked = [(f"/t/{slug}/", pages), (f"/api/v1/teams/{slug}/", lists)]
    for base, several in asked:
        for (name, url), (_, less) in zip(several(long), several(small), strict=True):
            one, other = figure(client, base + url), figure(client, base + less, 1)
            marks = "" if one.status == 200 else f" {one.status}"
            marks += " GROWS" if one.queries > other.queries else ""
            marks += " SLOW" if one.cpu > BUDGET else ""
            queries = f"{one.queries} ({other.queries})"
            print(
                f"{name:24}{queries:>14}{one.cpu:>14.1f}{one.wall:>14.1f}{one.size:>8.0f}{marks}", flush=True
            )


def derivation(long: Long) -> None:
    """Print what reading and planning one episode costs, and all of them one after the other."""
    last = long.episodes[-1]
    items = len(load_story(long.branch, last).items)
    print(f"an episode of {items} nodes read: {milliseconds(lambda: load_story(long.branch, last), ROUNDS)}")
    print(f"read and planned: {milliseconds(lambda: plan_for(long.branch, last), ROUNDS)}")
    cpu = time.process_time()
    for node in long.episodes:
        plan_for(long.branch, node)
    spent = 1000 * (time.process_time() - cpu)
    print(f"every episode once, {len(long.episodes)} of them: {spent:.0f} ms of processor time")


def main() -> None:
    """Fill, measure, delete."""
    many, scenes, shots = [int(text) for text in sys.argv[1:]] or [EPISODES, SCENES, SHOTS]
    user = User.objects.create_user(f"bench-{uuid7().hex[-8:]}@example.com")
    team = Team.objects.create(name="Bench", slug=f"bench-{uuid7().hex[-12:]}")
    found_team(team, owner=user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/")
    with scope.team(team.pk, user=user.pk):
        long = fill(user, many, scenes, shots)
        small = fill(user, 2, 4, 3)
    print(f"{many} episodes, {many * scenes} scenes, {many * scenes * shots} shots")
    collector.settle()
    with scope.team(team.pk, user=user.pk):
        derivation(long)
    table(client, team.slug, long, small)
    rest(client, team, user, long)
    with scope.team(team.pk, user=user.pk):
        for project in (long.branch.project, small.branch.project):
            delete_project(project, typed=project.title, by=user)


def rest(client: Client, team: Team, user: User, long: Long) -> None:
    """Print what is no page: a copy, a page right after a change, the memory."""
    begun = time.process_time()
    with scope.team(team.pk, user=user.pk):
        fork(long.branch, "Copy", by=user)
    print(f"a branch forked from all of it: {1000 * (time.process_time() - begun):.0f} ms of processor time")
    url = f"/t/{team.slug}/{long.at}/main/1/shots/"

    def anew() -> None:
        kept_plans.__init__()  # type: ignore[misc]
        client.get(url)

    print(f"the shot list right after a change: {milliseconds(anew, ROUNDS)}")
    print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
