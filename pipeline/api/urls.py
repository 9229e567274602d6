"""The addresses of the API's first version."""

from django.urls import path

from pipeline.api import projects, work

PROJECT = "teams/<slug:team>/projects/<uuid:project>/"

urlpatterns = [
    path("teams/<slug:team>/projects/", projects.Projects.as_view(), name="projects"),
    path(PROJECT, projects.ProjectDetail.as_view(), name="project"),
    path(f"{PROJECT}branches/", projects.Branches.as_view(), name="branches"),
    *(
        path(f"{PROJECT}{what}/", projects.Contents.as_view(what=what), name=what)
        for what in projects.READABLE
    ),
    path(f"{PROJECT}content/<uuid:node>/", projects.ContentDetail.as_view(), name="content"),
    path(f"{PROJECT}runs/", work.Runs.as_view(), name="runs"),
    path(f"{PROJECT}generations/", work.Generations.as_view(), name="generations"),
    path("teams/<slug:team>/runs/<uuid:run>/", work.RunDetail.as_view(), name="run"),
    path("teams/<slug:team>/jobs/", work.Jobs.as_view(), name="jobs"),
    path("teams/<slug:team>/jobs/<uuid:job>/", work.JobDetail.as_view(), name="job"),
    path("teams/<slug:team>/credits/", work.Credits.as_view(), name="credits"),
]
