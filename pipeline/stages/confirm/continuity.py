"""Beside stage 11: everything that does not fit together, by rule, and what people decided about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.continuity import accept_finding, reopen_finding, set_gate
from pipeline.continuity import RULE_OF, RULES, Confidence, Finding, Quote, Rule
from pipeline.queries.continuity import Judged, judged
from pipeline.queries.places import Place
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from pipeline.views.shot_panel import render_stage
from projects.kinds.judging import REASON_MAX

SHOWN = 60  # findings on the page of one rule
FIRST = 8  # of each rule, where all are shown


@require_safe
@stage_door("confirm")
def findings(request: TeamRequest, place: Place) -> HttpResponse:
    """The first findings of each rule; ``?rule=axis`` all of one, 60 at a time."""
    found = judged(place.story)
    only = _known(request.GET.get("rule", ""))
    mine = [finding for finding in found.open if finding.rule == only]
    shown = window(request, mine, SHOWN)
    rules = [_rule(place, rule, found, shown.items if rule.slug == only else None) for rule in RULES]
    context = stage_context(
        request,
        place,
        here=request.get_full_path(),
        rules=[rule for rule in rules if rule["count"] and only in ("", rule["slug"])],
        silent=[rule for rule in rules if not rule["count"]],
        window=shown,
        accepted=[{"finding": _shown(place, finding), "meant": meant} for finding, meant in found.accepted],
        total=len(found.open),
        faults=len(found.faults),
        gate=found.gate,
        can_gate=Role(request.membership.role).covers(Role.PRODUCER),
        checked=bool(place.story.of("shot")),
        only=only,
        reason_max=REASON_MAX,
        urls={name: place.url("confirm", "continuity", name) for name in ("accept", "reopen", "gate")},
        page_url=place.url("confirm", "continuity"),
    )
    return render_stage(request, "pipeline/stages/continuity.html", context, "findings")


def _rule(place: Place, rule: Rule, found: Judged, shown: list[Finding] | None) -> dict[str, Any]:
    mine = [finding for finding in found.open if finding.rule == rule.slug]
    return {
        "slug": rule.slug,
        "title": rule.title,
        "severity": str(rule.severity),
        "likely": rule.confidence is Confidence.LIKELY,
        "explanation": rule.explanation,
        "sources": ", ".join(rule.sources),
        "count": len(mine),
        "findings": [_shown(place, finding) for finding in (mine[:FIRST] if shown is None else shown)],
        "more": max(len(mine) - FIRST, 0) if shown is None else 0,
    }


def _shown(place: Place, finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "sentence": finding.sentence,
        "fix": finding.fix,
        "quotes": [
            {"where": quote.where, "text": quote.text, "url": _address(place, quote)}
            for quote in finding.quotes
        ],
    }


def _address(place: Place, quote: Quote) -> str:
    """Where what is quoted is changed."""
    name = "shot" if quote.stage in ("shots", "prompts", "frames", "film") else "selected"
    query = f"?{name}={quote.node}" if quote.node and quote.stage in STAGE_BY_SLUG else ""
    return place.url(quote.stage) + query


@require_POST
@stage_door("confirm", Role.EDITOR)
def accept(request: TeamRequest, place: Place) -> HttpResponse:
    """Settle the finding ``key`` as meant, for a ``reason``."""
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    try:
        accept_finding(place.branch, place.episode.node_id, key, reason, by=request.user)
        messages.success(request, "Settled as meant, until what it is about changes.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(request, place)


@require_POST
@stage_door("confirm", Role.EDITOR)
def reopen(request: TeamRequest, place: Place) -> HttpResponse:
    """Take back that the finding ``key`` is meant."""
    reopen_finding(place.branch, place.episode.node_id, request.POST.get("key", ""), by=request.user)
    return _back(request, place)


@require_POST
@stage_door("confirm", Role.PRODUCER)
def gate(request: TeamRequest, place: Place) -> HttpResponse:
    """Let open faults stop the render (``gate`` on), or only advise."""
    set_gate(place.branch, place.episode.node_id, request.POST.get("gate") == "on", by=request.user)
    return _back(request, place)


def _known(rule: str) -> str:
    """The rule's slug, if there is such a rule; else empty."""
    return rule if rule in RULE_OF else ""


def _back(request: TeamRequest, place: Place) -> HttpResponse:
    only = _known(request.POST.get("rule", ""))
    return redirect(place.url("confirm", "continuity") + (f"?rule={only}" if only else ""))
