"""A beat sheet as a whole over the API: what a reader would ask of it, and other ways to end it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.beat_questions import (
    ask_endings,
    ask_holes,
    house_endings,
    leave_endings,
    take_ending,
)
from pipeline.api.asked import Where
from pipeline.api.dials import DialsWish
from pipeline.api.pages import BRANCH, EPISODE, PAGING, page_of, paged
from pipeline.api.shapes import GenerationShape
from pipeline.models import Generation
from pipeline.outline import beats_of
from pipeline.queries.beat_questions import ENDING, holes_of
from pipeline.stages.beats.findings import findings, people_of
from pipeline.timing import story_seconds
from projects.kinds import Brief
from projects.kinds.presets import FREE
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import Story, load_story


class BeatFindingShape(serializers.Serializer[Any]):
    """Something a reader would ask."""

    beat = serializers.IntegerField(help_text="Its number, from 1.")
    kind = serializers.CharField(help_text="pace, tension, story or hole")
    quote = serializers.CharField(help_text="A line of the beat, word for word.")
    problem = serializers.CharField()
    suggestion = serializers.CharField()
    by = serializers.CharField(help_text="Empty for rules of craft, else the model that found it.")
    stale = serializers.BooleanField(help_text="The beats have changed since a model found it.")


class EndingsWish(Where):
    """Three other endings."""

    by = serializers.ChoiceField(choices=[("house", "previz"), ("models", "models")], default="house")
    guidance = serializers.CharField(max_length=500, default="", allow_blank=True)
    dials = DialsWish(required=False, help_text="How models write this once, over the team's policy.")


class EndingChoice(serializers.Serializer[Any]):
    """Which of three endings to take over."""

    take = serializers.IntegerField(
        min_value=0, max_value=2, allow_null=True, default=None, help_text="From 0; null leaves the old one."
    )


class BeatFindings(TeamAPIView):
    """Questions about a beat sheet."""

    section = "Story"

    @extend_schema(
        operation_id="beat_findings_list",
        responses=page_of(BeatFindingShape),
        parameters=[BRANCH, EPISODE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """What rules of craft find in the beats now, then what a model was found to ask."""
        branch, story = _place(project, request.query_params)
        return paged(self, request, [*_by_rule(story), *_by_model(branch, story)], BeatFindingShape)

    @extend_schema(operation_id="beat_findings_ask", request=Where, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Ask the team's models for plot holes. A worker does; read the findings again when it is done."""
        branch, story = _place(project, request.data)
        row = ask_holes(branch, story.episode, by=request.user)
        return Response(GenerationShape(row).data, status=202)


class Endings(TeamAPIView):
    """Other endings of a beat sheet."""

    section = "Story"

    @extend_schema(operation_id="endings_make", request=EndingsWish, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Three other endings: of previz at once and free, or of the team's models. Read the generation."""
        wish = EndingsWish(data=request.data)
        wish.is_valid(raise_exception=True)
        branch, story = _place(project, request.data)
        if wish.validated_data["by"] == "models":
            guidance = wish.validated_data["guidance"]
            dials = DialsWish(data=wish.validated_data.get("dials", {}))
            dials.is_valid(raise_exception=True)
            over = dials.override()
            row = ask_endings(branch, story.episode, guidance=guidance, over=over, by=request.user)
        else:
            row = house_endings(branch, story.episode, by=request.user)
        return Response(GenerationShape(row).data, status=202)


class EndingDecision(TeamAPIView):
    """Three endings that came."""

    section = "Story"

    @extend_schema(operation_id="ending_take", request=EndingChoice, responses={204: None})
    def post(self, request: Request, project: UUID, generation: UUID) -> Response:
        """Take one of them over as one change, or leave the ending as it is."""
        choice = EndingChoice(data=request.data)
        choice.is_valid(raise_exception=True)
        rows = Generation.objects.filter(step=ENDING, project_id=project_or_404(project).pk, state="done")
        row = rows.filter(pk=generation).first()
        branch = Branch.objects.filter(pk=row.branch).select_related("project").first() if row else None
        if row is None or branch is None:
            raise NotFound("There are no such endings.")
        if choice.validated_data["take"] is None:
            leave_endings(row, by=request.user)
        else:
            take_ending(row, branch, choice.validated_data["take"], by=request.user)
        return Response(status=204)


def _place(project: UUID, data: Any) -> tuple[Branch, Story]:
    shape = Where(data=data)
    shape.is_valid(raise_exception=True)
    branch = branch_or_404(project_or_404(project), shape.validated_data["branch"])
    episode = episode_or_404(branch, shape.validated_data["episode"])
    return branch, load_story(branch, episode.node_id)


def _by_rule(story: Story) -> list[dict[str, Any]]:
    item = story.one("brief")
    brief: Brief = story.content(item) if item else Brief()
    found = findings(
        list(story.contents(beats_of(story))),
        story_seconds(brief.seconds),
        people_of(story),
        language=brief.language,
        shaped=brief.structure != FREE,
    )
    return [_row(each, each.kind, "", False) for each in found]


def _by_model(branch: Branch, story: Story) -> list[dict[str, Any]]:
    answer = holes_of(branch.pk, story)
    return [_row(each, "hole", answer.by, answer.is_old) for each in answer.found] if answer else []


def _row(found: Any, kind: str, by: str, stale: bool) -> dict[str, Any]:
    return {
        "beat": found.beat,
        "kind": kind,
        "quote": found.quote,
        "problem": found.problem,
        "suggestion": found.suggestion,
        "by": by,
        "stale": stale,
    }
