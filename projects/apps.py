"""The app's entry in Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """WHAT: projects, episodes, branches, and the content a story is made of."""

    name = "projects"
