"""Where a team's own endpoint may lie: on the open internet, never inside the studio's network.

An address is checked when it is entered and again at every connection, on the very IP address that is then
connected to: a name that answers differently the second time (DNS rebinding) leads nowhere.
"""

import socket
import ssl
from collections.abc import Callable
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import httpx2
from django.conf import settings

from accounts.kernel.errors import Invalid

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")  # would lead to any IPv4 address, private ones among them


def check_address(address: str, resolve: Resolve | None = None) -> str:
    """The address without its last slash. Raises Invalid for what a team's endpoint may not be."""
    parts = urlsplit(address.strip())
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise Invalid("Write the endpoint's address, such as https://models.example.com/v1.", field="address")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise Invalid("This address has no such port.", field="address") from None
    found = allowed_ip(parts.hostname, port, resolve)
    if parts.scheme == "http" and not found.is_loopback:
        raise Invalid("An endpoint elsewhere needs https: keys and stories travel to it.", field="address")
    return address.strip().rstrip("/")


def allowed_ip(host: str, port: int, resolve: Resolve | None = None) -> IP:
    """The IP address to connect to. Raises Invalid if any that the name stands for is not allowed."""
    try:
        found = [ip_address(text.partition("%")[0]) for text in (resolve or resolved)(host, port)]
    except OSError:
        found = []
    if not found:
        raise Invalid("There is no machine of this name.", field="address")
    if not all(map(_is_allowed, found)):
        raise Invalid("This address lies inside a private network, which is not allowed.", field="address")
    return found[0]


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a name. Raises OSError if there are none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


def _is_allowed(ip: IP) -> bool:
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return _is_allowed(inner)
        if ip in _NAT64:
            return False
    if ip.is_loopback:
        return bool(settings.LOCAL_ENDPOINTS)
    return ip.is_global and not ip.is_multicast


class Guarded(httpx2.BaseTransport):
    """Connects to allowed addresses only, to the IP that was checked, under the name that was asked for."""

    def __init__(self, inner: httpx2.BaseTransport | None = None, resolve: Resolve | None = None) -> None:
        self._inner = inner or httpx2.HTTPTransport(trust_env=False, verify=trusted())
        self._resolve = resolve

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        host, port = request.url.host, request.url.port or _PORTS[request.url.scheme]
        try:
            ip = allowed_ip(host, port, self._resolve)
        except Invalid as refusal:
            raise httpx2.ConnectError(refusal.sentence, request=request) from None
        request.url = request.url.copy_with(host=str(ip))
        request.extensions = {**request.extensions, "sni_hostname": host}
        return self._inner.handle_request(request)  # the Host header was set from the name

    def close(self) -> None:
        self._inner.close()


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once for a process: reading them costs more than a question."""
    return httpx2.create_ssl_context()


def guarded_client(seconds: float) -> httpx2.Client:
    """An HTTP client for a team's endpoint: no proxy from the environment, no redirects to elsewhere."""
    return httpx2.Client(
        transport=Guarded(),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(seconds, connect=5),
    )
