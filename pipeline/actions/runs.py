"""Runs: "make everything until here". What comes next is found by reading rows, never remembered."""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from accounts.models import Membership
from billing.actions.ledger import release
from billing.actions.quotes import confirm_quote, make_quote
from pipeline.actions.approving import approve_complete_stages
from pipeline.actions.continuity import check_gate
from pipeline.actions.jobs import NewJob, cancel_run, enqueue_many, retry_job
from pipeline.graph.plan import Plan, Unit
from pipeline.models import Generation, Job, JobState, Run
from pipeline.queries.continuity import decisions
from pipeline.queries.plans import plan_of
from pipeline.queries.quotes import price_of, wanted_of
from pipeline.titles import job_title
from projects.actions.events import announce
from projects.kinds import digest
from projects.kinds.stages import STAGES
from projects.models import Branch

RENDERING = STAGES.index("frames")  # the first stage of what the audience will see
MOST_CANDIDATES = 4
_SAME = ("until", "only", "remake", "candidates", "guidance", "like")
TRIES = 2  # generations of one target from the same inputs in one run: what is not fresh then is given up


class Candidates(NamedTuple):
    """Targets (``keys``) of which several are made to choose from, with what somebody said in mind."""

    keys: list[str]
    many: int = 0  # 0: another take, which takes the place of what stands there
    guidance: str = ""
    like: str = ""  # key of a target of the same step that takes shall resemble


@transaction.atomic
def start_run(
    branch: Branch,
    episode: UUID,
    *,
    until: str,
    by: Any,
    only: list[str] | None = None,
    remake: list[str] | Candidates | None = None,
    approve: bool = False,
    form_key: str = "",
) -> Run:
    """Make what is missing or stale up to a stage. A second press of the same joins the one that works.

    ``only`` (target keys) narrows it; ``remake`` makes more takes; ``approve`` locks each
    stage once complete. Candidates of what is remade are made aside: what stands there stays until
    somebody chooses.

    Raises Refused while another run works here, on an archived branch, for targets that the episode does not
    have or that cannot resemble each other, while faults of continuity stop the render, when a price is
    unknown, and when it costs and ``by`` is no producer; OutOfCredits and OverBudget.
    """
    wish = remake if isinstance(remake, Candidates) else Candidates(remake or [])
    run = Run(
        project_id=branch.project_id,
        branch=branch,
        episode=episode,
        until=until,
        only=only or [],
        remake=wish.keys,
        approve=approve,
        created_by=by,
        form_key=form_key,
        candidates=min(wish.many, MOST_CANDIDATES),
        guidance=" ".join(wish.guidance.split())[:500],
        like=wish.like,
    )
    if there := _same(run):
        return there
    plan = plan_of(run)
    _check(run, plan)
    _pay_for(run, plan, by)
    record("run.started", run, by=by, until=until)
    announce(branch.project_id, "runs", run=str(run.pk), state="running")
    _continue(run)
    run.refresh_from_db(fields=["state", "note", "finished_at"])  # where all was there, it has ended
    return run


def _check(run: Run, plan: Plan) -> None:
    """Raises Refused for what cannot be asked of this plan, and where continuity stops the render."""
    if {*run.only, *run.remake, *filter(None, [run.like])} - plan.by_key.keys():
        raise Refused("Something you asked for is not part of this episode any more. Reload the page.")
    if run.like and {key.partition(":")[0] for key in run.remake} != {run.like.partition(":")[0]}:
        raise Refused("Only something of the same kind can be made to resemble it.")
    if run.until == "film":
        check_gate(plan.story)


def _pay_for(run: Run, plan: Plan, by: Any) -> None:
    """Quote the very plan that is carried out, hold what it may cost at most, and save the run."""
    wanted = wanted_of(plan, times=max(1, run.candidates))
    quote = make_quote(wanted, project_id=run.project_id, plan_digest=plan.digest, by=by)
    if quote.total_most and not _may_spend(by):
        raise Refused("This costs credits, and spending them needs the role producer.")
    quote = confirm_quote(quote, by=by)
    run.quote, run.hold, run.total = quote.pk, quote.hold, len(plan.units)
    run.save()


def _may_spend(by: Any) -> bool:
    membership = Membership.objects.filter(user=by).first() if by is not None else None
    return membership is not None and Role(membership.role).covers(Role.PRODUCER)


def _same(run: Run) -> Run | None:
    """The run that an equal press has started. Raises Refused while a different one works here."""
    _one_at_a_time(run.branch_id)
    working = Run.objects.filter(branch=run.branch, episode=run.episode, state=Run.State.RUNNING).first()
    if working is not None:
        if all(getattr(working, name) == getattr(run, name) for name in _SAME):
            return working
        raise Refused("The studio is still making something here. Wait for it, or cancel it.", code="busy")
    if not run.form_key:
        return None
    return Run.objects.filter(branch=run.branch, form_key=run.form_key).first()


def _one_at_a_time(branch_id: UUID) -> None:
    """Two presses at the same moment queue up for the branch's row. Raises Refused if it is closed."""
    here = Branch.objects.open().select_for_update(no_key=True).filter(pk=branch_id)
    if not here.exists():
        raise Refused("This branch is archived or deleted. Work on another branch.")


@transaction.atomic
def advance(run_id: UUID) -> None:
    """Queue what has become ready, or end the run. Safe to call at any time, by anyone, twice."""
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is not None and run.state == Run.State.RUNNING:
        _continue(run)


def _continue(run: Run) -> None:
    if Job.objects.filter(run_id=run.pk).active().exists():
        return
    if run.branch.archived_at is not None:
        close_run(run, Run.State.CANCELED, "The branch was archived. What was made is kept.")
        return
    plan = plan_of(run)
    if run.approve and approve_complete_stages(run.branch, run.episode, plan, by=run.created_by):
        plan = plan_of(run)
    given_up = _given_up(run)
    ready = [unit for unit in plan.ready if unit.target.key not in given_up]
    try:
        ready = _before_rendering(run, plan, ready)
    except Refused as stopped:
        close_run(run, Run.State.FAILED, str(stopped))
        return
    if ready:
        Run.objects.filter(pk=run.pk).update(total=len(plan.units))
        _queue(run, ready)
        return
    _end(run, plan)


def _before_rendering(run: Run, plan: Plan, ready: list[Unit]) -> list[Unit]:
    """What a run to the film may make now: where faults stop the render, first all that can hold one.

    Raises Refused when that is there and faults stand open.
    """
    if run.until != "film" or not decisions(plan.story).gate:
        return ready
    judged_first = [unit for unit in ready if STAGES.index(unit.step.stage) < RENDERING]
    if ready and not judged_first:
        check_gate(plan.story)
    return judged_first or ready


def _given_up(run: Run) -> set[str]:
    """Targets that failed in this run, whose job failed or was canceled, or that it cannot bring to rest."""
    rows = Generation.objects.filter(run=run.pk)
    failed = set(rows.filter(state=Generation.State.FAILED).values_list("target", flat=True))
    often = rows.values("target").annotate(times=Count("pk")).filter(times__gte=TRIES)
    jobs = Job.objects.filter(run_id=run.pk, state__in=(JobState.FAILED, JobState.CANCELED))
    lost = {key for args in jobs.values_list("args", flat=True) for key in args["keys"]}
    return failed | lost | {row["target"] for row in often}


def _queue(run: Run, ready: list[Unit]) -> None:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in ready:
        groups[unit.step.name].append(unit)
    wave = _wave(run)
    jobs = [
        _job(run, units[start : start + units[0].step.batch], wave)
        for units in groups.values()
        for start in range(0, len(units), units[0].step.batch)
    ]
    enqueue_many(jobs, by=run.created_by)


def _job(run: Run, units: list[Unit], wave: int) -> NewJob:
    step, keys = units[0].step, [unit.target.key for unit in units]
    # The digests: the same keys again are other work only if something changed.
    work = digest([[unit.target.key, unit.target.digest] for unit in units])
    return NewJob(
        kind="make",
        args={"run": str(run.pk), "keys": keys},
        queue=step.queue,
        title=job_title(step, keys),
        project_id=run.project_id,
        run_id=run.pk,
        idem_key=f"{run.pk}:{wave}:{work[:32]}",
        priority=len(STAGES) - STAGES.index(step.stage),
        hold=run.hold,
        cost_most=len(units) * max(1, run.candidates) * (price_of(step) or 0),
    )


def _wave(run: Run) -> int:
    """How many jobs this run has had: tells one wave's keys from the next's."""
    return Job.objects.filter(run_id=run.pk).count()


def _end(run: Run, plan: Plan) -> None:
    left = plan.to_make
    state, note = Run.State.DONE, ""
    if left:
        failed = Generation.objects.filter(run=run.pk, state=Generation.State.FAILED)
        state = Run.State.FAILED
        why = failed.order_by("-created_at").values_list("error", flat=True).first()
        note = f"{len(left)} of {len(plan.units)} could not be made. {why or _why_not(run)}".strip()
    close_run(run, state, note)


def _why_not(run: Run) -> str:
    jobs = Job.objects.filter(run_id=run.pk, state=Job.State.FAILED).exclude(error="")
    return jobs.order_by("-finished_at").values_list("error", flat=True).first() or ""


def close_run(run: Run, state: str, note: str = "") -> None:
    """End a run: what it held and did not spend goes back, once no job of it can spend any more."""
    ended = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING)
    if not ended.update(state=state, note=note[:500], finished_at=timezone.now()):
        return
    if run.hold_id and not Job.objects.filter(run_id=run.pk).active().exists():
        release(run.hold_id, key=f"run:{run.pk}:end:{run.hold_id}", reason="What was not spent")
    announce(run.project_id, "runs", run=str(run.pk), state=str(state))


@transaction.atomic
def give_up(run_id: UUID, why: str) -> None:
    """End a run that cannot go on."""
    run = Run.objects.select_for_update().filter(pk=run_id, state=Run.State.RUNNING).first()
    if run is not None:
        close_run(run, Run.State.FAILED, why)


@transaction.atomic
def stop_run(run: Run, *, by: Any) -> None:
    """Cancel a run: its jobs stop within seconds, what was made stays, the rest was not charged."""
    if Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).exists():
        cancel_run(run.pk, by=by)
        close_run(run, Run.State.CANCELED, "Canceled. What was made is kept.")
        record("run.canceled", run, by=by)


@transaction.atomic
def retry_run(run: Run, *, by: Any) -> Run:
    """Go on from what failed: a new run of the same kind; what is made stays made."""
    return start_run(
        run.branch,
        run.episode,
        until=run.until,
        by=by,
        only=run.only,
        approve=run.approve,
    )


@transaction.atomic
def retry_work(job: Job, *, by: Any) -> Job:
    """Try a failed or canceled job again. If the run that wanted it has ended, the run goes on afterwards.

    Raises Refused as ``retry_job`` and ``start_run`` do.
    """
    if job.run_id is not None and job.state in (Job.State.FAILED, Job.State.CANCELED):
        _reopen(job.run_id, by)
    return retry_job(job, by=by)


def _reopen(run_id: UUID, by: Any) -> None:
    """Let an ended run go on, unless another one works in its place by now."""
    run = Run.objects.select_related("branch").filter(pk=run_id).exclude(state=Run.State.RUNNING).first()
    if run is None:
        return
    _one_at_a_time(run.branch_id)
    working = Run.objects.filter(branch=run.branch_id, episode=run.episode, state=Run.State.RUNNING)
    if working.exists():
        return
    run.state, run.note, run.finished_at = Run.State.RUNNING, "", None
    _pay_for(run, plan_of(run), by)
    record("run.reopened", run, by=by)
