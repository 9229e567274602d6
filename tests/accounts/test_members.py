"""Roles: who gives and takes which, and the owner who always remains."""

import threading
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import teams as team_actions
from accounts.actions.api_keys import create_api_key
from accounts.actions.members import change_role
from accounts.actions.teams import create_team, leave_team
from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from accounts.models import Membership, Team, User
from tests.accounts.looking import SignIn, place_of, roles_in, verbs_in
from tests.factories.accounts import UserFactory, member

ROLES = list(Role)


def give(browser: Client, team: Team, who: User, role: Role, was: Any = None, **extra: Any) -> Any:
    place = place_of(who, team)
    page = reverse("accounts:member_role", args=[team.slug, place.pk])
    return browser.post(page, {"role": role, "was": was or place.role}, **extra)


def remove(browser: Client, team: Team, who: User) -> Any:
    return browser.post(reverse("accounts:member_remove", args=[team.slug, place_of(who, team).pk]))


def may_give(own: Role, target: Role, role: Role) -> bool:
    """The rule, said once more: owners are touched by owners only, and nobody gives above their own role."""
    if own not in (Role.OWNER, Role.ADMIN) or (target == Role.OWNER and own != Role.OWNER):
        return False
    return own == Role.OWNER or role != Role.OWNER


@pytest.mark.parametrize("own", ROLES)
def test_roles_matrix(as_: SignIn, team: Team, own: Role) -> None:
    browser, other = as_(member(team, "Actor", own)), member(team, "Other")
    for target, role in product(ROLES, ROLES):
        with scope.team(team.pk):
            Membership.objects.filter(user=other).update(role=target)
        answer = give(browser, team, other, role)
        allowed = may_give(own, target, role)
        assert roles_in(team)["Other"] == (role if allowed else target), (target, role)
        expected = 302 if allowed else 409 if own in (Role.OWNER, Role.ADMIN) else 403
        assert answer.status_code == expected, (target, role)


@pytest.mark.parametrize("own", ROLES)
def test_removal_matrix(as_: SignIn, team: Team, own: Role) -> None:
    browser = as_(member(team, "Actor", own))
    for target in ROLES:
        other = member(team, f"Other{target}", target)
        remove(browser, team, other)
        assert (str(other) not in roles_in(team)) == may_give(own, target, Role.VIEWER), target


def test_a_changed_role_is_written_down_with_what_it_was(
    as_: SignIn, alice: User, bob: User, team: Team
) -> None:
    give(as_(alice), team, bob, Role.PRODUCER)
    assert verbs_in(team)[-1] == "member.role_changed"
    trail = as_(alice).get(reverse("accounts:audit", args=[team.slug])).text
    assert "was: <bdi>editor</bdi>" in trail
    assert "now: <bdi>producer</bdi>" in trail


def test_the_same_role_again_changes_nothing(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    before = verbs_in(team)
    assert give(as_(alice), team, bob, Role.EDITOR).status_code == 302
    assert verbs_in(team) == before


def test_of_two_who_change_a_role_the_second_is_told(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    give(as_(alice), team, bob, Role.VIEWER)
    answer = give(as_(alice), team, bob, Role.PRODUCER, was=Role.EDITOR)
    assert answer.status_code == 409
    assert "Bob is viewer by now." in answer.text
    assert roles_in(team)["Bob"] == "viewer"


def test_somebody_already_removed_cannot_be_changed(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    page = reverse("accounts:member_role", args=[team.slug, place_of(bob, team).pk])
    remove(as_(alice), team, bob)
    assert as_(alice).post(page, {"role": "viewer", "was": "editor"}).status_code == 404


def test_the_last_owner_can_neither_step_down_nor_be_removed(
    as_: SignIn, alice: User, bob: User, team: Team
) -> None:
    assert give(as_(alice), team, alice, Role.VIEWER).status_code == 409
    assert remove(as_(alice), team, alice).status_code == 409
    assert roles_in(team)["Alice"] == "owner"


def test_an_owner_steps_down_when_another_remains(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    give(as_(alice), team, bob, Role.OWNER)
    assert give(as_(alice), team, alice, Role.VIEWER).status_code == 302
    assert roles_in(team) == {"Alice": "viewer", "Bob": "owner"}


def test_a_role_that_does_not_exist_is_refused(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    assert give(as_(alice), team, bob, "emperor").status_code == 409
    assert roles_in(team)["Bob"] == "editor"


def test_members_of_another_team_cannot_be_touched(
    as_: SignIn, alice: User, charlie: User, team: Team
) -> None:
    harbour = Team.objects.get(name="Harbour")
    foreign = place_of(charlie, harbour)
    browser = as_(alice)
    for name in ("member_role", "member_remove"):
        page = reverse(f"accounts:{name}", args=[team.slug, foreign.pk])
        assert browser.post(page, {"role": "viewer", "was": "owner"}).status_code == 404
    assert roles_in(harbour) == {"Charlie": "owner"}


def test_removing_somebody_ends_their_access_and_their_keys(
    as_: SignIn, alice: User, bob: User, team: Team
) -> None:
    with scope.team(team.pk):
        key, _ = create_api_key(team, "sync", by=bob)
    remove(as_(alice), team, bob)
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert as_(bob).get(reverse("accounts:team_settings", args=[team.slug])).status_code == 404
    assert verbs_in(team)[-1] == "member.removed"


def test_an_actor_who_lost_the_role_in_the_meantime_is_refused(alice: User, bob: User, team: Team) -> None:
    admin = member(team, "Ada", Role.ADMIN)
    with scope.team(team.pk):
        change_role(place_of(admin, team), Role.VIEWER, was=Role.ADMIN, by=alice)
        with pytest.raises(Refused, match="needs the role admin"):
            change_role(place_of(bob, team), Role.VIEWER, was=Role.EDITOR, by=admin)


def test_the_members_fragment_is_only_the_section(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    headers = {"HX-Request": "true", "HX-Target": "section#members"}
    answer = give(as_(alice), team, bob, Role.REVIEWER, headers=headers)
    text = answer.text.strip()
    assert answer.status_code == 200
    assert text.startswith('<section class="section" id="members"')
    assert text.endswith("</section>")


def test_the_roster_is_read_in_few_queries(
    as_: SignIn, alice: User, team: Team, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        member(team, f"Member{number}", Role.VIEWER)
    browser = as_(alice)
    page = reverse("accounts:team_settings", args=[team.slug])
    browser.get(page)
    with django_assert_max_num_queries(16):
        browser.get(page)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = UserFactory(name="First"), UserFactory(name="Second")
    team = create_team("Lighthouse", by=first)
    with scope.team(team.pk):
        Membership.objects.create(user=second, role=Role.OWNER)
    meeting = threading.Barrier(2)
    alone = team_actions.is_last_owner

    def asked_at_the_same_time(membership: Any) -> Any:
        answer = alone(membership)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)  # without the lock both stand here, each seeing the other still owning
        return answer

    monkeypatch.setattr(team_actions, "is_last_owner", asked_at_the_same_time)
    outcomes = []

    def leave(user: User) -> None:
        try:
            with scope.team(team.pk, user=user.pk):
                leave_team(team, by=user)
            outcomes.append("left")
        except Refused:
            outcomes.append("stayed")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["left", "stayed"]
    assert list(roles_in(team).values()) == ["owner"]
