"""Texts that a story is told from, over the API: what there is, and bringing more."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from pipeline.actions.importing import bring_texts
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, page_of, paged
from pipeline.queries.materials import materials
from projects.forms.fields import TextsField, read_file
from projects.materials import LARGEST_SET, LIMITS, Brought
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404


class TextShape(serializers.Serializer[Any]):
    """A text that was brought in; read it whole as content of its node."""

    node = serializers.UUIDField()
    name = serializers.CharField()
    format = serializers.CharField(help_text="text, markdown, fountain or fdx, judged by its content")
    characters = serializers.IntegerField()
    opening = serializers.CharField()
    source = serializers.CharField(help_text="As what it came: text, fdx, pdf, docx or paste.")  # type: ignore[assignment]
    paper_pages = serializers.IntegerField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


class NewTexts(Where):
    """Files, sent as multipart/form-data."""

    texts = serializers.ListField(
        child=serializers.FileField(), max_length=TextsField.MOST, help_text=f"In order. {LIMITS}"
    )


class TextsBrought(serializers.Serializer[Any]):
    """What came of it."""

    names = serializers.ListField(child=serializers.CharField())
    scenes = serializers.IntegerField(help_text="That a screenplay among them became, if there were none.")


class Texts(TeamAPIView):
    """Texts of stage 1."""

    section = "Story"
    parser_classes = [MultiPartParser]
    most_bytes = 2 * LARGEST_SET

    @extend_schema(
        operation_id="texts_list", responses=page_of(TextShape), parameters=[BRANCH, EPISODE, *PAGING]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The texts in the order in which the story is told from them."""
        branch, episode = _place(project, request.query_params)
        return paged(self, request, materials(branch, episode), TextShape)

    @extend_schema(operation_id="texts_bring", request=NewTexts, responses={201: TextsBrought})
    def post(self, request: Request, project: UUID) -> Response:
        """Bring texts, 50 MB at once. If one cannot be read, none is brought, and each such says why."""
        branch, episode = _place(project, request.data)
        files = request.FILES.getlist("texts")
        if not 0 < len(files) <= TextsField.MOST:
            raise ValidationError({"texts": [f"Send between 1 and {TextsField.MOST} files."]})
        read: list[Brought] = []
        refused = []
        for file in files:
            try:
                read.append(read_file(file))
            except Invalid as refusal:
                refused.append(refusal.sentence)
        if refused:
            raise ValidationError({"texts": refused})
        scenes = bring_texts(branch, episode, read, by=request.user)
        shape = TextsBrought({"names": [text.name for text in read], "scenes": scenes})
        return Response(shape.data, status=201)


def _place(project: UUID, data: Any) -> tuple[Branch, UUID]:
    shape = Where(data=data)
    shape.is_valid(raise_exception=True)
    branch = branch_or_404(project_or_404(project), shape.validated_data["branch"])
    return branch, episode_or_404(branch, shape.validated_data["episode"]).node_id
