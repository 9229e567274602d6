"""The caps of a team, with names and with what is used of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When
from django.utils import timezone

from accounts.models import Membership
from billing.models import Budget, Hold
from billing.subjects import Choices, project_choices

# What is held counts as spent until it is given back.
_SPENDING = Case(
    When(settled_at=None, then=F("amount") - F("refunded")), default=F("captured") - F("refunded")
)


def used_of(budget: Budget) -> int:
    """Micro-credits held or spent that count against a budget of the team in scope."""
    return holds_under(budget).aggregate(total=Sum(_SPENDING))["total"] or 0


def holds_under(budget: Budget) -> QuerySet[Hold]:
    """The holds that count against ``budget``."""
    holds = Hold.objects.all()
    match budget.scope:
        case Budget.Scope.DAY:
            midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
            return holds.filter(created_at__gte=midnight)
        case Budget.Scope.PROJECT:
            return holds.filter(project_id=budget.subject)
        case Budget.Scope.MEMBER:
            return holds.filter(created_by=budget.subject)
        case _:
            return holds


@dataclass(frozen=True)
class BudgetLine:
    """A budget as the credits page shows it; amounts in micro-credits."""

    pk: UUID
    name: str
    limit: int
    used: int

    @property
    def percent(self) -> int:
        """How much of it is used, 0 to 100."""
        return min(100, round(100 * self.used / self.limit)) if self.limit else 100


def member_choices() -> Choices:
    """Keys and names of the members of the team in scope."""
    rows = Membership.objects.select_related("user").order_by("user__name", "user__email")
    return [(str(row.user_id), str(row.user)) for row in rows]


def budget_lines() -> list[BudgetLine]:
    """The budgets of the team in scope."""
    budgets = list(Budget.objects.order_by("created_at"))
    if not budgets:
        return []
    names = dict(project_choices() + member_choices())
    return [
        BudgetLine(
            pk=budget.pk,
            name=names.get(str(budget.subject), "No longer here")
            if budget.subject
            else _NAMES[Budget.Scope(budget.scope)],
            limit=budget.limit_micro,
            used=used_of(budget),
        )
        for budget in budgets
    ]


_NAMES = {Budget.Scope.TEAM: "The whole team", Budget.Scope.DAY: "The team, each day (UTC)"}
