"""What can be done on the page of this stage."""

from django.urls import path

from pipeline.stages.assets import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="assets_save"),
    path("style/", views.choose_style, name="assets_style"),
]
