"""Where assets of the libraries are used, for support."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from projects.models import LibraryUse


@admin.register(LibraryUse)
class LibraryUseAdmin(LookOnly):
    """Which projects brought which asset in; what they say of it stands in their content."""

    list_display = ("asset", "project", "team")
    list_select_related = ("asset", "project", "team")
    search_fields = ("asset__name", "project__title", "team__slug")
    ordering = ("-pk",)
    show_full_result_count = False
