"""The app that says who."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """WHO: people, teams, roles, and the kernel that every other app stands on."""

    name = "accounts"
