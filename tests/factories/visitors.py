"""People who visit a film's pages: its owner, an editor, a viewer, and a stranger with their own film."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Team, User
from tests.factories.accounts import MembershipFactory, UserFactory, member
from tests.factories.projects import World, world

JSON = {"Accept": "application/json"}


@dataclass
class Visit:
    """A film and those who come to see it. ``film`` may be read inside ``visit.inside()``."""

    film: World
    team: Team
    owner: User
    editor: User
    viewer: User
    stranger: User
    other_film: World

    def inside(self) -> Any:
        """The scope of the film's team."""
        return scope.team(self.team.pk, user=self.owner.pk)

    def by(self, user: User) -> Client:
        """A browser in which ``user`` is signed in."""
        browser = Client()
        browser.force_login(user)
        return browser

    def stage(
        self, slug: str, *rest: object, team: str = "", project: object = None, branch: str = "main"
    ) -> str:
        """The address of a stage of the film, and of things under it."""
        path = "".join(f"{part}/" for part in rest)
        return f"/t/{team or self.team.slug}/p/{project or self.film.project.pk}/{branch}/1/{slug}/{path}"

    def address(self, *rest: object) -> str:
        """An address under the team."""
        return f"/t/{self.team.slug}/" + "".join(f"{part}/" for part in rest)


def visit(**brief: Any) -> Visit:
    """A film with its visitors. Call it with the database, outside any scope."""
    owner = UserFactory(name="Alice")
    place = MembershipFactory(user=owner, role=Role.OWNER)
    with scope.team(place.team_id, user=owner.pk):
        film = world(owner, place.team, **brief)
    stranger = UserFactory(name="Charlie")
    elsewhere = MembershipFactory(user=stranger, role=Role.OWNER)
    with scope.team(elsewhere.team_id, user=stranger.pk):
        other = world(stranger, elsewhere.team)
    return Visit(
        film=film,
        team=place.team,
        owner=owner,
        editor=member(place.team, "Bob", Role.EDITOR),
        viewer=member(place.team, "Vera", Role.VIEWER),
        stranger=stranger,
        other_film=other,
    )


def assert_guarded(seen: Visit, address: str, *, method: str = "post", foreign: str = "") -> None:
    """Strangers are told that nothing is there, viewers that they may not; ``foreign`` is not theirs."""
    assert getattr(seen.by(seen.stranger), method)(address).status_code == 404
    assert getattr(seen.by(seen.viewer), method)(address).status_code == 403
    if foreign:
        assert getattr(seen.by(seen.owner), method)(foreign).status_code == 404
    assert getattr(Client(), method)(address).status_code == 302  # to sign in
