"""Addresses of a team's models; part of ``pipeline.urls``."""

from django.urls import path

from pipeline.views import connections

_HERE = "t/<slug:team>/settings/models/"
_ONE = _HERE + "<uuid:connection_id>/"

urlpatterns = [
    path(_HERE, connections.models, name="models"),
    path(_HERE + "connect/", connections.connect, name="model_connect"),
    path(_HERE + "order/", connections.order, name="model_order"),
    path(_ONE + "key/", connections.secret, name="model_secret"),
    path(_ONE + "test/", connections.test, name="model_test"),
    path(_ONE + "disconnect/", connections.disconnect, name="model_disconnect"),
]
