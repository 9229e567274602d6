"""The screenplay as a file, over the API."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from accounts.kernel.api import TeamAPIView
from pipeline.api.asked import Place
from pipeline.api.pages import BRANCH, EPISODE, asked_choice
from pipeline.stages.screenplay.files import FORMATS, PAPERS, screenplay_file
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import load_story

_AS = OpenApiParameter("as", str, enum=list(FORMATS), description="The file's kind; pdf unless said.")
_PAPER = OpenApiParameter("paper", str, enum=list(PAPERS), description="Of a PDF; letter unless said.")
_BYTES = {
    (200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The file."),
    (200, "text/plain"): OpenApiResponse(OpenApiTypes.STR, description="Fountain."),
    (200, "application/xml"): OpenApiResponse(OpenApiTypes.STR, description="Final Draft."),
}


class ScreenplayFile(TeamAPIView):
    """An episode's screenplay as a file."""

    section = "Story"

    @extend_schema(
        operation_id="screenplay_file", responses=_BYTES, parameters=[BRANCH, EPISODE, _AS, _PAPER]
    )
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """The whole screenplay, with a title page, laid out as it prints."""
        shape = Place(data=request.query_params)
        shape.is_valid(raise_exception=True)
        found = project_or_404(project)
        branch = branch_or_404(found, shape.validated_data["branch"])
        story = load_story(branch, episode_or_404(branch, shape.validated_data["episode"]).node_id)
        extension = asked_choice(request, "as", FORMATS) or "pdf"
        paper = asked_choice(request, "paper", PAPERS) or "letter"
        author = self.team.name
        file = screenplay_file(story, extension, title=found.title, author=author, paper=paper)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.data, content_type=file.mime, headers=headers)
