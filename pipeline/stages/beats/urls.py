"""Under the address of stage 3: the beats, one by one and in their order."""

from django.urls import path

from pipeline.stages.beats import views

urlpatterns = [
    path("order/", views.order, name="beats_order"),
    path("add/", views.add, name="beats_add"),
    path("<uuid:node>/save/", views.save, name="beats_save"),
    path("<uuid:node>/move/", views.move, name="beats_move"),
    path("<uuid:node>/remove/", views.remove, name="beats_remove"),
]
