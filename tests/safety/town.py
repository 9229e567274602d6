"""A team with everything in it, a neighbour, and all its addresses: what the tests of safety walk through."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.actions.api_keys import create_api_key
from accounts.actions.invitations import invite
from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Membership, Team, User
from assets.actions.capsules import create_capsule
from assets.actions.library import create_asset
from assets.actions.voices import save_voice
from assets.capsules.content import Capsule as CapsuleContent
from assets.models import CapsuleVersion, LibraryVersion, SavedVoice
from billing.actions.budgets import set_budget
from pipeline.actions.connections import NewConnection, connect_model
from pipeline.actions.evaluation import begin_evaluation, keep_case
from pipeline.actions.playground import Trial, try_out
from pipeline.actions.shelving import finished
from pipeline.actions.staging import stage_texts
from pipeline.graph.targets import Made, Request, Tools
from pipeline.models import Generation, Job, Run
from pipeline.queries.playground import origin_or_404
from pipeline.registry import STEP_OF
from projects.actions.branches import fork
from projects.actions.comments import add_comment
from projects.kinds import Clip, Cut, Frame, Line, Picture, Sound
from projects.kinds.stages import STAGES
from projects.kinds.world import Voice
from projects.materials import read_text
from projects.models import Branch, Change, Comment, Head, Node, Project, StageLock
from tests.factories.accounts import UserFactory, member
from tests.factories.films import run_until
from tests.factories.projects import World, world
from tests.pipeline.making_support import instead

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\6\0\0\0\37\25\304\211"
    b"\0\0\0\rIDATx\x9cc\370\17\4\0\t\373\3\375\343U\362\234\0\0\0\0IEND\256B`\202"
)


def _kept(tools: Tools, mime: str, data: bytes) -> str:
    path = tools.folder / "file"
    path.write_bytes(data)
    return tools.keep(path, mime)


def _quickly(step: str) -> Callable[..., Made]:
    """Small files instead of drawn and filmed ones: what is asked and kept is real."""

    def make(real: object, request: Request, tools: Tools) -> Made:
        kind = STEP_OF[step].kind
        if kind in ("picture", "frame"):
            content: type[Picture | Frame] = Picture if kind == "picture" else Frame
            return Made(content(media=_kept(tools, "image/png", PNG), width=1, height=1))
        if kind == "line":
            return Made(Line(media=_kept(tools, "audio/wav", b"RIFF"), seconds=1.0))
        if kind == "sound":
            return Made(Sound(media=_kept(tools, "audio/wav", b"RIFF" + step.encode()), seconds=15.0))
        film = _kept(tools, "video/mp4", request.task.encode())
        if kind == "clip":
            return Made(Clip(media=film, width=1, height=1, frames=request.arguments["frames"]))
        vtt = _kept(tools, "text/vtt", b"WEBVTT\n")
        poster = _kept(tools, "image/png", PNG)
        return Made(Cut(media=film, width=1, height=1, frames=360, vtt=vtt, srt="", poster=poster))

    return make


def finish(made: World) -> Run:
    """The whole film, in a second."""
    with ExitStack() as stack:
        for step in ("picture", "frame", "line", "clip", "join", "score", "mix", "cut"):
            stack.enter_context(instead(step, _quickly(step)))
        run = run_until(made, "film")
    assert run.state == Run.State.DONE, run.note
    return run


@dataclass
class Town:
    """A team with a finished film, its people by role, and a stranger with a team of his own."""

    team: Team
    made: World
    people: dict[str, User]
    stranger: User
    key: str  # the owner's API key
    values: dict[str, list[Any]] = field(default_factory=dict)  # of the parts of addresses

    @cached_property
    def owner(self) -> Client:
        """The owner's browser."""
        return self.browser("owner")

    def scope(self) -> Any:
        return scope.team(self.team.pk)

    def browser(self, who: str) -> Client:
        """Signed in as "owner", "viewer", "stranger" ... or nobody ("")."""
        browser = Client(raise_request_exception=False)
        if who:
            browser.force_login(self.stranger if who == "stranger" else self.people[who])
        return browser

    def counted(self) -> dict[str, int]:
        """What only people of the team may change."""
        with self.scope():
            models = (
                Change,
                Run,
                Project,
                Branch,
                StageLock,
                Membership,
                Job,
                Generation,
                CapsuleVersion,
                Comment,
                LibraryVersion,
                SavedVoice,
            )
            return {model.__name__: model.objects.count() for model in models}


def settle() -> Town:
    """Build it; needs the database."""
    from accounts.actions.teams import create_team

    owner = UserFactory(name="Olga")
    team = create_team("Lighthouse", by=owner)
    people = {str(role): member(team, f"{role.label}", role) for role in Role if role is not Role.OWNER} | {
        "owner": owner
    }
    stranger = UserFactory(name="Stranger")
    create_team("Harbour", by=stranger)
    with scope.team(team.pk, user=owner.pk):
        made = world(owner, team, seconds=15)
        run = finish(made)
        fork(made.branch, "Second", by=owner)
        key, secret = create_api_key(team, "a key", by=owner)
        invitation = invite(team, "new@example.com", Role.EDITOR, by=owner, link=lambda text: text)
        budget = set_budget("team", 1_000_000, by=owner)
        town = Town(team, made, people, stranger, secret)
        town.values = {
            "team": [team.slug],
            "project_id": [made.project.pk],
            "project": [made.project.pk],
            "branch": ["main", "second"],
            "episode": [1],
            "stage": list(STAGES),
            "node": _one_of_each_kind(made),
            "scene": list(_first(made, "scene")),
            "comment": [_comment(made, owner)],
            "change": [Change.objects.latest("pk").pk],
            "run_id": [run.pk],
            "run": [run.pk],
            "job_id": [Job.objects.latest("created_at").pk],
            "job": [Job.objects.latest("created_at").pk],
            "generation": [Generation.objects.latest("created_at").pk],
            "membership_id": [Membership.objects.get(user=people["viewer"]).pk],
            "invitation_id": [invitation.pk],
            "key_id": [key.pk],
            "budget_id": [budget.pk],
            **_of_models(owner),
            **_of_library(owner),
            **_of_capsules(owner),
            "sha": [made.head("cut", "film").content.media],
            "extension": ["fdx", "mp4"],
            "slot": ["c001"],
            "staged": [_staged(made)],
        }
    return town


def _of_models(owner: User) -> dict[str, list[Any]]:
    """A connected model, and a text kept for evaluation and tried in the playground."""
    text = Generation.objects.filter(step="variant").select_related("project").latest("created_at")
    case = keep_case(text, "A set", by=owner)
    connection = connect_model(NewConnection("A model", "google", "gemini-3.8-flash", "sk-1"), by=owner)
    origin = origin_or_404(text.pk)
    trial = try_out(origin, Trial("A model", origin.system, origin.told["prompt"]), by=owner)
    return {
        "text": [text.pk],
        "trial": [trial.pk],
        "connection_id": [connection.pk],
        "set_id": [case.set_id],
        "case_id": [case.pk],
        "evaluation_run": [begin_evaluation(case.set, template="studio", link="previz", by=owner)[0].pk],
        "purpose": ["variant", "script", "picture_person"],
        "version": [0],
    }


def _comment(made: World, owner: User) -> UUID:
    node = Node.objects.get(pk=made.episode)
    return add_comment(node, f"About {made.project.title}", by=owner).pk


def _first(made: World, kind: str) -> Any:
    """The first node of a kind."""
    heads = Head.objects.filter(branch=made.branch, kind=kind, deleted=False)
    return heads.order_by("position").values_list("node_id", flat=True)[:1]


def _of_library(owner: User) -> dict[str, list[Any]]:
    """An asset of the library and a voice, without a sample: nothing is spoken here."""
    asset = create_asset("prop", finished("prop", {"name": "Oil lamp"}), by=owner)
    voice = save_voice(None, name="Old sailor", voice=Voice().model_dump(mode="json"), by=owner)
    return {"library_id": [asset.pk], "voice_id": [voice.pk]}


def _staged(made: World) -> UUID:
    """A file that the owner looks at."""
    file = read_text("notes.txt", b"A note.")
    return stage_texts(made.branch, made.episode, [file], [], by=made.user)[0].pk


def _of_capsules(owner: User) -> dict[str, list[Any]]:
    words = "The lamp went out and nobody came. " * 9
    sample = {"kind": "text", "text": words, "title": "A page"}
    content = CapsuleContent.model_validate({"medium": "writing", "samples": [sample]})
    made = create_capsule("Plain", content, by=owner)
    return {
        "capsule_id": [made.pk],
        "medium": ["writing"],
        "slug": ["plain-report"],
        "what": ["derive"],
    }


def _one_of_each_kind(made: World) -> list[UUID]:
    heads = Head.objects.filter(branch=made.branch, deleted=False).order_by("kind", "pk").distinct("kind")
    return [head.node_id for head in heads]


NOBODY = {"uuid": lambda: uuid4(), "int": lambda: 10**30, "slug": lambda: "nobody", "str": lambda: "nobody"}


def routes() -> list[tuple[str, Any, list[str]]]:
    """Every address of a team: its route, its view and the names of its parts."""
    return [
        (route, view, names)
        for route, view, names in _walk(get_resolver().url_patterns)
        if route.startswith(("t/", "^t/")) or "team" in names
    ]


def _walk(patterns: list[Any], before: str = "", names: tuple[str, ...] = ()) -> Iterator[Any]:
    for entry in patterns:
        found = [*names, *entry.pattern.converters, *getattr(entry.pattern.regex, "groupindex", {})]
        own = list(dict.fromkeys(found))
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, route, tuple(own))
        elif isinstance(entry, URLPattern):
            yield route, entry.callback, own


def addresses(town: Town, route: str, names: list[str], *, most: int = 6) -> list[str]:
    """Addresses of real things for a route: one for each value of its part that has most of them."""
    widest = max(names, key=lambda name: len(town.values[name]))
    return [
        fill(route, {name: town.values[name][0] for name in names} | {widest: value})
        for value in town.values[widest][:most]
    ]


def fill(route: str, values: dict[str, Any]) -> str:
    path = route
    for name, value in values.items():
        for kind in ("slug", "uuid", "int", "str"):
            path = path.replace(f"<{kind}:{name}>", str(value))
    if "(?P<" in path:  # the addresses of files are regular expressions
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: str(values[match[1]]), path)
        path = re.sub(r"[\\^$]", "", path)
    return "/" + path
