"""The script hub over the API: scenes, what they need and how far they are; breakdown sheets."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.needs import correct_need
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, Pages, asked_choice, page_of
from pipeline.breakdown import Need, Sheet, sheets_of
from pipeline.breakdown.elements import CATEGORIES
from pipeline.breakdown.printing import SHEETS
from pipeline.breakdown.sheets import days_of
from pipeline.outline import scenes_of
from pipeline.queries.hub import PASSED, Entry, entries_of, progress_of, risks_in, scene_needs
from pipeline.queries.places import Place, place_or_404
from pipeline.stages.scenes.files import breakdown_file
from projects.kinds import Scene

_SCENE = OpenApiParameter("scene", str, description="Slug of a scene; all of them unless said.")
_PAPER = OpenApiParameter("paper", str, enum=list(SHEETS), description="letter unless said.")
_PDF = {(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The sheets.")}


class NeedShape(serializers.Serializer[Any]):
    """One thing that a scene needs, and the asset it was matched with."""

    type = serializers.CharField(help_text="character, location or prop")
    key = serializers.CharField()
    name = serializers.CharField(help_text="Of the asset; empty where there is none.")
    written = serializers.CharField(help_text="As the script writes it.")
    paragraph = serializers.IntegerField(help_text="Of the scene's script, from 0; -1: it does not name it.")
    quote = serializers.CharField()
    confidence = serializers.FloatField(help_text="0 to 1")
    why = serializers.CharField()


class StageOfSceneShape(serializers.Serializer[Any]):
    """How far a scene is in one stage."""

    stage = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    stale = serializers.IntegerField()


class HubSceneShape(serializers.Serializer[Any]):
    """A line of the script hub."""

    node = serializers.UUIDField(help_text="Of the scene; of an omitted one its script.")
    slot = serializers.CharField()
    number = serializers.CharField()
    omitted = serializers.BooleanField()
    heading = serializers.CharField()
    setting = serializers.CharField(help_text="INT, EXT or INT/EXT")
    place = serializers.CharField()
    time = serializers.CharField()
    day = serializers.IntegerField(help_text="Of the story, from 1; 0 for an omitted scene.")
    eighths = serializers.IntegerField(help_text="Length in eighths of a page.")
    synopsis = serializers.CharField()
    needs = NeedShape(many=True)
    stages = StageOfSceneShape(many=True)
    risks = serializers.ListField(child=serializers.CharField(), help_text="What does not fit together.")


class SheetShape(serializers.Serializer[Any]):
    """A scene's breakdown sheet."""

    node = serializers.UUIDField()
    number = serializers.CharField()
    heading = serializers.CharField()
    setting = serializers.CharField()
    light = serializers.CharField(help_text="Day or Night")
    day = serializers.IntegerField()
    length = serializers.CharField(help_text="In pages: 1 3/8")
    synopsis = serializers.CharField()
    cast = serializers.ListField(child=serializers.CharField())
    props = serializers.ListField(child=serializers.CharField())
    elements = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    by_hand = serializers.BooleanField(help_text="A person wrote its elements.")


class Correction(Where):
    """Which asset a name really means."""

    key = serializers.CharField(max_length=200, help_text="What the scene holds now.")
    asset = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="Key of an asset; empty: none."
    )
    everywhere = serializers.BooleanField(default=False, help_text="In every scene.")


def _place(given: Any, team: str, project: UUID, *, reading: bool = True) -> Place:
    shape = Where(data=given)
    shape.is_valid(raise_exception=True)
    data = shape.validated_data
    place = place_or_404(team, project, data["branch"], data["episode"], "scenes")
    place.reading = reading
    return place


class Hub(TeamAPIView):
    """The script hub."""

    section = "Story"

    @extend_schema(
        operation_id="hub_list",
        responses=page_of(HubSceneShape),
        parameters=[BRANCH, EPISODE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """An episode's scenes in story order, omitted ones too."""
        place = _place(request.query_params, self.team_slug, project)
        pages = Pages()
        shown: list[Entry] = pages.paginate_queryset(entries_of(place.story), request, view=self) or []
        return pages.get_paginated_response(HubSceneShape(_rows(place, shown), many=True).data)


class HubScene(TeamAPIView):
    """What one scene depends on."""

    section = "Story"

    @extend_schema(operation_id="hub_correct", request=Correction, responses={204: None})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Put another asset in the place of one that a scene holds, there or in every scene."""
        shape = Correction(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        place = _place(request.data, self.team_slug, project, reading=False)
        correct_need(
            place.branch,
            place.episode.node_id,
            node,
            data["key"],
            data["asset"],
            everywhere=data["everywhere"],
            by=request.user,
        )
        return Response(status=204)


class Breakdown(TeamAPIView):
    """Breakdown sheets."""

    section = "Story"

    @extend_schema(
        operation_id="breakdown_list", responses=page_of(SheetShape), parameters=[BRANCH, EPISODE, *PAGING]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The breakdown sheet of every scene of an episode."""
        place = _place(request.query_params, self.team_slug, project)
        pages = Pages()
        scenes: Any = pages.paginate_queryset(scenes_of(place.story), request, view=self)
        found = [_sheet(sheet) for sheet in sheets_of(place.story, scenes)]
        return pages.get_paginated_response(SheetShape(found, many=True).data)


class BreakdownFile(TeamAPIView):
    """Breakdown sheets as a file."""

    section = "Story"

    @extend_schema(
        operation_id="breakdown_file", responses=_PDF, parameters=[BRANCH, EPISODE, _SCENE, _PAPER]
    )
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """The breakdown sheets of a film or of one scene as a PDF."""
        place = _place(request.query_params, self.team_slug, project)
        paper = asked_choice(request, "paper", list(SHEETS)) or "letter"
        return breakdown_file(place, request.query_params.get("scene", ""), paper)


def _rows(place: Place, shown: list[Entry]) -> list[dict[str, Any]]:
    scenes = [entry.item for entry in shown if not entry.omitted]
    needs = scene_needs(place.story, scenes)
    risks = place.kept(
        ("hub risks", *(scene.node for scene in scenes)), lambda: risks_in(place.story, scenes)
    )
    progress = place.kept(("hub progress",), lambda: progress_of(place.plan))
    return [
        _gone(entry)
        if entry.omitted
        else _row(place, entry, needs[entry.item.node], progress.get(entry.item.slot, {}))
        | {"risks": [finding.sentence for finding in risks.get(entry.item.node, ())]}
        for entry in shown
    ]


def _row(place: Place, entry: Entry, needs: list[Need], progress: Any) -> dict[str, Any]:
    scene: Scene = place.story.content(entry.item)
    stages = [(slug, progress[slug]) for slug in PASSED if slug in progress]
    return {
        "node": entry.item.node,
        "slot": entry.item.slot,
        "number": entry.number,
        "omitted": False,
        "heading": scene.heading,
        "setting": str(scene.setting),
        "place": scene.place,
        "time": scene.time,
        "day": days_of(place.story)[entry.item.node],
        "eighths": scene.eighths,
        "synopsis": scene.synopsis,
        "needs": [need._asdict() for need in needs],
        "stages": [
            {"stage": slug, "done": one.done, "total": one.total, "stale": one.stale} for slug, one in stages
        ],
    }


def _gone(entry: Entry) -> dict[str, Any]:
    """An omitted scene: its number, and what its heading was."""
    words = dict.fromkeys(("setting", "place", "time", "synopsis"), "")
    numbers, lists = {"day": 0, "eighths": 0}, {"needs": [], "stages": [], "risks": []}  # type: ignore[var-annotated]
    return {
        "node": entry.item.node,
        "slot": entry.item.slot,
        "number": entry.number,
        "omitted": True,
        "heading": entry.item.values["heading"],
        **words,
        **numbers,
        **lists,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "node": sheet.node,
        "number": sheet.number,
        "heading": sheet.content.heading,
        "setting": str(sheet.content.setting),
        "light": sheet.light,
        "day": sheet.day,
        "length": sheet.length,
        "synopsis": sheet.content.synopsis,
        "cast": sheet.cast,
        "props": sheet.props,
        "elements": {name: getattr(sheet.elements, name) for name in CATEGORIES},
        "by_hand": sheet.by_hand,
    }
