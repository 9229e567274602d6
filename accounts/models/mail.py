"""Mail of a studio that has no mail server."""

from django.db import models


class KeptMail(models.Model):
    """A message that would have been sent: readable on the studio's mail page."""

    sender = models.CharField(max_length=320)
    recipients = models.CharField(max_length=2000)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.subject
