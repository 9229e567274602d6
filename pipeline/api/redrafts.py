"""A new draft of the screenplay over the API: compared first, then taken as it was compared."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.redrafting import take_draft
from pipeline.api.asked import Where
from pipeline.queries.plans import locked_stages
from pipeline.queries.redraft import effects_of
from pipeline.redraft import drafted
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import load_story

_LARGEST = 5_000_000  # characters of a screenplay


class NewDraft(Where):
    """Another draft."""

    text = serializers.CharField(
        max_length=_LARGEST, trim_whitespace=False, help_text="The whole screenplay in Fountain."
    )
    scenes = serializers.DictField(
        child=serializers.UUIDField(allow_null=True),
        default=dict,
        help_text="Which script a scene of the draft (its place, from 0) is; null: a new one.",
    )

    def validate_scenes(self, given: dict[str, UUID | None]) -> dict[int, UUID | None]:
        if not all(name.isascii() and name.isdigit() and len(name) < 6 for name in given):
            raise serializers.ValidationError("A scene is named by its place, from 0.")
        return {int(name): node for name, node in given.items()}


class DraftToTake(NewDraft):
    """A draft as it was compared."""

    state = serializers.CharField(max_length=64, help_text="From the comparison.")


class FateShape(serializers.Serializer[Any]):
    """What becomes of one scene."""

    kind = serializers.CharField(help_text="same, changed, back, new or out")
    script = serializers.UUIDField(allow_null=True)
    place = serializers.IntegerField(allow_null=True, help_text="In the new draft, from 0.")
    before = serializers.CharField(help_text="Its heading now.")
    after = serializers.CharField(help_text="Its heading in the new draft.")
    moved = serializers.BooleanField()
    likeness = serializers.FloatField(help_text="0 to 1")
    why = serializers.CharField()
    shots = serializers.IntegerField()
    stale = serializers.DictField(child=serializers.IntegerField(), help_text="What becomes out of date.")
    aside = serializers.DictField(child=serializers.IntegerField(), help_text="What is put aside.")


class ComparisonShape(serializers.Serializer[Any]):
    """What a draft would do. Nothing has happened yet."""

    state = serializers.CharField(help_text="Send it back to take the draft as it was compared.")
    fates = FateShape(many=True)


class TakenShape(serializers.Serializer[Any]):
    """A draft that was taken."""

    change = serializers.IntegerField(allow_null=True, help_text="The change that can be taken back.")


def _asked(given: Any, project: UUID, shape: type[NewDraft]) -> tuple[Branch, UUID, Any]:
    form = shape(data=given)
    form.is_valid(raise_exception=True)
    branch = branch_or_404(project_or_404(project), form.validated_data["branch"])
    return branch, episode_or_404(branch, form.validated_data["episode"]).node_id, form.validated_data


class DraftComparison(TeamAPIView):
    """A new draft against the script that stands."""

    section = "Story"

    @extend_schema(operation_id="draft_compare", request=NewDraft, responses=ComparisonShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Which scene is which, what stays, what becomes out of date, what is put aside. Writes nothing."""
        branch, episode, data = _asked(request.data, project, NewDraft)
        story = load_story(branch, episode)
        draft = drafted(story, data["text"], data["scenes"])
        effects = effects_of(story, draft, locked_stages(branch, episode))
        fates = [
            {
                "kind": fate.kind,
                "script": fate.item.node if fate.item else None,
                "place": fate.place,
                "before": fate.before.heading if fate.before else "",
                "after": fate.after.heading if fate.after else "",
                "moved": fate.moved,
                "likeness": fate.likeness,
                "why": fate.why,
                "shots": effect.shots,
                "stale": effect.stale,
                "aside": effect.aside,
            }
            for fate, effect in zip(draft.fates, effects, strict=True)
        ]
        return Response(ComparisonShape({"state": draft.state, "fates": fates}).data)


class DraftTaking(TeamAPIView):
    """Putting a draft in place."""

    section = "Story"

    @extend_schema(operation_id="draft_take", request=DraftToTake, responses=TakenShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Take a draft as it was compared. 409 when the screenplay was changed since."""
        branch, episode, data = _asked(request.data, project, DraftToTake)
        change = take_draft(
            branch, episode, data["text"], expected=data["state"], by=request.user, chosen=data["scenes"]
        )
        return Response(TakenShape({"change": change.pk if change else None}).data)
