from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.db import connections

from config.sockets import routes
from tests.factories.accounts import UserFactory

VALUES = {"slug": "somebody", "uuid": str(uuid4()), "int": "1", "str": "somebody"}


def address(route: Any) -> str:
    """A well-formed address of a thing that does not exist."""
    path = str(route.pattern)
    for name, converter in route.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        path = path.replace(f"<{kind}:{name}>", VALUES[kind])
    return "/" + path


@async_to_sync
async def is_let_in(path: str, user: Any) -> bool:
    communicator = WebsocketCommunicator(URLRouter(routes), path)
    communicator.scope["user"] = user
    connected, _ = await communicator.connect(timeout=10)
    await communicator.disconnect()
    await sync_to_async(connections.close_all)()
    return connected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", routes, ids=lambda route: str(route.pattern))
def test_no_socket_opens_for_strangers(route: Any) -> None:
    assert not is_let_in(address(route), AnonymousUser())
    assert not is_let_in(address(route), UserFactory())
