"""Under the address of stage 5: writing assets, choosing the style, choosing between pictures."""

from django.urls import path

from pipeline.stages.assets import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="assets_save"),
    path("<uuid:node>/take/", views.take, name="assets_take"),
    path("style/", views.choose_style, name="assets_style"),
    path("renew/", views.renew, name="assets_renew"),
]
