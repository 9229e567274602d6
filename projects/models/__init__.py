from projects.models.branches import Branch, StageLock
from projects.models.comments import Comment
from projects.models.events import Event, Feed
from projects.models.library import LibraryUse
from projects.models.nodes import Change, ChangeItem, Head, Node, Revision
from projects.models.projects import Project
from projects.models.proxies import AssetHead, BeatHead, EpisodeHead, SceneHead, ScriptHead, ShotHead

__all__ = [
    "AssetHead",
    "BeatHead",
    "Branch",
    "Change",
    "ChangeItem",
    "Comment",
    "EpisodeHead",
    "Event",
    "Feed",
    "Head",
    "LibraryUse",
    "Node",
    "Project",
    "Revision",
    "SceneHead",
    "ScriptHead",
    "ShotHead",
    "StageLock",
]
