"""A team with a finished film, and a program that asks for it."""

from typing import Any

import pytest

from tests.safety.building import built, town

__all__ = ["built", "town"]


@pytest.fixture
def api(town: Any) -> Any:
    from tests.api.asking import Api

    return Api(town)
