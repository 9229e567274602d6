"""What tests ask about teams and mails."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.kernel import scope
from accounts.models import AuditRecord, Membership, Team, User

SignIn = Callable[[User], Client]  # what the fixture as_ gives


def roles_in(team: Team) -> dict[str, str]:
    """Names and roles of the members."""
    with scope.team(team.pk):
        return {str(m.user): m.role for m in Membership.objects.select_related("user").filter(team=team)}


def place_of(user: User, team: Team) -> Membership:
    with scope.team(team.pk):
        return Membership.objects.select_related("team", "user").get(team=team, user=user)


def verbs_in(team: Team) -> list[str]:
    """What was written down, oldest first."""
    with scope.team(team.pk):
        return list(AuditRecord.objects.filter(team=team).order_by("id").values_list("verb", flat=True))


def link_in(message: Any) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found, message.body
    return found.group(1)
