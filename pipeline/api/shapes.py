"""What the API shows: serializers for reading, small ones for what is posted."""

from typing import Any

from rest_framework import serializers

from pipeline.models import Generation, Job, Run
from projects.kinds.stages import STAGES
from projects.kinds.vocabulary import Aspect
from projects.models import Branch, Head, Project


class ProjectShape(serializers.ModelSerializer[Project]):
    """A project's name on the door."""

    class Meta:
        model = Project
        fields = ("id", "title", "kind", "created_at", "updated_at", "archived_at", "poster")


class NewProject(serializers.Serializer[Any]):
    """A project from an idea; everything else has a default."""

    idea = serializers.CharField(max_length=20_000)
    title = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=Project.Kind.choices, default=Project.Kind.FILM)
    genre = serializers.CharField(max_length=60, default="", allow_blank=True)
    seconds = serializers.IntegerField(min_value=15, max_value=10_800, default=60)
    language = serializers.CharField(max_length=20, default="en")
    aspect = serializers.ChoiceField(choices=[(value.value, value.value) for value in Aspect], default="16:9")
    style = serializers.CharField(max_length=60, default="cinematic")  # type: ignore[assignment]
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=1)
    key = serializers.CharField(
        max_length=64,
        default="",
        allow_blank=True,
        help_text="Repeat a request with it: the project is made once.",
    )


class ProjectChange(serializers.Serializer[Any]):
    """What may be changed of a project."""

    title = serializers.CharField(max_length=200, required=False)
    archived = serializers.BooleanField(required=False)


class BranchShape(serializers.ModelSerializer[Branch]):
    """A branch."""

    class Meta:
        model = Branch
        fields = ("id", "name", "slug", "parent", "reason", "is_main", "created_at")


class ContentShape(serializers.ModelSerializer[Head]):
    """A piece of story content on a branch: an episode, scene, shot or asset."""

    id = serializers.UUIDField(source="node_id", help_text="Stays the same on every branch.")
    parent = serializers.UUIDField(source="parent_node", allow_null=True)  # type: ignore[assignment]
    revision = serializers.IntegerField(
        source="revision_id", help_text="Send it as `expected` when changing."
    )
    content = serializers.JSONField(source="revision.payload")

    class Meta:
        model = Head
        fields = ("id", "kind", "slot", "parent", "revision", "origin", "content")


class ContentChange(serializers.Serializer[Any]):
    """Fields to change, and the revision they were read from."""

    expected = serializers.IntegerField()
    changes = serializers.DictField()


class GenerationShape(serializers.ModelSerializer[Generation]):
    """What a model made: where, how, at what cost."""

    class Meta:
        model = Generation
        fields = (
            *("id", "project", "step", "target", "state", "provider", "model", "seed", "take"),
            *("media", "error", "quoted_micro", "cost_micro", "seconds", "reused_from"),
            *("created_at", "finished_at"),
        )


class JobShape(serializers.ModelSerializer[Job]):
    """A job and how far it is."""

    class Meta:
        model = Job
        fields = (
            *("id", "project", "run_id", "queue", "kind", "title", "state", "attempts"),
            *("progress_done", "progress_total", "progress_text", "error"),
            *("created_at", "started_at", "finished_at"),
        )


class RunShape(serializers.ModelSerializer[Run]):
    """A run and how it ended."""

    class Meta:
        model = Run
        fields = (
            "id",
            "project",
            "branch",
            "episode",
            "until",
            "state",
            "total",
            "note",
            "created_at",
            "finished_at",
        )


class NewRun(serializers.Serializer[Any]):
    """Make what is missing or stale up to a stage of an episode."""

    branch = serializers.SlugField(default="main")
    episode = serializers.IntegerField(min_value=1, default=1)
    until = serializers.ChoiceField(choices=[(slug, slug) for slug in STAGES], default="film")
    only = serializers.ListField(child=serializers.CharField(), default=list)
    approve = serializers.BooleanField(
        default=False, help_text="Lock each stage as it is complete. Needs producer."
    )


class CreditsShape(serializers.Serializer[Any]):
    """A team's credits in millionths."""

    wallet_micro = serializers.IntegerField(help_text="Free to spend, in millionths of a credit.")
    held_micro = serializers.IntegerField()
    spent_micro = serializers.IntegerField()
