"""The credits page: what is left, what happened, what things cost, what may be spent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from billing.actions.budgets import remove_budget, set_budget
from billing.forms.budgets import BudgetForm
from billing.models import Budget
from billing.queries.budgets import budget_lines
from billing.queries.ledger import balance, statement
from billing.queries.prices import price_list


@require_safe
@member_required()
def credits(request: TeamRequest) -> HttpResponse:
    """What a team has, did and may do with its credits; ``?page=`` turns the statement."""
    return _page(request, BudgetForm())


@require_POST
@member_required(Role.ADMIN)
def budget_set(request: TeamRequest) -> HttpResponse:
    """Set a cap, or change it."""
    form = BudgetForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    scope, subject = form.cleaned_data["subject"]
    set_budget(scope, form.cleaned_data["limit"], subject=subject, by=request.user)
    messages.success(request, "The budget holds from now on.")
    return redirect("billing:credits", request.team.slug)


@require_POST
@member_required(Role.ADMIN)
def budget_remove(request: TeamRequest, budget_id: UUID) -> HttpResponse:
    """Lift a cap."""
    remove_budget(get_object_or_404(Budget, pk=budget_id), by=request.user)
    messages.success(request, "The budget is lifted.")
    return redirect("billing:credits", request.team.slug)


def _page(request: TeamRequest, form: BudgetForm, *, status: int = 200) -> HttpResponse:
    number: Any = request.GET.get("page", 1)
    context = {
        "balance": balance(),
        "statement": statement(number),
        "prices": price_list(),
        "budgets": budget_lines(),
        "form": form,
        "may_edit": Role(request.membership.role).covers(Role.ADMIN),
    }
    return render_page(request, "billing/credits.html", context, partial="statement", status=status)
