"""What all lists of the API have in common: pages, filters, and how the schema describes them."""

from functools import cache
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

DEFAULT, MOST = 50, 200  # entries of a page


class Pages(LimitOffsetPagination):
    """``?limit=`` and ``?offset=``."""

    default_limit, max_limit = DEFAULT, MOST


def paged(view: APIView, request: Request, rows: Any, shape: Any) -> Response:
    """One page of ``rows``, a query or a list, in ``shape``."""
    pages = Pages()
    found: Any = pages.paginate_queryset(rows, request, view=view)
    return pages.get_paginated_response(shape(found, many=True).data)


@cache
def page_of(shape: type[serializers.Serializer[Any]]) -> Any:
    """The schema of a page of ``shape``."""
    return inline_serializer(
        f"{shape.__name__.removesuffix('Shape')}Page",
        {
            "count": serializers.IntegerField(help_text="How many there are on all pages."),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )


PAGING = [
    OpenApiParameter("limit", int, description=f"Entries of a page: {DEFAULT} unless said, at most {MOST}."),
    OpenApiParameter("offset", int, description="Entries to leave out."),
]
BRANCH = OpenApiParameter("branch", str, description="Slug of the branch; main unless said.")
EPISODE = OpenApiParameter("episode", int, description="Number of the episode; 1 unless said.")


def asked_uuid(request: Request, name: str) -> UUID | None:
    """A query parameter that must be an id. Raises ValidationError."""
    text = request.query_params.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValidationError({name: ["This is no id."]}) from None


def asked_choice(request: Request, name: str, choices: Any) -> str:
    """A query parameter that must be one of ``choices``, or empty. Raises ValidationError."""
    text: str = request.query_params.get(name, "")
    if text and text not in choices:
        raise ValidationError({name: [f"Choose one of: {', '.join(choices)}."]})
    return text
