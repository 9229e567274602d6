"""What is out of date: why, what an update costs, and keeping it as it is."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role
from pipeline.graph.plan import State, Unit, outdated
from pipeline.queries.places import Place
from pipeline.queries.quotes import quote_of
from pipeline.queries.reasons import reasons
from pipeline.views.places import cost_text, stage_door
from projects.actions.branches import accept


def stale_notes(place: Place, units: list[Unit]) -> dict[str, dict[str, Any]]:
    """For each stale unit by its target's key: why, and the price of updating it."""
    stale = [unit for unit in units if unit.state is State.STALE]
    if not stale:
        return {}
    why = reasons(stale)
    return {
        unit.target.key: {
            "key": unit.target.key,
            "why": why.get(unit.target.key) or "Something it was made from has changed.",
            "cost": cost_text(quote_of(replace(place.plan, units=(unit,))).total_most),
            "update_url": place.url("", "run"),
            "keep_url": place.url("", "keep"),
        }
        for unit in stale
    }


def take_cost(place: Place, *keys: str) -> str:
    """What another take of targets costs, as a text for their button; empty when it cannot be made now."""
    units = [place.plan.by_key.get(key) for key in keys]
    again = tuple(
        unit._replace(state=State.STALE) for unit in units if unit and unit.ready and not unit.locked
    )
    if not again or len(again) < len(keys):
        return ""
    return cost_text(quote_of(replace(place.plan, units=again)).total_most)


@require_POST
@stage_door("", Role.EDITOR)
def keep(request: TeamRequest, place: Place) -> HttpResponse:
    """Keep stale targets (``only``) as they are: they count as made from what stands there now."""
    wanted = set(request.POST.getlist("only"))
    units = [unit for unit in place.plan.of_stage(place.stage.slug) if unit.target.key in wanted]
    digests = {
        unit.target.item.node: unit.target.digest
        for unit in units
        if unit.target.item and (unit.state is State.STALE or outdated(unit.target))
    }
    if digests:
        accept(place.branch, digests, by=request.user)
    return redirect(place.url())
