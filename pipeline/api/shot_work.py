"""The shot list worked on over the API: split, merged, moved, doubled, removed, undone; as CSV out and in."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from pipeline.actions.shot_cells import shot_heads
from pipeline.actions.shot_imports import take_over
from pipeline.actions.shot_surgery import (
    duplicate_shots,
    merge_shots,
    move_shots,
    remove_shots,
    split_shot,
)
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, asked_choice
from pipeline.api.shots import branch_of
from pipeline.queries.places import Place, place_or_404
from pipeline.queries.shot_lists import shot_branch_or_404
from pipeline.queries.shot_names import language_of
from pipeline.shotlist.columns import frames_of
from pipeline.shotlist.episodes import episode_names, other_names
from pipeline.shotlist.incoming import read_sheet
from pipeline.shotlist.matching import Preview, match
from pipeline.shotlist.outgoing import kitsu_sheet, whole_sheet
from projects.actions.undoing import redo, undo
from projects.kinds.stages import KINDS_OF_STAGE
from projects.models import Branch, Change, Head

_MOST = 2_000  # shots of one request


class SomeShots(serializers.Serializer[Any]):
    """Shots of one scene, by their ids."""

    shots = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=_MOST)


class ShotPlace(SomeShots):
    """Where shots shall stand."""

    to = serializers.IntegerField(min_value=1, max_value=100_000, help_text="The first one's place, from 1.")


class ShotCut(serializers.Serializer[Any]):
    """Where a shot shall be cut."""

    shot = serializers.UUIDField()
    seconds = serializers.CharField(max_length=20, help_text="From its beginning: 1.5")


class DoneShape(serializers.Serializer[Any]):
    """What was done."""

    change = serializers.IntegerField(allow_null=True, help_text="Null when nothing had to be.")
    said = serializers.CharField()
    shots = serializers.ListField(child=serializers.UUIDField(), help_text="All that were touched or made.")


def _done(change: Change | None) -> Response:
    shots = list(change.items.values_list("node_id", flat=True)) if change else []
    said = change.message if change else "Nothing was different"
    return Response(
        {"change": change.pk if change else None, "said": said, "shots": [str(one) for one in shots]}
    )


class _OfShots(TeamAPIView, ABC):
    """Something done with some shots."""

    section = "Story"
    sent: type[serializers.Serializer[Any]] = SomeShots

    @abstractmethod
    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        """Do it with the shots that were found; the change, or None where nothing had to be done."""

    def carry_out(self, request: Request, project: UUID) -> Response:
        """Read what was sent, find the shots, do it."""
        shape = self.sent(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        branch = shot_branch_or_404(project, branch_of(request))
        nodes = data.get("shots") or [data["shot"]]
        found = shot_heads(branch, nodes)
        if missing := next((node for node in nodes if node not in found), None):
            raise Invalid(f"There is no shot {missing} on this branch.")
        heads = [found[node] for node in dict.fromkeys(nodes)]
        return _done(self.work(branch, heads, data, request.user))


class ShotSplit(_OfShots):
    """Cutting a shot in two."""

    sent = ShotCut

    @extend_schema(operation_id="shot_split", request=ShotCut, responses=DoneShape, parameters=[BRANCH])
    def post(self, request: Request, project: UUID) -> Response:
        """Cut a shot in two: frames and words are conserved."""
        return self.carry_out(request, project)

    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        frames = frames_of(data["seconds"])
        episode = heads[0].episode
        language = language_of(branch, episode) if episode else "en"
        return split_shot(branch, heads[0], frames, by=by, language=language)


class ShotMerge(_OfShots):
    """Making one shot of neighbours."""

    @extend_schema(operation_id="shots_merge", request=SomeShots, responses=DoneShape, parameters=[BRANCH])
    def post(self, request: Request, project: UUID) -> Response:
        """Make one shot of neighbours: as long as all of them, with all their words in order."""
        return self.carry_out(request, project)

    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        return merge_shots(branch, heads, by=by)


class ShotOrder(_OfShots):
    """Putting shots in another place."""

    sent = ShotPlace

    @extend_schema(operation_id="shots_order", request=ShotPlace, responses=DoneShape, parameters=[BRANCH])
    def post(self, request: Request, project: UUID) -> Response:
        """Put shots of one scene so that the first of them stands at a place, from 1."""
        return self.carry_out(request, project)

    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        return move_shots(branch, heads, data["to"], by=by)


class ShotDoubles(_OfShots):
    """Doubling shots."""

    @extend_schema(
        operation_id="shots_duplicate", request=SomeShots, responses=DoneShape, parameters=[BRANCH]
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Copies behind the last of them; words are not copied, each is filmed once."""
        return self.carry_out(request, project)

    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        return duplicate_shots(branch, heads, by=by)


class ShotRemoval(_OfShots):
    """Taking shots out."""

    @extend_schema(operation_id="shots_remove", request=SomeShots, responses=DoneShape, parameters=[BRANCH])
    def post(self, request: Request, project: UUID) -> Response:
        """Take shots out of the list; 409 when somebody speaks in one."""
        return self.carry_out(request, project)

    def work(self, branch: Branch, heads: list[Head], data: dict[str, Any], by: Any) -> Change | None:
        return remove_shots(branch, heads, by=by)


class ShotUndo(TeamAPIView):
    """One's own steps back."""

    section = "Story"

    @extend_schema(operation_id="shots_undo", request=Where, responses=DoneShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Take the asker's own last step in an episode's shots back."""
        return _step(self, request, project, undo)


class ShotRedo(TeamAPIView):
    """One's own steps forth."""

    section = "Story"

    @extend_schema(operation_id="shots_redo", request=Where, responses=DoneShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Put back what the asker took back last."""
        return _step(self, request, project, redo)


def _step(view: TeamAPIView, request: Request, project: UUID, step: Callable[..., Change | None]) -> Response:
    place = _place(view, request.data, project)
    return _done(step(place.branch, place.episode.node_id, KINDS_OF_STAGE["shots"], by=request.user))


def _place(view: TeamAPIView, data: Any, project: UUID) -> Place:
    shape = Where(data=data)
    shape.is_valid(raise_exception=True)
    where = shape.validated_data
    return place_or_404(view.team_slug, project, where["branch"], where["episode"], "shots")


class SheetSent(Where):
    """A shot list as CSV."""

    csv = serializers.CharField(max_length=12_000_000, trim_whitespace=False)
    make_scenes = serializers.BooleanField(default=True, help_text="Make scenes that are not there yet.")
    look_only = serializers.BooleanField(default=False, help_text="Say what would happen, and do nothing.")


class SheetErrorShape(serializers.Serializer[Any]):
    """A row that cannot come in."""

    row = serializers.IntegerField(source="row.line")
    shot = serializers.CharField(source="label")
    error = serializers.CharField()


class SheetTakenShape(serializers.Serializer[Any]):
    """What came of a file, or would."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    faults = SheetErrorShape(many=True, help_text="The first hundred rows that cannot come in.")
    left_out = serializers.IntegerField()
    scenes = serializers.ListField(child=serializers.CharField(), help_text="Scenes that are made for it.")
    ignored = serializers.ListField(child=serializers.CharField(), help_text="Columns without meaning here.")


_TEXT = {(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="The shot list.")}
_FOR = OpenApiParameter("for", str, enum=["sheet", "kitsu"], description="For whom; a sheet unless said.")


class ShotFile(TeamAPIView):
    """An episode's shot list as CSV."""

    section = "Story"

    @extend_schema(operation_id="shots_file", responses=_TEXT, parameters=[BRANCH, EPISODE, _FOR])
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """The shot list with all columns, or with those that Kitsu imports."""
        whom = asked_choice(request, "for", ["sheet", "kitsu"])
        place = _place(self, request.query_params, project)
        kitsu = whom == "kitsu"
        text = kitsu_sheet(place.story, episode_names(place)[0]) if kitsu else whole_sheet(place.story)
        return HttpResponse(text, content_type="text/csv; charset=utf-8")

    @extend_schema(operation_id="shots_file_take", request=SheetSent, responses=SheetTakenShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Take a file over: shots are matched by ID, or by scene and number; what is wrong is left out."""
        shape = SheetSent(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        place = place_or_404(self.team_slug, project, data["branch"], data["episode"], "shots")
        sheet = read_sheet("The file", data["csv"].encode())
        story = place.story
        preview = match(sheet, story, elsewhere=other_names(place), make_scenes=data["make_scenes"])
        if not data["look_only"]:
            take_over(place.branch, place.episode.node_id, preview, story, by=request.user)
        return Response(_taken(preview))


def _taken(preview: Preview) -> dict[str, Any]:
    return {
        **{name: preview.counts[name] for name in ("new", "changed", "same")},
        "faults": SheetErrorShape(preview.errors[:100], many=True).data,
        "left_out": len(preview.errors) + preview.elsewhere,
        "scenes": preview.scenes,
        "ignored": preview.sheet.ignored,
    }
