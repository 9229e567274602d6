"""What a team's models did over the last days: for those who spend."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from pipeline.forms.trends import TrendsForm
from pipeline.queries.trends import failures, trends


@require_safe
@member_required(Role.PRODUCER)
def model_trends(request: TeamRequest) -> HttpResponse:
    """Latency, tokens, cost and failures, by model, by step and by day."""
    form = TrendsForm(request.GET)
    found = trends(form.wanted())
    form.offer(found)
    context = {
        "tabs": settings_tabs(request, "pipeline:models"),
        "form": form,
        "trends": found,
        "failures": failures(found.wanted) if found.total.failed else [],
    }
    return render_page(request, "pipeline/trends.html", context)
