"""What can be done on the page of this stage."""

from django.urls import path

from pipeline.stages.confirm import views

urlpatterns = [path("confirm/", views.confirm, name="confirm_confirm")]
