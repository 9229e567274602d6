"""Prompt templates: what models are told, by purpose; read, changed, previewed, compared, taken back."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.templates import LONGEST, keep_template, use_template
from pipeline.context.asking import previewed
from pipeline.models import PromptTemplate
from pipeline.prompting.templates import Templated
from pipeline.queries.templates import Listed, diff, library, purpose_or_404, text_in_use, text_of, versions

_NUMBER = "Number of a version; 0: the studio's own."
_OLD = OpenApiParameter("old", int, description=f"{_NUMBER} 0 unless said.")
_NEW = OpenApiParameter("new", int, description=f"{_NUMBER} The one in use unless said.")


class PurposeShape(serializers.Serializer[Any]):
    """Something that a model is asked for."""

    name = serializers.SlugField(source="purpose.name")
    title = serializers.CharField(source="purpose.title")
    group = serializers.CharField(source="purpose.group")
    sentence = serializers.CharField(source="purpose.sentence")
    variables = serializers.DictField(
        source="purpose.variables",
        child=serializers.CharField(),
        help_text="Each with its type: text, number",
    )
    version = serializers.SerializerMethodField(help_text=f"Of the template in use. {_NUMBER}")

    def get_version(self, listed: Listed) -> int:
        return listed.row.version if listed.row else 0


class VersionShape(serializers.ModelSerializer[PromptTemplate]):
    """A version of a team's template."""

    class Meta:
        model = PromptTemplate
        fields = ("version", "note", "in_use", "created_at")


class TemplateShape(PurposeShape):
    """A purpose with the text that is in use, and the team's versions."""

    text = serializers.CharField(
        help_text="Instructions, a line with ---, the question; of pictures what they show, ---, what not."
    )
    versions = VersionShape(many=True, help_text="The newest first.")


class PromptTextShape(serializers.Serializer[Any]):
    """The text of one version."""

    version = serializers.IntegerField(help_text=_NUMBER)
    text = serializers.CharField()


class NewTemplate(serializers.Serializer[Any]):
    """The next version."""

    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)
    note = serializers.CharField(max_length=200, default="", allow_blank=True, help_text="What is new.")
    use = serializers.BooleanField(default=True, help_text="False: a draft; what is in use stays.")


class Chosen(serializers.Serializer[Any]):
    """A version to use."""

    version = serializers.IntegerField(min_value=0, max_value=1_000_000, help_text=_NUMBER)


class Tried(serializers.Serializer[Any]):
    """A text to see with real data."""

    text = serializers.CharField(
        max_length=LONGEST, required=False, trim_whitespace=False, help_text="The one in use unless said."
    )
    sample = serializers.UUIDField(help_text="Id of a generation of this purpose (or picture of this type).")


class PreviewShape(serializers.Serializer[Any]):
    """What a model would be told. Pictures have no ``system``, texts nothing to ``avoid``."""

    system = serializers.CharField(required=False)
    prompt = serializers.CharField()
    avoid = serializers.CharField(required=False, help_text="What must not be in the picture.")
    tokens = serializers.IntegerField(required=False, help_text="Estimated, rather too high.")
    pieces = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="What of the story went in, what was cut."
    )


class DiffShape(serializers.Serializer[Any]):
    """A line of a comparison."""

    kind = serializers.CharField(help_text="same, added or removed")
    text = serializers.CharField()


def _shown(purpose: Templated) -> dict[str, Any]:
    rows = versions(purpose)
    using = next((row for row in rows if row.in_use), None)
    listed = Listed(purpose, using)
    told = {**PurposeShape(listed).data, "text": using.text if using else purpose.text}
    return {**told, "versions": VersionShape(rows, many=True).data}


class PromptView(TeamAPIView):
    """Editors read what models are told; producers change it."""

    section = "Prompts"
    role = Role.EDITOR
    write_role = Role.PRODUCER


class Prompts(PromptView):
    """The library of prompts."""

    @extend_schema(operation_id="prompts_list", responses=PurposeShape(many=True))
    def get(self, request: Request) -> Response:
        """Everything that models are asked for, each with the version of its template in use."""
        return Response(PurposeShape([one for _, group in library() for one in group], many=True).data)


class PromptDetail(PromptView):
    """One purpose."""

    @extend_schema(operation_id="prompts_read", responses=TemplateShape)
    def get(self, request: Request, purpose: str) -> Response:
        """A purpose, the text that is in use, and the team's versions."""
        return Response(_shown(purpose_or_404(purpose)))

    @extend_schema(operation_id="prompts_keep", request=NewTemplate, responses={201: TemplateShape})
    def post(self, request: Request, purpose: str) -> Response:
        """Keep the next version, and use it unless it is a draft."""
        known, shape = purpose_or_404(purpose), NewTemplate(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        keep_template(known, data["text"], note=data["note"], by=request.user, use=data["use"])
        return self.created(_shown(known))


class PromptVersion(PromptView):
    """One version."""

    @extend_schema(operation_id="prompts_version", responses=PromptTextShape)
    def get(self, request: Request, purpose: str, version: int) -> Response:
        """The text of any version; 0 is the studio's own."""
        return Response({"version": version, "text": text_of(purpose_or_404(purpose), version)})


class PromptUse(PromptView):
    """Going back to a version."""

    @extend_schema(operation_id="prompts_use", request=Chosen, responses=TemplateShape)
    def post(self, request: Request, purpose: str) -> Response:
        """Use an earlier version again, or with 0 the studio's own."""
        known, shape = purpose_or_404(purpose), Chosen(data=request.data)
        shape.is_valid(raise_exception=True)
        use_template(known, shape.validated_data["version"], by=request.user)
        return Response(_shown(known))


class PromptPreview(PromptView):
    """Looking before keeping."""

    write_role = Role.EDITOR  # nothing is written

    @extend_schema(operation_id="prompts_preview", request=Tried, responses=PreviewShape)
    def post(self, request: Request, purpose: str) -> Response:
        """What a model would be told with a text, for a real text of the team. Sends and keeps nothing."""
        known, shape = purpose_or_404(purpose), Tried(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        told = previewed(known, data.get("text") or text_in_use(known), str(data["sample"]))
        if told is None:
            raise Refused("There is nothing of this purpose to preview it with.")
        return Response(PreviewShape(told).data)


class PromptDiff(PromptView):
    """Two versions."""

    @extend_schema(
        operation_id="prompts_diff", responses=DiffShape(many=True), parameters=[_OLD, _NEW], filters=False
    )
    def get(self, request: Request, purpose: str) -> Response:
        """How two versions differ, line by line."""
        known, asked = purpose_or_404(purpose), request.query_params
        old, new = whole_number(asked.get("old", "0")), whole_number(asked.get("new", ""))
        there = text_in_use(known) if new is None else text_of(known, new)
        lines = diff(text_of(known, old or 0), there)
        return Response(DiffShape(lines, many=True).data)
