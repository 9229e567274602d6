"""Working on templates over the API: remarks, a model's proposals, and how well each version works."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.improvements import ask_improvement, leave_improvement, take_improvement
from pipeline.actions.templates import follow_remark
from pipeline.api.shapes import GenerationShape
from pipeline.api.templates import PromptView, VersionShape
from pipeline.models import Generation
from pipeline.prompting.analysis import analysed
from pipeline.queries.effectiveness import effects_of
from pipeline.queries.improvements import STEP, target_of
from pipeline.queries.routing import least_read
from pipeline.queries.templates import purpose_or_404, text_in_use, text_of

_VERSION = OpenApiParameter("version", int, description="0: the studio's own. The one in use unless said.")
SHOWN = 20


class RemarkShape(serializers.Serializer[Any]):
    """One thing that a careful reader remarks."""

    kind = serializers.CharField(help_text="data, clash, missing, form, value, length or vague")
    line = serializers.IntegerField(help_text="From 1; 0: about what is not there.")
    quote = serializers.CharField(help_text="Words of the template.")
    reason = serializers.CharField()
    advice = serializers.CharField()
    text = serializers.CharField(allow_null=True, help_text="The template with the advice followed.")


class EffectShape(serializers.Serializer[Any]):
    """How well a version works."""

    version = serializers.IntegerField(help_text="0: the studio's own.")
    score = serializers.IntegerField(allow_null=True, help_text="0 to 100.")
    n = serializers.IntegerField(help_text="What it rests on: answers in stories and in evaluations.")
    words = serializers.CharField()
    counted = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="first, repaired, refused, failed; kept, edited, remade",
    )


class FollowedRemark(serializers.Serializer[Any]):
    """A remark to follow."""

    version = serializers.IntegerField(min_value=0, max_value=1_000_000)
    number = serializers.IntegerField(
        min_value=1, max_value=1_000, help_text="Its place in the list, from 1."
    )


class ImprovedVersion(serializers.Serializer[Any]):
    """A version to improve."""

    version = serializers.IntegerField(min_value=0, max_value=1_000_000)


class ImprovementDecision(serializers.Serializer[Any]):
    """What becomes of a proposal."""

    take = serializers.BooleanField(help_text="True: kept as a draft version. False: left.")


class PromptAnalysis(PromptView):
    """What an analysis remarks."""

    @extend_schema(
        operation_id="prompts_analyse", responses=RemarkShape(many=True), parameters=[_VERSION], filters=False
    )
    def get(self, request: Request, purpose: str) -> Response:
        """Remarks about a version, the weightiest first; found without a model."""
        known, number = purpose_or_404(purpose), whole_number(request.query_params.get("version", ""))
        text = text_in_use(known) if number is None else text_of(known, number)
        return Response(RemarkShape(analysed(text, known, reads=least_read()), many=True).data)

    @extend_schema(operation_id="prompts_follow", request=FollowedRemark, responses={201: VersionShape})
    def post(self, request: Request, purpose: str) -> Response:
        """Keep a draft version in which one remark is followed. Nothing uses it yet."""
        known, shape = purpose_or_404(purpose), FollowedRemark(data=request.data)
        shape.is_valid(raise_exception=True)
        row = follow_remark(known, **shape.validated_data, by=request.user)
        return self.created(VersionShape(row).data)


class PromptEffect(PromptView):
    """How well versions work."""

    @extend_schema(operation_id="prompts_effect", responses=EffectShape(many=True), filters=False)
    def get(self, request: Request, purpose: str) -> Response:
        """A score of each version that was asked with, the newest version first."""
        found = effects_of(purpose_or_404(purpose))
        return Response(EffectShape([found[key] for key in sorted(found, reverse=True)], many=True).data)


class PromptImprovements(PromptView):
    """What models would change."""

    write_role = Role.EDITOR  # asking changes no template

    @extend_schema(operation_id="improvements_list", responses=GenerationShape(many=True), filters=False)
    def get(self, request: Request, purpose: str) -> Response:
        """The newest twenty proposals; read one as a generation for its text and reasons."""
        rows = Generation.objects.filter(step=STEP, target=target_of(purpose_or_404(purpose)))
        return Response(GenerationShape(rows.order_by("-created_at")[:SHOWN], many=True).data)

    @extend_schema(operation_id="improvements_ask", request=ImprovedVersion, responses={202: GenerationShape})
    def post(self, request: Request, purpose: str) -> Response:
        """Ask a connected model for a better text of a version. Nothing changes by it."""
        known, shape = purpose_or_404(purpose), ImprovedVersion(data=request.data)
        shape.is_valid(raise_exception=True)
        asked = ask_improvement(known, shape.validated_data["version"], by=request.user)
        return Response(GenerationShape(asked).data, status=202)


class PromptImprovement(PromptView):
    """One proposal."""

    write_role = Role.EDITOR

    @extend_schema(operation_id="improvements_decide", request=ImprovementDecision, responses=GenerationShape)
    def post(self, request: Request, purpose: str, generation: UUID) -> Response:
        """Keep a proposal as a draft version (producers), or leave it."""
        known, shape = purpose_or_404(purpose), ImprovementDecision(data=request.data)
        shape.is_valid(raise_exception=True)
        row = get_object_or_404(Generation, pk=generation, step=STEP, target=target_of(known), state="done")
        if not shape.validated_data["take"]:
            leave_improvement(row, by=request.user)
        else:
            self.need(Role.PRODUCER)
            take_improvement(row, known, by=request.user)
        row.refresh_from_db()
        return Response(GenerationShape(row).data)
