"""What is out of date among a page's targets: why, and what bringing it up to date would make and cost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.runs import start_run
from pipeline.graph.plan import Plan, State, Unit, outdated
from pipeline.models import Generation, Job, Run
from pipeline.queries.places import Place
from pipeline.queries.quotes import price_of
from pipeline.queries.reasons import reasons
from pipeline.views.places import cost_text, stage_door


@dataclass(frozen=True)
class Renewal:
    """Bringing one target, or several, up to date."""

    keys: tuple[str, ...]  # all that is made again: what it is made from first, then itself
    why: str  # "shot action changed"
    cost: str  # for the button: "free", "12 credits"
    can: bool = True  # False: it stands in a locked stage
    may_keep: bool = False  # its own inputs changed: it can be kept as it is


def renewals(place: Place, units: Iterable[Unit]) -> dict[str, Renewal]:
    """For each of ``units`` that shows something out of date, by its target's key. Two queries at most.

    Something is out of date when its own inputs changed, and also when what it is made from is.
    """
    plan = place.plan
    aged = [unit for unit in units if unit.target.item and unit.state in (State.STALE, State.BLOCKED)]
    if not aged:
        return {}
    chains = {unit.target.key: chain(plan, unit) for unit in aged}
    every = list({unit.target.key: unit for links in chains.values() for unit in links}.values())
    why = reasons(every)
    prices = _prices(every)
    found = {}
    for key, links in chains.items():
        causes = [why[unit.target.key] for unit in reversed(links) if why.get(unit.target.key)]
        found[key] = Renewal(
            keys=tuple(unit.target.key for unit in links),
            why=causes[0] if causes else "Made by an earlier version of the engine",
            cost=_cost(links, prices),
            can=bool(links) and links[-1].target.key == key,
            may_keep=plan.by_key[key].state is State.STALE,
        )
    return found


def together(place: Place, found: dict[str, Renewal]) -> Renewal | None:
    """All of them at once; None when there is nothing that could be brought up to date."""
    keys = list(dict.fromkeys(key for renewal in found.values() if renewal.can for key in renewal.keys))
    if not keys:
        return None
    units = [place.plan.by_key[key] for key in keys]
    return Renewal(tuple(keys), "", _cost(units, _prices(units)))


def chain(plan: Plan, unit: Unit) -> list[Unit]:
    """What must be made to bring ``unit`` up to date, in that order; it comes last if it can be made."""
    seen: dict[str, Unit] = {}

    def visit(one: Unit) -> None:
        if one.target.key in seen or not one.to_make:
            return
        for need in one.target.needs:
            if need in plan.by_key:
                visit(plan.by_key[need])
        seen[one.target.key] = one

    visit(unit)
    return list(seen.values())


def _prices(units: list[Unit]) -> dict[str, int | None]:
    """Each step's price of one at most, in micro-credits."""
    return {step.name: price_of(step) for step in {unit.step.name: unit.step for unit in units}.values()}


def _cost(units: list[Unit], prices: dict[str, int | None]) -> str:
    each = [prices.get(unit.step.name) for unit in units]
    known = [price for price in each if price is not None]
    return cost_text(sum(known) if len(known) == len(each) else None)


def busy_keys(place: Place) -> set[str]:
    """Keys of the targets that the episode's jobs are making or will make. One query while a run works."""
    if place.run is None:
        return set()
    jobs = Job.objects.filter(run_id=place.run.pk).active()
    return {key for args in jobs.values_list("args", flat=True) for key in args.get("keys", [])}


def failed_keys(place: Place) -> dict[str, str]:
    """Why targets could not be made in the newest run, by key. One query if that run failed."""
    last = place.newest_run
    if last is None or last.state != Run.State.FAILED:
        return {}
    rows = Generation.objects.filter(run=last.pk, state=Generation.State.FAILED)
    return dict(rows.values_list("target", "error"))


@dataclass(frozen=True)
class States:
    """The state of a page's targets, each in one word, and what is out of date about them."""

    units: dict[str, Unit]
    aged: dict[str, Renewal]
    busy: set[str]
    failed: dict[str, str]
    since: dict[str, str]  # kept by hand: what changed since, by key

    @classmethod
    def of(cls, place: Place, units: Iterable[Unit]) -> "States":
        known = {unit.target.key: unit for unit in units}
        since = reasons([unit for unit in known.values() if outdated(unit.target)])
        return cls(known, renewals(place, known.values()), busy_keys(place), failed_keys(place), since)

    def word(self, key: str, *, approved: bool) -> str:
        """working, stale, failed, draft, locked or review: as everywhere in the studio."""
        unit = self.units.get(key)
        if unit is None:
            return "draft"
        if key in self.busy and unit.to_make:
            return "working"
        if key in self.aged:
            return "stale"
        if unit.target.item is None:
            return "failed" if key in self.failed else "draft"
        return "locked" if approved else "review"

    def why(self, key: str) -> str:
        """Why it is stale, or why it could not be made; empty otherwise."""
        if key in self.aged:
            return self.aged[key].why
        unit = self.units.get(key)
        return self.failed.get(key, "") if unit and unit.target.item is None else ""


def renew_door(stage: str) -> Callable[..., HttpResponse]:
    """The view of a stage's buttons "Update" and "Update all": posted are ``target`` keys; none means all."""

    @require_POST
    @stage_door(stage, Role.EDITOR)
    def renew(request: TeamRequest, place: Place) -> HttpResponse:
        """Bring what is out of date up to date, with what it is made from, and nothing else."""
        wanted = set(request.POST.getlist("target"))
        units = [unit for unit in place.plan.of_stage(stage) if not wanted or unit.target.key in wanted]
        keys = {key for found in renewals(place, units).values() if found.can for key in found.keys}
        if not keys:
            messages.info(request, "Everything here is up to date.")
            return redirect(here(request, place))
        start_only(request, place, sorted(keys))
        return redirect(here(request, place))

    return renew


def start_only(request: TeamRequest, place: Place, keys: list[str]) -> None:
    """Start making these targets and nothing else; a refusal is said on the page that follows."""
    try:
        start_run(
            place.branch,
            place.episode.node_id,
            until=place.stage.slug,
            by=request.user,
            only=keys,
            form_key=request.POST.get("form_key", "")[:64],
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)


def here(request: TeamRequest, place: Place) -> str:
    """The address a form was on, if it is of this stage's page; else the page."""
    moved = request.htmx.current_url_abs_path if request.htmx else ""  # a selection may have changed it
    wanted = moved or request.POST.get("next", "")
    base = place.url()
    return wanted if wanted.startswith(base) else base
