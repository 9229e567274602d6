"""Signing up, confirming, signing in, resetting."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Team, User
from tests.accounts.looking import link_in, roles_in, verbs_in
from tests.factories.accounts import PASSWORD, UserFactory

FORM = {"name": "Alice", "email": "alice@example.com", "password1": PASSWORD, "team": "Lighthouse"}
pytestmark = pytest.mark.django_db


def sign_up(client: Client, **changed: Any) -> Any:
    return client.post(reverse("account_signup"), {**FORM, **changed})


def test_signing_up_makes_a_team_with_its_owner_and_asks_for_confirmation(client: Client) -> None:
    answer = sign_up(client)
    assert answer.status_code == 302
    assert answer.url == reverse("account_email_verification_sent")
    team = Team.objects.get(slug="lighthouse")
    assert roles_in(team) == {"Alice": "owner"}
    assert verbs_in(team) == ["team.created"]
    assert [message.to for message in mail.outbox] == [["alice@example.com"]]
    assert mail.outbox[0].subject == "Confirm your address"


def test_nobody_is_in_before_the_address_is_confirmed(client: Client) -> None:
    sign_up(client)
    answer = client.post(reverse("account_login"), {"login": "alice@example.com", "password": PASSWORD})
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_the_link_in_the_mail_confirms_by_a_button_and_leads_to_the_team(client: Client) -> None:
    sign_up(client)
    page = link_in(mail.outbox[0])
    assert "Confirm address" in client.get(page).text
    assert "_auth_user_id" not in client.session  # a mail scanner that opens the link confirms nothing
    client.post(page)
    assert client.get("/").url == reverse("projects:dashboard", args=["lighthouse"])


def test_signing_in_and_out(client: Client) -> None:
    UserFactory(email="alice@example.com")
    answer = client.post(reverse("account_login"), {"login": "ALICE@example.com", "password": PASSWORD})
    assert answer.url == "/"
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    UserFactory(email="alice@example.com")
    wrong, unknown = (
        client.post(reverse("account_login"), {"login": address, "password": "not the password"})
        for address in ("alice@example.com", "nobody@example.com")
    )
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_signing_up_with_a_taken_address_tells_only_its_owner(client: Client) -> None:
    UserFactory(email="alice@example.com")
    answer = sign_up(client, email="Alice@Example.com", team="Second")
    assert answer.url == reverse("account_email_verification_sent")
    assert not Team.objects.filter(name="Second").exists()
    assert [message.subject for message in mail.outbox] == ["You have an account already"]


def test_asking_for_a_new_password_answers_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    UserFactory(email="alice@example.com")
    known = client.post(reverse("account_reset_password"), {"email": "alice@example.com"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "No account with this address",
    ]


def test_a_new_password_is_set_by_the_mailed_link_once(client: Client) -> None:
    user = UserFactory(email="alice@example.com")
    client.post(reverse("account_reset_password"), {"email": user.email})
    first = link_in(mail.outbox[0])
    form_page = client.get(first).url
    chosen = {"password1": "a door in the sea", "password2": "a door in the sea"}
    assert client.post(form_page, chosen).status_code == 302
    user.refresh_from_db()
    assert user.check_password("a door in the sea")
    assert "This link does not work" in Client().get(first, follow=True).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "short"),
        ("password1", "password123"),
        ("email", "no address"),
        ("name", "  "),
        ("team", ""),
    ],
)
def test_bad_fields_are_named_and_what_was_typed_stays(client: Client, field: str, value: str) -> None:
    answer = sign_up(client, **{field: value})
    assert field in answer.context["form"].errors
    assert field == "name" or 'value="Alice"' in answer.text
    assert not User.objects.exists()
    assert not Team.objects.exists()


def test_the_form_sent_twice_at_once_makes_one_account_and_one_team(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second arrives after the check for the address and before the first has committed."""
    from accounts.forms.signup import SignupForm

    sign_up(Client())
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, value: value)
    answer = sign_up(client)
    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert Team.objects.count() == 1


def test_a_person_in_no_team_is_led_to_make_one(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get("/").url == reverse("accounts:teams")
    assert "You are in no team yet" in client.get(reverse("accounts:teams")).text
