"""Alice owns the team Lighthouse, Bob edits in it, Charlie is a stranger with a team of his own.

Imports stand inside the fixtures: pytest reads this file before Django is set up.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def forgetful_rate_limits() -> Iterator[None]:
    """Sign-in attempts of one test must not lock out the next."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def alice(db: None) -> Any:
    from tests.factories.accounts import UserFactory

    return UserFactory(name="Alice", email="alice@example.com")


@pytest.fixture
def team(alice: Any) -> Any:
    from accounts.actions.teams import create_team

    return create_team("Lighthouse", by=alice)


@pytest.fixture
def bob(team: Any) -> Any:
    from accounts.kernel.roles import Role
    from tests.factories.accounts import member

    return member(team, "Bob", Role.EDITOR)


@pytest.fixture
def charlie(db: None) -> Any:
    from accounts.actions.teams import create_team
    from tests.factories.accounts import UserFactory

    user = UserFactory(name="Charlie", email="charlie@example.com")
    create_team("Harbour", by=user)
    return user


@pytest.fixture
def as_() -> Callable[[Any], Any]:
    """A browser in which somebody is signed in."""
    from django.test import Client

    def signed_in(user: Any) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in
