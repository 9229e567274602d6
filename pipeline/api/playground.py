"""The playground over the API: a text's question in other words, by another model or other dials."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.playground import LONGEST_PROMPT, LONGEST_SYSTEM, Trial, try_out
from pipeline.api.dials import DialsWish
from pipeline.api.shapes import GenerationShape
from pipeline.queries.playground import (
    Origin,
    origin_or_404,
    shown_original,
    template_from,
    trial_or_404,
    trials,
)


class TrialAnswerShape(serializers.Serializer[Any]):
    """An answer in the playground."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField(help_text="Of the model; of the first answer: Then.")
    state = serializers.CharField(help_text="running, done, failed or canceled")
    text = serializers.CharField()
    unfit = serializers.CharField(help_text="Why it cannot be used; empty where it can.")
    total = serializers.IntegerField(allow_null=True, help_text="Score, 0 to 100.")
    scores = serializers.ListField(child=serializers.DictField())
    cost = serializers.CharField(help_text="In words.")
    note = serializers.CharField(help_text="What went wrong, in a sentence.")


class PlaygroundShape(serializers.Serializer[Any]):
    """What a text's writer was told, what came, and what came of trying again."""

    purpose = serializers.CharField(source="origin.purpose.name")
    title = serializers.CharField(source="origin.title")
    system = serializers.CharField(
        source="origin.system", help_text="Instructions, without the studio's rule."
    )
    prompt = serializers.CharField(help_text="The question.")
    schema = serializers.JSONField(allow_null=True, help_text="JSON schema of the answer; null: plain text.")
    dials = serializers.DictField(help_text="By which it was written; empty: as the model is made.")
    then = TrialAnswerShape()
    trials = TrialAnswerShape(many=True, help_text="The newest first.")


class NewTrial(serializers.Serializer[Any]):
    """What to ask instead. What is left out is as it was."""

    link = serializers.CharField(
        max_length=80, help_text="Id or name of a connected model, or studio:<provider>."
    )
    system = serializers.CharField(
        max_length=LONGEST_SYSTEM, required=False, allow_blank=True, trim_whitespace=False
    )
    prompt = serializers.CharField(max_length=LONGEST_PROMPT, required=False, trim_whitespace=False)
    dials = DialsWish(required=False)


class TemplateTextShape(serializers.Serializer[Any]):
    """The template that would say what a trial was told."""

    text = serializers.CharField()


class PlaygroundView(TeamAPIView):
    """Editors try; what costs credits needs the role producer."""

    section = "Prompts"
    role = Role.EDITOR


class Playground(PlaygroundView):
    """A text's question, to be tried again."""

    @extend_schema(operation_id="playground_read", responses=PlaygroundShape)
    def get(self, request: Request, text: UUID) -> Response:
        """What its writer was told, and all answers with their scores."""
        return Response(_shown(origin_or_404(text)))

    @extend_schema(operation_id="playground_try", request=NewTrial, responses={202: GenerationShape})
    def post(self, request: Request, text: UUID) -> Response:
        """Let a worker ask once; what is said is paid whether or not it can be used."""
        origin, shape = origin_or_404(text), NewTrial(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        dials = DialsWish(data=data.get("dials", {}))
        dials.is_valid(raise_exception=True)
        system, prompt = data.get("system", origin.system), data.get("prompt", origin.told["prompt"])
        row = try_out(origin, Trial(data["link"], system, prompt, dials.override().dials), by=request.user)
        return Response(GenerationShape(row).data, status=202)


class PlaygroundTemplate(PlaygroundView):
    """From a trial to a template."""

    @extend_schema(operation_id="playground_template", responses=TemplateTextShape)
    def get(self, request: Request, text: UUID, trial: UUID) -> Response:
        """The text of a template that would say what a trial was told; keep it as a prompt's next version."""
        origin = origin_or_404(text)
        return Response({"text": template_from(origin, trial_or_404(origin, trial))})


def _shown(origin: Origin) -> dict[str, Any]:
    shape = PlaygroundShape(
        {
            "origin": origin,
            "prompt": origin.told["prompt"],
            "schema": origin.purpose.schema,
            "dials": origin.dials.kept(),
            "then": shown_original(origin),
            "trials": trials(origin),
        }
    )
    return dict(shape.data)
