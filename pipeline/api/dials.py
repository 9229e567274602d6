"""The dials that models write by: the team's policy for each purpose."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.tuning import Override, tune
from pipeline.prompting.dials import COOLEST, EFFORTS, LONGEST, SHORTEST, WARMEST, Dials
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.providers.text.accepts import takes_in_words
from pipeline.queries.routing import chain
from pipeline.queries.tuning import tuned


class DialsWish(serializers.Serializer[Any]):
    """How a model shall write. What is left out, or null, stays as the team or the model has it."""

    temperature = serializers.FloatField(
        min_value=COOLEST,
        max_value=WARMEST,
        required=False,
        allow_null=True,
        default=None,
        help_text="0 keeps to the likeliest words, 2 strays furthest.",
    )
    effort = serializers.ChoiceField(
        choices=[("", ""), *EFFORTS.items()],
        required=False,
        default="",
        allow_blank=True,
        help_text="How much a model that thinks does so.",
    )
    longest = serializers.IntegerField(
        min_value=SHORTEST,
        max_value=LONGEST,
        required=False,
        allow_null=True,
        default=None,
        help_text="Tokens of the answer at most, thinking included. The price follows it.",
    )
    capsule = serializers.CharField(
        max_length=60,
        required=False,
        default="",
        allow_blank=True,
        help_text='Style preset: a writing capsule\'s id or "preset:<slug>".',
    )

    def override(self) -> Override:
        """What was sent."""
        data: Any = self.validated_data
        return Override(Dials(data["temperature"], data["effort"], data["longest"]), data["capsule"])


class DialsShape(serializers.Serializer[Any]):
    """How a purpose is written for the team."""

    temperature = serializers.FloatField(allow_null=True)
    effort = serializers.CharField()
    longest = serializers.IntegerField(allow_null=True, help_text="Tokens; null: as the purpose is made.")
    capsule = serializers.CharField(help_text="Reference of the style preset; empty without.")
    capsule_name = serializers.CharField()
    usual_longest = serializers.IntegerField(help_text="Tokens of an answer where nothing is set.")
    models = serializers.ListField(
        child=serializers.CharField(), help_text="Which dials each of the team's models takes, in words."
    )


class PromptDials(TeamAPIView):
    """Editors read how models write; producers change it."""

    section = "Prompts"
    role = Role.EDITOR
    write_role = Role.PRODUCER

    @extend_schema(operation_id="prompts_dials", responses=DialsShape)
    def get(self, request: Request, purpose: str) -> Response:
        """How a purpose is written."""
        return Response(_shown(_purpose(purpose)))

    @extend_schema(operation_id="prompts_tune", request=DialsWish, responses=DialsShape)
    def post(self, request: Request, purpose: str) -> Response:
        """Set all of it; what is left out is as the model and the purpose are made."""
        known, wish = _purpose(purpose), DialsWish(data=request.data)
        wish.is_valid(raise_exception=True)
        asked = wish.override()
        tune(known, asked.dials, capsule=asked.capsule, by=request.user)
        return Response(_shown(known))


def _purpose(name: str) -> Purpose:
    if name not in PURPOSES:
        raise Http404("There is no such purpose.")
    return PURPOSES[name]


def _shown(purpose: Purpose) -> dict[str, Any]:
    policy = tuned(purpose.name)
    shape = DialsShape(
        {
            "temperature": policy.dials.temperature,
            "effort": policy.dials.effort,
            "longest": policy.dials.longest,
            "capsule": policy.ref,
            "capsule_name": policy.capsule,
            "usual_longest": purpose.writes,
            "models": [takes_in_words(link) for link in chain().links],
        }
    )
    return dict(shape.data)
