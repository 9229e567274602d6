"""Addresses of credits."""

from django.urls import path

from billing.views import credits

app_name = "billing"

urlpatterns = [
    path("t/<slug:team>/credits/", credits.credits, name="credits"),
    path("t/<slug:team>/credits/budgets/", credits.budget_set, name="budget_set"),
    path(
        "t/<slug:team>/credits/budgets/<uuid:budget_id>/remove/", credits.budget_remove, name="budget_remove"
    ),
]
