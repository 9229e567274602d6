"""Every writing operation of the API, sent with what no program means to send: refused, never broken."""

import json
from collections.abc import Iterator
from itertools import count, cycle, islice
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.safety.test_forms import Broken, undone
from tests.safety.town import Town, addresses, routes

pytestmark = pytest.mark.django_db

HUGE = 10**30
ODD: list[Any] = [
    None, True, -1, HUGE, 1.5, "", " ", "x" * 12_000,
    "\u202eمرحبا", "🎬" * 50, "<script>alert(1)</script>", "'; DROP TABLE x; --",
    "\ud800", "a\0b", [], [None], [[[]]], {}, {"a": {"b": None}}, "../../etc/passwd", "nan",
]  # fmt: skip
BODIES = {
    "nothing": (b"", "application/json"),
    "null": (b"null", "application/json"),
    "a list": (b"[]", "application/json"),
    "a word": (b'"word"', "application/json"),
    "a number": (b"1e999", "application/json"),
    "no number": (b'{"idea": NaN}', "application/json"),
    "half": (b'{"idea": "a', "application/json"),
    "twice": (b'{"idea": "a", "idea": "b"}', "application/json"),
    "bytes": (b"\xff\xfe\x00", "application/json"),
    "deep": (b"[" * 200_000, "application/json"),
    "deep things": (b'{"a":' * 50_000, "application/json"),
    "another alphabet": ('{"idea": "ü"}'.encode("utf-16"), "application/json; charset=utf-16"),
    "no alphabet": (b"{}", "application/json; charset=nobody"),
    "a form": (b"idea=a&idea=b&changes=1", "application/x-www-form-urlencoded"),
    "half a form": (b"--x\r\n", "multipart/form-data; boundary=x"),
    "xml": (b"<a/>", "text/xml"),
}


def writing(town: Town, most: int = 2) -> Iterator[tuple[str, str, set[str]]]:
    """Method and addresses (``most`` a route) of each writing operation, and the fields the API knows."""
    from drf_spectacular.generators import SchemaGenerator

    schema = SchemaGenerator().get_schema(request=None, public=True)
    known: set[str] = set()
    for shape in schema["components"]["schemas"].values():
        known |= set(shape.get("properties", {}))
    for route, view, names in routes():
        if not route.startswith("api/"):
            continue
        for method in ("post", "patch", "delete"):
            if hasattr(view.cls, method):
                for address in addresses(town, route, names, most=most):
                    yield method, address, known


def ask(town: Town, method: str, address: str, body: bytes, kind: str) -> Any:
    browser = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {town.key}"})
    with undone():
        return browser.generic(method.upper(), address, body, content_type=kind)


def test_no_body_breaks_the_api(town: Town) -> None:
    broken, kinds = Broken(), cycle(BODIES.items())
    # A few a route, and all of them over and over: what is no JSON is refused before anything is looked up.
    for method, address, _ in writing(town, most=1):
        for what, (body, kind) in islice(kinds, 5):
            broken.note(ask(town, method, address, body, kind), f"{method} {address}", what)
    assert not broken.found, "\n".join(broken.found)


def test_no_value_of_a_field_breaks_the_api(town: Town) -> None:
    broken, turns = Broken(), count()
    for method, address, known in writing(town):
        names = sorted(known | {"changes"})
        for turn in range(next(turns) % 3, len(ODD), 3):
            odd = {name: ODD[(at + turn) % len(ODD)] for at, name in enumerate(names)}
            # The three shapes go round too: each meets each value at some address.
            shapes = (odd, {"expected": 1, "changes": odd}, {"idea": "A lamp", "name": "A branch"} | odd)
            body = json.dumps(shapes[turn // 3 % len(shapes)]).encode()
            broken.note(ask(town, method, address, body, "application/json"), address, f"turn {turn}")
    assert not broken.found, "\n".join(broken.found)


def test_what_is_too_large_is_not_even_read(town: Town) -> None:
    body = b" " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = ask(town, "post", f"/api/v1/teams/{town.team.slug}/projects/", body, "application/json")
    assert answer.status_code == 413
    assert "12 MB" in answer.json()["detail"]


def test_refusals_of_the_api_are_json_in_words(town: Town) -> None:
    base = f"/api/v1/teams/{town.team.slug}/"
    for method, address in (
        ("get", f"{base}projects/{HUGE}/"),
        ("get", "/api/v1/nothing/"),
        ("put", f"{base}projects/"),
        ("get", f"{base}jobs/?state=%00"),
    ):
        answer = ask(town, method, address, b"", "application/json")
        assert 400 <= answer.status_code < 500
        assert answer.json()["detail"]
