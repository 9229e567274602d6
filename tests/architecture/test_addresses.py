from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver


def addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the studio with its view."""
    for entry in patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def of_teams() -> list[Any]:
    every = addresses(get_resolver().url_patterns)
    return [
        pytest.param(view, id=route) for route, view in every if route.startswith("t/") or ":team>" in route
    ]


@pytest.mark.parametrize("view", of_teams())
def test_every_address_of_a_team_checks_membership(view: Any) -> None:
    """By ``member_required`` on a view, or by TeamAPIView below an API view."""
    kind = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
    assert getattr(kind, "checks_membership", False)


def test_teams_have_addresses() -> None:
    assert of_teams()
