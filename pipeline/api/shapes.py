"""What the API shows."""

from typing import Any

from rest_framework import serializers

from accounts.models import Membership
from assets.models import Media
from pipeline.models import Generation, Job, Run
from projects.models import Branch, Head, Project

STAGE_STATES = [(state, state) for state in ("draft", "working", "review", "locked", "stale")]


class TeamShape(serializers.ModelSerializer[Membership]):
    """A team that you are in."""

    slug = serializers.SlugField(source="team.slug")
    name = serializers.CharField(source="team.name")

    class Meta:
        model = Membership
        fields = ("slug", "name", "role")


class ProjectShape(serializers.ModelSerializer[Project]):
    """A project's name on the door."""

    class Meta:
        model = Project
        fields = ("id", "title", "kind", "created_at", "updated_at", "archived_at", "poster")


class BranchShape(serializers.ModelSerializer[Branch]):
    """A branch."""

    class Meta:
        model = Branch
        fields = ("id", "name", "slug", "parent", "reason", "is_main", "created_at")


class ContentShape(serializers.ModelSerializer[Head]):
    """A piece of story content on a branch: an episode, scene, shot, asset, ..."""

    id = serializers.UUIDField(source="node_id", help_text="Stays the same on every branch.")
    parent = serializers.UUIDField(source="parent_node", allow_null=True)  # type: ignore[assignment]
    revision = serializers.IntegerField(
        source="revision_id", help_text="Send it as `expected` when changing."
    )
    content = serializers.DictField(source="revision.payload")

    class Meta:
        model = Head
        fields = ("id", "kind", "slot", "parent", "episode", "revision", "origin", "content")


class StageShape(serializers.Serializer[Any]):
    """How far one of the twelve stages of an episode is."""

    slug = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=STAGE_STATES)
    targets = serializers.DictField(
        child=serializers.IntegerField(), help_text="Targets by state: fresh, kept, stale, missing, blocked."
    )


class UnitShape(serializers.Serializer[Any]):
    """One target of a plan: something that can be made."""

    key = serializers.CharField(source="target.key", help_text="Send it in `only` to make just this.")
    step = serializers.CharField(source="step.name")
    stage = serializers.CharField(source="step.stage")
    state = serializers.CharField(help_text="fresh, kept, stale, missing or blocked")
    ready = serializers.BooleanField(help_text="Everything it is made from is there.")
    locked = serializers.BooleanField(help_text="Its stage is locked: it is not made.")


class QuoteLineShape(serializers.Serializer[Any]):
    """One step's share of a quote, in millionths of a credit; null where no price is known."""

    label = serializers.CharField()  # type: ignore[assignment]  # the serializer's own label is not used
    provider = serializers.CharField()
    model = serializers.CharField()
    unit = serializers.CharField()
    now = serializers.IntegerField(help_text="How many can be made at once.")
    most = serializers.IntegerField(help_text="How many with those that may follow.")
    unit_price = serializers.IntegerField(allow_null=True)
    total_now = serializers.IntegerField(allow_null=True)
    total_most = serializers.IntegerField(allow_null=True)


class QuoteShape(serializers.Serializer[Any]):
    """What making everything that is missing or stale would cost: now, and at most."""

    lines = QuoteLineShape(many=True)
    total_now = serializers.IntegerField(allow_null=True)
    total_most = serializers.IntegerField(allow_null=True)
    unpriced = serializers.CharField(help_text="What has no price; empty when all is known.")


class RunShape(serializers.ModelSerializer[Run]):
    """A run and how it ended."""

    class Meta:
        model = Run
        fields = (
            *("id", "project", "branch", "episode", "until", "only", "state", "total", "note"),
            *("created_at", "finished_at"),
        )


class ProgressShape(serializers.Serializer[Any]):
    """How far a run is."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()
    stage = serializers.CharField()
    step = serializers.CharField()
    left_seconds = serializers.FloatField(allow_null=True, help_text="null while nobody can say")


class RunDetailShape(RunShape):
    """A run with its progress."""

    progress = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = (*RunShape.Meta.fields, "progress")

    def get_progress(self, run: Run) -> ProgressShape:
        return self.context["progress"]  # rendered by the view


class GenerationShape(serializers.ModelSerializer[Generation]):
    """What a model made: where, how, at what cost."""

    class Meta:
        model = Generation
        fields = (
            *("id", "project", "run", "step", "target", "node", "state", "provider", "model", "seed", "take"),
            *("media", "error", "quoted_micro", "cost_micro", "seconds", "reused_from"),
            *("created_at", "finished_at"),
        )


class GenerationDetailShape(GenerationShape):
    """The same with exactly what was asked, what it was made from, and what came out."""

    request = serializers.DictField()
    inputs = serializers.DictField(
        child=serializers.CharField(), help_text="Role of each input, such as shot.action, and its hash."
    )
    result = serializers.DictField(allow_null=True)

    class Meta:
        model = Generation
        fields = (*GenerationShape.Meta.fields, "request", "inputs", "result")


class JobShape(serializers.ModelSerializer[Job]):
    """A job and how far it is."""

    class Meta:
        model = Job
        fields = (
            *("id", "project", "run_id", "queue", "kind", "title", "state", "attempts"),
            *("progress_done", "progress_total", "progress_text", "error"),
            *("created_at", "started_at", "finished_at"),
        )


class CreditsShape(serializers.Serializer[Any]):
    """A team's credits in millionths."""

    wallet_micro = serializers.IntegerField(help_text="Free to spend.")
    held_micro = serializers.IntegerField(help_text="Set aside for work under way.")
    spent_micro = serializers.IntegerField()


class MediaShape(serializers.ModelSerializer[Media]):
    """The facts of a file; its bytes are under `file/`."""

    class Meta:
        model = Media
        fields = ("sha256", "kind", "mime", "size", "width", "height", "seconds", "created_at")
