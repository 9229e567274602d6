"""How far a trial is, and what it has made."""

from dataclasses import dataclass, field

from pipeline.models import Job, JobState, JobStep
from pipeline.trials import Trial


@dataclass(frozen=True)
class Tried:
    """``made``: by part the SHA-256 of its file, empty where none can be. No job: nobody asked for it."""

    trial: Trial
    job: Job | None = None
    made: dict[str, str] = field(default_factory=dict)

    @property
    def is_active(self) -> bool:
        return self.job is not None and self.job.is_active

    @property
    def is_whole(self) -> bool:
        """Whether every part was made, or is known not to be possible."""
        return set(self.made) >= set(self.trial.parts)

    @property
    def failed(self) -> str:
        """Why it failed, in a sentence; empty when it did not."""
        failed = self.job is not None and self.job.state == JobState.FAILED
        return (self.job.error or "It could not be made.") if failed and self.job else ""


def tried(trial: Trial) -> Tried:
    """What became of a trial, part by part also while its job is at it. Two queries."""
    job = Job.objects.filter(idem_key=trial.key).first()
    if job is None:
        return Tried(trial)
    steps = JobStep.objects.filter(job=job, step__in=trial.parts).values_list("step", "result")
    return Tried(trial, job, {step: str(result or "") for step, result in steps})
