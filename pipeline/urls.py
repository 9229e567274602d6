"""Stages and runs. What belongs to one stage is listed in its folder: ``pipeline/stages/<slug>/urls.py``."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from pipeline.views import (
    capsules,
    drawer,
    evaluation,
    film_library,
    film_library_edits,
    history,
    searching,
    stages,
    stale,
    telling,
    wording,
)
from projects.kinds.stages import STAGES

app_name = "pipeline"

PLACE = "t/<slug:team>/p/<uuid:project_id>/<slug:branch>/<int:episode>/"


def _of_stage(slug: str) -> list[URLPattern | URLResolver]:
    """The addresses under one stage's page."""
    module = f"pipeline.stages.{slug}.urls"
    return list(import_module(module).urlpatterns) if find_spec(module) else []


urlpatterns: list[URLPattern | URLResolver] = [
    path(PLACE + "capsules/", capsules.page, name="capsules"),
    path(PLACE + "capsules/choose/", capsules.choose, name="capsules_choose"),
    path(PLACE + "capsules/judge/", capsules.judge, name="capsules_judge"),
    path(PLACE + "library/", film_library.film_library, name="film_library"),
    path(PLACE + "library/pull/", film_library_edits.pull_all, name="film_library_pull"),
    path(PLACE + "library/<uuid:node>/", film_library.asset_library, name="asset_library"),
    path(PLACE + "library/<uuid:node>/<slug:what>/", film_library_edits.change, name="asset_library_change"),
    path(PLACE + "search/", searching.search, name="search"),
    path(PLACE + "drawer/", drawer.drawer, name="drawer"),
    path(PLACE + "drawer/bring/", drawer.bring, name="drawer_bring"),
    path(PLACE + "<slug:stage>/", stages.stage, name="stage"),
    path(PLACE + "<slug:stage>/run/", stages.run, name="run"),
    path(PLACE + "<slug:stage>/lock/", stages.lock, name="lock"),
    path(PLACE + "<slug:stage>/fork/", stages.fork_here, name="fork"),
    path(PLACE + "<slug:stage>/keep/", stale.keep, name="keep"),
    path(PLACE + "<slug:stage>/writing/", telling.writing, name="writing"),
    path(PLACE + "<slug:stage>/told/", telling.told, name="told"),
    path(PLACE + "<slug:stage>/told/<uuid:generation>/", telling.told_one, name="told_one"),
    path(PLACE + "<slug:stage>/told/<uuid:generation>/keep/", evaluation.case_keep, name="case_keep"),
    path(PLACE + "<slug:stage>/wording/", wording.texts, name="wording_texts"),
    path(PLACE + "<slug:stage>/wording/<uuid:node>/", wording.wording, name="wording"),
    path(PLACE + "<slug:stage>/wording/<uuid:node>/<uuid:generation>/", wording.decide, name="worded"),
    path(PLACE + "<slug:stage>/undo/<int:change>/", history.undo, name="undo"),
    *(path(f"{PLACE}{slug}/", include(_of_stage(slug))) for slug in STAGES),
    path("t/<slug:team>/runs/<uuid:run_id>/cancel/", stages.cancel, name="run_cancel"),
    path("t/<slug:team>/runs/<uuid:run_id>/retry/", stages.retry, name="run_retry"),
]

for listed in ("pipeline.job_urls", "pipeline.library_urls", "pipeline.model_urls"):
    if find_spec(listed):
        urlpatterns += import_module(listed).urlpatterns
