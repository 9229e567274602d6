"""One's own page, and allauth's pages behind it."""

from base64 import b64decode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Team, User
from tests.accounts.looking import SignIn
from tests.factories.accounts import PASSWORD

PAGE = "/profile/"


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).url == f"{reverse('account_login')}?next={PAGE}"


@pytest.mark.parametrize("name", ["Alice B.", "<i>Al</i>", "آليس", "👩‍🎨 Al"])
def test_a_new_name_is_shown_everywhere(as_: SignIn, alice: User, team: Team, name: str) -> None:
    browser = as_(alice)
    assert browser.post(PAGE, {"name": name}).url == PAGE
    alice.refresh_from_db()
    assert alice.name == name
    assert "<i>Al</i>" not in browser.get(reverse("accounts:team_settings", args=[team.slug])).text


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "x" * 2_000_000])
def test_a_name_that_cannot_be_gets_a_sentence(as_: SignIn, alice: User, name: str) -> None:
    answer = as_(alice).post(PAGE, {"name": name})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_the_theme_is_kept_in_a_cookie(as_: SignIn, alice: User, theme: str) -> None:
    browser = as_(alice)
    browser.post(reverse("accounts:theme"), {"theme": theme})
    assert browser.cookies["theme"].value == theme
    assert f'data-theme="{theme}"' in browser.get(PAGE).text


def test_the_systems_theme_removes_the_cookie(as_: SignIn, alice: User) -> None:
    browser = as_(alice)
    browser.post(reverse("accounts:theme"), {"theme": "dark"})
    browser.post(reverse("accounts:theme"), {"theme": "auto"})
    assert "data-theme=" not in browser.get(PAGE).text


def test_an_unknown_theme_is_refused(as_: SignIn, alice: User) -> None:
    browser = as_(alice)
    assert browser.post(reverse("accounts:theme"), {"theme": '"><script>'}).status_code == 302
    assert "theme" not in browser.cookies


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "mfa_index", "socialaccount_connections"]
)
def test_the_pages_behind_it_open_in_the_studios_look(as_: SignIn, alice: User, name: str) -> None:
    answer = as_(alice).get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert 'class="topbar"' in answer.text
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


def test_the_second_factor_is_turned_on_after_proving_who_one_is(client: Client, alice: User) -> None:
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Is it you?" in asked.text
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    picture = b64decode(page.context["totp_svg_data_uri"].partition(",")[2]).decode()
    assert picture.index('fill="white"') < picture.index("<path")  # readable on a dark page
    assert 'src="data:image/svg+xml' in page.text
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert get_adapter().is_mfa_enabled(alice)
    assert "On: a code" in client.get(PAGE).text
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "Second factor" in client.get(answer.url).text
