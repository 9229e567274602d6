from django.urls import path

from pipeline.stages.frames import views

urlpatterns = [path("approve/", views.approve, name="frames_approve")]
