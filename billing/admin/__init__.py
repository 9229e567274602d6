from billing.admin import ledger, prices

__all__ = ["ledger", "prices"]
