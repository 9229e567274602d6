"""Comments, to be looked at: who may take one away is decided, and written down, in the studio."""

from django.contrib import admin

from projects.admin.content import NeverChanged
from projects.models import Comment


@admin.register(Comment)
class CommentAdmin(NeverChanged):
    """What is said about parts of stories."""

    list_display = (
        "created_at",
        "author",
        "project",
        "node",
        "team",
        "edited_at",
        "removed_at",
        "removed_by",
    )
    list_filter = ("created_at", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("author", "project", "node", "team", "removed_by")
    search_fields = ("text", "author__email", "project__title", "team__slug", "=node__id")
    ordering = ("-created_at",)
