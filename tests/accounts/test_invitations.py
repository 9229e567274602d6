"""Asking people in: signed in, signed out, new; and every way in which a link does not work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.invitations import MAX_OPEN
from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Invitation, Team, User
from tests.accounts.looking import SignIn, link_in, roles_in, verbs_in
from tests.factories.accounts import PASSWORD, UserFactory, member


@pytest.fixture
def invite(as_: SignIn, alice: User, team: Team, django_capture_on_commit_callbacks: Any) -> Any:
    """Alice invites somebody through the page; returns the path of the link that was mailed."""

    def send(email: str, role: Role = Role.EDITOR) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_(alice).post(url("invitation_send", team), {"email": email, "role": role})
        assert answer.status_code == 302, answer.text
        assert mail.outbox[-1].to == [email.lower()]
        return link_in(mail.outbox[-1])

    return send


def url(name: str, team: Team, *args: Any) -> Any:
    return reverse(f"accounts:{name}", args=[team.slug, *args])


def open_invitations(team: Team) -> Any:
    with scope.team(team.pk):
        return list(Invitation.objects.open())


def test_the_mail_says_who_asks_into_what_as_what(invite: Callable[..., str], team: Team) -> None:
    invite("dora@example.com", Role.REVIEWER)
    message = mail.outbox[-1]
    assert message.subject == "Alice invites you to Lighthouse"
    assert "as reviewer: Comments, and approves when asked." in message.body
    assert verbs_in(team)[-1] == "invitation.sent"


def test_somebody_signed_in_accepts_with_a_button(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    link = invite("charlie@example.com", Role.REVIEWER)
    browser = as_(charlie)
    assert "Accept invitation" in browser.get(link).text
    assert roles_in(team) == {"Alice": "owner"}  # looking is not accepting
    assert browser.post(link).url == reverse("projects:dashboard", args=[team.slug])
    assert roles_in(team) == {"Alice": "owner", "Charlie": "reviewer"}
    assert verbs_in(team)[-1] == "invitation.accepted"


def test_somebody_signed_out_signs_in_and_comes_back_to_the_link(
    invite: Callable[..., str], client: Client, charlie: User, team: Team
) -> None:
    link = invite("Charlie@Example.com")
    page = client.get(link).text
    assert f"{reverse('account_login')}?next={link}" in page
    form = {"login": "charlie@example.com", "password": PASSWORD, "next": link}
    assert client.post(reverse("account_login"), form).url == link
    client.post(link)
    assert roles_in(team)["Charlie"] == "editor"


def test_somebody_new_signs_up_into_the_team_with_a_confirmed_address(
    invite: Callable[..., str], client: Client, team: Team
) -> None:
    link = invite("dora@example.com", Role.PRODUCER)
    secret = link.rstrip("/").rpartition("/")[2]
    page = f"{reverse('account_signup')}?invitation={secret}"
    assert page in client.get(link).text
    form_page = client.get(page)
    assert 'value="dora@example.com"' in form_page.text
    assert 'name="team"' not in form_page.text
    before = len(mail.outbox)
    form = {"name": "Dora", "password1": PASSWORD, "invitation": secret, "email": "mallory@example.com"}
    answer = client.post(reverse("account_signup"), form)
    assert answer.url == "/"
    assert len(mail.outbox) == before  # nothing left to confirm
    assert client.get("/").url == reverse("projects:dashboard", args=[team.slug])
    assert roles_in(team) == {"Alice": "owner", "Dora": "producer"}
    assert Team.objects.count() == 1
    assert User.objects.get(name="Dora").email == "dora@example.com"  # not the one that was posted


def test_a_new_person_whose_invitation_is_withdrawn_meanwhile_is_told_and_keeps_the_form(
    invite: Callable[..., str], as_: SignIn, alice: User, client: Client, team: Team
) -> None:
    secret = invite("dora@example.com").rstrip("/").rpartition("/")[2]
    as_(alice).post(url("invitation_withdraw", team, open_invitations(team)[0].pk))
    form = {"name": "Dora", "password1": PASSWORD, "invitation": secret, "email": "dora@example.com"}
    answer = client.post(reverse("account_signup"), form)
    assert "The invitation no longer stands." in answer.text
    assert 'value="Dora"' in answer.text
    again = client.post(reverse("account_signup"), {**form, "invitation": "", "team": "Own"})
    assert again.url == reverse("account_email_verification_sent")  # an ordinary sign-up, to be confirmed
    assert roles_in(team) == {"Alice": "owner"}


def test_a_new_person_who_has_an_account_is_sent_to_sign_in(
    invite: Callable[..., str], client: Client, charlie: User, team: Team
) -> None:
    secret = invite("charlie@example.com").rstrip("/").rpartition("/")[2]
    answer = client.post(
        reverse("account_signup"), {"name": "C", "password1": PASSWORD, "invitation": secret}
    )
    assert "Sign in to accept the invitation." in answer.text
    assert roles_in(team) == {"Alice": "owner"}


def test_another_address_cannot_accept(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    link = invite("dora@example.com")
    answer = as_(charlie).post(link)
    assert answer.status_code == 409
    assert "This invitation is for dora@example.com." in answer.text
    assert roles_in(team) == {"Alice": "owner"}


def test_an_address_that_is_not_confirmed_cannot_accept(
    invite: Callable[..., str], as_: SignIn, team: Team
) -> None:
    link = invite("dora@example.com")
    dora = UserFactory(name="Dora", email="dora@example.com")
    dora.emailaddress_set.update(verified=False)
    assert as_(dora).post(link).status_code == 409
    assert roles_in(team) == {"Alice": "owner"}


def test_an_expired_link_says_so(invite: Callable[..., str], as_: SignIn, charlie: User, team: Team) -> None:
    link = invite("charlie@example.com")
    with scope.team(team.pk):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    browser = as_(charlie)
    assert "has expired" in browser.get(link).text
    answer = browser.post(link)
    assert answer.status_code == 409
    assert "has expired" in answer.text
    assert roles_in(team) == {"Alice": "owner"}


def test_a_withdrawn_link_says_so_and_withdrawing_twice_is_recorded_once(
    invite: Callable[..., str], as_: SignIn, alice: User, charlie: User, team: Team
) -> None:
    link = invite("charlie@example.com")
    page = url("invitation_withdraw", team, open_invitations(team)[0].pk)
    for _ in range(2):
        assert as_(alice).post(page).status_code == 302
    answer = as_(charlie).post(link)
    assert answer.status_code == 409
    assert "was withdrawn" in answer.text
    assert verbs_in(team).count("invitation.withdrawn") == 1


def test_accepting_twice_joins_once_and_leads_in_again(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    link = invite("charlie@example.com")
    browser = as_(charlie)
    first, second = browser.post(link), browser.post(link)
    assert first.url == second.url
    assert verbs_in(team).count("invitation.accepted") == 1


def test_a_used_link_does_not_bring_back_somebody_who_was_removed(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    link = invite("charlie@example.com")
    browser = as_(charlie)
    browser.post(link)
    browser.post(url("team_leave", team))
    answer = browser.post(link)
    assert answer.status_code == 409
    assert "has been used already" in answer.text
    assert "Charlie" not in roles_in(team)


def test_inviting_again_makes_the_first_link_worthless(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    first, second = invite("charlie@example.com"), invite("CHARLIE@example.com", Role.VIEWER)
    assert len(open_invitations(team)) == 1
    assert as_(charlie).post(first).status_code == 409
    as_(charlie).post(second)
    assert roles_in(team)["Charlie"] == "viewer"


@pytest.mark.parametrize("secret", ["x", "0" * 32, "0" * 76, "é" * 76, "../../etc", "0" * 5000])
def test_links_that_lead_nowhere_say_so(as_: SignIn, client: Client, charlie: User, secret: str) -> None:
    page = reverse("accounts:invitation", args=[secret.replace("/", "")])
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404
    assert as_(charlie).post(page).status_code == 409


def test_the_link_of_one_team_opens_no_other(
    invite: Callable[..., str], as_: SignIn, charlie: User, team: Team
) -> None:
    link = invite("charlie@example.com")
    other = Team.objects.get(name="Harbour")
    forged = link.replace(team.pk.hex, other.pk.hex)
    assert Client().get(forged).status_code == 404
    assert as_(charlie).post(forged).status_code == 409


def test_the_address_with_the_secret_is_told_to_nobody(invite: Callable[..., str], client: Client) -> None:
    answer = client.get(invite("dora@example.com"))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_inviter_never_sees_the_secret(
    invite: Callable[..., str], as_: SignIn, alice: User, team: Team
) -> None:
    secret = invite("dora@example.com").rstrip("/").rpartition("/")[2]
    assert secret not in as_(alice).get(url("team_settings", team)).text
    with scope.team(team.pk):
        assert secret not in str(Invitation.objects.values_list()[0])


def test_members_are_not_invited_again(as_: SignIn, alice: User, bob: User, team: Team) -> None:
    answer = as_(alice).post(url("invitation_send", team), {"email": "BOB@example.com", "role": "viewer"})
    assert answer.status_code == 409
    assert "is a member already" in answer.text


def test_known_and_unknown_addresses_are_invited_with_the_same_answer(
    as_: SignIn, alice: User, charlie: User, team: Team
) -> None:
    answers = [
        as_(alice).post(url("invitation_send", team), {"email": address, "role": "viewer"}, follow=True).text
        for address in ("charlie@example.com", "nobody1@example.com")
    ]
    assert "is on its way" in answers[0]
    assert "is on its way" in answers[1]


@pytest.mark.parametrize(
    ("own", "offered", "status"),
    [
        (Role.OWNER, Role.OWNER, 302),
        (Role.ADMIN, Role.ADMIN, 302),
        (Role.ADMIN, Role.OWNER, 422),
        (Role.PRODUCER, Role.VIEWER, 403),
        (Role.VIEWER, Role.VIEWER, 403),
    ],
)
def test_invitations_go_up_to_ones_own_role(
    as_: SignIn, team: Team, own: Role, offered: Role, status: int
) -> None:
    inviter = member(team, "Ivy", own)
    answer = as_(inviter).post(url("invitation_send", team), {"email": "dora@example.com", "role": offered})
    assert answer.status_code == status
    assert len(open_invitations(team)) == (1 if status == 302 else 0)


@pytest.mark.parametrize("email", ["", "no address", "a@b", "x" * 300 + "@example.com"])
def test_bad_addresses_get_a_sentence_and_stay_in_the_form(
    as_: SignIn, alice: User, team: Team, email: str
) -> None:
    answer = as_(alice).post(url("invitation_send", team), {"email": email, "role": "viewer"})
    assert answer.status_code == 422
    assert answer.context["invitation_form"].errors["email"]


def test_a_team_cannot_flood_the_world_with_invitations(as_: SignIn, alice: User, team: Team) -> None:
    with scope.team(team.pk):
        Invitation.objects.bulk_create(
            Invitation(
                email=f"p{n}@example.com",
                secret_hash=str(n),
                expires_at=timezone.now() + timedelta(days=1),
            )
            for n in range(MAX_OPEN)
        )
    answer = as_(alice).post(url("invitation_send", team), {"email": "dora@example.com", "role": "viewer"})
    assert answer.status_code == 409
    assert f"{MAX_OPEN} invitations are open" in answer.text


def test_a_mail_server_that_is_down_loses_no_invitation(
    as_: SignIn,
    alice: User,
    team: Team,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("accounts.mail.send_mail", down)
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(alice).post(url("invitation_send", team), {"email": "d@example.com", "role": "viewer"})
    assert answer.status_code == 302
    assert [invitation.email for invitation in open_invitations(team)] == ["d@example.com"]


def test_names_with_tags_and_line_breaks_stay_text_in_mails(
    invite: Callable[..., str], alice: User, team: Team
) -> None:
    Team.objects.filter(pk=team.pk).update(name="<b>A</b> & B")
    User.objects.filter(pk=alice.pk).update(name="Al\nBcc: x@example.com")
    invite("dora@example.com")
    assert mail.outbox[-1].subject == "Al Bcc: x@example.com invites you to <b>A</b> & B"
    assert mail.outbox[-1].recipients() == ["dora@example.com"]


def test_a_fragment_is_only_the_section(as_: SignIn, alice: User, team: Team) -> None:
    headers = {"HX-Request": "true", "HX-Target": "section#invitations"}
    answer = as_(alice).post(
        url("invitation_send", team), {"email": "dora@example.com", "role": "viewer"}, headers=headers
    )
    assert answer.status_code == 200
    text = answer.text.strip()
    assert text.startswith('<section class="section" id="invitations"')
    assert text.endswith("</section>")
    assert "dora@example.com" in text
