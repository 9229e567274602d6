"""The admin: who may enter, and what they may do there."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.actions.api_keys import create_api_key
from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import ApiKey, KeptMail, Membership, Team, User
from tests.accounts.looking import SignIn, place_of, roles_in, verbs_in
from tests.factories.accounts import UserFactory

MODELS = ["user", "team", "membership", "invitation", "auditrecord", "apikey", "keptmail"]


@pytest.fixture
def root(db: None) -> User:
    return UserFactory(name="Root", is_staff=True, is_superuser=True)


@pytest.fixture
def support(db: None) -> User:
    """Staff with every right over this app, and no more."""
    user = UserFactory(name="Support", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    return user


def listing(model: Any) -> Any:
    return reverse(f"admin:accounts_{model}_changelist")


def act(browser: Client, model: Any, action: Any, *rows: Any) -> Any:
    form = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return browser.post(listing(model), form)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_listed_searched_and_opened(
    as_: SignIn, root: User, alice: User, bob: User, team: Team, model: Any
) -> None:
    KeptMail.objects.create(sender="s", recipients="r", subject="s", body="b")
    with scope.team(team.pk):
        create_api_key(team, "sync", by=bob)
    browser = as_(root)
    assert browser.get(listing(model), {"q": "Lighthouse"}).status_code == 200
    page = browser.get(listing(model))
    first = page.context["cl"].result_list[:1]
    for row in first:
        assert browser.get(reverse(f"admin:accounts_{model}_change", args=[row.pk])).status_code == 200


def test_the_hash_of_a_secret_is_not_shown(as_: SignIn, root: User, bob: User, team: Team) -> None:
    with scope.team(team.pk):
        key, _ = create_api_key(team, "sync", by=bob)
    page = as_(root).get(reverse("admin:accounts_apikey_change", args=[key.pk]))
    assert key.secret_hash not in page.text


def test_the_secret_of_a_second_factor_is_not_shown_and_a_superusers_stays(
    as_: SignIn, root: User, support: User, alice: User
) -> None:
    rights = Permission.objects.filter(content_type__app_label="mfa")
    support.user_permissions.add(*rights)
    factors = [
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DP"})
        for user in (alice, root)
    ]
    browser = as_(support)
    for factor in factors:
        page = reverse("admin:mfa_authenticator_change", args=[factor.pk])
        assert "JBSWY3DP" not in browser.get(page).text
        browser.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})
    assert [factor.user for factor in Authenticator.objects.all()] == [root]


def test_strangers_are_sent_to_sign_in_and_members_away(as_: SignIn, alice: User, client: Client) -> None:
    assert client.get(listing("user"), follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    assert as_(alice).get(listing("user"), follow=True).status_code == 403


def test_staff_need_a_second_factor_unless_the_studio_is_embedded(
    as_: SignIn, root: User, settings: Settings
) -> None:
    browser = as_(root)
    settings.STUDIO_EMBEDDED = False
    assert browser.get(listing("user"), follow=True).redirect_chain[-1][0] == reverse("mfa_index")
    settings.STUDIO_EMBEDDED = True
    assert browser.get(listing("user")).status_code == 200


def test_support_cannot_make_itself_more_than_it_is(as_: SignIn, support: User, alice: User) -> None:
    page = reverse("admin:accounts_user_change", args=[support.pk])
    as_(support).post(page, {"name": "Support", "is_active": "on", "is_staff": "on", "is_superuser": "on"})
    support.refresh_from_db()
    assert not support.is_superuser
    as_(support).post(
        reverse("admin:accounts_user_change", args=[alice.pk]),
        {"name": "Alice", "is_active": "on", "is_staff": "on"},
    )
    alice.refresh_from_db()
    assert not alice.is_staff


def test_accounts_are_closed_and_opened_but_not_ones_own_and_not_a_superusers(
    as_: SignIn, support: User, root: User, alice: User
) -> None:
    browser = as_(support)
    act(browser, "user", "close", alice, support, root)
    assert set(User.objects.filter(is_active=False)) == {alice}
    act(browser, "user", "reopen", alice)
    assert not User.objects.filter(is_active=False).exists()


def test_a_closed_account_is_out_at_once(as_: SignIn, support: User, alice: User, team: Team) -> None:
    browser = as_(alice)
    act(as_(support), "user", "close", alice)
    assert browser.get(reverse("accounts:teams")).url.startswith(reverse("account_login"))


def test_a_team_without_owner_gets_one(as_: SignIn, root: User, bob: User, team: Team) -> None:
    with scope.team(team.pk):
        Membership.objects.filter(role=Role.OWNER).update(role=Role.VIEWER)
    act(as_(root), "membership", "make_owner", place_of(bob, team))
    assert roles_in(team) == {"Alice": "viewer", "Bob": "owner"}
    assert verbs_in(team)[-1] == "member.appointed_owner"


def test_a_leaked_key_is_revoked_and_written_down(as_: SignIn, support: User, bob: User, team: Team) -> None:
    with scope.team(team.pk):
        key, _ = create_api_key(team, "sync", by=bob)
    act(as_(support), "apikey", "revoke", key)
    assert ApiKey.objects.get().revoked_at is not None
    assert verbs_in(team)[-1] == "api_key.revoked"


def test_kept_mail_is_for_superusers_because_its_links_sign_people_in(as_: SignIn, support: User) -> None:
    assert as_(support).get(listing("keptmail")).status_code == 403


@pytest.mark.parametrize("model", ["team", "membership", "auditrecord", "user"])
def test_nothing_is_deleted_there(as_: SignIn, root: User, alice: User, team: Team, model: Any) -> None:
    page = as_(root).get(listing(model))
    row = page.context["cl"].result_list[0]
    assert (
        as_(root).post(reverse(f"admin:accounts_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert "delete_selected" not in page.text
