from django.urls import path

from pipeline.stages.shots import views

urlpatterns = [
    path("cell/", views.cell, name="shots_cell"),
    path("<uuid:node>/add/", views.add, name="shots_add"),
    path("<uuid:node>/remove/", views.remove, name="shots_remove"),
]
