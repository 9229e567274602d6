"""How far a run is: recomputed from the plan, so that a lost message can never hang it."""

from dataclasses import dataclass, replace

from django.utils import timezone

from pipeline.graph.plan import Plan
from pipeline.models import Generation, Run
from pipeline.queries.plans import plan_of
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.titles import STEP_TITLES
from projects.kinds.stages import STAGES


@dataclass(frozen=True)
class Progress:
    """Counts of a run. ``left_seconds`` is None while nothing can be said."""

    done: int
    total: int
    stage: str  # slug of the stage being worked on
    step: str  # title of the step being worked on
    stage_done: int
    stage_total: int
    left_seconds: float | None

    def line(self) -> str:
        """One line for a terminal."""
        stage = STAGE_BY_SLUG[self.stage]
        left = f"  {clock(self.left_seconds)} left" if self.left_seconds is not None else ""
        return f"{stage.number:2}/12 {stage.title}: {self.step} {self.stage_done}/{self.stage_total}{left}"


def clock(seconds: float) -> str:
    """ "45 s", "2 min 10 s"."""
    whole = round(seconds)
    return f"{whole} s" if whole < 90 else f"{whole // 60} min {whole % 60} s"


def progress_of(run: Run, plan: Plan | None = None) -> Progress:
    """Where a run stands now."""
    plan = plan_of(run) if plan is None or run.only else plan
    if run.only:  # of the film, what was asked for
        plan = replace(plan, units=tuple(unit for unit in plan.units if unit.target.key in run.only))
    left = plan.to_make
    stage = left[0].step.stage if left else run.until
    here = plan.of_stage(stage)
    waiting = sum(unit.to_make for unit in here)
    return Progress(
        done=len(plan.units) - len(left),
        total=len(plan.units),
        stage=stage,
        step=STEP_TITLES[left[0].step.name] if left else "done",
        stage_done=len(here) - waiting,
        stage_total=len(here),
        left_seconds=_left(run, plan) if left else 0.0,
    )


def _left(run: Run, plan: Plan) -> float | None:
    """Time left at the pace so far, once the shots are known and their pictures are under way."""
    if not plan.of_stage(STAGES[9]):
        return None
    weights = {"clip": 12.0, "join": 3.0, "frame": 2.0, "picture": 2.0, "line": 1.0, "cut": 20.0}
    rows = Generation.objects.filter(run=run.pk, finished_at__isnull=False).values_list("step", "seconds")
    spent = sum(weights.get(step, 0.1) for step, _ in rows)
    if spent < weights["clip"]:
        return None
    ahead = sum(weights.get(unit.step.name, 0.1) for unit in plan.to_make)
    elapsed = (timezone.now() - run.created_at).total_seconds()
    return float(elapsed * ahead / spent)
