"""What a model costs. Prices are rows with dates: a new price never rewrites an old quote."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Unit(models.TextChoices):
    """What is counted."""

    TEXT = "text", "text answer"
    INPUT_TOKENS = "input_tokens", "1,000 tokens read"
    OUTPUT_TOKENS = "output_tokens", "1,000 tokens written"
    IMAGE = "image", "picture"
    VIDEO_SECOND = "video_second", "second of picture"
    SPEECH = "speech", "spoken line"
    CHARACTER = "character", "character spoken"
    MUSIC = "music", "piece of music"
    CUT = "cut", "assembled cut"
    CALL = "call", "call"


class Price(models.Model):
    """Micro-credits per unit of a provider's model, from one date until another. The same for every team."""

    unscoped: ClassVar[bool] = True

    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80)
    unit = models.CharField(max_length=20, choices=Unit)
    price_micro = models.BigIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["provider", "model", "unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "model", "unit", "valid_from"], name="price_once_per_start"
            ),
            models.CheckConstraint(condition=Q(price_micro__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="price_unit_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="price_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.model}, {self.get_unit_display()}"
