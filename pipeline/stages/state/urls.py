"""Under the address of stage 8: writing states by hand, carrying them forward again."""

from django.urls import path

from pipeline.stages.state import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="state_save"),
    path("renew/", views.renew, name="state_renew"),
]
