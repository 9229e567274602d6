"""The library of assets and voices, for moderation."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from assets.actions.library import archive_asset, unarchive_asset
from assets.models import LibraryAsset, LibraryVersion, SavedVoice


@admin.register(LibraryAsset)
class LibraryAssetAdmin(LookOnly):
    """Every team's assets; one that must not be used can be put away, which is undone as easily."""

    list_display = ("name", "kind", "team", "latest", "came_from", "author", "updated_at", "archived_at")
    list_filter = ("kind", "archived_at")
    list_select_related = ("team", "author")
    search_fields = ("name", "team__slug", "came_from")
    ordering = ("-updated_at",)
    show_full_result_count = False
    actions = ("put_away", "bring_back")

    @admin.action(description="Put away the selected assets")
    def put_away(self, request: HttpRequest, rows: QuerySet[LibraryAsset]) -> None:
        for asset in rows:
            archive_asset(asset, by=request.user)

    @admin.action(description="Bring back the selected assets")
    def bring_back(self, request: HttpRequest, rows: QuerySet[LibraryAsset]) -> None:
        for asset in rows:
            unarchive_asset(asset, by=request.user)


@admin.register(LibraryVersion)
class LibraryVersionAdmin(LookOnly):
    """What assets said, version by version."""

    list_display = ("asset", "number", "team", "note", "author", "created_at")
    list_select_related = ("asset", "team", "author")
    search_fields = ("asset__name", "team__slug", "note")
    ordering = ("-created_at",)
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SavedVoice)
class SavedVoiceAdmin(LookOnly):
    """Every team's voices."""

    list_display = ("name", "team", "language", "author", "updated_at")
    list_select_related = ("team", "author")
    search_fields = ("name", "team__slug")
    ordering = ("-updated_at",)
    show_full_result_count = False
