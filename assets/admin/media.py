"""Media, for moderation."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from assets.models import Media


@admin.register(Media)
class MediaAdmin(LookOnly):
    """Every team's files by their facts; the bytes stay behind the team's door."""

    list_display = ("sha256", "team", "kind", "mime", "size", "seconds", "created_at")
    list_filter = ("kind", "mime", "created_at")
    list_select_related = ("team",)
    search_fields = ("sha256", "team__slug", "uploaded_name")
    ordering = ("-created_at",)
    show_full_result_count = False
