"""The audit trail."""

from django.db import models

from accounts.kernel.models import TeamRow


class AuditRecord(TeamRow):
    """One thing somebody did. No foreign keys but the team's, so that history outlives its subject."""

    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=200, blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The audit page: newest first in a team.
        indexes = [models.Index(fields=["team", "-created_at"], name="audit_newest")]

    @property
    def what(self) -> str:
        """The verb in words: "branch.forked" reads "Branch forked"."""
        words = self.verb.replace(".", " ").replace("_", " ").capitalize()
        return words.replace("Api ", "API ")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_name}"
