"""Under the address of stage 6: changing a scene's breakdown by hand, reading scripts again."""

from django.urls import path

from pipeline.stages.scenes import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="scenes_save"),
    path("renew/", views.renew, name="scenes_renew"),
]
