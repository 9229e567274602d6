"""The storyboard as a file, over the API."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from accounts.kernel.api import TeamAPIView
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, asked_choice
from pipeline.boards.options import CHOICES, STAMP_MAX, SWITCHES
from pipeline.boards.table import COLUMNS
from pipeline.queries.places import place_or_404
from pipeline.stages.shots.board_files import board_file, list_file

_KINDS = ("pdf", "png", "shot-list")
_OPTIONS = [
    OpenApiParameter(
        "as",
        str,
        enum=list(_KINDS),
        description="Storyboard, contact sheet, or the shot list as a table (PDF); pdf unless said.",
    ),
    OpenApiParameter("scene", str, description="Slot of a scene; all of them unless said."),
    *(OpenApiParameter(name, str, enum=list(values)) for name, values in CHOICES.items()),
    *(OpenApiParameter(name, str, enum=["on", "off"]) for name in SWITCHES),
    OpenApiParameter(
        "column", str, many=True, enum=[column.name for column in COLUMNS], description="Of the shot list."
    ),
    OpenApiParameter("stamp", str, description=f"Across every page, at most {STAMP_MAX} letters."),
]
_BYTES = {
    (200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The boards."),
    (200, "image/png"): OpenApiResponse(OpenApiTypes.BINARY, description="The contact sheet."),
}


class StoryboardFile(TeamAPIView):
    """An episode's shots as boards, in a file."""

    section = "Story"

    @extend_schema(operation_id="storyboard_file", responses=_BYTES, parameters=[BRANCH, EPISODE, *_OPTIONS])
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """A film's boards, or a scene's, printed as the query says. 409 when one file cannot take them."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        place = place_or_404(self.team_slug, project, data["branch"], data["episode"], "shots")
        kind = asked_choice(request, "as", list(_KINDS)) or "pdf"
        if kind == "shot-list":
            return list_file(place, request.query_params)
        return board_file(place, kind, request.query_params.dict())
