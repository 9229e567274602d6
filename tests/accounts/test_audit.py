"""The trail: it grows, it is read by admins, nobody changes it."""

from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.roles import Role
from accounts.models import AuditRecord, Team, User
from accounts.queries.audit import PAGE
from tests.accounts.looking import SignIn
from tests.factories.accounts import member


def page_of(team: Team, **query: dict[str, str]) -> Any:
    return reverse("accounts:audit", args=[team.slug], query=query)


@pytest.mark.parametrize("how", ["team", "staff"])
@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditrecord SET verb = 'x'", "DELETE FROM accounts_auditrecord"]
)
def test_neither_members_nor_staff_can_rewrite_it(team: Team, how: str, statement: str) -> None:
    where = scope.team(team.pk) if how == "team" else scope.staff()
    with (
        where,
        pytest.raises(Error, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    with scope.team(team.pk):
        assert AuditRecord.objects.get().verb == "team.created"


def test_it_cannot_be_emptied_through_the_orm_either(team: Team) -> None:
    with scope.team(team.pk), pytest.raises(Error, match="append-only"), transaction.atomic():
        AuditRecord.objects.all().delete()


def test_admins_read_it_and_others_do_not(as_: SignIn, team: Team) -> None:
    for role in Role:
        answer = as_(member(team, role.label, role)).get(page_of(team))
        assert answer.status_code == (200 if role.covers(Role.ADMIN) else 403)


def test_it_shows_who_did_what(as_: SignIn, alice: User, team: Team) -> None:
    page = as_(alice).get(page_of(team)).text
    assert "Team created" in page
    assert "<bdi>Alice</bdi>" in page
    assert "<bdi>Lighthouse</bdi>" in page


def test_it_holds_nothing_of_other_teams(as_: SignIn, alice: User, charlie: User, team: Team) -> None:
    assert "Harbour" not in as_(alice).get(page_of(team)).text


def test_it_is_read_in_pages_without_gap_or_overlap(as_: SignIn, alice: User, team: Team) -> None:
    with scope.team(team.pk):
        for number in range(PAGE + 10):
            record("probe.made", team, by=alice, number=number)
    browser, seen, before = as_(alice), [], None
    while before != 0:
        page = browser.get(page_of(team, **({"before": before} if before else {}))).context["page"]
        seen += [row.pk for row in page.records]
        before = page.next_before
    assert len(seen) == len(set(seen)) == PAGE + 11  # and the team's own making
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("renamed", True),
        ("alice renamed", True),
        ("bob renamed", False),
        ("100%", False),
        ("_", True),
        ("\\", False),
    ],
)
def test_it_is_filtered_by_words(as_: SignIn, alice: User, team: Team, words: str, found: bool) -> None:
    browser = as_(alice)
    browser.post(reverse("accounts:team_rename", args=[team.slug]), {"name": "Beacon", "was": "Lighthouse"})
    with scope.team(team.pk):
        record("member.role_changed", team, by=alice)
    shown = browser.get(page_of(team, q=words)).context["page"].records
    assert bool(shown) == found


@pytest.mark.parametrize(
    "query", [{"q": "x" * 2000}, {"before": "x"}, {"before": "-1"}, {"before": "9" * 40}]
)
def test_bad_filters_get_a_sentence(as_: SignIn, alice: User, team: Team, query: dict[str, str]) -> None:
    assert as_(alice).get(page_of(team, **query)).status_code == 422


def test_hostile_names_are_text(as_: SignIn, alice: User, team: Team) -> None:
    with scope.team(team.pk):
        record("probe.made", team, by=alice, note="<script>alert(1)</script>")
    page = as_(alice).get(page_of(team, q='"><script>alert(2)</script>')).text
    assert "<script>alert" not in page
    page = as_(alice).get(page_of(team)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_fragment_is_only_the_trail(as_: SignIn, alice: User, team: Team) -> None:
    text = (
        as_(alice)
        .get(page_of(team), headers={"HX-Request": "true", "HX-Target": "section#trail"})
        .text.strip()
    )
    assert text.startswith('<section class="section" id="trail"')
    assert text.endswith("</section>")
