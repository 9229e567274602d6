"""Mail: how the studio writes it, and where it goes while there is no mail server."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import KeptMail

log = logging.getLogger(__name__)


def send(template: str, to: str, context: dict[str, Any]) -> None:
    """Send the mail of ``<template>_subject.txt`` and ``<template>.txt`` to one address."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    send_mail(subject, render_to_string(f"{template}.txt", context).strip() + "\n", None, [to])


class StudioMailBackend(BaseEmailBackend):
    """Keeps every message in the studio, where its mail page shows it, and prints it on the console."""

    KEPT = 500  # older ones go

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            kept = [_kept(message) for message in email_messages]
            KeptMail.objects.bulk_create(kept)
            newest = KeptMail.objects.order_by("-pk").values_list("pk", flat=True)
            if oldest := newest[self.KEPT : self.KEPT + 1].first():
                KeptMail.objects.filter(pk__lte=oldest).delete()
        for message in kept:
            log.info("Mail to %s: %s\n%s", message.recipients, message.subject, message.body)
        return len(kept)


def _kept(message: EmailMessage) -> KeptMail:
    return KeptMail(
        sender=message.from_email[:320],
        recipients=", ".join(message.recipients())[:2000],
        subject=str(message.subject)[:500],
        body=str(message.body),
    )
