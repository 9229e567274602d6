"""Projects and branches, for support."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from accounts.kernel import scope
from accounts.kernel.errors import Refused
from projects.actions.branches import archive_branch
from projects.actions.projects import archive_project, restore_project
from projects.models import Branch, Project, StageLock


@admin.register(Project)
class ProjectAdmin(LookOnly):
    """Every team's projects. What is in them is edited on their own pages, never here."""

    list_display = ("title", "team", "kind", "created_by", "updated_at", "archived_at")
    list_filter = ("kind", "archived_at", "created_at")
    list_select_related = ("team", "created_by")
    search_fields = ("title", "id", "team__name", "team__slug", "created_by__email")
    ordering = ("-updated_at",)
    actions = ("archive", "restore")

    @admin.action(description="Archive: nothing is lost", permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        for project in queryset.filter(archived_at=None):
            with scope.team(project.team_id):
                archive_project(project, by=request.user)
            self.log_change(request, project, "Archived.")
            self.message_user(request, f"{project} is archived.", messages.SUCCESS)

    @admin.action(description="Restore from the archive", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        for project in queryset.exclude(archived_at=None):
            with scope.team(project.team_id):
                restore_project(project, by=request.user)
            self.log_change(request, project, "Restored.")
            self.message_user(request, f"{project} is back.", messages.SUCCESS)


@admin.register(Branch)
class BranchAdmin(LookOnly):
    """Lines of development."""

    list_display = ("name", "project", "team", "is_main", "parent", "created_by", "archived_at")
    list_filter = ("is_main", "archived_at", "created_at")
    list_select_related = ("project", "team", "parent", "created_by")
    search_fields = ("name", "slug", "id", "project__title", "team__slug")
    ordering = ("-created_at",)
    actions = ("archive",)

    @admin.action(description="Archive: content stays, the name becomes free", permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Branch]) -> None:
        for branch in queryset.filter(archived_at=None).select_related("project"):
            try:
                with scope.team(branch.team_id):
                    archive_branch(branch, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{branch}: {refusal.sentence}", messages.ERROR)
                continue
            self.log_change(request, branch, "Archived.")
            self.message_user(request, f"{branch} is archived.", messages.SUCCESS)


@admin.register(StageLock)
class StageLockAdmin(LookOnly):
    """What is decided where. A lock is never lifted: people go on with a branch."""

    list_display = ("stage", "branch", "team", "locked_by", "locked_at")
    list_filter = ("stage", "locked_at")
    list_select_related = ("branch", "team", "locked_by")
    search_fields = ("stage", "branch__name", "branch__project__title", "team__slug", "locked_by__email")
    ordering = ("-locked_at",)
