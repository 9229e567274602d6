"""The admin site. Its pages run in the staff's scope: see ``accounts.kernel.middleware.StaffScope``."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


class StaffSite(admin.AdminSite):
    """Signing in, passwords and the second factor are allauth's pages; here is only who may enter."""

    site_header = "Aiuteur staff"
    site_title = "Aiuteur staff"
    index_title = "Moderation and support"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        from accounts.queries.people import may_enter_staff  # the site is made before the models are

        return request.user.is_authenticated and may_enter_staff(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not request.user.is_authenticated:
            address = request.GET.get("next", reverse("admin:index"))
            return redirect(f"{reverse('account_login')}?{urlencode({'next': address})}")
        if not request.user.is_staff:
            raise PermissionDenied("These pages are for the staff of this studio.")
        if self.has_permission(request):
            return redirect("admin:index")
        messages.warning(request, "Staff need a second factor. Turn it on here, then come back.")
        return redirect("mfa_index")

    def password_change(  # type: ignore[override]  # leads away instead of rendering
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
