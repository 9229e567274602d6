"""Teams' models and who writes, for support. Sealed keys are not even shown sealed."""

from django.contrib import admin

from accounts.admin.readonly import LookOnly
from pipeline.models import Connection, Routing


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
