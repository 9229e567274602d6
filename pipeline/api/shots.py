"""Shots over the API: listed as fast as the database writes them down, made, changed by one or hundreds."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.shot_cells import Saved, Wish, save_shot, save_shots, told
from pipeline.actions.shot_surgery import create_shot
from pipeline.api.asked import ContentChange
from pipeline.api.pages import BRANCH, asked_choice, asked_uuid, page_of
from pipeline.api.shapes import ContentShape
from pipeline.queries.shot_lists import (
    Wanted,
    branch_stamp,
    kept_pages,
    shot_branch_or_404,
    shot_or_404,
    shot_text,
)
from projects.kinds.vocabulary import Angle, Move, ShotStatus, ShotType, Size

USUAL, MOST = 200, 5_000  # shots of a page
MOST_CHANGED = 2_000  # in one request
_CHOICES: dict[str, list[str]] = {
    "size": list(Size), "type": list(ShotType), "angle": list(Angle), "move": list(Move),
    "status": list(ShotStatus),
}  # fmt: skip
_FILTERS = [
    OpenApiParameter("under", UUID, description="Id of a scene: only its shots."),
    OpenApiParameter("in_episode", UUID, description="Id of the episode they belong to."),
    OpenApiParameter("episode", int, description="Number of the episode they belong to."),
    OpenApiParameter("setup", str, description="Only shots of this set-up."),
    *(OpenApiParameter(name, str, enum=values) for name, values in _CHOICES.items()),
    OpenApiParameter("limit", int, description=f"Shots of a page: {USUAL} unless said, at most {MOST:,}."),
    OpenApiParameter("offset", int, description="Shots to leave out."),
]


class NewShot(serializers.Serializer[Any]):
    """A shot to make."""

    scene = serializers.UUIDField()
    after = serializers.UUIDField(
        required=False, allow_null=True, help_text="The shot it follows; unless said, the scene's last."
    )
    changes = serializers.DictField(required=False, help_text="Content fields; all others have a default.")


class ShotChange(ContentChange):
    """One shot's changed fields."""

    id = serializers.UUIDField()


class ShotChanges(serializers.Serializer[Any]):
    """Many shots to change at once: all or none."""

    shots = ShotChange(many=True)


class ShotRevisionShape(serializers.Serializer[Any]):
    """A shot's revision after a change."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField()


class ShotRevisionsShape(serializers.Serializer[Any]):
    """What stands there after a change of many."""

    shots = ShotRevisionShape(many=True)


def branch_of(request: Request) -> str:
    """The slug of the branch that is asked for."""
    return request.query_params.get("branch", "main")[:100]


def _number(request: Request, name: str, usual: int | None) -> int | None:
    text = request.query_params.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise ValidationError({name: ["Write a whole number."]})
    return int(text)


class Shots(TeamAPIView):
    """The shots of a project on a branch."""

    section = "Story"
    whole = True

    @extend_schema(operation_id="shots_list", responses=page_of(ContentShape), parameters=[BRANCH, *_FILTERS])
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """Shots, scene by scene, in order. Send the ETag back as If-None-Match: 304 while nothing changed."""
        branch = branch_of(request)
        wanted = self._wanted(request, project, branch)
        limit = min(_number(request, "limit", USUAL) or USUAL, MOST)
        offset = _number(request, "offset", 0) or 0
        stamp = branch_stamp(project, branch)
        tag = f'W/"{stamp}"'
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag})
        count, rows = kept_pages.page(stamp, wanted, limit, offset)
        links = (
            _link(request, offset + limit, limit) if offset + limit < count else "null",
            _link(request, max(0, offset - limit), limit) if offset else "null",
        )
        text = f'{{"count":{count},"next":{links[0]},"previous":{links[1]},"results":[{rows}]}}'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        return HttpResponse(text, content_type="application/json", headers=headers)

    def _wanted(self, request: Request, project: UUID, branch: str) -> Wanted:
        asked = [(name, asked_choice(request, name, values)) for name, values in _CHOICES.items()]
        setup = request.query_params.get("setup", "")
        return Wanted(
            project=project,
            branch=branch,
            under=asked_uuid(request, "under"),
            episode=asked_uuid(request, "in_episode"),
            number=_number(request, "episode", None),
            fields=tuple((name, value) for name, value in [*asked, ("setup", setup)] if value),
        )

    @extend_schema(
        operation_id="shots_create", request=NewShot, responses={201: ContentShape}, parameters=[BRANCH]
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Make a shot. It takes a place between its neighbours; nothing is renumbered."""
        shape = NewShot(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        branch = shot_branch_or_404(project, branch_of(request))
        made = create_shot(
            branch, data["scene"], data.get("changes", {}), after=data.get("after"), by=request.user
        )
        return self.created(made)

    @extend_schema(
        operation_id="shots_change", request=ShotChanges, responses=ShotRevisionsShape, parameters=[BRANCH]
    )
    def patch(self, request: Request, project: UUID) -> Response:
        """Change many shots as one step, if each still is the revision you read; 409 otherwise, for all."""
        wanted = _changes(request.data)
        branch = shot_branch_or_404(project, branch_of(request))
        return Response(_revisions(save_shots(branch, wanted, by=request.user)))


def _changes(data: Any) -> dict[UUID, Wish]:
    """Revision and changes by shot. Raises ValidationError for what cannot be read."""
    shots = data.get("shots") if isinstance(data, dict) else None
    if not isinstance(shots, list) or not shots:
        raise ValidationError({"shots": ["Send a list of shots."]})
    if len(shots) > MOST_CHANGED:
        raise ValidationError({"shots": [f"At most {MOST_CHANGED:,} shots can be changed at once."]})
    found: dict[UUID, Wish] = {}
    for number, one in enumerate(shots):
        shape = ShotChange(data=one)
        if not shape.is_valid():
            raise ValidationError({f"shots.{number}": shape.errors})
        found[shape.validated_data["id"]] = shape.validated_data["expected"], shape.validated_data["changes"]
    return found


def _revisions(done: Saved) -> dict[str, Any]:
    return {"shots": [{"id": str(node), "revision": revision} for node, revision in done.revisions.items()]}


def _link(request: Request, offset: int, limit: int) -> str:
    query = {**request.query_params.dict(), "limit": limit, "offset": offset}
    return f'"{request.build_absolute_uri(request.path)}?{urlencode(query)}"'


class ShotDetail(TeamAPIView):
    """One shot on a branch."""

    section = "Story"
    whole = True

    @extend_schema(operation_id="shot_read", responses=ContentShape, parameters=[BRANCH])
    def get(self, request: Request, project: UUID, node: UUID) -> HttpResponse:
        """One shot."""
        text = shot_text(project, branch_of(request), node)
        return HttpResponse(text, content_type="application/json")

    @extend_schema(
        operation_id="shot_change", request=ContentChange, responses=ContentShape, parameters=[BRANCH]
    )
    def patch(self, request: Request, project: UUID, node: UUID) -> Response:
        """Change a shot's fields, if it still is the revision you read; 409 otherwise."""
        shape = ContentChange(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        head = shot_or_404(project, branch_of(request), node)
        done = save_shot(head, (data["expected"], data["changes"]), by=request.user)
        return Response(told(done.heads[node], done.revisions[node], done.shots[node]))
