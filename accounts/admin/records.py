"""What was done, and what was mailed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from accounts.models import AuditRecord, KeptMail


@admin.register(AuditRecord)
class AuditRecordAdmin(LookOnly):
    """The audit trail of all teams."""

    list_display = ("created_at", "team", "actor_name", "verb", "subject_name")
    list_filter = ("created_at",)
    list_select_related = ("team",)
    search_fields = ("verb", "subject_name", "actor_name", "team__slug")
    ordering = ("-id",)
    show_full_result_count = False  # the trail is long

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(KeptMail)
class KeptMailAdmin(LookOnly):
    """For superusers only: mails hold links that sign people in."""

    list_display = ("created_at", "recipients", "subject")
    search_fields = ("recipients", "subject")
    ordering = ("-id",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
