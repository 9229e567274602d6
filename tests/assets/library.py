"""A team before its capsule library, and a stranger with a team of his own."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.kernel import scope
from accounts.kernel.roles import Role
from accounts.models import Team, User
from assets.actions.capsules import create_capsule
from assets.capsules.content import Capsule as Content
from assets.models import Capsule
from assets.queries.capsules import version_of
from tests.factories.accounts import MembershipFactory, UserFactory, member

PAGE = "The lamp went out. Mara counted to ten. She lit a match and looked at the door. " * 8


@dataclass
class Library:
    team: Team
    owner: User
    editor: User
    viewer: User
    stranger: User
    other: Team

    def inside(self) -> Any:
        return scope.team(self.team.pk, user=self.owner.pk)

    def by(self, user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    def address(self, *rest: object, team: str = "") -> str:
        return f"/t/{team or self.team.slug}/capsules/" + "".join(f"{part}/" for part in rest)

    def capsule(
        self, name: str = "Plain", *, by: User | None = None, shared: bool = True, **content: Any
    ) -> Capsule:
        said = Content.model_validate({"medium": "writing", **content})
        with self.inside():
            return create_capsule(name, said, by=by or self.owner, shared=shared)

    def said(self, capsule: Capsule, number: int = 0) -> Content:
        with self.inside():
            return version_of(Capsule.objects.get(pk=capsule.pk), number).content

    def now(self, capsule: Capsule) -> Capsule:
        with self.inside():
            return Capsule.objects.get(pk=capsule.pk)

    def press(self, capsule: Capsule, *rest: object, by: User | None = None, **data: Any) -> Any:
        sent = {"expected": self.now(capsule).latest} | data
        return self.by(by or self.editor).post(self.address(capsule.pk, *rest), sent, follow=True)


def library() -> Library:
    owner = UserFactory(name="Alice")
    place = MembershipFactory(user=owner, role=Role.OWNER)
    stranger = UserFactory(name="Charlie")
    elsewhere = MembershipFactory(user=stranger, role=Role.OWNER)
    return Library(
        place.team,
        owner,
        member(place.team, "Bob", Role.EDITOR),
        member(place.team, "Vera", Role.VIEWER),
        stranger,
        elsewhere.team,
    )


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
