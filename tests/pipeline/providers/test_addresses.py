"""A team's endpoint leads to the open internet or nowhere."""

from typing import Any

import httpx2
import pytest

from accounts.kernel.errors import Invalid
from pipeline.providers.addresses import Guarded, check_address


def at(*ips: str) -> Any:
    return lambda host, port: list(ips)


def test_a_public_endpoint_is_allowed_over_https() -> None:
    assert (
        check_address("https://models.example.com/v1/", at("93.184.215.14"))
        == "https://models.example.com/v1"
    )


@pytest.mark.parametrize(
    "ip",
    [
        *("10.0.0.5", "172.16.3.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("fc00::1", "fe80::1%eth0", "::", "ff02::1", "::ffff:10.0.0.5", "64:ff9b::a00:5", "2002:a00:5::"),
    ],
)
def test_private_networks_are_not(ip: str, settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True
    with pytest.raises(Invalid, match="private network"):
        check_address("https://models.example.com/v1", at(ip))


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Invalid, match="private"):
        check_address("https://models.example.com/v1", at("93.184.215.14", "10.0.0.5"))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:11434/v1", "http://[::1]:11434/v1", "http://2130706433/v1"]
)
def test_this_machine_is_allowed_only_where_the_settings_say_so(address: str, settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = False
    with pytest.raises(Invalid):
        check_address(address)
    settings.LOCAL_ENDPOINTS = True
    assert check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "models.example.com",
        "ftp://example.com/",
        "https://me:pw@example.com/",
        "https://example.com:99999/",
        "http://models.example.com/v1",
        "https://example.com/?key=1",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_safe_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        check_address(address, at("93.184.215.14"))


def test_a_name_that_changes_its_mind_is_not_followed() -> None:
    """DNS rebinding: public when it was entered, private when it is connected to."""
    reached: list[httpx2.Request] = []

    def inner(request: httpx2.Request) -> httpx2.Response:
        reached.append(request)
        return httpx2.Response(200, text="hello")

    answers = iter((["93.184.215.14"], ["169.254.169.254"]))
    transport = Guarded(httpx2.MockTransport(inner), lambda host, port: next(answers))
    with httpx2.Client(transport=transport, trust_env=False) as client:
        assert client.get("https://models.example.com/v1").text == "hello"
        with pytest.raises(httpx2.ConnectError):
            client.get("https://models.example.com/v1")
    assert [request.url.host for request in reached] == ["93.184.215.14"]
    assert reached[0].headers["host"] == "models.example.com"
    assert reached[0].extensions["sni_hostname"] == "models.example.com"
