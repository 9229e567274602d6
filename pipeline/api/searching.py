"""Search over everything a film says, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, asked_choice, page_of, paged
from pipeline.queries.places import place_or_404
from pipeline.queries.searching import results_at
from projects.forms.searching import MOST, FindForm
from projects.queries.searching import GROUPS

_QUESTION = [
    OpenApiParameter(
        "q",
        str,
        description=f'Words, all of which must stand in one text; "words in quotation marks" as they stand.'
        f" At most {MOST} characters.",
    ),
    OpenApiParameter("in", str, enum=list(GROUPS), description="Only this sort of thing."),
    OpenApiParameter("whole", bool, description="Whole words only."),
    OpenApiParameter("cased", bool, description="Capital letters count."),
]


class FoundLine(serializers.Serializer[Any]):
    """A line that says it."""

    field = serializers.CharField(allow_blank=True, help_text="What the text is called, such as Wardrobe.")
    text = serializers.CharField(help_text="The line, or so much of it as stands around the words.")
    page = serializers.CharField(source="url", help_text="Address of the page on which it stands.")


class FoundShape(serializers.Serializer[Any]):
    """A part of the film that says what was looked for."""

    group = serializers.ChoiceField(choices=[(slug, title) for slug, (title, _) in GROUPS.items()])
    kind = serializers.CharField()
    node = serializers.UUIDField()
    title = serializers.CharField()
    episode = serializers.IntegerField(help_text="Its number; 0 for what all episodes share.")
    lines = FoundLine(many=True)
    more = serializers.IntegerField(help_text="Further lines in it.")


class Search(TeamAPIView):
    """Search over a film."""

    section = "Story"

    @extend_schema(
        operation_id="search",
        responses=page_of(FoundShape),
        parameters=[*_QUESTION, BRANCH, EPISODE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """Every part of a branch that says it, in all its episodes, with the lines in which it stands.

        At most a thousand parts are looked through for one question. Nothing asked is nothing found.
        """
        where = Where(data=request.query_params)
        where.is_valid(raise_exception=True)
        group = asked_choice(request, "in", GROUPS)
        form = FindForm(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
        wanted = form.wanted()
        data = where.validated_data
        place = place_or_404(self.team_slug, project, data["branch"], data["episode"], "idea")
        place.reading = True
        return paged(self, request, results_at(place, wanted, group).rows, FoundShape)
