"""Branches: fork, diff, merge, rollback, locks."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Conflict, Invalid, Refused
from projects.actions.branches import archive_branch, fork, lock_stage, merge
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit
from projects.actions.undoing import roll_back
from projects.kinds import Beat
from projects.merging import merge_content
from projects.models import Branch, Change, Head, StageLock
from projects.queries.diffs import Verdict, differences
from tests.factories.projects import World, membership, world


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        film = world(person.user, person.team)
        edits = [
            Edit.new(Beat(title=f"Beat {slot}"), slot, slot, parent=film.episode, episode=film.episode)
            for slot in ("b1", "b2", "b3")
        ]
        commit(film.branch, edits, by=film.user)
        yield film


def _retitle(made: World, branch: Branch, slot: str, title: str, **more: object) -> None:
    head = made.head("beat", slot, branch)
    edit(head, {"title": title, **more}, expected=head.revision_id, by=made.user)


def test_a_fork_shows_the_same_and_then_goes_its_own_way(made: World) -> None:
    other = fork(made.branch, "Darker", by=made.user)
    assert Head.objects.filter(branch=other).count() == Head.objects.filter(branch=made.branch).count()
    _retitle(made, other, "b1", "Night")
    assert made.head("beat", "b1").content.title == "Beat b1"
    assert made.head("beat", "b1", other).content.title == "Night"


@pytest.mark.parametrize("name", ["", "   ", "!!!", "x" * 61])
def test_a_branch_needs_a_name_that_can_stand_in_an_address(made: World, name: str) -> None:
    with pytest.raises(Invalid):
        fork(made.branch, name, by=made.user)


def test_two_open_branches_cannot_share_a_name_but_an_archived_one_frees_it(made: World) -> None:
    first = fork(made.branch, "Darker", by=made.user)
    with pytest.raises(Invalid):
        fork(made.branch, "darker", by=made.user)
    archive_branch(first, by=made.user)
    fork(made.branch, "Darker", by=made.user)


def test_the_main_branch_stays(made: World) -> None:
    with pytest.raises(Refused):
        archive_branch(made.branch, by=made.user)


def test_unlocking_a_stage_opens_it_and_everything_after_it_on_the_fork(made: World) -> None:
    for stage in ("idea", "beats", "shots"):
        lock_stage(made.branch, made.episode, stage, by=made.user)
    other = fork(made.branch, "Again", by=made.user, unlock="beats", episode=made.episode)
    assert set(StageLock.objects.filter(branch=other).values_list("stage", flat=True)) == {"idea"}
    _retitle(made, other, "b1", "Changed")
    assert StageLock.objects.filter(branch=made.branch).count() == 3


def test_verdicts_say_who_changed_what(made: World) -> None:
    other = fork(made.branch, "Other", by=made.user)
    _retitle(made, other, "b1", "Theirs")
    _retitle(made, made.branch, "b2", "Ours")
    _retitle(made, other, "b3", "Theirs")
    _retitle(made, made.branch, "b3", "Ours")
    verdicts = {found.slot: found.verdict for found in differences(other, made.branch)}
    assert verdicts == {"b1": Verdict.TAKE, "b2": Verdict.KEEP, "b3": Verdict.CONFLICT}


def test_a_merge_takes_what_is_picked_and_a_second_one_shows_only_the_rest(made: World) -> None:
    other = fork(made.branch, "Other", by=made.user)
    for slot in ("b1", "b2"):
        _retitle(made, other, slot, f"New {slot}")
    merge(other, made.branch, [made.head("beat", "b1").node_id], by=made.user)
    assert made.head("beat", "b1").content.title == "New b1"
    assert made.head("beat", "b2").content.title == "Beat b2"
    assert [found.slot for found in differences(other, made.branch)] == ["b2"]


def test_different_fields_of_one_beat_merge_and_the_same_field_is_refused(made: World) -> None:
    other = fork(made.branch, "Other", by=made.user)
    _retitle(made, other, "b1", "Beat b1", text="Their words")
    _retitle(made, made.branch, "b1", "Our title")
    merge(other, made.branch, [made.head("beat", "b1").node_id], by=made.user)
    merged = made.head("beat", "b1").content
    assert (merged.title, merged.text) == ("Our title", "Their words")
    _retitle(made, other, "b2", "Theirs")
    _retitle(made, made.branch, "b2", "Ours")
    with pytest.raises(Refused, match="title"):
        merge(other, made.branch, [made.head("beat", "b2").node_id], by=made.user)


def test_a_node_made_on_a_fork_comes_along(made: World) -> None:
    other = fork(made.branch, "Other", by=made.user)
    commit(
        other,
        [Edit.new(Beat(title="New"), "b9", "b9", parent=made.episode, episode=made.episode)],
        by=made.user,
    )
    node = made.head("beat", "b9", other).node_id
    merge(other, made.branch, [node], by=made.user)
    assert made.head("beat", "b9").content.title == "New"


def test_rolling_back_restores_and_refuses_when_something_came_after(made: World) -> None:
    _retitle(made, made.branch, "b1", "Changed")
    change = Change.objects.filter(branch=made.branch).latest("pk")
    roll_back(change, by=made.user)
    assert made.head("beat", "b1").content.title == "Beat b1"
    with pytest.raises(Conflict):
        roll_back(change, by=made.user)


def test_rolling_back_the_making_of_a_node_takes_it_away(made: World) -> None:
    edits = [Edit.new(Beat(title="Extra"), "b9", "b9", parent=made.episode, episode=made.episode)]
    change = commit(made.branch, edits, by=made.user)
    assert change is not None
    roll_back(change, by=made.user)
    assert not Head.objects.filter(branch=made.branch, slot="b9", deleted=False).exists()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "clashes"),
    [
        ({"a": 1}, {"a": 1}, {"a": 2}, {"a": 2}, []),
        ({"a": 1}, {"a": 3}, {"a": 1}, {"a": 3}, []),
        ({"a": 1}, {"a": 3}, {"a": 2}, {"a": 3}, ["a"]),
        (
            {"a": {"x": 1, "y": 1}},
            {"a": {"x": 2, "y": 1}},
            {"a": {"x": 1, "y": 2}},
            {"a": {"x": 2, "y": 2}},
            [],
        ),
        ({"a": 1}, {}, {"a": 1}, {}, []),
        ({"a": [1]}, {"a": [1, 2]}, {"a": [3]}, {"a": [1, 2]}, ["a"]),
    ],
)
def test_contents_merge_field_by_field(
    base: Any, ours: Any, theirs: Any, merged: Any, clashes: list[str]
) -> None:
    assert merge_content(base, ours, theirs) == (merged, clashes)
