"""Teams' models and who writes, for support. Sealed keys are not even shown sealed."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from pipeline.models import Connection, PromptTemplate, Routing, Tuning


@admin.register(Connection)
class ConnectionAdmin(LookOnly):
    """Which models teams have connected, and whether they work."""

    list_display = ("name", "team", "provider", "model", "address", "state", "note", "tested_at")
    list_filter = ("provider", "state")
    list_select_related = ("team",)
    search_fields = ("name", "model", "team__slug", "address")
    exclude = ("sealed",)


@admin.register(Routing)
class RoutingAdmin(LookOnly):
    """Who does what for a team, in which order."""

    list_display = ("team", "capability", "order", "house_last")
    list_select_related = ("team",)
    search_fields = ("team__slug", "capability")


@admin.register(Tuning)
class TuningAdmin(LookOnly):
    """How teams let models write, purpose by purpose."""

    list_display = ("team", "purpose", "temperature", "effort", "longest", "capsule_name", "changed_by")
    list_filter = ("purpose",)
    list_select_related = ("team", "changed_by")
    search_fields = ("team__slug", "purpose", "capsule_name")


@admin.register(PromptTemplate)
class PromptTemplateAdmin(LookOnly):
    """What teams have models told, version by version."""

    list_display = ("team", "purpose", "version", "in_use", "note", "created_by", "created_at")
    list_filter = ("purpose", "in_use")
    list_select_related = ("team", "created_by")
    search_fields = ("team__slug", "purpose", "note", "text")
