"""API keys, for support."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.readonly import LookOnly
from accounts.kernel.audit import record
from accounts.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(LookOnly):
    """Keys without their secrets, and a way to revoke them."""

    list_display = ("name", "prefix", "team", "user", "created_at", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("team", "user")
    search_fields = ("name", "prefix", "team__slug", "user__email")
    ordering = ("-created_at",)
    exclude = ("secret_hash",)
    actions = ("revoke",)

    @admin.action(description="Revoke these keys", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset.filter(revoked_at=None).select_related("team", "user"):
            key.revoked_at = timezone.now()
            key.save(update_fields=["revoked_at"])
            record("api_key.revoked", key, by=request.user, owner=str(key.user), as_staff=True)
            self.log_change(request, key, "Revoked.")
