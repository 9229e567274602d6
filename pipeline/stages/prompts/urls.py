"""What can be done on the page of this stage."""

from django.urls import path

from pipeline.stages.prompts import views

urlpatterns = [path("<uuid:node>/save/", views.save, name="prompts_save")]
