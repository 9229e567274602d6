"""What the team's models did over the last days."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.api.pages import asked_choice
from pipeline.queries.trends import PERIODS, USUAL, Wanted, trends

_DAYS = OpenApiParameter("days", int, enum=list(PERIODS), description=f"{USUAL} unless said.")
_MODEL = OpenApiParameter("model", str, description="Only of this model: google/gemini-3.8-flash.")
_STEP = OpenApiParameter("step", str, description="Only of this step: variant, script, ...")


class FiguresShape(serializers.Serializer[Any]):
    """What some questions came to."""

    asked = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField(help_text="Refused ones included.")
    refused = serializers.IntegerField(help_text="The model or its filter declined.")
    canceled = serializers.IntegerField()
    passed_over = serializers.IntegerField(help_text="Answered after another model could not.")
    p50 = serializers.FloatField(allow_null=True, help_text="Seconds; half of the answers are quicker.")
    p95 = serializers.FloatField(allow_null=True, help_text="Seconds; 95 of 100 answers are quicker.")
    read = serializers.IntegerField(help_text="Tokens, of all rounds.")
    written = serializers.IntegerField(help_text="Tokens, thinking included.")
    charged_micro = serializers.IntegerField(help_text="Millionths of a credit.")
    listed_micro = serializers.IntegerField(help_text="What own keys would cost by the price list.")


class TrendGroupShape(serializers.Serializer[Any]):
    """Figures of one model, step or day."""

    key = serializers.CharField(help_text="google/gemini-3.8-flash, variant, or 2026-11-20 (UTC).")
    title = serializers.CharField()
    figures = FiguresShape()


class TrendsShape(serializers.Serializer[Any]):
    """A period's figures, together and apart."""

    total = FiguresShape()
    models = TrendGroupShape(many=True)
    steps = TrendGroupShape(many=True)
    days = TrendGroupShape(many=True, help_text="Each day of the period, the first one first.")


class ModelTrends(TeamAPIView):
    """Trends of the team's models."""

    section = "Models"
    role = Role.PRODUCER

    @extend_schema(operation_id="models_trends", responses=TrendsShape, parameters=[_DAYS, _MODEL, _STEP])
    def get(self, request: Request) -> Response:
        """Latency, tokens, cost and failures, by model, by step and by day."""
        days = int(asked_choice(request, "days", [str(many) for many in PERIODS]) or USUAL)
        model, step = (request.query_params.get(name, "")[:130] for name in ("model", "step"))
        return Response(TrendsShape(trends(Wanted(days, model, step))).data)
