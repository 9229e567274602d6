"""The live feed through the real channel layer, Redis and PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from accounts.kernel import scope
from accounts.kernel.connections import quick_redis
from accounts.kernel.ids import uuid7
from accounts.models import Membership, Team, User
from config.asgi import application
from projects.actions.events import announce, prune_events
from projects.models import Project
from projects.models.events import Event, Feed

pytestmark = pytest.mark.django_db(transaction=True)


class Member:
    """A signed-in person with a team and a project."""

    def __init__(self) -> None:
        name = uuid7().hex[-12:]
        self.user = User.objects.create_user(f"{name}@example.org", "a long password")
        self.team = Team.objects.create(name=name, slug=name)
        with scope.team(self.team.pk):
            self.membership = Membership.objects.create(user=self.user, role="viewer")
            self.project = Project.objects.create(title="The lamp")
        session = SessionStore()
        session[SESSION_KEY] = str(self.user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = self.user.get_session_auth_hash()
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def announce(self, count: int = 1) -> None:
        for _ in range(count):
            with scope.team(self.team.pk):
                announce(self.project.pk, "content", kind="shot")


@pytest.fixture
def member() -> Member:
    return Member()


def socket(
    member: Member, *, cookie: str | None = None, team: str = "", since: int | None = None
) -> WebsocketCommunicator:
    path = f"/ws/t/{team or member.team.slug}/p/{member.project.pk}/"
    headers = [(b"origin", b"http://localhost"), (b"cookie", (cookie or member.cookie).encode())]
    return WebsocketCommunicator(application, f"{path}?since={since}" if since is not None else path, headers)


def run(scenario: Callable[[], Awaitable[Any]]) -> Any:
    async def closing() -> Any:
        return await scenario()

    return async_to_sync(closing)()


async def entered(page: WebsocketCommunicator) -> bool:
    """Whether the feed let the page in."""
    accepted, _ = await page.connect(timeout=5)
    if accepted:
        await page.disconnect()
    return bool(accepted)


def test_only_members_of_the_projects_team_get_in(member: Member) -> None:
    stranger = Member()

    async def scenario() -> list[bool]:
        return [
            await entered(socket(member)),
            await entered(socket(member, cookie="no=cookie")),
            await entered(socket(member, cookie=stranger.cookie)),
            # A member of a team, asking there for another team's project.
            await entered(socket(member, cookie=stranger.cookie, team=stranger.team.slug)),
        ]

    assert run(scenario) == [True, False, False, False]


def test_a_page_from_elsewhere_does_not_get_in(member: Member) -> None:
    page = socket(member)
    page.scope["headers"][0] = (b"origin", b"https://evil.example")
    assert run(lambda: entered(page)) is False


def test_a_new_page_learns_where_it_starts_and_then_hears_what_happens(member: Member) -> None:
    member.announce(3)

    async def scenario() -> list[Any]:
        page = socket(member)
        await page.connect(timeout=5)
        heard = [await page.receive_json_from(timeout=5)]
        await sync_to_async(member.announce)()
        heard.append(await page.receive_json_from(timeout=5))
        await page.disconnect()
        return heard

    assert run(scenario) == [
        {"seq": 3, "topic": "hello", "data": {}},
        {"seq": 4, "topic": "content", "data": {"kind": "shot"}},
    ]


def test_a_page_that_reconnects_hears_everything_once_and_in_order(member: Member) -> None:
    async def scenario() -> list[int]:
        heard: list[int] = []
        for round_ in range(4):
            await sync_to_async(member.announce)(5)  # nobody listens
            page = socket(member, since=heard[-1] if heard else 0)
            await page.connect(timeout=5)
            await sync_to_async(member.announce)(5)
            for _ in range(10):
                heard.append((await page.receive_json_from(timeout=5))["seq"])
            assert await page.receive_nothing(timeout=0.05), round_
            await page.disconnect()
        return heard

    assert run(scenario) == list(range(1, 41))


def test_a_message_that_redis_lost_is_made_good_by_the_next(member: Member) -> None:
    async def scenario() -> list[int]:
        page = socket(member, since=0)
        await page.connect(timeout=5)
        await sync_to_async(lost)(member)
        await sync_to_async(member.announce)()
        heard = [(await page.receive_json_from(timeout=5))["seq"] for _ in range(2)]
        await page.disconnect()
        return heard

    assert run(scenario) == [1, 2]


def lost(member: Member) -> None:
    """An event that no page is told of."""
    with scope.team(member.team.pk):
        Feed.objects.update_or_create(project=member.project, defaults={"last_seq": 1})
        Event.objects.create(project=member.project, seq=1, topic="content", data={})


def test_an_event_of_a_transaction_that_failed_never_was(member: Member) -> None:
    with scope.team(member.team.pk):
        announce(member.project.pk, "content")
        transaction.set_rollback(True)
    member.announce()
    with scope.team(member.team.pk):
        assert list(Event.objects.values_list("seq", flat=True)) == [1]


def test_a_removed_member_stops_hearing(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projects.consumers.feed._CHECK_SECONDS", 0)

    def remove() -> None:
        with scope.team(member.team.pk):
            Membership.objects.all().delete()
        member.announce()

    async def scenario() -> Any:
        page = socket(member, since=0)
        await page.connect(timeout=5)
        await sync_to_async(remove)()
        return await page.receive_output(timeout=5)

    assert run(scenario)["code"] == 4404


def test_what_a_page_sends_changes_nothing(member: Member) -> None:
    async def scenario() -> Any:
        page = socket(member, since=0)
        await page.connect(timeout=5)
        await page.send_to(text_data="{ not json")
        await sync_to_async(member.announce)()
        heard = await page.receive_json_from(timeout=5)
        await page.disconnect()
        return heard["seq"]

    assert run(scenario) == 1


def test_forgotten_events_tell_a_page_to_reload(member: Member) -> None:
    member.announce(5)
    with scope.team(member.team.pk):
        Event.objects.filter(seq__lt=4).update(created_at=timezone.now() - timedelta(days=8))
    assert prune_events() == 3

    async def scenario() -> Any:
        pages = [socket(member, since=since) for since in (1, 3, 99)]
        heard = []
        for page in pages:
            await page.connect(timeout=5)
            heard.append(await page.receive_json_from(timeout=5))
            await page.disconnect()
        return [(each["topic"], each["seq"]) for each in heard]

    assert run(scenario) == [("reset", 5), ("content", 4), ("reset", 5)]


def test_an_unreachable_redis_does_not_undo_what_happened(member: Member, settings: Any) -> None:
    quick_redis.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    try:
        member.announce()
    finally:
        quick_redis.cache_clear()
    with scope.team(member.team.pk):
        assert Event.objects.count() == 1


@pytest.mark.slow
def test_an_idle_socket_stays(member: Member) -> None:
    async def scenario() -> int:
        page = socket(member, since=0)
        await page.connect(timeout=5)
        await asyncio.sleep(7)  # longer than redis-py's five seconds
        await sync_to_async(member.announce)()
        heard = await page.receive_json_from(timeout=5)
        await page.disconnect()
        return int(heard["seq"])

    assert run(scenario) == 1
