"""Under the address of stage 9: writing prompts by hand, putting them together again."""

from django.urls import path

from pipeline.stages.prompts import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="prompts_save"),
    path("<uuid:node>/rebuild/", views.rebuild, name="prompts_rebuild"),
    path("renew/", views.renew, name="prompts_renew"),
]
