"""Under the address of stage 2: writing, and taking over from variants."""

from django.urls import path

from pipeline.stages.treatment import versions, views

urlpatterns = [
    path("begin/", views.begin, name="treatment_begin"),
    path("take/", views.take, name="treatment_take"),
    path("<uuid:node>/versions/", versions.versions, name="treatment_versions"),
    path("<uuid:node>/restore/", versions.restore, name="treatment_restore"),
    path("<uuid:node>/passage/", versions.propose, name="treatment_passage"),
    path("<uuid:node>/accept/", versions.accept, name="treatment_accept"),
    path("<uuid:node>/save/", views.save, name="treatment_save"),
]
