"""What every page's template may use of billing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.kernel import scope
from billing.money import credits_text
from billing.queries.ledger import balance


def credits_left(request: HttpRequest) -> dict[str, Any]:
    """``credits_text``: what the team of the page has left; read when a template asks."""
    if getattr(request, "team", None) is None:
        return {}
    return {"credits_text": SimpleLazyObject(_left)}


def _left() -> str:
    return credits_text(balance().wallet) if scope.current().team else ""
