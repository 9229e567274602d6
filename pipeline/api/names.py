"""Who and what the script names over the API: lines, other names, deciding."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.naming import decide_names
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, Pages, page_of
from pipeline.outline import asset_items
from pipeline.queries.naming import Named, named_in
from pipeline.queries.plans import plan_kept
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404


class LineShape(serializers.Serializer[Any]):
    """A line of the script that names an asset."""

    script = serializers.CharField(help_text="Slot of the scene's script.")
    number = serializers.CharField(help_text="Of the scene.")
    paragraph = serializers.IntegerField(help_text="Of the scene's script, from 0.")
    written = serializers.CharField(help_text="The name as it stands there.")
    quote = serializers.CharField()


class OtherNameShape(serializers.Serializer[Any]):
    """Another name of an asset."""

    name = serializers.CharField()
    key = serializers.CharField()
    why = serializers.CharField()


class NamedAssetShape(serializers.Serializer[Any]):
    """An asset with every line that names it."""

    key = serializers.CharField()
    type = serializers.CharField(help_text="character, location or prop")
    name = serializers.CharField()
    role = serializers.CharField(help_text="crowd, voice (never seen), or empty")
    others = OtherNameShape(many=True)
    lines = LineShape(many=True)


class NameChoice(Where):
    """Whether two names are one."""

    one = serializers.CharField(max_length=120, help_text="Asset key that the one name makes.")
    two = serializers.CharField(max_length=120)
    same = serializers.BooleanField(default=True)


def placed(given: Any, project: UUID, shape: type[Where]) -> tuple[Branch, UUID, Any]:
    """The branch and episode that were asked about, and what was sent, checked. Raises Http404."""
    form = shape(data=given)
    form.is_valid(raise_exception=True)
    branch = branch_or_404(project_or_404(project), form.validated_data["branch"])
    return branch, episode_or_404(branch, form.validated_data["episode"]).node_id, form.validated_data


class Names(TeamAPIView):
    """Names in the script."""

    section = "Story"

    @extend_schema(
        operation_id="names_list", responses=page_of(NamedAssetShape), parameters=[BRANCH, EPISODE, *PAGING]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """Who and what an episode's script names, with every line that does."""
        branch, episode, _ = placed(request.query_params, project, Where)
        story = plan_kept(branch, episode).story
        pages = Pages()
        items: Any = pages.paginate_queryset(list(asset_items(story).values()), request, view=self)
        rows = [_row(named) for named in named_in(story, items)]
        return pages.get_paginated_response(NamedAssetShape(rows, many=True).data)

    @extend_schema(operation_id="names_decide", request=NameChoice, responses={204: None})
    def post(self, request: Request, project: UUID) -> Response:
        """Say that two names are one person, or two. Takes effect when the script is cast again."""
        branch, episode, data = placed(request.data, project, NameChoice)
        decide_names(branch, episode, data["one"], data["two"], same=data["same"], by=request.user)
        return Response(status=204)


def _row(named: Named) -> dict[str, Any]:
    return {
        "key": named.asset.key,
        "type": str(named.asset.type),
        "name": named.asset.name,
        "role": named.role,
        "others": [{"name": other.name, "key": other.key, "why": other.why} for other in named.others],
        "lines": [
            {
                "script": one.script,
                "number": one.number,
                "paragraph": one.spot.paragraph,
                "written": one.spot.written,
                "quote": one.spot.quote,
            }
            for one in named.mentions
        ],
    }
