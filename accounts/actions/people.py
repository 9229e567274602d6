"""What people change about themselves. Address, password and second factor are allauth's pages."""

from accounts.models import User
from accounts.shortcuts.bindings import Bindings


def rename_person(user: User, name: str) -> None:
    """Change the name by which others see this person."""
    user.name = name
    user.save(update_fields=["name"])


def bind_keys(user: User, bindings: Bindings) -> None:
    """Keep the keys with which this person wants to work; what is as it came is not stored."""
    user.shortcuts = bindings.stored()
    user.save(update_fields=["shortcuts"])
