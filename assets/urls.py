"""Where files are fetched."""

from django.urls import re_path

from assets.views import media

app_name = "assets"
urlpatterns = [
    re_path(
        r"^t/(?P<team>[-\w]+)/media/(?P<sha>[0-9a-f]{64})\.(?P<extension>\w{2,5})$",
        media.media,
        name="media",
    ),
]
