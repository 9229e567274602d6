"""What the jobs ring and the queue page show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Case, Count, ExpressionWrapper, F, FloatField, Min, Q, Sum, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from pipeline.models import Job, JobState, Run
from pipeline.models.jobs import ACTIVE

ACTIVE_SHOWN, ENDED_SHOWN = 100, 50
_FAILED_SINCE = timedelta(days=1)

# How much of a job is done, 0 to 1; whatever has ended counts whole.
_SHARE = Case(
    When(~Q(state__in=ACTIVE), then=Value(1.0)),
    When(
        progress_total__gt=0,
        then=Least(
            Value(1.0),
            ExpressionWrapper(F("progress_done") * 1.0 / F("progress_total"), output_field=FloatField()),
        ),
    ),
    default=Value(0.0),
    output_field=FloatField(),
)


@dataclass(frozen=True)
class JobsRing:
    """Jobs not ended yet, how much of all asked since the oldest of them is done, failures of late."""

    running: int
    percent: int
    failed: int


def jobs_ring(project_id: UUID | None = None) -> JobsRing:
    """The ring of the team in scope, or of one of its projects."""
    jobs = Job.objects.filter(project_id=project_id) if project_id else Job.objects.all()
    recently = timezone.now() - _FAILED_SINCE
    found = jobs.filter(Q(state__in=ACTIVE) | Q(state=JobState.FAILED, finished_at__gt=recently)).aggregate(
        running=Count("pk", filter=Q(state__in=ACTIVE)),
        since=Min("created_at", filter=Q(state__in=ACTIVE)),
        failed=Count("pk", filter=Q(state=JobState.FAILED)),
    )
    return JobsRing(found["running"], _percent(jobs, found["since"]), found["failed"])


def _percent(jobs: object, since: object) -> int:
    if since is None:
        return 0
    asked = jobs.filter(created_at__gte=since).aggregate(done=Sum(_SHARE), count=Count("pk"))  # type: ignore[attr-defined]
    return int(100 * (asked["done"] or 0) / asked["count"]) if asked["count"] else 0


@dataclass(frozen=True)
class RunLine:
    """A run under way: what of its jobs has ended so far."""

    run: Run
    done: int
    total: int


def runs_under_way() -> list[RunLine]:
    """The runs of the team in scope that are working, oldest first."""
    runs = list(Run.objects.filter(state=Run.State.RUNNING).select_related("project").order_by("created_at"))
    counts = {
        row["run_id"]: row
        for row in Job.objects.filter(run_id__in=[run.pk for run in runs])
        .values("run_id")
        .annotate(total=Count("pk"), active=Count("pk", filter=Q(state__in=ACTIVE)))
    }
    none = {"total": 0, "active": 0}
    found = [(run, counts.get(run.pk, none)) for run in runs]
    return [RunLine(run, row["total"] - row["active"], row["total"]) for run, row in found]


@dataclass(frozen=True)
class JobsPage:
    """The queue: what is to be done, what failed and can be tried again, what has ended."""

    runs: Sequence[RunLine]
    active: Sequence[Job]
    active_count: int
    failed: Sequence[Job]
    ended: Sequence[Job]


def jobs_page() -> JobsPage:
    """The jobs of the team in scope: working first, then by when they are due."""
    jobs = Job.objects.select_related("project", "created_by")
    order = Case(When(state=JobState.RUNNING, then=0), When(state=JobState.QUEUED, then=1), default=2)
    active = jobs.filter(state__in=ACTIVE).order_by(order, F("priority").desc(), "run_after", "pk")
    shown = list(active[: ACTIVE_SHOWN + 1])
    count = len(shown) if len(shown) <= ACTIVE_SHOWN else active.count()
    newest = jobs.filter(finished_at__isnull=False).order_by("-finished_at")
    return JobsPage(
        runs=runs_under_way(),
        active=shown[:ACTIVE_SHOWN],
        active_count=count,
        failed=list(newest.filter(state=JobState.FAILED)[:ENDED_SHOWN]),
        ended=list(newest.filter(state__in=[JobState.DONE, JobState.CANCELED])[:ENDED_SHOWN]),
    )
