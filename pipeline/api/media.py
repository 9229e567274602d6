"""Files: their facts, and their bytes."""

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from assets.files import answer
from assets.queries.media import media_or_404
from pipeline.api.shapes import MediaShape

_DOWNLOAD = OpenApiParameter("download", str, description="A name to save it under.")
_BYTES = {
    (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description="The file."),
    (206, "application/octet-stream"): OpenApiResponse(
        OpenApiTypes.BINARY, description="The range that was asked for, up to 2 MB of it."
    ),
    302: OpenApiResponse(description="Where the file is: a far store's signed address."),
}


class MediaDetail(TeamAPIView):
    """The facts of one file."""

    section = "Files"

    @extend_schema(operation_id="media_read", responses=MediaShape)
    def get(self, request: Request, sha: str) -> Response:
        """Type, size and measures of a file that content names by its SHA-256."""
        return Response(MediaShape(media_or_404(sha)).data)


class MediaFile(TeamAPIView):
    """The bytes of one file."""

    section = "Files"

    @extend_schema(operation_id="media_file", responses=_BYTES, parameters=[_DOWNLOAD])
    def get(self, request: Request, sha: str) -> HttpResponseBase:
        """The file, or a `Range` of it."""
        name = request.query_params.get("download", "")
        return answer(request._request, media_or_404(sha), name=name)
