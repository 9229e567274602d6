"""Under the address of stage 10: approving frames, takes, own frames, bringing them up to date."""

from django.urls import path

from pipeline.stages.frames import views

urlpatterns = [
    path("approve/", views.approve, name="frames_approve"),
    path("renew/", views.renew, name="frames_renew"),
    path("<uuid:node>/take/", views.take, name="frames_take"),
    path("<uuid:node>/upload/", views.upload, name="frames_upload"),
]
