"""The town, built once for a module: each test works in a savepoint of its own, so that it always looks new.

Imports stand inside the fixtures: pytest reads this file before Django is set up.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    from django.db import transaction

    from tests.safety.town import settle

    with django_db_blocker.unblock(), transaction.atomic():
        town = settle()
        with django_db_blocker.block():
            yield town
        transaction.set_rollback(True)


@pytest.fixture
def town(built: Any, db: None) -> Any:
    """A team with a finished film, its people, a stranger; see ``tests.safety.town``."""
    from django.core.cache import cache

    cache.clear()
    return replace(built)
