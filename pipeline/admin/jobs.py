"""Jobs, for support."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from pipeline.actions.jobs import cancel_job, retry_job
from pipeline.models import Job, JobDep, JobStep, JobTeam


@admin.register(Job)
class JobAdmin(LookOnly):
    """Every team's jobs with what went wrong, to be canceled or tried again."""

    list_display = ("title", "team", "kind", "queue", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state", "queue", "kind", "created_at")
    list_select_related = ("team",)
    search_fields = ("title", "team__slug", "id", "run_id", "error", "external_op")
    ordering = ("-created_at",)
    show_full_result_count = False
    actions = ("cancel", "retry")

    @admin.action(description="Cancel these jobs", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            self._act(request, job, "canceled", cancel_job)

    @admin.action(description="Try these jobs again", permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            self._act(request, job, "retried", retry_job)

    def _act(self, request: HttpRequest, job: Job, verb: str, action: Any) -> None:
        # In the team's own scope: what follows from it must stay within the team.
        with scope.team(job.team_id):
            try:
                action(job, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{job}: {refusal.sentence}", messages.WARNING)
                return
            record(f"job.{verb}", job, by=request.user, as_staff=True)
        self.log_change(request, job, verb.capitalize())


@admin.register(JobTeam)
class JobTeamAdmin(admin.ModelAdmin):
    """How many jobs of a queue a team may have running; empty means the studio's limit."""

    list_display = (
        *("team", "max_running", "queued_interactive", "running_interactive"),
        *("queued_media", "running_media", "queued_export", "running_export", "served_at"),
    )
    list_select_related = ("team",)
    search_fields = ("team__slug", "team__name")
    ordering = ("team__slug",)
    fields = ("max_running",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(JobDep)
class JobDepAdmin(LookOnly):
    """What waits for what."""

    list_display = ("job", "needs", "team")
    list_select_related = ("job", "needs", "team")
    search_fields = ("job__title", "needs__title", "team__slug")


@admin.register(JobStep)
class JobStepAdmin(LookOnly):
    """Steps that will not be done twice."""

    list_display = ("job", "step", "team", "created_at")
    list_select_related = ("job", "team")
    search_fields = ("job__title", "step", "team__slug")
