"""The price list, which operators keep."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from billing.models import Price


@admin.register(Price)
class PriceAdmin(admin.ModelAdmin):
    """A price that was in force is not rewritten: give it an end, and add a row that begins then."""

    list_display = ("provider", "model", "unit", "price_micro", "valid_from", "valid_to", "note")
    list_filter = ("provider", "unit")
    search_fields = ("provider", "model", "note")
    ordering = ("provider", "model", "unit", "-valid_from")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("provider", "model", "unit", "price_micro", "valid_from") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # old quotes name it
