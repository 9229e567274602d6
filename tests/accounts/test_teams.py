"""Teams: made, switched between, renamed, left."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.members import change_role
from accounts.actions.teams import create_team, leave_team, rename_team
from accounts.kernel import scope
from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.roles import Role
from accounts.models import Team, User
from accounts.signals import team_created
from tests.accounts.looking import SignIn, place_of, roles_in, verbs_in
from tests.factories.accounts import UserFactory, member


def settings_of(team: Team) -> Any:
    return reverse("accounts:team_settings", args=[team.slug])


def test_a_new_team_belongs_to_its_maker_and_opens(as_: SignIn, bob: User) -> None:
    answer = as_(bob).post(reverse("accounts:teams"), {"name": "Second unit"})
    assert answer.url == reverse("projects:dashboard", args=["second-unit"])
    assert roles_in(Team.objects.get(slug="second-unit")) == {"Bob": "owner"}


def test_making_a_team_is_announced_inside_its_transaction_and_scope(alice: User) -> None:
    heard = []

    def listen(sender: Any, team: Team, by: Any, **kwargs: Any) -> None:
        heard.append((team.name, str(by), scope.current().team == team.pk))

    team_created.connect(listen)
    try:
        create_team("Lighthouse", by=alice)
    finally:
        team_created.disconnect(listen)
    assert heard == [("Lighthouse", "Alice", True)]


def test_a_listener_that_fails_undoes_the_team(alice: User) -> None:
    def refuse(sender: Any, **kwargs: Any) -> None:
        raise Refused("No credits.")

    team_created.connect(refuse)
    try:
        with pytest.raises(Refused):
            create_team("Lighthouse", by=alice)
    finally:
        team_created.disconnect(refuse)
    assert not Team.objects.exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lighthouse", "lighthouse-"),  # taken
        ("Demo", "demo-"),  # reserved
        ("سينما", "team-"),
        ("🎬🎬", "team-"),
        ('"><script>alert(1)</script>', "scriptalert1script"),
        ("Ångström & Söhne", "angstrom-sohne"),
    ],
)
def test_every_name_gets_an_address_of_its_own(alice: User, team: Team, name: str, slug: str) -> None:
    assert create_team(name, by=alice).slug.startswith(slug)


def test_the_switcher_lists_ones_own_teams_and_nobody_elses(
    as_: SignIn, alice: User, team: Team, charlie: User
) -> None:
    second = create_team("Second unit", by=alice)
    page = as_(alice).get(settings_of(team)).text
    for mine in (team, second):
        assert f'href="{reverse("projects:dashboard", args=[mine.slug])}"' in page
    assert "Harbour" not in page
    assert "harbour" not in page


def test_the_front_door_leads_to_the_team_visited_last(as_: SignIn, alice: User, team: Team) -> None:
    second = create_team("Second unit", by=alice)
    browser = as_(alice)
    for visited in (second, team, second):
        browser.get(settings_of(visited))
        assert browser.get("/").url == reverse("projects:dashboard", args=[visited.slug])


def test_a_team_that_one_has_left_is_not_opened_again(
    as_: SignIn, alice: User, bob: User, team: Team
) -> None:
    own = create_team("Own", by=bob)
    browser = as_(bob)
    browser.get(settings_of(team))
    assert browser.post(reverse("accounts:team_leave", args=[team.slug])).url == reverse("accounts:teams")
    assert roles_in(team) == {"Alice": "owner"}
    assert browser.get(settings_of(team)).status_code == 404
    assert browser.get("/").url == reverse("projects:dashboard", args=[own.slug])
    assert verbs_in(team)[-1] == "member.left"


def test_the_last_owner_cannot_leave(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    answer = as_(alice).post(reverse("accounts:team_leave", args=[team.slug]))
    assert answer.status_code == 409
    assert "You are the last owner" in answer.text
    assert roles_in(team) == {"Alice": "owner", "Bob": "editor"}


def test_an_owner_leaves_when_another_remains(alice: User, bob: User, team: Team) -> None:
    with scope.team(team.pk):
        change_role(place_of(bob, team), Role.OWNER, was=Role.EDITOR, by=alice)
        leave_team(team, by=alice)
    assert roles_in(team) == {"Bob": "owner"}


def test_renaming_keeps_the_address(as_: SignIn, alice: User, team: Team) -> None:
    form = {"name": "  Light \n house ", "was": "Lighthouse"}
    answer = as_(alice).post(reverse("accounts:team_rename", args=[team.slug]), form)
    assert answer.url == settings_of(team)
    team.refresh_from_db()
    assert (team.name, team.slug) == ("Light house", "lighthouse")


def test_the_second_of_two_renamers_is_told(as_: SignIn, alice: User, team: Team) -> None:
    with scope.team(team.pk):
        rename_team(team, "Beacon", was="Lighthouse", by=alice)
        stale = Team.objects.get(pk=team.pk)
        with pytest.raises(Conflict) as caught:
            rename_team(stale, "Lamp", was="Lighthouse", by=alice)
    assert caught.value.current == "Beacon"
    answer = as_(alice).post(
        reverse("accounts:team_rename", args=[team.slug]), {"name": "Lamp", "was": "Lighthouse"}
    )
    assert answer.status_code == 409
    assert "Beacon" in answer.text


@pytest.mark.parametrize("name", ["<b>Bold</b>", "\"Quoted\" 'name'", "🎬 Kino", "سينما", "x" * 80])
def test_names_are_shown_as_they_were_typed(as_: SignIn, alice: User, team: Team, name: str) -> None:
    from django.utils.html import escape

    browser = as_(alice)
    browser.post(reverse("accounts:team_rename", args=[team.slug]), {"name": name, "was": "Lighthouse"})
    page = browser.get(settings_of(team)).text
    assert f"<bdi>{escape(name)}</bdi>" in page
    assert "<b>Bold" not in page


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "x" * 2_000_000, "\u202e\u2066"])
def test_names_that_cannot_be_get_a_sentence(as_: SignIn, alice: User, team: Team, name: str) -> None:
    answer = as_(alice).post(
        reverse("accounts:team_rename", args=[team.slug]), {"name": name, "was": "Lighthouse"}
    )
    assert answer.status_code == 422
    assert answer.context["name_form"].errors["name"]
    team.refresh_from_db()
    assert team.name == "Lighthouse"


def test_direction_overrides_are_taken_out_of_names(as_: SignIn, alice: User, team: Team) -> None:
    as_(alice).post(
        reverse("accounts:team_rename", args=[team.slug]), {"name": "abc\u202efdp", "was": "Lighthouse"}
    )
    team.refresh_from_db()
    assert team.name == "abcfdp"


def test_strangers_find_no_team(as_: SignIn, charlie: User, team: Team, client: Client) -> None:
    assert as_(charlie).get(settings_of(team)).status_code == 404
    assert as_(charlie).get(settings_of(Team(slug="never-was"))).status_code == 404
    assert client.get(settings_of(team)).url.startswith(reverse("account_login"))


def test_ones_own_other_memberships_do_not_show_inside_a_team(alice: User, team: Team) -> None:
    create_team("Second unit", by=alice)
    with scope.team(team.pk, user=alice.pk):
        from accounts.models import Membership

        assert [m.team_id for m in Membership.objects.all()] == [team.pk]


def test_a_stranger_in_another_role_cannot_reach_the_forms(as_: SignIn, team: Team) -> None:
    viewer = member(team, "Vera", Role.VIEWER)
    for name in ("team_rename", "invitation_send"):
        assert as_(viewer).post(reverse(f"accounts:{name}", args=[team.slug]), {}).status_code == 403


def test_teams_page_lists_roles(as_: SignIn, bob: User, team: Team) -> None:
    page = as_(bob).get(reverse("accounts:teams")).text
    assert "Lighthouse" in page
    assert "Writes, draws and generates what is free." in page


def test_a_person_without_a_name_is_shown_by_address(as_: SignIn, alice: User, team: Team) -> None:
    nameless = UserFactory(name="", email="dora@example.com")
    from tests.factories.accounts import MembershipFactory

    MembershipFactory(team=team, user=nameless)
    assert "<bdi>dora@example.com</bdi>" in as_(alice).get(settings_of(team)).text
