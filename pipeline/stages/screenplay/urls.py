"""Under the address of stage 4: writing scenes, their order, the screenplay as a file."""

from django.urls import path

from pipeline.stages.screenplay import editing, episodes, manuscript, redraft, sources, views

urlpatterns = [
    path("download/<str:extension>/", views.download, name="screenplay_download"),
    path("whole/", editing.save_text, name="screenplay_whole"),
    path("redraft/", redraft.redraft, name="screenplay_redraft"),
    path("redraft/take/", redraft.take, name="screenplay_redraft_take"),
    path("episodes/", episodes.episodes, name="screenplay_episodes"),
    path("episodes/join/", episodes.join, name="screenplay_episodes_join"),
    path("episodes/split/", episodes.split, name="screenplay_episodes_split"),
    path("numbers/", editing.numbers, name="screenplay_numbers"),
    path("manuscript/", manuscript.manuscript, name="screenplay_manuscript"),
    path("parse/", manuscript.parse, name="screenplay_parse"),
    path("order/", editing.order, name="screenplay_order"),
    path("add/", editing.add, name="screenplay_add"),
    path("<uuid:node>/source/", sources.source, name="screenplay_source"),
    path("<uuid:node>/elements/", manuscript.elements, name="screenplay_elements"),
    path("<uuid:node>/write/", manuscript.write, name="screenplay_write"),
    path("<uuid:node>/join/", manuscript.join, name="screenplay_join"),
    path("<uuid:node>/save/", editing.save, name="screenplay_save"),
    path("<uuid:node>/move/", editing.move, name="screenplay_move"),
    path("<uuid:node>/split/", editing.split, name="screenplay_split"),
    path("<uuid:node>/remove/", editing.remove, name="screenplay_remove"),
    path("<uuid:node>/restore/", editing.restore, name="screenplay_restore"),
]
