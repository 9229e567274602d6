from billing.models.budgets import Budget
from billing.models.ledger import Account, Entry, Hold, Transfer
from billing.models.prices import Price, Unit
from billing.models.quotes import Quote

__all__ = ["Account", "Budget", "Entry", "Hold", "Price", "Quote", "Transfer", "Unit"]
