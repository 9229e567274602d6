"""A team's projects: the dashboard, a new one, and each one's door and settings."""

from django.urls import include, path

from projects.views import commands, comments, creating, dashboard, projects, searching

app_name = "projects"

project_urls = [
    path("", projects.project, name="project"),
    path("settings/", projects.project_settings, name="settings"),
    path("settings/rename/", projects.rename, name="rename"),
    path("settings/archive/", projects.archive, name="archive"),
    path("settings/restore/", projects.restore, name="restore"),
    path("settings/delete/", projects.delete, name="delete"),
    path("settings/episodes/", projects.episode_add, name="episode_add"),
    path("comments/<uuid:node>/", comments.comments, name="comments"),
    path("comments/<uuid:node>/add/", comments.comment_add, name="comment_add"),
    path("comments/<uuid:comment>/edit/", comments.comment_edit, name="comment_edit"),
    path("comments/<uuid:comment>/remove/", comments.comment_remove, name="comment_remove"),
    path("settings/branches/<slug:branch>/archive/", projects.branch_archive, name="branch_archive"),
]
urlpatterns = [
    path("t/<slug:team>/", dashboard.dashboard, name="dashboard"),
    path("t/<slug:team>/new/", creating.create, name="create"),
    path("t/<slug:team>/search/", searching.search, name="search"),
    path("t/<slug:team>/commands/", commands.commands, name="commands"),
    path("t/<slug:team>/p/<uuid:project_id>/", include(project_urls)),
]
