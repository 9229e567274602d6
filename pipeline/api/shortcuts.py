"""The keys of whoever asks: the same in every team."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actions.people import bind_keys
from accounts.kernel.errors import Invalid
from accounts.shortcuts.bindings import Bindings, bindings_of, clashes, fitting
from accounts.shortcuts.keys import LONGEST, MOST_WAYS, shown
from accounts.shortcuts.registry import BY_ID, BY_PLACE

_KEYS_HELP = (
    "Ways to do it: Mod+k is Ctrl or Cmd with K, “g 1” one key after the other. None: it is turned off."
)


class ShortcutShape(serializers.Serializer[Any]):
    """One action and its keys."""

    id = serializers.CharField()
    words = serializers.CharField()
    place = serializers.CharField(help_text="Where the keys hold, in words.")
    keys = serializers.ListField(child=serializers.CharField(), help_text=_KEYS_HELP)
    came_with = serializers.ListField(child=serializers.CharField(), help_text="The keys before any change.")
    fixed = serializers.BooleanField(help_text="It is listed, but cannot be changed.")


class ShortcutsShape(serializers.Serializer[Any]):
    """All keys of a person."""

    single = serializers.BooleanField(help_text="Whether letters and signs alone do anything.")
    shortcuts = ShortcutShape(many=True)


class ShortcutsChange(serializers.Serializer[Any]):
    """What is to be otherwise; everything else stays."""

    single = serializers.BooleanField(required=False)
    keys = serializers.DictField(
        required=False,
        child=serializers.ListField(
            child=serializers.CharField(max_length=LONGEST, allow_blank=True), max_length=MOST_WAYS
        ),
        help_text="By id of the action: " + _KEYS_HELP,
    )


class Shortcuts(APIView):
    """One's own keys. They belong to a person, not to a team."""

    section = "You"

    @extend_schema(operation_id="shortcuts_read", responses=ShortcutsShape)
    def get(self, request: Request) -> Response:
        """Every action that can be done by key, with your keys."""
        return self._shown(_now(request))

    @extend_schema(operation_id="shortcuts_change", request=ShortcutsChange, responses=ShortcutsShape)
    def patch(self, request: Request) -> Response:
        """Change keys. Refused whole when two actions of a place would share a key."""
        sent = ShortcutsChange(data=request.data)
        sent.is_valid(raise_exception=True)
        now = _now(request)
        changed = {name: _read(name, ways) for name, ways in sent.validated_data.get("keys", {}).items()}
        bound = Bindings(sent.validated_data.get("single", now.single), now.keys | changed)
        for name, others in clashes(bound.keys).items():
            way, other = others[0]
            raise Invalid(f"{shown(way)} cannot mean both “{BY_ID[name].words}” and “{BY_ID[other].words}”.")
        bind_keys(request.user, bound)  # type: ignore[arg-type]  # a user: others are refused before
        return self._shown(bound)

    @extend_schema(operation_id="shortcuts_reset", responses={204: None})
    def delete(self, request: Request) -> Response:
        """All keys as they came."""
        bind_keys(request.user, bindings_of({}))  # type: ignore[arg-type]  # a user: others are refused before
        return Response(status=204)

    @staticmethod
    def _shown(bound: Bindings) -> Response:
        rows = [
            {
                "id": one.id,
                "words": one.words,
                "place": BY_PLACE[one.place].words,
                "keys": bound.keys[one.id],
                "came_with": one.keys,
                "fixed": one.fixed,
            }
            for one in BY_ID.values()
        ]
        return Response(ShortcutsShape({"single": bound.single, "shortcuts": rows}).data)


def _now(request: Request) -> Bindings:
    return bindings_of(getattr(request.user, "shortcuts", None))


def _read(name: str, ways: list[str]) -> tuple[str, ...]:
    known = BY_ID.get(name)
    if known is None or known.fixed:
        raise Invalid(f"There is no action “{name[:60]}” whose keys can be changed.")
    try:
        return fitting(known, ways)
    except ValueError as error:
        raise Invalid(f"{known.words}: {error}") from error
