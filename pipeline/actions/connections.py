"""Connecting models with a team's own keys, and choosing who writes. Admins do it; the doors see to that."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.jobs import enqueue
from pipeline.models import Connection, Routing
from pipeline.providers.addresses import check_address
from pipeline.providers.sealing import resealed, seal
from pipeline.queries.routing import forget_chain, studio_links

MOST = 12  # connections of a team
TEXT = "text"


@dataclass(frozen=True)
class NewConnection:
    """What a person enters. ``secret`` is sealed at once and kept nowhere else."""

    name: str
    provider: str
    model: str
    secret: str
    address: str = ""
    reads: int = 32_000
    sees: bool = False  # of an own endpoint; the others' models all do


@transaction.atomic
def connect_model(new: NewConnection, *, by: Any) -> Connection:
    """Connect a model and let it write after those that are there already. It is tested at once.

    Raises Invalid for a name that is taken, an address that is not allowed, or a missing key.
    """
    if Connection.objects.count() >= MOST:
        raise Refused(f"A team can connect {MOST} models. Remove one first.")
    own = new.provider == Connection.Provider.COMPATIBLE
    if not own and not new.secret:
        raise Invalid("Enter the key.", field="secret")
    address = check_address(new.address) if own else ""
    try:
        with transaction.atomic():
            connection = Connection.objects.create(
                name=new.name,
                provider=new.provider,
                model=new.model,
                address=address,
                sealed=seal(new.secret),
                reads=new.reads,
                sees=new.sees or not own,
                created_by=by,
            )
    except IntegrityError:
        raise Invalid("A model of this name is connected already.", field="name") from None
    record("model.connected", connection, by=by, provider=new.provider, model=new.model, address=address)
    routing = _routing()
    routing.order = [*routing.order, str(connection.pk)]
    _keep(routing)
    test_connection(connection, by=by)
    return connection


@transaction.atomic
def replace_secret(connection: Connection, secret: str, *, by: Any) -> None:
    """Give a connection another key; the old one is gone. Raises Invalid for an empty one."""
    if not secret:
        raise Invalid("Enter the key.", field="secret")
    connection.sealed = seal(secret)
    connection.save(update_fields=["sealed"])
    record("model.key_replaced", connection, by=by)
    test_connection(connection, by=by)


@transaction.atomic
def disconnect_model(connection: Connection, *, by: Any) -> None:
    """Forget a connection and its key. What it has written stays."""
    record("model.disconnected", connection, by=by, provider=connection.provider, model=connection.model)
    routing = _routing()
    routing.order = [key for key in routing.order if key != str(connection.pk)]
    _keep(routing)
    connection.delete()


@transaction.atomic
def choose_models(order: list[str], *, house_last: bool, by: Any) -> Routing:
    """Let these write, in this order. Raises Invalid for one that is not connected."""
    known = {str(pk) for pk in Connection.objects.values_list("pk", flat=True)}
    known |= {link.key for link in studio_links()}
    order = list(dict.fromkeys(order))
    if set(order) - known:
        raise Invalid("One of these models is no longer connected. Reload the page.")
    routing = _routing()
    routing.order, routing.house_last = order, house_last
    _keep(routing)
    record("model.order_chosen", routing, by=by, order=order, previz_last=house_last)
    return routing


@transaction.atomic
def test_connection(connection: Connection, *, by: Any) -> None:
    """Let a worker ask the model one word."""
    Connection.objects.filter(pk=connection.pk).update(state=Connection.State.TESTING, note="")
    enqueue(
        "test_connection",
        {"connection": str(connection.pk)},
        queue="interactive",
        title=f"Test of {connection.name}"[:200],
        by=by,
        max_attempts=1,
    )


@transaction.atomic
def note_test(connection: Connection, *, works: bool, note: str) -> None:
    """Keep what a test said."""
    state = Connection.State.WORKS if works else Connection.State.FAILS
    Connection.objects.filter(pk=connection.pk).update(state=state, note=note[:300], tested_at=timezone.now())


@transaction.atomic
def reseal_connections() -> int:
    """Seal the keys of the team in scope with the newest sealing key; answers how many."""
    rows = list(Connection.objects.select_for_update())
    for row in rows:
        row.sealed = resealed(row.sealed)
    Connection.objects.bulk_update(rows, ["sealed"])
    return len(rows)


def _routing() -> Routing:
    routing, _ = Routing.objects.select_for_update().get_or_create(capability=TEXT)
    return routing


def _keep(routing: Routing) -> None:
    routing.save()
    forget_chain(routing.team_id, routing.capability)  # for what follows in this transaction
    transaction.on_commit(partial(forget_chain, routing.team_id, routing.capability), robust=True)
