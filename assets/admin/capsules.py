"""Capsules, for moderation."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from assets.actions.capsules import archive, restore
from assets.models import Capsule, CapsuleVersion


@admin.register(Capsule)
class CapsuleAdmin(LookOnly):
    """Every team's capsules; one that must not be used can be put away, which is undone as easily."""

    list_display = ("name", "medium", "team", "shared", "latest", "author", "updated_at", "archived_at")
    list_filter = ("medium", "shared", "archived_at")
    list_select_related = ("team", "author")
    search_fields = ("name", "team__slug", "copied_from")
    ordering = ("-updated_at",)
    show_full_result_count = False
    actions = ("put_away", "bring_back")

    @admin.action(description="Put away the selected capsules")
    def put_away(self, request: HttpRequest, rows: QuerySet[Capsule]) -> None:
        for capsule in rows:
            archive(capsule, by=request.user)

    @admin.action(description="Bring back the selected capsules")
    def bring_back(self, request: HttpRequest, rows: QuerySet[Capsule]) -> None:
        for capsule in rows:
            restore(capsule, by=request.user)


@admin.register(CapsuleVersion)
class CapsuleVersionAdmin(LookOnly):
    """What capsules said, version by version."""

    list_display = ("capsule", "number", "team", "note", "author", "created_at")
    list_select_related = ("capsule", "team", "author")
    search_fields = ("capsule__name", "team__slug", "note")
    ordering = ("-created_at",)
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
