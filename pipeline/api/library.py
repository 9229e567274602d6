"""The team's library of assets and voices, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from accounts.kernel.roles import Role
from assets.actions.library import archive_asset, create_asset, unarchive_asset, write_asset
from assets.actions.voices import delete_voice
from assets.models import LibraryAsset, LibraryVersion, SavedVoice
from assets.queries.library import (
    library_asset_or_404,
    library_assets,
    saved_voices,
    version_of,
    versions_of,
    voice_or_404,
)
from assets.queries.media import media_or_404
from pipeline.actions.deleting import delete_asset, seen
from pipeline.actions.shelving import finished, pictured
from pipeline.actions.voices import keep_voice
from pipeline.api.pages import PAGING, asked_choice, page_of, paged
from pipeline.providers.registry import HOUSE
from projects.kinds.world import Voice
from projects.library import PICTURE
from projects.queries.library import uses_of

SECTION = "Library"
FIELDS = "Name, definition, wardrobe, traits, aliases, voice: whatever is left out stays as it is."


class LibraryAssetShape(serializers.Serializer[Any]):
    """An asset of the library, as lists show it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=LibraryAsset.Kind.choices)
    name = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    about = serializers.CharField()
    picture = serializers.CharField(help_text="SHA-256 of its picture; empty without one.")
    version = serializers.IntegerField(source="latest")
    archived_at = serializers.DateTimeField(allow_null=True)


class UseShape(serializers.Serializer[Any]):
    """A project that follows an asset."""

    project = serializers.UUIDField()
    title = serializers.CharField()
    shots = serializers.IntegerField(help_text="On any open branch, each counted once.")


class LibraryAssetWhole(LibraryAssetShape):
    """An asset of the library with all it says."""

    content = serializers.DictField()
    uses = UseShape(many=True)
    seen = serializers.CharField(help_text="Send it with a deletion: you have seen who depends on it.")
    versions = serializers.ListField(child=serializers.DictField())


class NewLibraryAsset(serializers.Serializer[Any]):
    """An asset to be made."""

    kind = serializers.ChoiceField(choices=LibraryAsset.Kind.choices)
    content = serializers.DictField(help_text=FIELDS)
    tags = serializers.ListField(child=serializers.CharField(max_length=200), default=list, max_length=40)
    picture = serializers.CharField(
        max_length=64, default="", allow_blank=True, help_text="SHA-256 of one of the team's pictures."
    )


class LibraryAssetChange(serializers.Serializer[Any]):
    """Its next version."""

    expected = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="The version you read.")
    content = serializers.DictField(default=dict, help_text=FIELDS)
    tags = serializers.ListField(child=serializers.CharField(max_length=200), required=False, max_length=40)
    picture = serializers.CharField(max_length=64, default="", allow_blank=True)
    archived = serializers.BooleanField(required=False)


class Deletion(serializers.Serializer[Any]):
    """That somebody knows what they delete."""

    typed = serializers.CharField(max_length=200, help_text="The asset's name.")
    seen = serializers.CharField(max_length=40)


def _whole(asset: LibraryAsset, version: LibraryVersion) -> dict[str, Any]:
    uses = uses_of([asset.pk])[asset.pk]
    versions = [{"number": v.number, "note": v.note, "at": v.created_at} for v in versions_of(asset)]
    return {
        **LibraryAssetShape(asset).data,
        "version": version.number,
        "content": version.payload,
        "uses": UseShape(uses, many=True).data,
        "seen": seen(uses),
        "versions": versions,
    }


def _pictured(sha: str) -> dict[str, Any]:
    if not sha:
        return {}
    media = media_or_404(sha)
    if media.kind != media.Kind.IMAGE:
        raise Invalid("That file is no picture.", field="picture")
    return {PICTURE: {"media": sha, "width": media.width or 0, "height": media.height or 0, "own": True}}


def _said(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != PICTURE}


class LibraryAssets(TeamAPIView):
    """The team's library of characters, places and props."""

    section = SECTION

    @extend_schema(
        operation_id="library_list",
        responses=page_of(LibraryAssetShape),
        parameters=[
            OpenApiParameter("q", str, description="Words, tags, or a name nearly spelled like that."),
            OpenApiParameter("kind", str, enum=list(LibraryAsset.Kind.values)),
            OpenApiParameter("tag", str),
            OpenApiParameter("archived", bool, description="Those that were put away instead."),
            *PAGING,
        ],
    )
    def get(self, request: Request) -> Response:
        """Its assets by name; when something is searched the best finds first."""
        query = request.query_params
        rows = library_assets(
            kind=asked_choice(request, "kind", LibraryAsset.Kind.values),
            tag=query.get("tag", "")[:40].replace("\0", ""),
            search=query.get("q", "").strip()[:80].replace("\0", ""),
            archived=query.get("archived", "").lower() in ("1", "true"),
        )
        return paged(self, request, rows, LibraryAssetShape)

    @extend_schema(operation_id="library_create", request=NewLibraryAsset, responses={201: LibraryAssetWhole})
    def post(self, request: Request) -> Response:
        """Make an asset. The house engine's drawing follows from its words."""
        shape = NewLibraryAsset(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        said = {**_said(data["content"]), **_pictured(data["picture"])}
        payload = pictured(data["kind"], finished(data["kind"], said))
        made = create_asset(data["kind"], payload, by=request.user, tags=data["tags"])
        return self.created(_whole(made, version_of(made)))


class LibraryAssetDetail(TeamAPIView):
    """One asset of the library."""

    section = SECTION

    @extend_schema(
        operation_id="library_read",
        responses=LibraryAssetWhole,
        parameters=[OpenApiParameter("version", int, description="The newest unless said.")],
    )
    def get(self, request: Request, library_id: UUID) -> Response:
        """What it says, in which projects and how many shots it is, and its versions."""
        found, asked = library_asset_or_404(library_id), request.query_params.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
        return Response(_whole(found, version_of(found, number)))

    @extend_schema(operation_id="library_change", request=LibraryAssetChange, responses=LibraryAssetWhole)
    def patch(self, request: Request, library_id: UUID) -> Response:
        """Write its next version if it still is the one you read, or put it away, or bring it back."""
        found = library_asset_or_404(library_id)
        shape = LibraryAssetChange(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        if data.get("archived") is False:
            unarchive_asset(found, by=request.user)
        if data["content"] or data["picture"] or "tags" in data:
            before = version_of(found).payload
            told = {**before, **_said(data["content"]), **_pictured(data["picture"])}
            payload = pictured(found.kind, finished(found.kind, told, before), before)
            about = {"expected": data["expected"], "tags": data.get("tags"), "note": "Changed by a program"}
            write_asset(found, payload, by=request.user, **about)
        if data.get("archived"):
            archive_asset(found, by=request.user)
        now = library_asset_or_404(library_id)
        return Response(_whole(now, version_of(now)))

    @extend_schema(operation_id="library_delete", request=Deletion, responses={204: None})
    def delete(self, request: Request, library_id: UUID) -> Response:
        """Delete it with all versions. Films that follow keep their own copy. Needs the role producer."""
        self.need(Role.PRODUCER)
        found = library_asset_or_404(library_id)
        shape = Deletion(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        delete_asset(found, typed=data["typed"], seen_uses=data["seen"], by=request.user)
        return Response(status=204)


class SavedVoiceShape(serializers.Serializer[Any]):
    """A voice of the team."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    note = serializers.CharField()
    language = serializers.CharField()
    voice = serializers.DictField(help_text="engine, name, variant, pitch (0 to 99), rate (words a minute)")
    sample = serializers.CharField(help_text="SHA-256 of its audition, a WAV file.")


class NewVoice(serializers.Serializer[Any]):
    """A voice to be kept."""

    name = serializers.CharField(max_length=120)
    note = serializers.CharField(max_length=300, default="", allow_blank=True)
    language = serializers.CharField(max_length=20, default="en")
    variant = serializers.CharField(max_length=40, default="", allow_blank=True)
    pitch = serializers.IntegerField(min_value=0, max_value=99, default=50)
    rate = serializers.IntegerField(min_value=80, max_value=300, default=150)


def _kept(row: SavedVoice | None, data: Any, by: Any) -> SavedVoice:
    if data["variant"] not in {"", *(name for each in HOUSE.throats().values() for name, _ in each)}:
        raise Invalid("There is no such variant.", field="variant")
    voice = Voice(
        name=HOUSE.accent(data["language"]), variant=data["variant"], pitch=data["pitch"], rate=data["rate"]
    )
    return keep_voice(row, voice, name=data["name"], by=by, note=data["note"], language=data["language"])


class SavedVoices(TeamAPIView):
    """The team's voices."""

    section = SECTION

    @extend_schema(operation_id="voices_list", responses=page_of(SavedVoiceShape), parameters=[*PAGING])
    def get(self, request: Request) -> Response:
        """All voices by name; `q` searches."""
        search = request.query_params.get("q", "").strip()[:80].replace("\0", "")
        return paged(self, request, saved_voices(search), SavedVoiceShape)

    @extend_schema(operation_id="voices_keep", request=NewVoice, responses={201: SavedVoiceShape})
    def post(self, request: Request) -> Response:
        """Keep a voice; it speaks a line so that it can be heard."""
        shape = NewVoice(data=request.data)
        shape.is_valid(raise_exception=True)
        return self.created(SavedVoiceShape(_kept(None, shape.validated_data, request.user)).data)


class SavedVoiceDetail(TeamAPIView):
    """One voice of the team."""

    section = SECTION

    @extend_schema(operation_id="voices_change", request=NewVoice, responses=SavedVoiceShape)
    def patch(self, request: Request, voice_id: UUID) -> Response:
        """Change it. Characters that were given it keep what they were given."""
        found = voice_or_404(voice_id)
        shape = NewVoice(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        about = {name: getattr(found, name) for name in ("name", "note", "language")}
        plays = {name: found.voice.get(name) for name in ("variant", "pitch", "rate")}
        told = {**about, **plays, **shape.validated_data}
        return Response(SavedVoiceShape(_kept(found, told, request.user)).data)

    @extend_schema(operation_id="voices_delete", responses={204: None})
    def delete(self, request: Request, voice_id: UUID) -> Response:
        """Take it out of the library."""
        delete_voice(voice_or_404(voice_id), by=request.user)
        return Response(status=204)
