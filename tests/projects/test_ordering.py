"""Putting siblings in another order."""

from collections.abc import Iterator

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from projects.actions.commit import Edit, commit
from projects.actions.ordering import edits_to_move, position_after
from projects.kinds import Beat
from projects.models import Head
from tests.factories.projects import World, membership, world


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team)


def add(made: World, *positions: str) -> None:
    inside = {"parent": made.episode, "episode": made.episode}
    edits = [
        Edit.new(Beat(title=f"Beat {number}"), f"b{number}", position, **inside)
        for number, position in enumerate(positions, 1)
    ]
    commit(made.branch, edits, by=made.user)


def beats(made: World) -> list[Head]:
    rows = Head.objects.filter(branch=made.branch, kind="beat").select_related("revision")
    return list(rows.order_by("position", "pk"))


def order(made: World) -> list[str]:
    return [head.slot for head in beats(made)]


@pytest.mark.parametrize(
    ("moved", "after", "expected"),
    [
        ("b1", "b3", ["b2", "b3", "b1"]),
        ("b3", None, ["b3", "b1", "b2"]),
        ("b3", "b1", ["b1", "b3", "b2"]),
        ("b2", "b1", ["b1", "b2", "b3"]),
    ],
)
def test_one_moved_node_is_one_edit(made: World, moved: str, after: str | None, expected: list[str]) -> None:
    add(made, "F", "V", "k")
    nodes = {head.slot: head.node_id for head in beats(made)}
    edits = edits_to_move(beats(made), nodes[moved], nodes[after] if after else None)
    assert len(edits) == 1
    commit(made.branch, edits, by=made.user)
    assert order(made) == expected


def test_where_positions_have_no_room_all_get_new_ones(made: World) -> None:
    add(made, "V", "V", "V")
    nodes = {head.slot: head.node_id for head in beats(made)}
    commit(made.branch, edits_to_move(beats(made), nodes["b3"], nodes["b1"]), by=made.user)
    assert order(made) == ["b1", "b3", "b2"]
    assert len({head.position for head in beats(made)}) == 3


def test_what_was_removed_meanwhile_is_refused(made: World) -> None:
    add(made, "F", "V")
    first, second = (head.node_id for head in beats(made))
    with pytest.raises(Refused):
        edits_to_move(beats(made)[1:], first, second)
    with pytest.raises(Refused):
        edits_to_move(beats(made)[1:], second, first)


def test_something_new_stands_behind_its_neighbour_or_last(made: World) -> None:
    add(made, "F", "V")
    first, second = beats(made)
    assert first.position < position_after([first, second], first.node_id) < second.position
    assert position_after([first, second], None) > second.position
    assert position_after([], None)
