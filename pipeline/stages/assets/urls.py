"""Under the address of stage 5: writing assets, the style, takes of pictures, own pictures."""

from django.urls import path

from pipeline.stages.assets import views

urlpatterns = [
    path("<uuid:node>/save/", views.save, name="assets_save"),
    path("<uuid:node>/take/", views.take, name="assets_take"),
    path("<uuid:node>/upload/", views.upload, name="assets_upload"),
    path("style/", views.choose_style, name="assets_style"),
    path("renew/", views.renew, name="assets_renew"),
]
