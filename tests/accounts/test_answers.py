"""Health, and what is answered when a page cannot be."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import Team, User
from config.views import errors, health
from tests.accounts.looking import SignIn


def test_live_asks_nothing_of_anybody(client: Client) -> None:
    """No database mark: a query would fail this test."""
    answer = client.get("/health/live/")
    assert answer.json() == {"status": "ok"}


def test_ready_when_database_migrations_and_redis_are(client: Client, db: None) -> None:
    answer = client.get("/health/ready/")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "migrations": True, "redis": True}
    assert "no-store" in answer["Cache-Control"]


def test_not_ready_while_migrations_wait_and_ready_again_after(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    health._migrations.cache_clear()
    with monkeypatch.context() as change:
        change.setattr(health.MigrationExecutor, "migration_plan", lambda executor, targets: ["one"])
        answer = client.get("/health/ready/")
    assert answer.status_code == 503
    assert answer.json()["migrations"] is False
    assert client.get("/health/ready/").status_code == 200


def test_not_ready_without_redis(client: Client, db: None, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/health/ready/")
    assert answer.status_code == 503
    assert answer.json()["redis"] is False


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_not_there_is_said_in_the_askers_language(db: None, accept: str) -> None:
    answer = Client().get("/nothing/here/", headers={"Accept": accept})
    assert answer.status_code == 404
    assert ("application/json" in answer["Content-Type"]) == (accept == "application/json")


def test_a_fragment_asked_for_after_signing_out_is_refused_and_a_page_leads_to_signing_in(
    client: Client, team: Team
) -> None:
    page = reverse("accounts:team_settings", args=[team.slug])
    assert client.get(page).url == f"{reverse('account_login')}?next={page}"
    assert client.post(page, headers={"HX-Request": "true"}).status_code == 405
    assert client.get(page, headers={"HX-Request": "true"}).status_code == 401


def test_a_weak_role_reads_which_one_it_needs(as_: SignIn, bob: User, team: Team) -> None:
    answer = as_(bob).get(reverse("accounts:audit", args=[team.slug]))
    assert answer.status_code == 403
    assert "This needs the role admin." in answer.text


def test_a_broken_page_answers_without_the_database(rf: RequestFactory) -> None:
    answer = errors.broken(rf.get("/t/x/"))
    assert answer.status_code == 500
    assert b"</html>" in answer.content
    assert errors.broken(rf.get("/api/v1/")).headers["Content-Type"] == "application/json"


def test_an_expired_form_is_answered_with_a_page(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "expired" in answer.text


def test_the_front_page_and_the_entrances_hold_no_inline_script_or_style(client: Client, db: None) -> None:
    for page in ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/mail/"):
        text = client.get(page).text
        for inline in ("<script>", " style=", " onclick="):
            assert inline not in text, page
