"""The app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BillingConfig(AppConfig):
    """COST: the credit ledger, the price list, quotes and budgets."""

    name = "billing"

    def ready(self) -> None:
        from billing.actions.prices import seed_prices  # models exist only now

        # After every migrate, and so also after tests have emptied the tables.
        post_migrate.connect(seed_prices, sender=self, dispatch_uid="seed_prices")
