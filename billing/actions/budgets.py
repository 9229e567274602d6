"""Budgets: set by admins, checked before credits are held."""

from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from accounts.models import User
from billing.errors import OverBudget
from billing.models import Budget
from billing.money import credits_text
from billing.queries.budgets import used_of

_NAMES = {
    Budget.Scope.TEAM: "the team",
    Budget.Scope.PROJECT: "this project",
    Budget.Scope.MEMBER: "this member",
    Budget.Scope.DAY: "the day",
}


def budgets_on(amount: int, *, by: User | None, project_id: UUID | None) -> list[Budget]:
    """The budgets of the team in scope that spending ``amount`` concerns; none for what is free."""
    if not amount:
        return []
    concerned = {
        Budget.Scope.TEAM: None,
        Budget.Scope.DAY: None,
        Budget.Scope.PROJECT: project_id,
        Budget.Scope.MEMBER: by.pk if by else None,
    }
    return [
        budget for budget in Budget.objects.all() if budget.subject == concerned[Budget.Scope(budget.scope)]
    ]


def check_budgets(budgets: list[Budget], amount: int) -> None:
    """Raise OverBudget if holding ``amount`` more would pass one of them. Call it with the wallet locked."""
    for budget in budgets:
        used = used_of(budget)
        if used + amount > budget.limit_micro:
            left, limit = credits_text(max(0, budget.limit_micro - used)), credits_text(budget.limit_micro)
            name = _NAMES[Budget.Scope(budget.scope)]
            raise OverBudget(
                f"This may cost {credits_text(amount)} credits; the budget of {name}"
                f" has {left} of {limit} left. Nothing was charged."
            )


@transaction.atomic
def set_budget(scope: str, limit_micro: int, *, subject: UUID | None = None, by: User) -> Budget:
    """Set or change a cap of the team in scope. Raises Invalid for a negative one or a missing subject."""
    if limit_micro < 0:
        raise Invalid("A budget cannot be negative.", field="limit")
    if (subject is None) == (scope in (Budget.Scope.PROJECT, Budget.Scope.MEMBER)):
        raise Invalid("Say which project or member the budget is for.", field=scope)
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
