"""What is sent to the API."""

from typing import Any

from rest_framework import serializers

from projects.kinds.presets import STRUCTURES
from projects.kinds.stages import STAGES
from projects.kinds.vocabulary import Aspect
from projects.models import Branch, Project

STAGE_CHOICES = [(slug, slug) for slug in STAGES]
_KEY = "Repeat a request with it: it is carried out once."


class NewProject(serializers.Serializer[Any]):
    """A project from an idea or a finished screenplay; everything else has a default."""

    idea = serializers.CharField(max_length=20_000, required=False, default="", allow_blank=True)
    screenplay = serializers.CharField(
        max_length=5_000_000,
        required=False,
        default="",
        allow_blank=True,
        trim_whitespace=False,
        help_text="A screenplay in Fountain. It is taken word for word.",
    )
    title = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=Project.Kind.choices, default=Project.Kind.FILM)
    genre = serializers.CharField(max_length=60, default="", allow_blank=True)
    seconds = serializers.IntegerField(min_value=15, max_value=10_800, default=60)
    language = serializers.CharField(max_length=20, default="en")
    aspect = serializers.ChoiceField(choices=[(value.value, value.value) for value in Aspect], default="16:9")
    style = serializers.CharField(max_length=60, default="cinematic")  # type: ignore[assignment]
    structure = serializers.ChoiceField(
        choices=[(preset.slug, preset.name) for preset in STRUCTURES], default="three-acts"
    )
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=1)
    key = serializers.CharField(max_length=64, default="", allow_blank=True, help_text=_KEY)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data["idea"].strip() and not data["screenplay"].strip():
            raise serializers.ValidationError({"idea": "Write at least one sentence about the film."})
        return data


class ProjectChange(serializers.Serializer[Any]):
    """What may be changed of a project."""

    title = serializers.CharField(max_length=200, required=False)
    archived = serializers.BooleanField(required=False)


class NewEpisode(serializers.Serializer[Any]):
    """The next episode of a series."""

    title = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class NewBranch(serializers.Serializer[Any]):
    """A branch that starts where another one stands."""

    name = serializers.CharField(max_length=Branch.NAME_MAX)
    start = serializers.SlugField(default="main", help_text="Slug of the branch it starts from.")
    reason = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)
    unlock = serializers.ChoiceField(
        choices=[("", ""), *STAGE_CHOICES],
        required=False,
        default="",
        allow_blank=True,
        help_text="Reopen this stage and all after it.",
    )
    episode = serializers.IntegerField(min_value=1, default=1, help_text="Of the stage to reopen.")


class ContentChange(serializers.Serializer[Any]):
    """Fields to change, and the revision they were read from."""

    expected = serializers.IntegerField(min_value=0, max_value=2**63 - 1)
    changes = serializers.DictField()


class Where(serializers.Serializer[Any]):
    """An episode on a branch."""

    branch = serializers.SlugField(default="main")
    episode = serializers.IntegerField(min_value=1, max_value=10_000, default=1)


class NewRun(Where):
    """Make what is missing or stale up to a stage of an episode."""

    until = serializers.ChoiceField(choices=STAGE_CHOICES, default="film")
    only = serializers.ListField(
        child=serializers.CharField(max_length=200),
        default=list,
        max_length=5_000,
        help_text="Keys of a plan's targets; empty: all.",
    )
    remake = serializers.ListField(
        child=serializers.CharField(max_length=200),
        default=list,
        max_length=5_000,
        help_text="Keys of targets of which another take is wanted although nothing changed.",
    )
    candidates = serializers.IntegerField(
        default=0,
        min_value=0,
        max_value=4,
        help_text="Of what is remade: how many are made aside to choose from; what stands there stays.",
    )
    guidance = serializers.CharField(
        max_length=500, default="", allow_blank=True, help_text="What candidates are made with in mind."
    )
    like = serializers.CharField(
        max_length=200,
        default="",
        allow_blank=True,
        help_text="Key of a target that what is remade shall resemble; treatment variants heed it.",
    )
    approve = serializers.BooleanField(
        default=False, help_text="Lock each stage as it is complete. Needs the role producer."
    )
    key = serializers.CharField(max_length=64, default="", allow_blank=True, help_text=_KEY)


class Place(Where):
    """Where to look, and how far."""

    until = serializers.ChoiceField(choices=STAGE_CHOICES, default="film")
