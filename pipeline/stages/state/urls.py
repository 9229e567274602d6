"""What can be done on the page of this stage."""

from django.urls import path

from pipeline.stages.state import views

urlpatterns = [path("<uuid:node>/save/", views.save, name="state_save")]
