"""Runs and generations, for support."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from accounts.kernel import scope
from pipeline.actions.runs import stop_run
from pipeline.models import Generation, Run


@admin.register(Generation)
class GenerationAdmin(LookOnly):
    """What models made: what went in, what came out, what it cost."""

    list_display = (
        "target",
        "team",
        "step",
        "provider",
        "model",
        "state",
        "seconds",
        "cost_micro",
        "created_at",
    )
    list_filter = ("state", "step", "provider", "created_at")
    list_select_related = ("team",)
    search_fields = ("target", "team__slug", "id", "project__id", "error", "digest")
    ordering = ("-created_at",)
    show_full_result_count = False


@admin.register(Run)
class RunAdmin(LookOnly):
    """Runs of all teams; one that hangs can be canceled."""

    list_display = ("id", "team", "project", "until", "state", "total", "note", "created_at", "finished_at")
    list_filter = ("state", "until", "created_at")
    list_select_related = ("team", "project")
    search_fields = ("id", "team__slug", "project__title", "note")
    ordering = ("-created_at",)
    actions = ("cancel",)

    @admin.action(description="Cancel these runs", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Run]) -> None:
        user: Any = request.user
        for run in queryset.select_related("branch__project"):
            # In the team's own scope: what follows from it must stay within the team.
            with scope.team(run.team_id, user=user.pk):
                stop_run(run, by=user)
        messages.info(request, "Canceled. What was made is kept.")
