"""What a film shares with the team's library, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from assets.queries.library import library_asset_or_404, voice_or_404
from pipeline.actions import library as actions
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE
from pipeline.queries.impact import impact_of
from pipeline.queries.library import Linked, followed, linked
from pipeline.queries.plans import locked_stages, plan_for
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import Item, Story, load_story

SECTION = "Library"
WAYS = ("promote", "follow", "pull", "push", "leave", "voice")


class DifferenceShape(serializers.Serializer[Any]):
    """A field in which the film and the library differ."""

    field = serializers.CharField()
    standing = serializers.CharField(
        help_text="behind: newer there. own: overridden here. both: both changed."
    )
    ours = serializers.JSONField()
    theirs = serializers.JSONField()


class LinkedShape(serializers.Serializer[Any]):
    """An asset of a film that follows the library."""

    node = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()
    library = serializers.CharField(help_text="Id of the library's asset.")
    version = serializers.IntegerField(allow_null=True, help_text="Its newest; null: it is there no more.")
    differences = DifferenceShape(many=True)
    impact = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="What taking all that is newer would make out of date, counted by step.",
    )


class Bringing(Where):
    """An asset of the library to be brought into a film."""

    library = serializers.UUIDField()


class LibraryWay(Where):
    """What shall happen between an asset of the film and the library."""

    what = serializers.ChoiceField(choices=[(way, way) for way in WAYS])
    fields = serializers.ListField(  # type: ignore[assignment]
        child=serializers.CharField(max_length=40), default=list, max_length=40, help_text="To pull or push."
    )
    name = serializers.CharField(max_length=120, default="", allow_blank=True, help_text="To promote under.")
    tags = serializers.ListField(child=serializers.CharField(max_length=200), default=list, max_length=40)
    library = serializers.UUIDField(required=False, help_text="To follow.")
    voice = serializers.UUIDField(required=False, help_text="To speak with.")
    seen = serializers.IntegerField(
        default=0, min_value=0, max_value=2**31 - 1, help_text="To push: the library's version you read."
    )


def _story(project: UUID, where: Any) -> Story:
    branch = branch_or_404(project_or_404(project), where["branch"])
    return load_story(branch, episode_or_404(branch, where["episode"]).node_id)


def _told(story: Story, items: list[Item] | None = None) -> list[dict[str, Any]]:
    rows = linked(story, items)
    closed = locked_stages(story.branch, story.episode) if rows else set()
    plan = plan_for(story.branch, story.episode, story=story, locked=closed) if rows else None
    return [LinkedShape(_row(story, row, plan, closed)).data for row in rows]


def _row(story: Story, row: Linked, plan: Any, closed: set[str]) -> dict[str, Any]:
    impact: dict[str, int] = {}
    if row.version is not None and row.behind:
        changes = actions.pulled_contents(story, row.item, row.asset, row.version, row.behind)
        impact = dict(impact_of(plan, changes, closed).counts)
    return {
        "node": row.item.node,
        "key": row.asset.key,
        "name": row.asset.name,
        "library": followed(row.item),
        "version": row.version.number if row.version else None,
        "differences": row.differences,
        "impact": impact,
    }


class FilmLibrary(TeamAPIView):
    """What of a film follows the library."""

    section = SECTION

    @extend_schema(
        operation_id="film_library_read", responses=LinkedShape(many=True), parameters=[BRANCH, EPISODE]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The assets that follow, field by field where they differ, with what a pull would age."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        return Response(_told(_story(project, shape.validated_data)))

    @extend_schema(operation_id="film_library_bring", request=Bringing, responses={201: LinkedShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Bring an asset of the library into the film."""
        shape = Bringing(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        wanted = library_asset_or_404(data["library"])
        node, _ = actions.bring(_story(project, data), wanted, by=request.user)
        story = _story(project, data)
        return self.created(_told(story, [story.by_node[node]])[0])


class FilmLibraryAsset(TeamAPIView):
    """One asset of a film and the library."""

    section = SECTION

    @extend_schema(operation_id="film_library_change", request=LibraryWay, responses=LinkedShape(many=True))
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Promote it, let it follow, take fields from the library, give some to it, leave, or give a voice.

        Answers with how it stands to the library then; nothing where it follows none.
        """
        shape = LibraryWay(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        story = _story(project, data)
        self._do(story, node, data)
        story = _story(project, data)
        return Response(_told(story, [story.by_node[node]]))

    def _do(self, story: Story, node: UUID, data: Any) -> None:
        by, what, fields = self.request.user, data["what"], data["fields"]
        if what == "promote":
            actions.promote(story, node, by=by, name=data["name"], tags=data["tags"])
        elif what == "leave":
            actions.leave(story, node, by=by)
        elif what == "voice":
            actions.give_voice(story, node, voice_or_404(_given(data, "voice")), by=by)
        elif what == "follow":
            actions.bring(story, library_asset_or_404(_given(data, "library")), by=by, into=node)
        else:
            item = story.by_node.get(node)
            row = next(iter(linked(story, [item])), None) if item and item.kind == "asset" else None
            if row is None or row.version is None:
                raise Invalid("It does not follow the library.")
            if what == "pull":
                actions.pull(story, node, row.version.asset, fields, by=by)
            else:
                actions.push(story, node, row.version.asset, fields, by=by, seen=data["seen"])


def _given(data: Any, name: str) -> UUID:
    if name not in data:
        raise Invalid(f"Say which {name}.", field=name)
    found: UUID = data[name]
    return found
