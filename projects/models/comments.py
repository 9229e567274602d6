"""What people say to each other about a part of a story."""

from django.conf import settings
from django.db import models

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel
from projects.models.nodes import Node
from projects.models.projects import Project


class Comment(TeamModel):
    """One comment in the thread of a node: an asset, a scene, a shot. The thread is the same on every branch.

    A comment that was removed keeps its place without its words.
    """

    TEXT_MAX = 4_000

    project = TeamForeignKey(Project, models.CASCADE, related_name="comments")
    node = TeamForeignKey(Node, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=TEXT_MAX, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["node", "created_at"], name="comment_thread")]

    def __str__(self) -> str:
        return f"comment on {self.node_id}"
