"""Chosen files that wait to be brought in, for support: what they are, never what they say."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from pipeline.models import StagedText


@admin.register(StagedText)
class StagedTextAdmin(LookOnly):
    """Files that people look at."""

    list_display = ("name", "team", "created_by", "bytes", "format", "error", "created_at")
    list_select_related = ("team", "created_by")
    search_fields = ("name", "team__slug")
    exclude = ("content", "opening")
