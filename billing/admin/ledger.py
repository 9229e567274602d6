"""The ledger, for looking; corrections are entries, made by an action with a reason."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.readonly import LookOnly
from billing.models import Account, Budget, Entry, Hold, Quote, Transfer


class LedgerAdmin(LookOnly):
    """Nothing of the ledger is ever changed or removed."""

    show_full_result_count = False  # there are many

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Account)
class AccountAdmin(LedgerAdmin):
    """The pots of every team."""

    list_display = ("team", "kind", "balance")
    list_filter = ("kind",)
    list_select_related = ("team",)
    search_fields = ("team__slug", "team__name")
    ordering = ("team__slug", "kind")


@admin.register(Transfer)
class TransferAdmin(LedgerAdmin):
    """Every movement, newest first."""

    list_display = ("created_at", "team", "kind", "amount", "reason", "idem_key")
    list_filter = ("kind", "created_at")
    list_select_related = ("team",)
    search_fields = ("team__slug", "idem_key", "reason")
    ordering = ("-id",)


@admin.register(Entry)
class EntryAdmin(LedgerAdmin):
    """Both sides of every movement."""

    list_display = ("transfer", "team", "account", "amount", "balance_after")
    list_select_related = ("team", "account", "transfer")
    search_fields = ("team__slug", "transfer__idem_key")
    ordering = ("-id",)


@admin.register(Hold)
class HoldAdmin(LedgerAdmin):
    """What is set aside, and what became of it."""

    list_display = ("id", "team", "amount", "captured", "refunded", "source", "created_at", "settled_at")
    list_filter = (("settled_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("team",)
    search_fields = ("team__slug", "source", "project_id")
    ordering = ("-id",)


@admin.register(Quote)
class QuoteAdmin(LedgerAdmin):
    """What was quoted, line by line."""

    list_display = ("created_at", "team", "state", "total_now", "total_most", "created_by")
    list_filter = ("state", "created_at")
    list_select_related = ("team", "created_by")
    search_fields = ("team__slug", "plan_digest", "project_id")
    ordering = ("-created_at",)


@admin.register(Budget)
class BudgetAdmin(LedgerAdmin):
    """The caps that teams have set for themselves."""

    list_display = ("team", "scope", "subject", "limit_micro")
    list_filter = ("scope",)
    list_select_related = ("team",)
    search_fields = ("team__slug", "subject")
    ordering = ("team__slug",)
