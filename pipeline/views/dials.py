"""The dials that models write by: a team's policy for each purpose, and what one question would cost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.tuning import tune
from pipeline.forms.dials import DialsForm
from pipeline.prompting.dials import LONGEST, SHORTEST, Dials
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.providers.text.accepts import takes_in_words
from pipeline.queries.routing import chain
from pipeline.queries.tuning import tuned
from pipeline.views.asking import who_and_most
from pipeline.views.templates import template_page


@require_POST
@member_required(Role.PRODUCER)
def template_dials(request: TeamRequest, purpose: str) -> HttpResponse:
    """Keep how a purpose is written."""
    known = _purpose_or_404(purpose)
    form = DialsForm(request.POST, purpose=known, user=request.user)
    if not form.is_valid():
        return template_page(request, known, {"dials": form}, status=422)
    try:
        tune(known, form.dials(), capsule=form.capsule_ref(), by=request.user)
    except Refused as error:
        form.add_error(getattr(error, "field", "") or None, error.sentence)
        return template_page(request, known, {"dials": form}, status=error.status)
    said = ", ".join(tuned(known.name).words)
    messages.success(request, f"It is written so from now on: {said}." if said else "It is written as ever.")
    return redirect("pipeline:template", request.team.slug, purpose)


@require_safe
@member_required(Role.EDITOR)
def asking_price(request: TeamRequest, purpose: str) -> HttpResponse:
    """The fragment with what one question costs at most (``?longest=``: tokens of its answer)."""
    known, longest = _purpose_or_404(purpose), whole_number(request.GET.get("longest", ""))
    if longest is not None and not SHORTEST <= longest <= LONGEST:
        longest = None  # the form says what is wrong with it
    who, most = who_and_most(known.name, dials=Dials(longest=longest))
    return render(request, "pipeline/_asking_price.html", {"who": who, "most": most, "button": True})


def asking_dials(request: TeamRequest, purpose: str) -> dict[str, Any]:
    """For a page that asks one question: the form ``dials`` over the team's policy, and what goes with it."""
    data = request.POST if request.method == "POST" else None
    form = DialsForm(data, purpose=PURPOSES[purpose], user=request.user, once=True)
    return {
        "dials": form,
        "dials_purpose": purpose,
        "dials_taken": [takes_in_words(one) for one in chain().links],
    }


def _purpose_or_404(name: str) -> Purpose:
    if name not in PURPOSES:
        raise Http404("No such purpose.")
    return PURPOSES[name]
