"""Under the address of stage 3: the beats, one by one and in their order."""

from django.urls import path

from pipeline.stages.beats import questions, surgery, views

urlpatterns = [
    path("order/", views.order, name="beats_order"),
    path("add/", views.add, name="beats_add"),
    path("structure/", surgery.structure, name="beats_structure"),
    path("endings/", questions.endings, name="beats_endings"),
    path("endings/<uuid:generation>/", questions.decide, name="beats_ending"),
    path("plotholes/", questions.holes, name="beats_holes"),
    path("<uuid:node>/split/", surgery.split, name="beats_split"),
    path("<uuid:node>/merge/", surgery.merge, name="beats_merge"),
    path("<uuid:node>/save/", views.save, name="beats_save"),
    path("<uuid:node>/move/", views.move, name="beats_move"),
    path("<uuid:node>/remove/", views.remove, name="beats_remove"),
]
