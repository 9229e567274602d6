"""Chapters of an adapted text over the API: what they tell, how far that is, and changing their words."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.importing import rewrite_chapter
from pipeline.adaptation import Source, sources_of, summary_at
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, page_of, paged
from pipeline.queries.plans import plan_for
from projects.actions.edits import head_or_404
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import Story

_FULL = OpenApiParameter("summaries", bool, description="With `false` the summaries themselves are left out.")


class ChapterShape(serializers.Serializer[Any]):
    """A chapter of an adapted text, or a part of one that is too long to be read at once."""

    key = serializers.CharField(help_text="Of the target that sums it up: make it with a run.")
    material = serializers.UUIDField(help_text="Node of the text.")
    slot = serializers.CharField()
    title = serializers.CharField()
    words = serializers.IntegerField()
    start = serializers.IntegerField(help_text="First character in the text.")
    end = serializers.IntegerField()
    state = serializers.CharField(help_text="fresh, kept, stale, missing or blocked")
    summary = serializers.CharField(allow_blank=True)
    people = serializers.ListField(child=serializers.CharField())


class ChapterChange(Where):
    """New words for a chapter."""

    material = serializers.UUIDField()
    slot = serializers.CharField(max_length=12, help_text="Of the chapter as a whole, such as c012.")
    text = serializers.CharField(max_length=5_000_000, trim_whitespace=False)
    expected = serializers.IntegerField(help_text="The revision of the text that you read.")


class ChapterChanged(serializers.Serializer[Any]):
    """Where the text stands now."""

    expected = serializers.IntegerField(help_text="The text's new revision.")


class Chapters(TeamAPIView):
    """Chapters of the texts that an episode adapts."""

    section = "Story"

    @extend_schema(
        operation_id="chapters_list",
        responses=page_of(ChapterShape),
        parameters=[BRANCH, EPISODE, _FULL, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The chapters in order, each with its state; empty where nothing long is adapted."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch = branch_or_404(project_or_404(project), shape.validated_data["branch"])
        episode = episode_or_404(branch, shape.validated_data["episode"])
        plan = plan_for(branch, episode.node_id, until="idea")
        told = request.query_params.get("summaries") != "false"
        sources = sources_of(plan.story)
        if told:
            plan.story.load([item for each in sources if (item := summary_at(plan.story, each.key))])
        rows = [_row(plan.story, source, str(plan.by_key[source.key].state), told) for source in sources]
        return paged(self, request, rows, ChapterShape)

    @extend_schema(operation_id="chapter_change", request=ChapterChange, responses=ChapterChanged)
    def patch(self, request: Request, project: UUID) -> Response:
        """Let a chapter read other words, if the text still is the revision you read; 409 otherwise."""
        shape = ChapterChange(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        head = head_or_404(branch, data["material"], "material")
        try:
            revision = rewrite_chapter(
                head, data["slot"], data["text"], expected=data["expected"], by=request.user
            )
        except LookupError:
            raise NotFound("There is no such chapter.") from None
        return Response(ChapterChanged({"expected": revision}).data)


def _row(story: Story, source: Source, state: str, told: bool) -> dict[str, Any]:
    item = summary_at(story, source.key) if told else None
    summary = story.content(item) if item else None
    return {
        "key": source.key,
        "material": source.material.node,
        "slot": source.slot,
        "title": source.title,
        "words": source.words,
        "start": source.start,
        "end": source.end,
        "state": state,
        "summary": summary.text if summary else "",
        "people": summary.people if summary else [],
    }
