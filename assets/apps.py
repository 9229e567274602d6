"""The app's entry in Django."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """WITH: the team's media."""

    name = "assets"
