"""The team's library: characters, places and props across projects, with every version kept, and voices."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel

NAME_MAX = 120
TAG_MAX = 40
KINDS = {"character": "Characters", "location": "Places", "prop": "Props"}


class LibraryAsset(TeamModel):
    """Who an asset of the library is; what it says is in its versions, ``latest`` being the newest's number.

    ``about``, ``words`` and ``picture`` repeat the newest version for lists and for searching.
    """

    class Kind(models.TextChoices):
        CHARACTER = "character", "Character"
        LOCATION = "location", "Place"
        PROP = "prop", "Prop"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=NAME_MAX)
    tags = models.JSONField(default=list, blank=True)  # words in small letters, sorted
    about = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    picture = models.CharField(max_length=64, blank=True)  # sha256
    latest = models.PositiveIntegerField(default=1)
    came_from = models.CharField(max_length=200, blank=True)  # the project it was first made in
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["character", "location", "prop"]), name="library_asset_kind_known"
            )
        ]
        indexes = [models.Index(fields=["team", "kind", "name"], name="library_asset_list")]

    def __str__(self) -> str:
        return self.name


class LibraryVersion(TeamModel):
    """What an asset of the library said at one moment; never changed."""

    asset = TeamForeignKey(LibraryAsset, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    payload = models.JSONField()  # projects.library.SHARED fields, and "picture"
    note = models.CharField(max_length=200, blank=True)  # what was done: "Edited", "Pushed from Aquaria"
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "number"], name="library_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="library_version_positive"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class SavedVoice(TeamModel):
    """A voice of the team, to be given to characters of any project."""

    name = models.CharField(max_length=NAME_MAX)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, default="en")  # of the audition
    voice = models.JSONField()  # projects.kinds.world.Voice
    sample = models.CharField(
        max_length=64, blank=True
    )  # sha256 of the audition; empty: none could be spoken
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["team", "name"], name="saved_voice_list")]

    def __str__(self) -> str:
        return self.name
