"""Where the pages are served, and when they answer."""

import urllib.error
import urllib.request

from config.launch import ports
from config.launch.environment import ANY
from config.launch.places import Places
from config.launch.trouble import Trouble

USUAL = 8000
NEXT_TRIES = 50  # ports above the usual one that may be taken instead
READY = "/health/ready/"


def port_for(places: Places, host: str, asked: int | None) -> int:
    """The port for the pages: the one asked for, or last time's, or the usual one, or the next free one.

    Raises Trouble when the one asked for is taken, or when ``host`` is not an address of this machine.
    """
    if not ports.is_free(0, host):
        raise Trouble(f"{host} is not an address of this machine: choose another --host, such as 127.0.0.1.")
    if asked is not None:
        if not ports.is_free(asked, host):
            raise Trouble(_taken(asked))
        return asked
    known = ports.remembered(places, "web")
    candidates = [*([known] if known else []), *range(USUAL, USUAL + NEXT_TRIES)]
    port = next((port for port in candidates if ports.is_free(port, host)), None)
    if port is None:
        raise Trouble(f"The ports {USUAL} to {candidates[-1]} are all taken: choose one with --port.")
    ports.remember(places, "web", port)
    return port


def _taken(port: int) -> str:
    if port < 1024 and not ports.holder(port):
        return f"Port {port} is taken or reserved for root: choose another one with --port."
    holder = ports.holder(port) or "a program of another account"
    return f"Port {port} is taken by {holder}: stop that, or choose another port with --port."


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = "127.0.0.1" if host in ANY else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def answer(base: str) -> bool:
    """Whether the studio at ``base`` says that it is ready."""
    # As a proxy would ask: a studio set up for https sends everyone else there.
    question = urllib.request.Request(base + READY, headers={"X-Forwarded-Proto": "https"})  # noqa: S310
    try:
        with urllib.request.urlopen(question, timeout=10) as reply:  # noqa: S310  our own http address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
