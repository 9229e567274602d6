"""What a request of a program costs the database, so that it cannot creep back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.asking import Api


def cost(ask: Callable[[], Any]) -> list[str]:
    """The statements of a request, but for the savepoint that stands for its transaction in a test."""
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    assert answer.status_code < 300, answer.content
    statements = [query["sql"] for query in captured.captured_queries]
    work = [text for text in statements if not text.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) - len(work) == 2, statements
    return work


@pytest.fixture
def shots(api: Api) -> list[Any]:
    """Two shots. By now the use of the key is noted, which is done once a minute."""
    return list(api.get("shots/?limit=2").json()["results"])


def test_reading_a_shot_takes_three_statements(api: Api, shots: list[Any]) -> None:
    assert len(cost(lambda: api.get(f"shots/{shots[0]['id']}/"))) == 3  # the key, the membership, the shot


def test_changing_a_shot_takes_seven_statements(api: Api, shots: list[Any]) -> None:
    changes = {"expected": shots[0]["revision"], "changes": {"notes": "Too dark."}}
    # The key, the membership, the shot; its revision, its head, the change, the event.
    assert len(cost(lambda: api.patch(f"shots/{shots[0]['id']}/", changes))) == 7


def test_changing_two_takes_one_more(api: Api, shots: list[Any]) -> None:
    both = [
        {"id": shot["id"], "expected": shot["revision"], "changes": {"notes": "Too dark."}} for shot in shots
    ]
    assert len(cost(lambda: api.patch("shots/", {"shots": both}))) == 8  # the branch for itself


def test_making_a_shot_takes_ten_statements(api: Api, shots: list[Any]) -> None:
    new = {"scene": shots[0]["parent"], "changes": {"action": "A door."}}
    # The key, the membership, the branch, the scene, its shots; node, revision, head, change, event.
    assert len(cost(lambda: api.post("shots/", new))) == 10


def test_a_comment_takes_five_statements(api: Api, shots: list[Any]) -> None:
    # The key, the membership, the shot; the comment, the event.
    assert len(cost(lambda: api.post(f"content/{shots[0]['id']}/comments/", {"text": "Too dark."}))) == 5


def test_what_is_refused_changes_nothing_and_the_next_request_works(api: Api, shots: list[Any]) -> None:
    shot = shots[0]
    late = {"expected": shot["revision"] + 10**6, "changes": {"notes": "Late."}}
    assert api.patch(f"shots/{shot['id']}/", late).status_code == 409
    assert api.get(f"shots/{shot['id']}/").json() == shot
    again = {"expected": shot["revision"], "changes": {"notes": "In time."}}
    assert api.patch(f"shots/{shot['id']}/", again).status_code == 200
