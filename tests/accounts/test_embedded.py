"""What only an embedded studio has: the demo team's door, and a page for its mail."""

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.actions.demo import ensure_demo_team
from accounts.mail import StudioMailBackend, send
from accounts.models import KeptMail, Team, User
from tests.accounts.looking import roles_in

KEPT = "accounts.mail.StudioMailBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(settings: Settings) -> None:
    settings.STUDIO_EMBEDDED = True


@pytest.fixture
def hosted(settings: Settings) -> None:
    settings.STUDIO_EMBEDDED = False


def test_the_demo_team_is_made_once() -> None:
    first, second = ensure_demo_team(), ensure_demo_team()
    assert first == second
    team, user = first
    assert (team.slug, team.is_demo, user.email) == ("demo", True, "demo@aiuteur.local")
    assert not user.has_usable_password()
    assert roles_in(team) == {"Demo": "owner"}


def test_the_demo_button_signs_in_to_the_demo_team(embedded: None, client: Client) -> None:
    assert "Open the demo studio" in client.get("/").text
    answer = client.post(reverse("accounts:demo"))
    assert answer.url == reverse("projects:dashboard", args=["demo"])
    assert client.get("/").url == answer.url
    assert client.get(reverse("accounts:team_settings", args=["demo"])).status_code == 200


def test_the_demo_door_opens_by_a_button_only(embedded: None, client: Client) -> None:
    assert client.get(reverse("accounts:demo")).status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_hosted_studio_has_no_demo_and_no_mail_page(hosted: None, client: Client) -> None:
    assert "demo" not in client.get("/").text
    assert client.post(reverse("accounts:demo")).status_code == 404
    assert client.get(reverse("accounts:mail")).status_code == 404
    assert not User.objects.exists()
    assert not Team.objects.exists()


@override_settings(EMAIL_BACKEND=KEPT)
def test_mail_is_kept_printed_and_readable_with_links_to_click(
    embedded: None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    context = {
        "team": "<b>T</b>",
        "by": "Alice",
        "role": "Editor",
        "sentence": "S.",
        "link": "http://testserver/invitations/abc/",
        "days": 14,
    }
    with caplog.at_level("INFO"):
        send("accounts/mail/invitation", "dora@example.com", context)
    assert not getattr(mail, "outbox", [])
    assert "http://testserver/invitations/abc/" in caplog.text
    page = client.get(reverse("accounts:mail")).text
    assert 'href="http://testserver/invitations/abc/"' in page
    assert "<b>T</b>" not in page
    assert "&lt;b&gt;T&lt;/b&gt;" in page


@override_settings(EMAIL_BACKEND=KEPT)
def test_only_the_newest_mails_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StudioMailBackend, "KEPT", 3)
    for number in range(6):
        mail.send_mail(f"Mail {number}", "text", None, ["dora@example.com"])
    assert list(KeptMail.objects.values_list("subject", flat=True)) == ["Mail 5", "Mail 4", "Mail 3"]


@override_settings(EMAIL_BACKEND=KEPT)
def test_a_very_long_mail_is_kept() -> None:
    addresses = [f"person{number}@example.com" for number in range(200)]
    mail.send_mail("s" * 700, "x" * 2_000_000, None, addresses)
    kept = KeptMail.objects.get()
    assert len(kept.subject) == 500
    assert len(kept.body) == 2_000_000
    assert len(kept.recipients) == 2000
