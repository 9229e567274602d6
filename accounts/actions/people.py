"""What people change about themselves. Address, password and second factor are allauth's pages."""

from accounts.models import User


def rename_person(user: User, name: str) -> None:
    """Change the name by which others see this person."""
    user.name = name
    user.save(update_fields=["name"])
