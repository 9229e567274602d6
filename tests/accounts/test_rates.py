"""How often a person may ask the API."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.actions.api_keys import create_api_key
from accounts.kernel import rates, scope
from accounts.kernel.rates import PersonRate
from accounts.models import Team
from tests.factories.accounts import TeamFactory, member

pytestmark = pytest.mark.django_db


def asking(team: Team, name: str) -> Callable[[], HttpResponse]:
    person = member(team, name)
    with scope.team(team.pk):
        key = create_api_key(team, "a program", by=person)[1]
    return lambda: Client().get("/api/v1/teams/", headers={"Authorization": f"Bearer {key}"})


def test_who_asks_too_often_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PersonRate, "rate", "2/day", raising=False)
    team = TeamFactory.create()
    one, other = asking(team, "One"), asking(team, "Other")
    assert [one().status_code for _ in range(3)] == [200, 200, 429]
    assert 0 < int(one()["Retry-After"]) <= 24 * 60 * 60
    assert other().status_code == 200


def test_without_redis_nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Redis:
        return Redis(port=1, socket_connect_timeout=0.25, retry=Retry(NoBackoff(), 0))

    monkeypatch.setattr(PersonRate, "rate", "1/day", raising=False)
    monkeypatch.setattr(rates, "quick_redis", gone)
    ask = asking(TeamFactory.create(), "One")
    assert [ask().status_code for _ in range(3)] == [200, 200, 200]
