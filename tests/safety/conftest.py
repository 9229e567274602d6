"""The town is every safety test's subject."""

from tests.safety.building import built, town

__all__ = ["built", "town"]
