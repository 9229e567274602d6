"""The double-entry ledger of a team. Only the SQL functions of migration 0002 write it."""

from django.db import models
from django.db.models import F, Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamRow


class Account(TeamRow):
    """One of a team's four pots. All four belong to the team, so that no transfer crosses teams.

    ``balance`` repeats the sum of the entries, so that a CHECK can refuse what is not there.
    """

    class Kind(models.TextChoices):
        WALLET = "wallet", "Free to spend"
        HELD = "held", "Held for work under way"
        SPENT = "spent", "Spent"
        FUNDING = "funding", "Where credits came from"

    kind = models.CharField(max_length=10, choices=Kind)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "kind"], name="account_once_per_team"),
            models.CheckConstraint(
                condition=Q(kind__in=["wallet", "held", "spent", "funding"]), name="account_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["wallet", "held", "spent"]) | Q(balance__gte=0),
                name="account_never_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.team_id}"


class Transfer(TeamRow):
    """One movement of credits, written once and never changed. Its key makes repeating it free."""

    class Kind(models.TextChoices):
        GRANT = "grant", "Granted"
        RESERVE = "reserve", "Held"
        CAPTURE = "capture", "Spent"
        SETTLE = "settle", "Settled"
        RELEASE = "release", "Released"
        REFUND = "refund", "Refunded"
        ADJUST = "adjust", "Adjusted"

    kind = models.CharField(max_length=10, choices=Kind)
    idem_key = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    hold = TeamForeignKey("billing.Hold", models.PROTECT, null=True, related_name="transfers")
    reason = models.CharField(max_length=200, blank=True)
    created_by = models.UUIDField(null=True)  # outlives the person
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["team", "-id"], name="transfer_newest")]  # the statement
        constraints = [
            models.UniqueConstraint(fields=["team", "idem_key"], name="transfer_once_per_key"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["grant", "reserve", "capture", "settle", "release", "refund", "adjust"]
                ),
                name="transfer_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Entry(TeamRow):
    """One side of a transfer. The entries of a transfer add up to zero, checked at commit."""

    transfer = TeamForeignKey(Transfer, models.PROTECT, related_name="entries")
    account = TeamForeignKey(Account, models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "account"], name="entry_once_per_account"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_moves_something"),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="entry_newest")]

    def __str__(self) -> str:
        return f"{self.amount} on {self.account_id}"


class Hold(TeamRow):
    """Credits set aside for work under way. Zero is an amount: free work passes the same gate."""

    id = models.BigIntegerField(primary_key=True)  # the transfer that reserved it
    amount = models.BigIntegerField()
    captured = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    # Plain keys: projects stand above billing, and money outlives them.
    project_id = models.UUIDField(null=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="hold_not_negative"),
            models.CheckConstraint(
                condition=Q(captured__gte=0, captured__lte=F("amount")), name="hold_captures_what_it_holds"
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("captured")), name="hold_refunds_what_was_spent"
            ),
        ]
        indexes = [
            # What budgets add up: a team's holds of a time, by project or member.
            models.Index(fields=["team", "created_at"], name="hold_by_time"),
            models.Index(fields=["team", "id"], condition=Q(settled_at=None), name="hold_open"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"

    @property
    def left(self) -> int:
        """Micro-credits still held; 0 once settled."""
        return 0 if self.settled_at else self.amount - self.captured
