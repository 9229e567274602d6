"""Heads under the names of what they hold, so that code reads ``ShotHead.on(branch).under(scene)``.

They stand over ``Head`` rather than ``Node``, because whatever is read is read on a branch
(docs/decisions/0003).
"""

from typing import ClassVar
from uuid import UUID

from django.db import models

from projects.models.branches import Branch
from projects.models.nodes import Head


class KindQuerySet(models.QuerySet[Head]):
    """Heads of one kind on one branch."""

    def in_episode(self, episode: UUID) -> "KindQuerySet":
        return self.filter(episode=episode)

    def under(self, parent: UUID) -> "KindQuerySet":
        """Children of one node, in order."""
        return self.filter(parent_node=parent)


class KindHead(Head):
    """A head whose kind is known."""

    holds: ClassVar[str] = ""

    class Meta:
        proxy = True

    @classmethod
    def on(cls, branch: Branch) -> KindQuerySet:
        """The living heads of this kind on ``branch``, content included, in story order."""
        rows = KindQuerySet(cls).filter(branch=branch, kind=cls.holds, deleted=False)
        return rows.select_related("revision").order_by("position", "id")


class EpisodeHead(KindHead):
    """An episode on a branch."""

    holds = "episode"

    class Meta:
        proxy = True
        verbose_name = "episode"


class BeatHead(KindHead):
    """A beat on a branch."""

    holds = "beat"

    class Meta:
        proxy = True
        verbose_name = "beat"


class ScriptHead(KindHead):
    """A scene's script on a branch."""

    holds = "script"

    class Meta:
        proxy = True
        verbose_name = "scene script"


class AssetHead(KindHead):
    """A character, location or prop on a branch."""

    holds = "asset"

    class Meta:
        proxy = True
        verbose_name = "asset"


class SceneHead(KindHead):
    """A scene's breakdown on a branch."""

    holds = "scene"

    class Meta:
        proxy = True
        verbose_name = "scene"


class ShotHead(KindHead):
    """A row of the shot list on a branch."""

    holds = "shot"

    class Meta:
        proxy = True
        verbose_name = "shot"
