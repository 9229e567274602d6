from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.kernel import scope
from accounts.models import Team, User
from billing.actions.budgets import set_budget
from billing.actions.ledger import grant, reserve
from billing.models import Budget
from billing.money import MICRO
from projects.models import Project
from tests.factories.accounts import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    team = TeamFactory()
    with scope.team(team.pk):
        grant(team, 120 * MICRO, reason="Welcome <b>aboard</b>", key="start")
    return team


def signed_in(client: Client, team: Team, role: str) -> User:
    with scope.team(team.pk):
        user = MembershipFactory(team=team, role=role).user
    client.force_login(user)
    return user


def page(client: Client, team: Team, **more: Any) -> Any:
    return client.get(reverse("billing:credits", args=[team.slug]), **more)


def test_a_member_sees_what_is_left_and_where_it_went(client: Client, team: Team) -> None:
    signed_in(client, team, "viewer")
    with scope.team(team.pk):
        reserve(team, 20 * MICRO, key="run", source="Make until film")
    html = page(client, team).content.decode()
    assert "Welcome &lt;b&gt;aboard&lt;/b&gt;" in html
    for text in ("Make until film", "+120", "-20", "previz-1", "gemini-nano-banana-2.1", "3.36"):
        assert text in html
    assert "Set budget" not in html


def test_a_stranger_finds_no_such_page(client: Client, team: Team) -> None:
    signed_in(client, TeamFactory(), "owner")
    assert page(client, team).status_code == 404


def test_an_admin_sets_and_lifts_a_budget(client: Client, team: Team) -> None:
    user = signed_in(client, team, "admin")
    url = reverse("billing:budget_set", args=[team.slug])
    with scope.team(team.pk):
        project = Project.objects.create(title="The lamp & the door")
    assert client.post(url, {"subject": "day", "limit": "12.5"}).status_code == 302
    assert client.post(url, {"subject": f"project:{project.pk}", "limit": "3"}).status_code == 302
    assert client.post(url, {"subject": f"member:{user.pk}", "limit": "4"}).status_code == 302
    html = page(client, team).content.decode()
    assert "The lamp &amp; the door" in html
    assert "0 of 12.50 credits" in html
    with scope.team(team.pk):
        budget = Budget.objects.get(scope="day")
    client.post(reverse("billing:budget_remove", args=[team.slug, budget.pk]))
    with scope.team(team.pk):
        assert Budget.objects.count() == 2


@pytest.mark.parametrize("limit", ["", "-1", "many", "1e30", "0.00000001", "NaN"])
def test_a_wrong_amount_is_explained_where_it_was_typed(client: Client, team: Team, limit: str) -> None:
    signed_in(client, team, "admin")
    answer = client.post(reverse("billing:budget_set", args=[team.slug]), {"subject": "team", "limit": limit})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode() or "field-error" in answer.content.decode()


def test_a_budget_for_another_teams_project_is_refused(client: Client, team: Team) -> None:
    signed_in(client, team, "admin")
    other = TeamFactory()
    with scope.team(other.pk):
        project = Project.objects.create(title="Theirs")
    fields = {"subject": f"project:{project.pk}", "limit": "1"}
    assert client.post(reverse("billing:budget_set", args=[team.slug]), fields).status_code == 422


def test_an_editor_cannot_set_budgets(client: Client, team: Team) -> None:
    signed_in(client, team, "producer")
    url = reverse("billing:budget_set", args=[team.slug])
    assert client.post(url, {"subject": "team", "limit": "1"}).status_code == 403
    with scope.team(team.pk):
        budget = set_budget("team", 5, by=MembershipFactory(team=team).user)
    assert client.post(reverse("billing:budget_remove", args=[team.slug, budget.pk])).status_code == 403


def test_the_statement_turns_its_pages(client: Client, team: Team) -> None:
    signed_in(client, team, "viewer")
    with scope.team(team.pk):
        for number in range(60):
            grant(team, 1, reason=f"Gift {number}", key=f"gift {number}")
    assert "Page 1 of 2" in page(client, team).content.decode()
    fragment = client.get(
        reverse("billing:credits", args=[team.slug]) + "?page=2",
        headers={"HX-Request": "true", "HX-Target": "section#statement"},
    ).content.decode()
    assert fragment.strip().startswith("<section")
    assert "Gift 3<" in fragment
    assert "Page 2 of 2" in fragment


def test_a_long_statement_costs_no_more_queries(
    client: Client, team: Team, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, team, "admin")
    with scope.team(team.pk):
        for number in range(40):
            reserve(team, 1, key=f"run {number}", source="Scene")
    page(client, team)
    with django_assert_max_num_queries(18):  # six of them savepoints of the test
        page(client, team)
