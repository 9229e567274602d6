"""The team's models page: keys go in and never come out, admins only, everything audited."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models.audit import AuditRecord
from pipeline.actions.jobs import cancel_job
from pipeline.jobs.connections import close
from pipeline.jobs.connections import test as ask_once
from pipeline.jobs.context import JobContext
from pipeline.models import Connection, Job, Routing
from pipeline.providers.sealing import unseal
from pipeline.queries.routing import chain
from tests.factories.accounts import MembershipFactory, member
from tests.pipeline.providers.author import says
from tests.pipeline.providers.wire import Chat, serving

SECRET = "sk-very-secret-key"


@pytest.fixture
def admin(db: None) -> Any:
    return MembershipFactory(role=Role.ADMIN)


@pytest.fixture
def browser(admin: Any) -> Client:
    found = Client()
    found.force_login(admin.user)
    return found


def here(admin: Any, more: str = "") -> str:
    return f"/t/{admin.team.slug}/settings/models/{more}"


def connect(browser: Client, admin: Any, **changes: Any) -> Any:
    entered = {
        "name": "Our Gemini",
        "provider": "google",
        "model": "gemini-3.8-flash",
        "secret": SECRET,
        "reads": 32000,
    }
    return browser.post(here(admin, "connect/"), entered | changes)


def the_one(admin: Any) -> Connection:
    with scope.team(admin.team_id):
        return Connection.objects.get()


def after_test(admin: Any) -> Connection:
    """The connection after the worker has tested it."""
    with scope.team(admin.team_id, user=admin.user_id):
        ask_once(JobContext(Job.objects.get(kind="test_connection")))
    return the_one(admin)


def test_a_key_is_kept_sealed_and_never_shown_again(browser: Client, admin: Any) -> None:
    assert connect(browser, admin).status_code == 302
    kept = the_one(admin)
    assert SECRET not in kept.sealed
    assert unseal(kept.sealed) == SECRET
    page = browser.get(here(admin))
    assert b"Our Gemini" in page.content
    assert SECRET.encode() not in page.content
    assert kept.sealed.encode() not in page.content
    with scope.team(admin.team_id):
        told = AuditRecord.objects.get(verb="model.connected")
        assert SECRET not in str(told.details)
        assert SECRET not in str(Job.objects.get().args)


def test_a_form_with_a_mistake_comes_back_without_the_key(browser: Client, admin: Any) -> None:
    page = connect(browser, admin, name="")
    assert page.status_code == 422
    assert SECRET.encode() not in page.content


def test_what_is_connected_writes_and_what_is_disconnected_is_gone(browser: Client, admin: Any) -> None:
    connect(browser, admin)
    one = the_one(admin)
    with scope.team(admin.team_id):
        assert Routing.objects.get().order == [str(one.pk)]
        assert chain().words == "Our Gemini, else previz"
    browser.post(here(admin, f"{one.pk}/disconnect/"))
    with scope.team(admin.team_id):
        assert not Connection.objects.exists()
        assert Routing.objects.get().order == []
        assert AuditRecord.objects.filter(verb="model.disconnected").exists()


def test_the_order_is_the_teams_choice(browser: Client, admin: Any) -> None:
    connect(browser, admin)
    connect(browser, admin, name="Second")
    with scope.team(admin.team_id):
        first, second = Connection.objects.order_by("created_at")
    browser.post(here(admin, "order/"), {"place_0": str(second.pk), "place_1": str(first.pk)})
    with scope.team(admin.team_id):
        routing = Routing.objects.get()
        assert (routing.order, routing.house_last) == ([str(second.pk), str(first.pk)], False)
    assert browser.post(here(admin, "order/"), {"place_0": "somebody else's"}).status_code == 422


def test_keys_are_sealed_anew_for_all_teams_by_one_command(
    browser: Client, admin: Any, settings: Any
) -> None:
    settings.SEALING_KEYS = ["old"]
    connect(browser, admin)
    settings.SEALING_KEYS = ["new", "old"]
    told = StringIO()
    call_command("reseal", stdout=told)
    settings.SEALING_KEYS = ["new"]
    assert unseal(the_one(admin).sealed) == SECRET
    assert "1 keys" in told.getvalue()


def test_models_with_a_price_are_suggested(browser: Client, admin: Any) -> None:
    page = browser.get(here(admin)).content.decode()
    assert '<option value="gemini-3.8-flash">' in page
    assert '<option value="gen4.5">' not in page, "it makes films"


def test_a_key_can_be_replaced(browser: Client, admin: Any) -> None:
    connect(browser, admin)
    browser.post(here(admin, f"{the_one(admin).pk}/key/"), {"secret": "sk-another"})
    assert unseal(the_one(admin).sealed) == "sk-another"


def test_a_test_says_whether_it_works(browser: Client, admin: Any, settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True
    with serving(says("ready")) as wire:
        connect(browser, admin, provider="compatible", address=f"{wire.address}/v1")
        assert after_test(admin).state == Connection.State.WORKS
    assert b"It answered with 20 tokens to 100" in browser.get(here(admin)).content


def test_a_test_says_in_words_what_is_wrong(browser: Client, admin: Any, settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True
    with serving(Chat.fails(401)) as wire:
        connect(browser, admin, provider="compatible", address=f"{wire.address}/v1")
        one = after_test(admin)
    assert (one.state, "does not accept its key" in one.note) == (Connection.State.FAILS, True)


def test_a_test_that_was_canceled_leaves_nothing_hanging(browser: Client, admin: Any) -> None:
    connect(browser, admin)
    with scope.team(admin.team_id, user=admin.user_id):
        close(cancel_job(Job.objects.get(kind="test_connection"), by=admin.user))
    assert the_one(admin).state == Connection.State.FAILS
    assert b"The test was stopped" in browser.get(here(admin)).content


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"provider": "compatible", "address": "https://10.0.0.1/v1"}, b"private network"),
        ({"provider": "compatible", "address": "http://127.0.0.1:8000/v1"}, b"private network"),
        ({"provider": "compatible", "address": ""}, b"Write the endpoint"),
        ({"secret": ""}, b"Enter the key"),
    ],
)
def test_what_cannot_be_connected_is_said_beside_the_field(
    browser: Client, admin: Any, settings: Any, changes: dict[str, str], sentence: bytes
) -> None:
    settings.LOCAL_ENDPOINTS = False
    page = connect(browser, admin, **changes)
    assert page.status_code == 422
    assert sentence in page.content
    with scope.team(admin.team_id):
        assert not Connection.objects.exists()


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.EDITOR, Role.VIEWER])
def test_only_admins_see_and_change_models(browser: Client, admin: Any, role: Role) -> None:
    connect(browser, admin)
    one = the_one(admin)
    other = Client()
    other.force_login(member(admin.team, "Other", role))
    assert other.get(here(admin)).status_code == 403
    for more in ("connect/", "order/", f"{one.pk}/key/", f"{one.pk}/test/", f"{one.pk}/disconnect/"):
        assert other.post(here(admin, more), {"secret": "x"}).status_code == 403
    assert unseal(the_one(admin).sealed) == SECRET


def test_another_teams_connection_is_not_there(browser: Client, admin: Any) -> None:
    connect(browser, admin)
    stranger = MembershipFactory(role=Role.OWNER)
    other = Client()
    other.force_login(stranger.user)
    one = the_one(admin)
    assert other.get(here(admin)).status_code == 404
    for more in ("key/", "test/", "disconnect/"):
        assert other.post(here(stranger, f"{one.pk}/{more}"), {"secret": "x"}).status_code == 404
    assert unseal(the_one(admin).sealed) == SECRET
