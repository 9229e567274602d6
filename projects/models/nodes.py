"""Nodes, revisions and heads: the one mechanism everything in a story is made of.

A node is identity. Every edit makes an immutable revision, addressed by its content. A branch is
one head per node. Fork copies heads, never content.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel, TeamRow
from projects.kinds import KINDS, Content
from projects.models.branches import Branch
from projects.models.projects import Project


class Node(TeamModel):
    """Who something is, across all revisions and branches. ``slot`` tells it from siblings of one kind."""

    project = TeamForeignKey(Project, models.CASCADE, related_name="nodes")
    kind = models.CharField(max_length=20)
    slot = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=sorted(KINDS)), name="node_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slot}"


class Revision(TeamRow):
    """Content of a node at one moment; never changed. Structure is content: a move is a new revision.

    The same content on the same node is the same row, so that a revert costs nothing and compares equal.
    """

    project = TeamForeignKey(Project, models.CASCADE, related_name="+")
    node = TeamForeignKey(Node, models.CASCADE, related_name="revisions")
    parent_node = models.UUIDField(null=True, blank=True)
    position = models.CharField(max_length=120, db_collation="C")
    content_hash = models.CharField(max_length=64)
    payload = models.JSONField()
    # What the render graph reads: field hashes and a few plain values; see ``Content.summary``.
    summary = models.JSONField()
    deleted = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "content_hash"], name="revision_content_addressed")
        ]

    def __str__(self) -> str:
        return f"revision {self.pk}"

    def content_as(self, kind: str) -> Content:
        """The payload as its typed model. Raises pydantic.ValidationError if it no longer fits."""
        return KINDS[kind].model_validate(self.payload)


class Head(TeamRow):
    """Which revision of a node a branch shows now. Kind, slot and structure are repeated here for reading."""

    class Origin(models.TextChoices):
        MACHINE = "machine", "Made by a model"
        HAND = "hand", "Written by hand"
        UPLOAD = "upload", "Own file"

    # A fork copies thousands of heads, and the database checks each key of each: the team is vouched for by
    # the branch, the node by the revision, and these two by the table's triggers (migration 0004).
    team = models.ForeignKey(
        "accounts.Team", models.CASCADE, editable=False, db_index=False, db_constraint=False, related_name="+"
    )
    branch = models.ForeignKey(
        Branch, models.CASCADE, related_name="heads", db_index=False, db_constraint=False
    )
    node = models.ForeignKey(Node, models.CASCADE, related_name="heads", db_constraint=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_constraint=False)
    base_revision = models.ForeignKey(  # where it stood at the fork
        Revision, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20)
    slot = models.CharField(max_length=120)
    episode = models.UUIDField(null=True, blank=True)  # node of the episode; empty for the project's assets
    parent_node = models.UUIDField(null=True, blank=True)
    position = models.CharField(max_length=120, db_collation="C")
    deleted = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HAND)
    # What the content was made from; empty for what no model made. Staleness compares it, never stores it.
    built_digest = models.CharField(max_length=64, blank=True)
    built_by = models.UUIDField(null=True, blank=True)  # the generation

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "node"], name="head_one_per_node"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["machine", "hand", "upload"]), name="head_origin_known"
            ),
        ]
        indexes = [
            # A page's children of one parent, in order.
            models.Index(fields=["branch", "parent_node", "kind", "position"], name="head_children"),
            # An episode of a series, and everything of one kind.
            models.Index(fields=["branch", "kind", "episode"], name="head_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slot} on {self.branch_id}"

    @property
    def content(self) -> Any:
        """The typed content. Needs ``select_related("revision")``, or costs a query."""
        return self.revision.content_as(self.kind)


class Change(TeamRow):
    """Heads that moved together, and who moved them."""

    class Kind(models.TextChoices):
        EDIT = "edit", "Edit"
        GENERATE = "generate", "Generation"
        MERGE = "merge", "Merge"
        ROLLBACK = "rollback", "Rollback"
        ACCEPT = "accept", "Accepted as is"

    branch = TeamForeignKey(Branch, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EDIT)
    message = models.CharField(max_length=500, blank=True)
    undoes = models.BigIntegerField(null=True, blank=True)  # the change of this branch that it took back
    kinds = ArrayField(models.CharField(max_length=20), default=list)  # of the content that it touched
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["branch", "-created_at"], name="change_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["edit", "generate", "merge", "rollback", "accept"]),
                name="change_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.branch_id}"


class ChangeItem(TeamRow):
    """One head's step in a change."""

    change = TeamForeignKey(Change, models.CASCADE, related_name="items")
    node = TeamForeignKey(Node, models.CASCADE, related_name="change_items")
    old_revision = TeamForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    new_revision = TeamForeignKey(Revision, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "node"], name="change_item_once_per_node")]
        # A node's history, newest first.
        indexes = [models.Index(fields=["node", "-change"], name="change_item_history")]

    def __str__(self) -> str:
        return f"item of change {self.change_id}"
