"""Story content, to be looked at: heads by the names of what they hold, nodes and revisions."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from projects.models import (
    AssetHead,
    BeatHead,
    EpisodeHead,
    Head,
    Node,
    Revision,
    SceneHead,
    ScriptHead,
    ShotHead,
)


class NeverChanged(LookOnly):
    """History: not even staff change it."""

    show_full_result_count = False  # story content is numerous

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Head)
class HeadAdmin(NeverChanged):
    """What each branch shows of each node now."""

    list_display = ("kind", "slot", "branch", "team", "origin", "deleted", "revision")
    list_filter = ("kind", "origin", "deleted")
    list_select_related = ("branch", "team", "revision")
    search_fields = ("slot", "=node__id", "branch__name", "branch__project__title", "team__slug")
    ordering = ("-id",)


class KindHeadAdmin(HeadAdmin):
    """The heads of one kind."""

    list_display = ("slot", "branch", "team", "origin", "deleted", "revision")  # type: ignore[assignment]
    list_filter = ("origin", "deleted")  # type: ignore[assignment]  # one column less than its parent

    def get_queryset(self, request: HttpRequest) -> QuerySet[Head]:
        return super().get_queryset(request).filter(kind=self.model.holds)


for proxy in (EpisodeHead, BeatHead, ScriptHead, AssetHead, SceneHead, ShotHead):
    admin.site.register(proxy, KindHeadAdmin)


@admin.register(Node)
class NodeAdmin(NeverChanged):
    """Identities of story content."""

    list_display = ("kind", "slot", "project", "team", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("project", "team")
    search_fields = ("slot", "id", "project__title", "team__slug")
    ordering = ("-created_at",)


@admin.register(Revision)
class RevisionAdmin(NeverChanged):
    """Contents, addressed by their hash."""

    list_display = ("id", "node", "project", "team", "author", "deleted", "created_at")
    list_filter = ("deleted", "created_at")
    list_select_related = ("node", "project", "team", "author")
    search_fields = ("content_hash", "=node__id", "node__slot", "project__title", "author__email")
    ordering = ("-id",)
