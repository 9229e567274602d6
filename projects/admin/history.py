"""Who changed what, and what open pages were told."""

from django.contrib import admin
from django.http import HttpRequest

from projects.admin.content import NeverChanged
from projects.models import Change, ChangeItem, Event, Feed


class ChangeItemInline(admin.TabularInline):
    """The heads that moved in a change."""

    model = ChangeItem
    extra = 0
    can_delete = False
    fields = readonly_fields = ("node", "old_revision", "new_revision")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(NeverChanged):
    """The history of every branch."""

    list_display = ("created_at", "message", "kind", "branch", "team", "author")
    list_filter = ("kind", "created_at")
    list_select_related = ("branch", "team", "author")
    search_fields = ("message", "branch__name", "branch__project__title", "team__slug", "author__email")
    ordering = ("-id",)
    inlines = (ChangeItemInline,)


@admin.register(ChangeItem)
class ChangeItemAdmin(NeverChanged):
    """Single steps of changes."""

    list_display = ("change", "node", "team", "old_revision", "new_revision")
    list_select_related = ("change", "node", "team", "old_revision", "new_revision")
    search_fields = ("=node__id", "node__slot", "change__message", "team__slug")
    ordering = ("-id",)


@admin.register(Feed)
class FeedAdmin(NeverChanged):
    """How far each project's sequence of events is."""

    list_display = ("project", "team", "last_seq")
    list_select_related = ("project", "team")
    search_fields = ("project__title", "team__slug")
    ordering = ("-id",)


@admin.register(Event)
class EventAdmin(NeverChanged):
    """What open pages were told: topics and numbers, never content."""

    list_display = ("seq", "topic", "project", "team", "created_at")
    list_filter = ("topic", "created_at")
    list_select_related = ("project", "team")
    search_fields = ("topic", "project__title", "team__slug")
    ordering = ("-id",)
