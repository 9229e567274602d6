import os
import socket
from collections.abc import Callable, Iterator

import pytest

from config.launch import pages, ports
from config.launch.places import Places
from config.launch.trouble import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_service_keeps_its_port_from_start_to_start(places: Places) -> None:
    assert ports.choose(places, "postgres") == ports.choose(places, "postgres")


def test_a_service_moves_on_when_its_port_is_taken(places: Places, taken: int) -> None:
    ports.remember(places, "postgres", taken)
    assert ports.choose(places, "postgres") != taken


def test_two_services_never_share_a_port(places: Places) -> None:
    first = ports.choose(places, "postgres")
    ports.remember(places, "valkey", first)
    assert ports.choose(places, "postgres") != first


def test_two_studios_look_in_different_places(new_places: Callable[[], Places]) -> None:
    assert ports.choose(new_places(), "postgres") != ports.choose(new_places(), "postgres")


def test_the_holder_of_a_port_is_named(taken: int) -> None:
    assert f"(process {os.getpid()})" in ports.holder(taken)


def test_a_port_that_was_asked_for_and_is_taken_is_a_clear_sentence(places: Places, taken: int) -> None:
    with pytest.raises(Trouble, match=rf"Port {taken} is taken by .* \(process {os.getpid()}\).*--port"):
        pages.port_for(places, "127.0.0.1", taken)


def test_without_a_wish_the_next_free_port_serves(
    places: Places, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "USUAL", taken)
    assert pages.port_for(places, "127.0.0.1", None) > taken


def test_an_address_of_another_machine_is_a_clear_sentence(places: Places) -> None:
    with pytest.raises(Trouble, match=r"192\.0\.2\.7 is not an address of this machine"):
        pages.port_for(places, "192.0.2.7", None)
