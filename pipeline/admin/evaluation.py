"""Sets of questions and their runs, for support."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet


@admin.register(EvaluationSet)
class EvaluationSetAdmin(LookOnly):
    """Teams' sets."""

    list_display = ("name", "team", "created_by", "created_at")
    list_select_related = ("team", "created_by")
    search_fields = ("name", "team__slug")


@admin.register(EvaluationCase)
class EvaluationCaseAdmin(LookOnly):
    """The questions of sets."""

    list_display = ("title", "team", "set", "purpose", "provider", "model", "created_at")
    list_filter = ("purpose", "provider")
    list_select_related = ("team", "set")
    search_fields = ("title", "team__slug", "set__name")


@admin.register(EvaluationRun)
class EvaluationRunAdmin(LookOnly):
    """Sets asked again."""

    list_display = ("set", "team", "name", "template", "state", "note", "created_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("team", "set")
    search_fields = ("name", "team__slug", "set__name", "note")
