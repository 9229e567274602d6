"""A team's models: connected, tested, put in order, removed. For admins; keys go in and never come out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from billing.queries.prices import priced_models
from pipeline.actions.connections import (
    choose_models,
    connect_model,
    disconnect_model,
    replace_secret,
    test_connection,
)
from pipeline.forms.connections import ConnectionForm, OrderForm, SecretForm
from pipeline.models import Connection, Routing
from pipeline.providers.text.accepts import takes_in_words
from pipeline.queries.routing import Link, link_of, studio_links


@never_cache
@require_http_methods(["GET", "HEAD"])
@member_required(Role.ADMIN)
def models(request: TeamRequest) -> HttpResponse:
    """The page that every form below comes back to."""
    return _page(request, partial=request.GET.get("part", ""))


@sensitive_post_parameters("secret")
@never_cache
@require_POST
@member_required(Role.ADMIN)
def connect(request: TeamRequest) -> HttpResponse:
    """Connect a model."""
    form = ConnectionForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        connection = connect_model(form.asked(), by=request.user)
    except Refused as error:
        form.add_error(getattr(error, "field", "") or None, error.sentence)
        return _page(request, form=form, status=error.status)
    messages.success(request, f"{connection} is connected and is being tested.")
    return redirect("pipeline:models", request.team.slug)


@require_POST
@member_required(Role.ADMIN)
def order(request: TeamRequest) -> HttpResponse:
    """Choose who writes."""
    form = OrderForm(request.POST, links=_links(list(Connection.objects.order_by("created_at"))))
    if not form.is_valid():
        return _page(request, order_form=form, status=422)
    choose_models(form.order(), house_last=form.cleaned_data["house_last"], by=request.user)
    messages.success(request, "The order is kept.")
    return redirect("pipeline:models", request.team.slug)


@sensitive_post_parameters("secret")
@never_cache
@require_POST
@member_required(Role.ADMIN)
def secret(request: TeamRequest, connection_id: UUID) -> HttpResponse:
    """Replace a key."""
    connection = get_object_or_404(Connection, pk=connection_id)
    form = SecretForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{connection}: enter the new key.")
        return redirect("pipeline:models", request.team.slug)
    replace_secret(connection, form.cleaned_data["secret"], by=request.user)
    messages.success(request, f"{connection} has a new key and is being tested.")
    return redirect("pipeline:models", request.team.slug)


@require_POST
@member_required(Role.ADMIN)
def test(request: TeamRequest, connection_id: UUID) -> HttpResponse:
    """Ask the model one word."""
    connection = get_object_or_404(Connection, pk=connection_id)
    test_connection(connection, by=request.user)
    messages.info(request, f"{connection} is being tested.")
    return redirect("pipeline:models", request.team.slug)


@require_POST
@member_required(Role.ADMIN)
def disconnect(request: TeamRequest, connection_id: UUID) -> HttpResponse:
    """Forget a connection and its key."""
    connection = get_object_or_404(Connection, pk=connection_id)
    disconnect_model(connection, by=request.user)
    messages.success(request, f"{connection} is disconnected and its key is deleted.")
    return redirect("pipeline:models", request.team.slug)


def _links(connections: list[Connection]) -> list[Link]:
    return [*(link_of(one) for one in connections), *studio_links()]


def _page(request: TeamRequest, *, partial: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    connections = list(Connection.objects.order_by("created_at"))
    routing = Routing.objects.filter(capability="text").first()
    links = _links(connections)
    initial: dict[str, Any] = {"house_last": routing.house_last if routing else True}
    initial |= {f"place_{number}": key for number, key in enumerate(routing.order if routing else [])}
    context: dict[str, Any] = {
        "tabs": settings_tabs(request, "pipeline:models"),
        "connections": connections,
        "testing": any(one.state == Connection.State.TESTING for one in connections),
        "links": links,
        "dials_taken": [takes_in_words(link) for link in links],
        "order_form": OrderForm(links=links, initial=initial),
        "secret_form": SecretForm(auto_id=False),
        "form": ConnectionForm(),
        "known_models": priced_models("input_tokens", ("google", "openai")),
        **forms,
    }
    shown = "connections" if partial == "connections" else ""
    return render_page(request, "pipeline/models.html", context, partial=shown, status=status)
