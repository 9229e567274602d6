"""Sets of questions: kept from generations, asked again, compared."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.roles import Role
from accounts.models import Membership
from billing.actions.quotes import Wanted, confirm_quote, make_quote
from billing.models import Hold
from pipeline.actions.jobs import enqueue
from pipeline.context.asking import told_anew
from pipeline.evaluation.asking import Setting, ask_again
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet, Generation
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.evaluation import PREVIZ, answer_of, link_or_none, most_tokens, template_named
from pipeline.queries.playground import STEP as TRIAL
from pipeline.queries.playground import purpose_of, tried_from
from pipeline.queries.quotes import known_prices
from pipeline.queries.telling import writing_title
from pipeline.queries.templates import template_in_use
from pipeline.registry import STEPS
from projects.kinds import digest

MOST_CASES = 200
_KEPT = {step.purpose for step in STEPS if step.purpose}
THOUSAND = 1_000


@transaction.atomic
def keep_case(generation: Generation, name: str, *, by: Any) -> EvaluationCase:
    """Keep a generation in the set called ``name``, which is made if it is not there. Twice keeps it once.

    One that failed is kept without an answer: it is the question that counts. Raises Refused for what is no
    text of the story stages or has not ended, or whose question can no longer be put together.
    """
    purpose = purpose_of(generation)
    if purpose not in _KEPT or not (generation.result or generation.state == Generation.State.FAILED):
        raise Refused("Only texts of the story stages can be kept in a set.")
    if not name:
        raise Invalid("Give the set a name.", field="name")
    told = generation.request.get("told")
    if not told:
        found = PURPOSES[purpose]
        told = told_anew(generation, found, template_in_use(found))
    if told is None:
        raise Refused("What this was written from is no longer there.")
    kept, _ = EvaluationSet.objects.get_or_create(name=name, defaults={"created_by": by})
    if kept.cases.count() >= MOST_CASES:
        raise Refused(f"A set holds {MOST_CASES} questions. Begin another one.")
    case, is_new = EvaluationCase.objects.get_or_create(
        set=kept,
        generation=generation.pk,
        defaults={
            "purpose": purpose,
            "title": f"{generation.project.title}: {_title(generation)}"[:200],
            "arguments": generation.request["arguments"],
            "told": told,
            "answer": _answer(purpose, generation),
            "provider": generation.provider,
            "model": generation.model,
        },
    )
    if is_new:
        record("evaluation.case_kept", case, by=by, set=name)
    return case


def _answer(purpose: str, generation: Generation) -> Any:
    """What came, as the writer answered it; an empty text where nothing did that can be used."""
    found = answer_of(purpose, generation.result) if generation.result else None
    return "" if found is None else found


def _title(generation: Generation) -> str:
    """Of a trial: that of the text which was tried again."""
    if generation.step != TRIAL:
        return writing_title(generation)
    first = Generation.objects.filter(pk=tried_from(generation)).first()
    return f"{writing_title(first or generation)}, tried"


@transaction.atomic
def drop_case(case: EvaluationCase, *, by: Any) -> None:
    """Take a question out of its set; a set without questions goes too."""
    record("evaluation.case_dropped", case, by=by, set=case.set.name)
    kept = case.set
    case.delete()
    if not kept.cases.exists():
        kept.delete()


@transaction.atomic
def begin_evaluation(
    kept: EvaluationSet, *, template: str, link: str, judge: str = "", by: Any
) -> tuple[EvaluationRun, Hold | None]:
    """A run of a set, with a hold on what it may cost at most. Raises Refused as quotes do, and Invalid.

    ``template`` is "studio", "in use" or a version's number; ``link`` "previz" or a key of the team's order.
    """
    writer, judging = link_or_none(link), link_or_none(judge or PREVIZ)
    cases = list(kept.cases.all())
    for purpose in {case.purpose for case in cases}:
        template_named(PURPOSES[purpose], template)  # raises Invalid where there is no such version
    wanted = [
        Wanted(f"Evaluation by {one.name}, {unit}", one.provider, one.model, unit, count, count)
        for one, is_judge in ((writer, False), (judging, True))
        if one is not None and not one.own
        for unit, count in most_tokens(cases, is_judge=is_judge)
    ]
    hold = _held(wanted, kept, by) if wanted else None
    run = EvaluationRun.objects.create(
        set=kept,
        template=template,
        link=link,
        name=writer.name if writer else "previz",
        judge=judge,
        created_by=by,
    )
    record("evaluation.started", run, by=by, set=kept.name)
    return run, hold


def _held(wanted: list[Wanted], kept: EvaluationSet, by: Any) -> Hold | None:
    membership = Membership.objects.filter(user=by).first() if by is not None else None
    if membership is None or not Role(membership.role).covers(Role.PRODUCER):
        raise Refused("This costs credits, and spending them needs the role producer.")
    plan = digest([str(kept.pk), [[line.label, line.count] for line in wanted]])
    quote = make_quote(wanted, project_id=None, plan_digest=plan, by=by)
    return confirm_quote(quote, by=by).hold


@transaction.atomic
def queue_evaluation(
    kept: EvaluationSet, *, template: str, link: str, judge: str, by: Any, against: str = ""
) -> EvaluationRun:
    """Begin a run and let a worker carry it out; with ``against`` another one with that template before it.

    Raises as ``begin_evaluation`` does, and Invalid when both are the same.
    """
    if against:
        if against.lower().removeprefix("v") == template.lower().removeprefix("v"):
            raise Invalid("Choose another template to compare with.", field="against")
        queue_evaluation(kept, template=against, link=link, judge=judge, by=by)
    run, hold = begin_evaluation(kept, template=template, link=link, judge=judge, by=by)
    enqueue(
        "evaluate",
        {"run": str(run.pk)},
        queue="interactive",
        title=f"Evaluation of {kept.name}"[:200],
        by=by,
        hold=hold,
        cost_most=hold.amount if hold else 0,
    )
    return run


def carry_out(run_id: UUID, *, check: Callable[[], None], tell: Callable[[int, int], None]) -> int:
    """Ask every question of a run that was not asked yet; answers what all of them cost, in micro-credits.

    Holds no transaction while a model works. Called again after a crash, it goes on where it was.
    """
    with transaction.atomic():
        run = EvaluationRun.objects.select_related("set").get(pk=run_id)
        cases = list(run.set.cases.order_by("created_at"))
        setting = Setting(link_or_none(run.link), known_prices(), link_or_none(run.judge or PREVIZ))
        templates = {case.purpose: template_named(PURPOSES[case.purpose], run.template) for case in cases}
    asked = {result["case"] for result in run.results}
    for number, case in enumerate(cases):
        check()
        if str(case.pk) in asked:
            continue
        run.results.append(ask_again(case, templates[case.purpose], setting))
        with transaction.atomic():
            EvaluationRun.objects.filter(pk=run.pk).update(results=run.results)
        tell(number + 1, len(cases))
    end_evaluation(run.pk, EvaluationRun.State.DONE)
    return cost_of(run.results)


def cost_of(results: list[dict[str, Any]]) -> int:
    """Micro-credits of a run's answers and judgements."""
    return sum(int(result["cost_micro"]) for result in results)


@transaction.atomic
def end_evaluation(run_id: UUID, state: str, note: str = "") -> None:
    """End a run that still works."""
    working = EvaluationRun.objects.filter(pk=run_id, state=EvaluationRun.State.RUNNING)
    working.update(state=state, note=note[:500], finished_at=timezone.now())
