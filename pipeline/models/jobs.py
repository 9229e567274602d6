"""Jobs: work for workers. The row is the truth; RQ only rings the bell."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel, TeamQuerySet, TeamRow


class JobState(models.TextChoices):
    """``waiting`` is not due yet (a delay, a retry's pause, a provider's answer) and holds no worker."""

    BLOCKED = "blocked", "Blocked"
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Working"
    WAITING = "waiting", "Waiting"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELED = "canceled", "Canceled"


ACTIVE = (JobState.BLOCKED, JobState.QUEUED, JobState.RUNNING, JobState.WAITING)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELED)


class Queue(models.TextChoices):
    """Which workers may take a job. Listed in the order a worker of several queues serves them."""

    INTERACTIVE = "interactive", "Someone is waiting"
    MEDIA = "media", "Pictures and sound"
    EXPORT = "export", "Deliverables"


class JobQuerySet(TeamQuerySet):
    """Jobs by how far they are and whose they are."""

    def active(self) -> "JobQuerySet":
        """Not ended."""
        return self.filter(state__in=ACTIVE)

    def of_run(self, run_id: object) -> "JobQuerySet":
        return self.filter(run_id=run_id)


class Job(TeamModel):
    """A piece of work, claimed by one worker at a time under a lease.

    A worker that dies loses its lease and the job runs again, so a handler must be able to run twice;
    ``lease_token`` keeps a worker that lost its lease from writing.
    """

    Queue: ClassVar[type[Queue]] = Queue
    State: ClassVar[type[JobState]] = JobState

    project = TeamForeignKey("projects.Project", models.CASCADE, null=True, blank=True, related_name="jobs")
    run_id = models.UUIDField(null=True, blank=True)
    queue = models.CharField(max_length=20, choices=Queue)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    priority = models.SmallIntegerField(default=0)  # higher first
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.BigIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    # Empty is NULL: unlike two empty strings, two NULLs are not the same key.
    idem_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001
    unmet = models.PositiveIntegerField(default=0)  # jobs it still waits for
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)  # a sentence for the person who asked
    trace = models.TextField(blank=True)  # for staff
    external_op = models.CharField(max_length=300, blank=True)  # a provider's operation, never sent twice
    hold = TeamForeignKey("billing.Hold", models.PROTECT, null=True, blank=True, related_name="+")
    cost_most = models.BigIntegerField(default=0)  # micro-credits this job may take from its hold
    charged = models.BigIntegerField(default=0)  # micro-credits it took
    hold_closed = models.BooleanField(default=False)  # whether what it left of its hold was looked after
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # When its end was told to who waits for it (a run goes on), and how often that failed.
    hooked_at = models.DateTimeField(null=True)
    hook_failures = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "idem_key"], name="job_once_per_key"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(queue__in=Queue.values), name="job_queue_known"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
            models.CheckConstraint(
                condition=Q(state="blocked", unmet__gt=0) | ~Q(state="blocked"),
                name="job_blocked_by_something",
            ),
        ]
        indexes = [
            # The claim.
            models.Index(
                "team", "queue", models.F("priority").desc(), "run_after", "id",
                condition=Q(state="queued"), name="job_claim",
            ),
            # The sweeper: dead workers, due waits, ends not told yet.
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_leases"),
            models.Index(fields=["run_after"], condition=Q(state="waiting"), name="job_waits"),
            models.Index(
                fields=["finished_at"],
                condition=Q(hooked_at=None, state__in=["done", "failed", "canceled"]),
                name="job_ends_untold",
            ),
            # The queue page, the ring and runs.
            models.Index(fields=["team", "-created_at"], name="job_newest"),
            models.Index(
                fields=["team", "-finished_at"], condition=Q(finished_at__isnull=False), name="job_ended"
            ),
            models.Index(fields=["team", "-finished_at"], condition=Q(state="failed"), name="job_failed"),
            models.Index(
                fields=["team", "project"],
                condition=Q(state__in=["blocked", "queued", "running", "waiting"]),
                name="job_active",
            ),
            models.Index(fields=["run_id"], condition=Q(run_id__isnull=False), name="job_of_run"),
            models.Index(fields=["hold"], condition=Q(hold__isnull=False), name="job_of_hold"),
            models.Index(
                fields=["finished_at"],
                condition=Q(hold__isnull=False, hold_closed=False, hooked_at__isnull=False),
                name="job_holds_open",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        if self.state == JobState.DONE:
            return 1.0
        return min(1.0, self.progress_done / self.progress_total) if self.progress_total else 0.0

    @property
    def seconds(self) -> float | None:
        """How long it has been worked on, or was; None before its first start."""
        if self.started_at is None:
            return None
        return float(((self.finished_at or timezone.now()) - self.started_at).total_seconds())


class JobTeam(TeamRow):
    """A team's jobs counted, in one row whose lock decides who claims: limit and fairness at once.

    A trigger keeps the counts, at commit; the team that was served longest ago is served next.
    """

    queued_interactive = models.IntegerField(default=0)
    queued_media = models.IntegerField(default=0)
    queued_export = models.IntegerField(default=0)
    running_interactive = models.IntegerField(default=0)
    running_media = models.IntegerField(default=0)
    running_export = models.IntegerField(default=0)
    max_running = models.PositiveSmallIntegerField(null=True, blank=True)  # per queue; empty: the studio's
    served_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team"], name="job_team_once")]

    def __str__(self) -> str:
        return f"jobs of {self.team_id}"


class JobDep(TeamRow):
    """``job`` waits until ``needs`` is done."""

    job = TeamForeignKey(Job, models.CASCADE, related_name="needs")
    needs = TeamForeignKey(Job, models.CASCADE, related_name="needed_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "needs"], name="job_dep_once")]

    def __str__(self) -> str:
        return f"{self.job_id} after {self.needs_id}"


class JobStep(TeamRow):
    """A step of a job that is done and, should the job run again, is not done twice."""

    job = TeamForeignKey(Job, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=120)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "step"], name="job_step_once")]

    def __str__(self) -> str:
        return self.step
