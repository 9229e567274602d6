"""Keys: made and shown once, used, misused, revoked; and what the API answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.api_keys import MAX_PER_MEMBER, create_api_key
from accounts.kernel import scope
from accounts.kernel.api import TeamAPIView
from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from accounts.models import ApiKey, AuditRecord, Membership, Team, User
from tests.accounts.looking import SignIn, place_of, verbs_in
from tests.factories.accounts import member


class Probe(TeamAPIView):
    """Says who asks and where; writes when told to, and may fail after that."""

    def get(self, request: Request) -> Response:
        members = Membership.objects.count()
        return Response({"user": request.user.name, "team": self.team.name, "members": members})

    def post(self, request: Request) -> Response:
        record("probe.posted", self.team, by=request.user)
        if failure := request.data.get("fail"):
            raise {"refused": Refused("No."), "missing": Http404()}[failure]
        return self.created({})


urlpatterns = [
    path("api/v1/teams/<slug:team>/probe/", Probe.as_view(), name="probe"),
    path("", include(settings.ROOT_URLCONF)),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def key(bob: User, team: Team) -> Any:
    return key_of(bob, team)


def key_of(user: User, team: Team, name: str = "sync") -> Any:
    with scope.team(team.pk):
        made, made.secret = create_api_key(team, name, by=user)
    return made


def probe(team: Team, secret: str = "", method: str = "get", **extra: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return getattr(Client(), method)(f"/api/v1/teams/{team.slug}/probe/", headers=headers, **extra)


def keys_page(team: Team) -> Any:
    return reverse("accounts:api_keys", args=[team.slug])


def test_the_secret_is_shown_once_and_stored_nowhere(as_: SignIn, bob: User, team: Team) -> None:
    browser = as_(bob)
    made = browser.post(keys_page(team), {"name": "Nightly sync"})
    secret = made.context["secret"]
    assert secret.startswith("aiu_")
    assert secret in made.text
    assert "no-store" in made["Cache-Control"]
    assert secret not in browser.get(keys_page(team)).text
    assert secret not in str(ApiKey.objects.values_list()[0])
    assert verbs_in(team)[-1] == "api_key.created"


def test_a_good_key_acts_as_its_person_in_its_team(key: Any, team: Team) -> None:
    answer = probe(team, key.secret)
    assert answer.json() == {"user": "Bob", "team": "Lighthouse", "members": 2}


def test_without_a_key_the_answer_says_how_to_send_one(team: Team) -> None:
    answer = probe(team)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="aiuteur"'


@pytest.mark.parametrize("secret", ["aiu_wrong", "x", "aiu_two words", "é", "aiu_" + "x" * 9000])
def test_bad_keys_are_refused_in_words(key: Any, team: Team, secret: str) -> None:
    answer = probe(team, secret)
    assert answer.status_code == 401
    assert "key" in answer.json()["detail"]


def test_a_revoked_key_stops_at_once(as_: SignIn, bob: User, key: Any, team: Team) -> None:
    page = reverse("accounts:api_key_revoke", args=[team.slug, key.pk])
    for _ in range(2):
        assert as_(bob).post(page).status_code == 302
    assert probe(team, key.secret).status_code == 401
    assert verbs_in(team).count("api_key.revoked") == 1


def test_a_key_opens_no_other_team_even_of_the_same_person(bob: User, charlie: User, key: Any) -> None:
    from accounts.actions.teams import create_team

    own = create_team("Own", by=bob)
    assert probe(own, key.secret).status_code == 403
    assert probe(Team.objects.get(name="Harbour"), key.secret).status_code == 404


def test_a_key_ends_with_the_membership_and_with_the_account(bob: User, key: Any, team: Team) -> None:
    with scope.team(team.pk):
        Membership.objects.filter(user=bob).delete()
    assert probe(team, key.secret).status_code == 404
    bob.is_active = False
    bob.save()
    assert probe(team, key.secret).status_code == 401


def test_a_key_may_do_what_its_person_may(team: Team) -> None:
    viewer = member(team, "Vera", Role.VIEWER)
    secret = key_of(viewer, team).secret
    assert probe(team, secret).status_code == 200
    refused = probe(team, secret, "post")
    assert refused.status_code == 403
    assert refused.json()["detail"] == "This needs the role editor."


def test_using_a_key_is_noted_once_a_minute(key: Any, team: Team) -> None:
    probe(team, key.secret)
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    probe(team, key.secret)
    key.refresh_from_db()
    assert key.last_used_at == first
    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    probe(team, key.secret)
    key.refresh_from_db()
    assert key.last_used_at > first


@pytest.mark.parametrize(("failure", "status"), [("refused", 409), ("missing", 404)])
def test_an_answer_with_an_error_keeps_nothing_of_its_request(
    key: Any, team: Team, failure: str, status: int
) -> None:
    answer = probe(team, key.secret, "post", data={"fail": failure}, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["detail"]
    with scope.team(team.pk):
        assert not AuditRecord.objects.filter(verb="probe.posted").exists()
    assert probe(team, key.secret, "post", data={}, content_type="application/json").status_code == 201
    with scope.team(team.pk):
        assert AuditRecord.objects.filter(verb="probe.posted").count() == 1


def test_a_session_works_too_but_not_without_its_csrf_token(as_: SignIn, bob: User, team: Team) -> None:
    browser = as_(bob)
    assert browser.get(f"/api/v1/teams/{team.slug}/probe/").json()["user"] == "Bob"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    assert strict.post(f"/api/v1/teams/{team.slug}/probe/").status_code == 403


def test_the_same_form_sent_twice_makes_one_key(as_: SignIn, bob: User, team: Team) -> None:
    browser = as_(bob)
    browser.post(keys_page(team), {"name": "sync"})
    again = browser.post(keys_page(team), {"name": "sync"})
    assert again.status_code == 422
    assert "You have a key of this name already." in again.text
    assert ApiKey.objects.count() == 1


def test_a_name_is_free_again_when_its_key_is_revoked(as_: SignIn, bob: User, key: Any, team: Team) -> None:
    as_(bob).post(reverse("accounts:api_key_revoke", args=[team.slug, key.pk]))
    assert as_(bob).post(keys_page(team), {"name": "sync"}).status_code == 200


def test_nobody_collects_keys_without_end(as_: SignIn, bob: User, team: Team) -> None:
    for number in range(MAX_PER_MEMBER):
        key_of(bob, team, name=f"key {number}")
    answer = as_(bob).post(keys_page(team), {"name": "one more"})
    assert answer.status_code == 409
    assert "Revoke one" in answer.text


def test_admins_see_and_revoke_everybodys_keys_and_others_only_their_own(
    as_: SignIn, alice: User, bob: User, key: Any, team: Team
) -> None:
    vera = member(team, "Vera", Role.VIEWER)
    hers = key_of(vera, team, name="hers")
    assert "hers" not in as_(bob).get(keys_page(team)).text
    assert as_(bob).post(reverse("accounts:api_key_revoke", args=[team.slug, hers.pk])).status_code == 409
    assert "hers" in as_(alice).get(keys_page(team)).text
    as_(alice).post(reverse("accounts:api_key_revoke", args=[team.slug, hers.pk]))
    hers.refresh_from_db()
    assert hers.revoked_at is not None


def test_keys_of_another_team_are_not_there(as_: SignIn, alice: User, charlie: User, team: Team) -> None:
    harbour = Team.objects.get(name="Harbour")
    foreign = key_of(charlie, harbour)
    assert (
        as_(alice).post(reverse("accounts:api_key_revoke", args=[team.slug, foreign.pk])).status_code == 404
    )
    assert as_(alice).get(keys_page(harbour)).status_code == 404
    assert place_of(charlie, harbour)
