"""The budget form of the credits page."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from billing.models import Budget
from billing.money import MICRO
from billing.queries.budgets import member_choices
from billing.subjects import project_choices

MOST_CREDITS = 1_000_000_000


class BudgetForm(forms.Form):
    """A cap for the team, its day, a project or a member of the team in scope."""

    subject = forms.ChoiceField(label="For")
    limit = forms.DecimalField(
        label="Credits at most",
        min_value=0,
        max_value=MOST_CREDITS,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 12}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [
            (Budget.Scope.TEAM.value, Budget.Scope.TEAM.label),
            (Budget.Scope.DAY.value, Budget.Scope.DAY.label),
        ]
        for scope, name, rows in (
            (Budget.Scope.PROJECT, "Projects", project_choices()),
            (Budget.Scope.MEMBER, "Members", member_choices()),
        ):
            if rows:
                choices.append((name, [(f"{scope.value}:{key}", label) for key, label in rows]))
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]

    def clean_subject(self) -> tuple[str, UUID | None]:
        """The budget's scope, and the key of its project or member."""
        scope, _, key = self.cleaned_data["subject"].partition(":")
        return scope, UUID(key) if key else None

    def clean_limit(self) -> int:
        """The cap in micro-credits."""
        limit: Decimal = self.cleaned_data["limit"]
        return int(limit * MICRO)
