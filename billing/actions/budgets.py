"""Budgets: set by admins, checked before credits are held."""

from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, QuerySet, Sum, When
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from accounts.models import User
from billing.errors import OverBudget
from billing.models import Budget, Hold
from billing.money import credits_text

_SPENDING = Case(
    When(settled_at=None, then=F("amount") - F("refunded")), default=F("captured") - F("refunded")
)


def check_budgets(amount: int, *, by: User | None, project_id: UUID | None) -> None:
    """Raise OverBudget if holding ``amount`` more would pass a budget of the team in scope.

    What is held counts as spent until it is given back. Call it with the wallet locked.
    """
    if not amount:
        return
    for budget in Budget.objects.all():
        holds = _holds_under(budget, by, project_id)
        if holds is None:
            continue
        used = holds.aggregate(total=Sum(_SPENDING))["total"] or 0
        if used + amount > budget.limit_micro:
            left = credits_text(max(0, budget.limit_micro - used))
            raise OverBudget(
                f"This may cost {credits_text(amount)} credits; the budget of {_NAMES[budget.scope]}"
                f" has {left} of {credits_text(budget.limit_micro)} left."
            )


_NAMES = {
    Budget.Scope.TEAM: "the team",
    Budget.Scope.PROJECT: "this project",
    Budget.Scope.MEMBER: "this member",
    Budget.Scope.DAY: "the day",
}


def _holds_under(budget: Budget, by: User | None, project_id: UUID | None) -> QuerySet[Hold] | None:
    """The holds that count against ``budget``; None if it does not concern this spending."""
    holds = Hold.objects.all()
    match budget.scope:
        case Budget.Scope.TEAM:
            return holds
        case Budget.Scope.DAY:
            return holds.filter(
                created_at__gte=timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
            )
        case Budget.Scope.PROJECT:
            return holds.filter(project_id=project_id) if budget.subject == project_id else None
        case _:
            return holds.filter(created_by=budget.subject) if by and budget.subject == by.pk else None


@transaction.atomic
def set_budget(scope: str, limit_micro: int, *, subject: UUID | None = None, by: User) -> Budget:
    """Set or change a cap of the team in scope. Raises Invalid for a negative one."""
    if limit_micro < 0:
        raise Invalid("A budget cannot be negative.", field="limit")
    budget, _ = Budget.objects.update_or_create(
        scope=scope, subject=subject, defaults={"limit_micro": limit_micro}
    )
    record("budget.set", budget, by=by, limit_micro=limit_micro)
    return budget


@transaction.atomic
def remove_budget(budget: Budget, *, by: User) -> None:
    """Lift a cap."""
    record("budget.removed", budget, by=by, limit_micro=budget.limit_micro)
    budget.delete()
