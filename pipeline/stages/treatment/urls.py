"""Under the address of stage 2: writing, and taking over from variants."""

from django.urls import path

from pipeline.stages.treatment import views

urlpatterns = [
    path("begin/", views.begin, name="treatment_begin"),
    path("take/", views.take, name="treatment_take"),
    path("<uuid:node>/save/", views.save, name="treatment_save"),
]
