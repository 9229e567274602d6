"""Who did what in the team."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.forms.teams import AuditFilterForm
from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.queries.audit import audit_page
from accounts.views.tabs import settings_tabs


@require_safe
@member_required(Role.ADMIN)
def audit(request: TeamRequest) -> HttpResponse:
    """The trail, a page at a time, filtered by words."""
    form = AuditFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "tabs": settings_tabs(request, "accounts:audit"),
        "form": form,
        "q": asked.get("q", ""),
        "before": asked.get("before"),
        "page": audit_page(request.team, containing=asked.get("q", ""), before=asked.get("before")),
    }
    status = 422 if form.errors else 200
    return render_page(request, "accounts/audit.html", context, partial="trail", status=status)
