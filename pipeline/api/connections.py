"""The models of a team: listed, connected, tested, put in order, removed. Keys go in and never come out."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.connections import (
    NewConnection,
    choose_models,
    connect_model,
    disconnect_model,
    replace_secret,
    test_connection,
)
from pipeline.models import Connection, Routing
from pipeline.queries.routing import studio_links

_KEY_HELP = "Kept sealed. No answer of this API holds it."


class ConnectionShape(serializers.ModelSerializer[Connection]):
    """A connected model. Its key is not part of it."""

    address = serializers.CharField(help_text="Of an own endpoint; empty for a provider's own.")

    class Meta:
        model = Connection
        fields = ("id", "name", "provider", "model", "address", "reads", "sees", "state", "note", "tested_at")


class OrderShape(serializers.Serializer[Any]):
    """Who writes: the ids of connected models, or `studio:<provider>` for one of the studio's."""

    order = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=12, help_text="First choice first."
    )
    house_last = serializers.BooleanField(help_text="previz writes when none of them can.")


class OfferedShape(serializers.Serializer[Any]):
    """A model that the studio offers for credits."""

    key = serializers.CharField(help_text="For the order: studio:<provider>")
    provider = serializers.CharField()
    model = serializers.CharField()


class ModelsShape(serializers.Serializer[Any]):
    """A team's models, and who of them writes."""

    connections = ConnectionShape(many=True)
    offered = OfferedShape(many=True)
    routing = OrderShape()


class NewModel(serializers.Serializer[Any]):
    """A model to connect."""

    name = serializers.CharField(max_length=80)
    provider = serializers.ChoiceField(choices=Connection.Provider.choices)
    model = serializers.CharField(max_length=80, help_text="As the provider spells it.")
    secret = serializers.CharField(
        max_length=500, default="", allow_blank=True, write_only=True, help_text=_KEY_HELP
    )
    address = serializers.CharField(
        max_length=300, default="", allow_blank=True, help_text="Of an own endpoint only."
    )
    reads = serializers.IntegerField(
        min_value=2_000, max_value=2_000_000, default=32_000, help_text="Tokens of one question at most."
    )
    sees = serializers.BooleanField(
        default=False, help_text="Whether an own endpoint's model sees pictures; the others' do."
    )


class NewKey(serializers.Serializer[Any]):
    """Another key."""

    secret = serializers.CharField(max_length=500, write_only=True, help_text=_KEY_HELP)


def _shown() -> dict[str, Any]:
    routing = Routing.objects.filter(capability="text").first()
    shape = ModelsShape(
        {
            "connections": Connection.objects.order_by("created_at"),
            "offered": studio_links(),
            "routing": routing or {"order": [], "house_last": True},
        }
    )
    return dict(shape.data)


def _now(connection: Connection) -> Any:
    return ConnectionShape(Connection.objects.get(pk=connection.pk)).data


class AdminView(TeamAPIView):
    """What only admins read and change."""

    section = "Models"
    role = Role.ADMIN
    write_role = Role.ADMIN


@method_decorator(sensitive_post_parameters("secret"), name="dispatch")
class Models(AdminView):
    """All models of a team."""

    @extend_schema(operation_id="models_list", responses=ModelsShape)
    def get(self, request: Request) -> Response:
        """The connected models with what their last test said, the studio's own, and who writes."""
        return Response(_shown())

    @extend_schema(operation_id="models_connect", request=NewModel, responses={201: ConnectionShape})
    def post(self, request: Request) -> Response:
        """Connect a model. It writes after those that are there already, and is tested at once."""
        shape = NewModel(data=request.data)
        shape.is_valid(raise_exception=True)
        return self.created(_now(connect_model(NewConnection(**shape.validated_data), by=request.user)))


class ModelOrder(AdminView):
    """Who writes."""

    @extend_schema(operation_id="models_order", request=OrderShape, responses=ModelsShape)
    def post(self, request: Request) -> Response:
        """Let these write, in this order."""
        shape = OrderShape(data=request.data)
        shape.is_valid(raise_exception=True)
        choose_models(**shape.validated_data, by=request.user)
        return Response(_shown())


class ModelDetail(AdminView):
    """One connected model."""

    @extend_schema(operation_id="models_read", responses=ConnectionShape)
    def get(self, request: Request, connection_id: UUID) -> Response:
        """A connected model, with what its last test said."""
        return Response(_now(get_object_or_404(Connection, pk=connection_id)))

    @extend_schema(operation_id="models_disconnect", responses={204: None})
    def delete(self, request: Request, connection_id: UUID) -> Response:
        """Forget a model and its key. What it has written stays."""
        disconnect_model(get_object_or_404(Connection, pk=connection_id), by=request.user)
        return Response(status=204)


class ModelTest(AdminView):
    """Testing a connected model."""

    @extend_schema(operation_id="models_test", request=None, responses={202: ConnectionShape})
    def post(self, request: Request, connection_id: UUID) -> Response:
        """Let a worker ask the model one word; read the model again for what came."""
        found = get_object_or_404(Connection, pk=connection_id)
        test_connection(found, by=request.user)
        return Response(_now(found), status=202)


@method_decorator(sensitive_post_parameters("secret"), name="dispatch")
class ModelKey(AdminView):
    """The key of a connected model."""

    @extend_schema(operation_id="models_key", request=NewKey, responses={202: ConnectionShape})
    def post(self, request: Request, connection_id: UUID) -> Response:
        """Give a model another key; the old one is gone. It is tested at once."""
        found = get_object_or_404(Connection, pk=connection_id)
        shape = NewKey(data=request.data)
        shape.is_valid(raise_exception=True)
        replace_secret(found, shape.validated_data["secret"], by=request.user)
        return Response(_now(found), status=202)
