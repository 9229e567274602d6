"""Looks of an asset of the team's library, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from assets.models import LibraryAsset
from assets.queries.library import library_asset_or_404, version_of
from pipeline.actions.library_looks import add_library_look, edit_library_look, remove_library_look
from pipeline.forms.looks import REASONS
from projects.library import FORMERLY, LOOKS
from projects.queries.library import films_with, look_uses


class LibraryLookShape(serializers.Serializer[Any]):
    """A look. What is empty is as always."""

    name = serializers.CharField()
    reason = serializers.ChoiceField(choices=REASONS)
    definition = serializers.CharField(help_text="What differs, in words.")
    wardrobe = serializers.CharField()
    traits = serializers.DictField(child=serializers.CharField())
    tags = serializers.ListField(child=serializers.CharField())
    formerly = serializers.ListField(child=serializers.CharField(), help_text="Names it had before.")
    films = serializers.ListField(child=serializers.CharField(), help_text="Films that follow and have it.")


class LibraryLooksShape(serializers.Serializer[Any]):
    """All looks of an asset."""

    version = serializers.IntegerField(help_text="Send it as `expected`.")
    looks = LibraryLookShape(many=True)


class LookWords(serializers.Serializer[Any]):
    """What a look says."""

    expected = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="The version you read.")
    reason = serializers.ChoiceField(choices=REASONS, required=False)
    definition = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    wardrobe = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    traits = serializers.DictField(child=serializers.CharField(max_length=300), required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=12)


class NewLibraryLook(LookWords):
    """A look to be added."""

    name = serializers.CharField(max_length=120)


class LibraryLookChange(LookWords):
    """A look to be changed; what is left out stays as it is."""

    look = serializers.CharField(max_length=120, help_text="The name it has.")
    name = serializers.CharField(
        max_length=120, required=False, help_text="Another name; films that take it rename theirs."
    )


class LibraryLookRemoval(serializers.Serializer[Any]):
    """A look to be taken away."""

    expected = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="The version you read.")
    look = serializers.CharField(max_length=120)


class LibraryLooks(TeamAPIView):
    """The looks of an asset of the library. Every change is its next version."""

    section = "Library"

    @extend_schema(operation_id="library_looks_list", responses=LibraryLooksShape)
    def get(self, request: Request, library_id: UUID) -> Response:
        """The looks of its newest version, with the films that have them."""
        return Response(_shown(library_asset_or_404(library_id)))

    @extend_schema(
        operation_id="library_looks_add", request=NewLibraryLook, responses={201: LibraryLooksShape}
    )
    def post(self, request: Request, library_id: UUID) -> Response:
        """Add a look. Films that follow are offered it."""
        found, said = library_asset_or_404(library_id), _said(NewLibraryLook, request)
        add_library_look(found, said.pop("name"), by=request.user, **said)
        return self.created(_shown(found))

    @extend_schema(
        operation_id="library_looks_change", request=LibraryLookChange, responses=LibraryLooksShape
    )
    def patch(self, request: Request, library_id: UUID) -> Response:
        """Change a look, or its name."""
        found, said = library_asset_or_404(library_id), _said(LibraryLookChange, request)
        look, expected = said.pop("look"), said.pop("expected")
        edit_library_look(found, look, said, expected=expected, by=request.user)
        return Response(_shown(found))

    @extend_schema(
        operation_id="library_looks_remove", request=LibraryLookRemoval, responses=LibraryLooksShape
    )
    def delete(self, request: Request, library_id: UUID) -> Response:
        """Take a look away. Films that have it keep it."""
        found, said = library_asset_or_404(library_id), _said(LibraryLookRemoval, request)
        remove_library_look(found, said["look"], expected=said["expected"], by=request.user)
        return Response(_shown(found))


def _said(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def _shown(asset: LibraryAsset) -> dict[str, Any]:
    version, films = version_of(asset), look_uses(asset.pk)
    looks = [
        {**look, FORMERLY: look.get(FORMERLY, []), "films": films_with(look, films)}
        for look in version.payload.get(LOOKS) or []
    ]
    return dict(LibraryLooksShape({"version": asset.latest, "looks": looks}).data)
