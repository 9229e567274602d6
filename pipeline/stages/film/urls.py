"""Under the address of stage 12: choosing between takes of clips, bringing the film up to date."""

from django.urls import path

from pipeline.stages.film import views

urlpatterns = [
    path("<uuid:node>/take/", views.take, name="film_take"),
    path("renew/", views.renew, name="film_renew"),
]
