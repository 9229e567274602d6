"""The app."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """COST: the credit ledger, the price list, quotes and budgets."""

    name = "billing"
