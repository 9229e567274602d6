"""A team with people who use the capsule library."""

import pytest

from tests.assets.library import Library, library

__all__ = ["Library"]


@pytest.fixture
def shelf(db: None) -> Library:
    return library()
