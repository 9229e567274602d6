"""Reading the audit trail."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import AuditRecord, Team

PAGE = 50


@dataclass(frozen=True)
class AuditPage:
    """One page, newest first. ``next_before`` leads to the older one; 0 on the last."""

    records: list[AuditRecord]
    next_before: int


def audit_page(team: Team, *, containing: str = "", before: int | None = None) -> AuditPage:
    """``PAGE`` records older than ``before`` that contain all the words. Needs the team's scope."""
    # By number instead of by offset: the key (team_id, id) serves it however long the trail has grown.
    rows = AuditRecord.objects.filter(team=team).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    for word in containing.split():
        rows = rows.filter(
            Q(verb__icontains=word) | Q(subject_name__icontains=word) | Q(actor_name__icontains=word)
        )
    found = list(rows[: PAGE + 1])
    return AuditPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)
