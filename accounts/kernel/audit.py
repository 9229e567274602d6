"""Who did what, kept longer than its subject."""

from typing import Any

from accounts.kernel import scope
from accounts.models.audit import AuditRecord


def record(verb: str, subject: Any, *, by: Any, **details: Any) -> None:
    """Write down that ``by`` did ``verb`` ("branch.forked") to ``subject``, in the transaction that does it.

    ``details`` must be JSON-ready. Without a team in scope, the subject's team.
    """
    AuditRecord.objects.create(
        team_id=scope.current().team or subject.team_id,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:200],
        actor_id=getattr(by, "pk", None),
        actor_name=str(by or "studio")[:200],
        details=details,
    )
