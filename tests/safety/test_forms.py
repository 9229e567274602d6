"""Every form of a team, sent with what no form sends: each is answered in words and none breaks."""

import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.urls import get_resolver

from config.launch.places import ROOT
from projects.models import Head
from tests.safety.town import Town, addresses, routes

pytestmark = pytest.mark.django_db

# From the form itself, or from the names that views give it.
READ = r"""(?:POST|\b(?:given|posted|post))(?:\.get|\.getlist|\.pop)?[\[(]\s*"(\w+)\""""
TAG = "<script>alert(1)</script>"
ODD = {
    "nothing": "",
    "blank": " \t\n",
    "zero": "0",
    "minus": "-1",
    "no number": "nan",
    "endless": "inf",
    "too large": "1e999",
    "a digit that is none": "²",
    "digits": "9" * 5_000,
    "right to left": "\u202eمرحبا بالعالم",
    "pictures": "🎬👩‍🚀" * 40,
    "tags": TAG,
    "quotes": "'; DROP TABLE projects_project; --\"`",
    "an id of nobody": str(uuid4()),
    "json": '{"a": [null]}',
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "names": "../../etc/passwd",
}
# What makes the rest of a form pass, so that each field's own odd value is reached.
GOOD = {"field": "action", "value": "1", "seconds": "30", "mode": "expand", "role": "editor", "scope": "team"}


@cache
def fields_of_the_studio() -> frozenset[str]:
    """Every name that a view reads from a form."""
    get_resolver().url_patterns  # noqa: B018  # imports all views, and so all forms
    found: set[str] = set()
    for app in ("accounts", "billing", "projects", "pipeline", "assets"):
        for file in (ROOT / app).rglob("*.py"):
            found |= set(re.findall(READ, file.read_text()))
    queue: list[Any] = [forms.Form, forms.ModelForm]
    while queue:
        for form in queue.pop().__subclasses__():
            queue.append(form)
            if form.__module__.split(".")[0] in ("accounts", "billing", "projects", "pipeline"):
                found |= set(form.base_fields)
    return frozenset(found)


def names_in(view: Any) -> set[str]:
    """The names that a view's module reads from a form, by itself or by the forms it knows."""
    module = sys.modules[view.__module__]
    found = set(re.findall(READ, Path(module.__file__ or "").read_text()))
    for known in vars(module).values():
        if isinstance(known, type) and issubclass(known, forms.BaseForm):
            found |= set(getattr(known, "base_fields", {}))
    return found | (
        {"expected"} if hasattr(module, "save_node") or hasattr(module, "save_changes") else set()
    )


def postable(town: Town) -> dict[str, Any]:
    """An address of each form with its view: for a route with a node, one of the kind that its page saves."""
    browser, found = town.owner, {}
    for route, view, names in routes():
        if route.startswith(("api/", "^t/")):
            continue
        for address in addresses(town, route, names):
            with undone():
                answer = browser.post(address)
            if answer.status_code not in (404, 405):
                found[address] = view
                break
    return found


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_forms_were_found() -> None:
    assert {"expected", "idea", "node", "only", "phrase", "title", "value"} <= fields_of_the_studio()


def send(town: Town, address: str, data: Any, **more: Any) -> Any:
    with undone():
        return town.owner.post(address, data, **more)


def test_no_form_breaks_whatever_its_fields_hold(town: Town) -> None:
    """The odd values go round, so that each meets each field somewhere, in ever other company."""
    names, odd = sorted(fields_of_the_studio()), list(ODD.values())
    broken, turns = Broken(), count()
    for address in postable(town):
        for turn in range(next(turns) % 3, len(odd), 3):
            data = {name: odd[(at + turn) % len(odd)] for at, name in enumerate(names)}
            broken.note(send(town, address, data), address, f"turn {turn}")
    assert not broken.found, "\n".join(broken.found)


def test_no_form_breaks_whatever_one_of_its_fields_holds(town: Town) -> None:
    """The others being good, so that it is not they that are refused first."""
    broken, turns = Broken(), count()
    for address, view in postable(town).items():
        good = good_fields(town, address)
        for name in sorted(names_in(view)):
            what = list(ODD)[next(turns) % len(ODD)]
            broken.note(send(town, address, good | {name: ODD[what]}), address, f"{name}: {what}")
    assert not broken.found, "\n".join(broken.found)


class Broken:
    """Answers that nobody should get, with what broke."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._error = ""
        got_request_exception.connect(self._see)

    def _see(self, **kwargs: Any) -> None:
        kind, error, trace = sys.exc_info()
        where = traceback.extract_tb(trace)[-1]
        self._error = f"{kind.__name__ if kind else ''}: {error} at {where.filename}:{where.lineno}"

    def note(self, answer: Any, address: str, what: str) -> None:
        if answer.status_code >= 500:
            self.found.append(f"{address} {what}: {self._error}")
        elif TAG.encode() in answer.content and "text/html" in answer.get("Content-Type", ""):
            self.found.append(f"{address} {what}: the tag is shown unescaped")


def good_fields(town: Town, address: str) -> dict[str, Any]:
    """What a page would send, as far as that can be said for all of them at once."""
    with town.scope():
        heads = Head.objects.filter(branch=town.made.branch, deleted=False)
        head = (
            next((head for head in heads if str(head.node_id) in address), None)
            or heads.filter(kind="shot")[0]
        )
    good = dict.fromkeys(fields_of_the_studio(), "Some words")
    return (
        good | {"expected": str(head.revision_id), "id": str(head.node_id), "node": str(head.node_id)} | GOOD
    )


def test_two_megabytes_in_a_field_are_answered_in_words(town: Town) -> None:
    large, broken = "word " * 400_000, Broken()
    for address, view in postable(town).items():
        wide = dict.fromkeys(names_in(view) - {"expected", "id", "node", "field"}, large)
        broken.note(send(town, address, good_fields(town, address) | wide), address, "2 MB")
    assert not broken.found, "\n".join(broken.found)


BODIES = [
    (b"idea=\xff\xfe&expected=\xff&node=%ff", "application/x-www-form-urlencoded"),
    (b"idea=%00&title=a%00b&name=%00", "application/x-www-form-urlencoded"),
    (b"&".join(b"only=%d" % n for n in range(2_000)), "application/x-www-form-urlencoded"),
    (b"--no\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=yes"),
    (b"\x00\x01\x02", "multipart/form-data"),
    (b"[" * 100_000, "application/json"),
    (b"<x/>", "text/xml"),
]


def test_no_body_breaks_a_form(town: Town) -> None:
    broken = Broken()
    for address in postable(town):
        for body, kind in BODIES:
            broken.note(send(town, address, body, content_type=kind), address, kind)
    assert not broken.found, "\n".join(broken.found)


def test_no_file_breaks_a_form(town: Town) -> None:
    odd = {
        "empty.txt": b"",
        "picture.txt": b"\x89PNG\r\n\x1a\n",
        "bomb.fdx": b"<!DOCTYPE a [<!ENTITY b 'c'>]><FinalDraft>&b;</FinalDraft>",
        "\u202etxt.exe": b"MZ",
        "half.txt": "Tür".encode()[:-1] + b"\xc3",
        "ok.txt": b"A story.",
    }
    broken = Broken()
    for address, view in postable(town).items():
        if not {"texts", "file", "upload"} & names_in(view):
            continue
        for name, data in odd.items():
            files = {each: SimpleUploadedFile(name, data) for each in ("texts", "file", "upload")}
            broken.note(send(town, address, good_fields(town, address) | files), address, name)
    assert not broken.found, "\n".join(broken.found)
