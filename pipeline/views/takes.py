"""Choosing between takes on the pages of frames and clips."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.kernel.doors import TeamRequest
from pipeline.actions.takes import choose
from pipeline.queries.places import Place
from pipeline.views.renewing import here
from projects.models import Head


def choose_take(request: TeamRequest, place: Place, head: Head) -> HttpResponse:
    """Choose the posted ``take`` for what ``head`` shows."""
    units = place.plan.of_stage(place.stage.slug)
    target = next((u.target for u in units if u.target.item and u.target.item.node == head.node_id), None)
    wanted, expected = request.POST.get("take", ""), request.POST.get("expected", "")
    try:
        chosen = UUID(wanted)
    except ValueError:
        chosen = None
    if target is None or chosen is None or not (expected.isascii() and expected.isdigit()):
        messages.error(request, "That take is gone. Choose another.")
        return redirect(here(request, place))
    change = choose(head, target, chosen, expected=int(expected[:18]), by=request.user)
    if change is not None:
        messages.success(request, "That take is in the film now. What is made from it is out of date.")
    return redirect(here(request, place))
