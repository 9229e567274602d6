"""Every address of the studio. Each app brings its own list."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.views import errors, health


def _of(module: str, prefix: str = "") -> list[URLPattern | URLResolver]:
    """The addresses that ``module`` lists; none while the studio is built without it."""
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
    path("accounts/", include("allauth.urls")),
    *_of("config.api_urls", "api/"),
    path("staff/", include("config.staff_urls")),
    path("staff/", admin.site.urls),
    *_of("accounts.urls"),
    *_of("billing.urls"),
    *_of("assets.urls"),
    *_of("projects.urls"),
    *_of("pipeline.urls"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
