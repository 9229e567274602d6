"""A model's words for an asset over the API: asked for, read, taken over field by field, or left."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.enriching import ask_definition, ask_nature, leave_definition, take_definition
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE
from pipeline.api.shapes import GenerationShape
from pipeline.models import Generation
from pipeline.queries.enriching import NATURE, STEP
from pipeline.queries.portraits import Portrait, portrait
from projects.actions.edits import head_or_404
from projects.kinds.vocabulary import AssetKind
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import load_story


class Decision(Where):
    """What becomes of a model's words."""

    fields_taken = serializers.ListField(
        child=serializers.CharField(max_length=60),
        max_length=40,
        help_text='What is taken over: "definition", "traits.hair", "nature.want", ... Empty: all is left.',
    )


class AssetEnrichments(TeamAPIView):
    """What models propose for an asset."""

    section = "Story"

    @extend_schema(
        operation_id="enrichments_list", responses=GenerationShape(many=True), parameters=[BRANCH, EPISODE]
    )
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """The newest twenty proposals for an asset; read one as a generation for its words."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        head_or_404(branch, node, "asset")
        rows = Generation.objects.filter(branch=branch.pk, step=STEP, node=node).order_by("-created_at")
        return Response(GenerationShape(rows[:20], many=True).data)

    @extend_schema(operation_id="enrichments_ask", request=Where, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Ask a connected model for a fuller definition of an asset. Nothing changes by it."""
        shape = Where(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        asked = ask_definition(branch, episode, node, by=request.user)
        return Response(GenerationShape(asked).data, status=202)


class AssetEnrichment(TeamAPIView):
    """One proposal."""

    section = "Story"

    @extend_schema(operation_id="enrichments_decide", request=Decision, responses=GenerationShape)
    def post(self, request: Request, project: UUID, node: UUID, generation: UUID) -> Response:
        """Take over fields of a proposal, or leave it. Locked fields stay."""
        shape = Decision(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        row = get_object_or_404(
            Generation, pk=generation, step__in=(STEP, NATURE), node=node, branch=branch.pk, state="done"
        )
        if fields := set(shape.validated_data["fields_taken"]):
            take_definition(row, branch, fields, by=request.user)
        else:
            leave_definition(row, by=request.user)
        return Response(GenerationShape(row).data)


class PortraitLineShape(serializers.Serializer[Any]):
    """A line of the script."""

    scene = serializers.CharField(source="number", help_text="Number of the scene.")
    script = serializers.CharField(help_text="Slot of the scene's script.")
    paragraph = serializers.IntegerField(help_text="From 0.")
    text = serializers.CharField()


class SpeakingShape(serializers.Serializer[Any]):
    """How somebody speaks."""

    speeches = serializers.IntegerField()
    words = serializers.IntegerField()
    questions = serializers.IntegerField(help_text="Percent of their sentences.")
    mean = serializers.FloatField(help_text="Words in a speech.")
    own = serializers.ListField(child=serializers.CharField(), help_text="Words that the others hardly use.")


class PortraitShape(serializers.Serializer[Any]):
    """What the script says of a character, and what nobody has written yet."""

    nature = serializers.DictField(source="asset.nature", child=serializers.CharField())
    missing = serializers.SerializerMethodField(help_text="Fields of `nature` that are empty.")
    said = serializers.SerializerMethodField(help_text="Lines that tell something, by the field they tell.")
    seen = PortraitLineShape(many=True, help_text="What they are seen doing.")
    speaking = SpeakingShape(allow_null=True)
    company = serializers.SerializerMethodField(help_text="Scenes together with others, by name.")
    beats = serializers.SerializerMethodField(help_text="Numbers of the beats that name them, from 1.")

    def get_missing(self, found: Portrait) -> list[str]:
        return [one.name for one in found.missing]

    def get_said(self, found: Portrait) -> dict[str, list[dict[str, Any]]]:
        return {
            name: list(PortraitLineShape(lines, many=True).data) for name, (_, lines) in found.said.items()
        }

    def get_company(self, found: Portrait) -> dict[str, int]:
        return dict(found.company)

    def get_beats(self, found: Portrait) -> list[int]:
        return [one.number for one in found.beats if one.named]


class CharacterDevelopment(TeamAPIView):
    """A character's inside."""

    section = "Story"

    @extend_schema(operation_id="development_read", responses=PortraitShape, parameters=[BRANCH, EPISODE])
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """What the script says of a character. Write the fields as `nature` of the asset's content."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        head = head_or_404(branch, node, "asset")
        if head.content.type != AssetKind.CHARACTER:
            raise Http404("No such character here.")
        story = load_story(branch, episode)
        return Response(PortraitShape(portrait(story, story.by_node[head.node_id])).data)

    @extend_schema(operation_id="development_ask", request=Where, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Ask a connected model for proposals and questions; decide on them as on other enrichments."""
        shape = Where(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        asked = ask_nature(branch, episode, node, by=request.user)
        return Response(GenerationShape(asked).data, status=202)


def _place(project: UUID, where: Any) -> tuple[Branch, UUID]:
    branch = branch_or_404(project_or_404(project), where["branch"])
    return branch, episode_or_404(branch, where["episode"]).node_id
