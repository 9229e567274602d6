"""Socket routes."""

from django.urls import path

from projects.consumers.feed import ProjectFeed

routes = [path("ws/t/<slug:team>/p/<uuid:project_id>/", ProjectFeed.as_asgi())]
