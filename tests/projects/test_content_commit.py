"""Story content: revisions, heads, changes, compare-and-set."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.kernel import scope
from accounts.kernel.errors import Conflict, Invalid, Refused
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit
from projects.kinds import Beat, Material
from projects.kinds.stages import STAGE_OF_KIND
from projects.models import Change, ChangeItem, Head, Revision
from tests.factories.projects import World, membership, world


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team)


def _beat(made: World, title: str = "A door", slot: str = "b1") -> Head:
    commit(
        made.branch,
        [Edit.new(Beat(title=title), slot, parent=made.episode, episode=made.episode)],
        by=made.user,
    )
    return made.head("beat", slot)


def test_an_edit_makes_a_revision_and_moves_the_head(made: World) -> None:
    head = _beat(made)
    revision = edit(head, {"title": "Another door"}, expected=head.revision_id, by=made.user)
    now = made.head("beat", "b1")
    assert now.revision_id == revision != head.revision_id
    assert now.content.title == "Another door"
    assert Revision.objects.get(pk=head.revision_id).payload["title"] == "A door"


def test_the_slower_of_two_editors_learns_what_stands_there_now(made: World) -> None:
    head = _beat(made)
    edit(head, {"title": "First"}, expected=head.revision_id, by=made.user)
    stale = made.head("beat", "b1")
    with pytest.raises(Conflict) as refusal:
        edit(stale, {"title": "Second"}, expected=head.revision_id, by=made.user)
    assert refusal.value.current.content.title == "First"
    assert made.head("beat", "b1").content.title == "First"


def test_a_batch_with_one_conflict_writes_nothing(made: World) -> None:
    one, two = _beat(made), _beat(made, "Two", "b2")
    edits = [
        Edit.of(one, Beat(title="One changed")),
        Edit.of(two, Beat(title="Two changed"), expected=two.revision_id + 1000),
    ]
    with pytest.raises(Conflict):
        commit(made.branch, edits, by=made.user)
    assert made.head("beat", "b1").content.title == "A door"


def test_going_back_to_an_earlier_text_finds_the_earlier_revision(made: World) -> None:
    head = _beat(made)
    first = head.revision_id
    second = edit(head, {"title": "Changed"}, expected=first, by=made.user)
    commit(
        made.branch, [Edit.of(made.head("beat", "b1"))], by=made.user
    )  # separates the two edits in history
    back = Edit.of(made.head("beat", "b1"), Beat(title="A door"), expected=second)
    commit(made.branch, [back], by=made.user)
    assert made.head("beat", "b1").revision_id == first


def test_typing_for_a_while_is_one_step_of_history(made: World) -> None:
    head = _beat(made)
    revision = edit(head, {"title": "A d"}, expected=head.revision_id, by=made.user)
    for text in ("A do", "A doo"):
        revision = edit(made.head("beat", "b1"), {"title": text}, expected=revision, by=made.user)
    assert Revision.objects.filter(node=head.node_id).count() == 4  # somebody's page may be filled from one
    Revision.objects.filter(node=head.node_id).update(created_at=timezone.now() - timedelta(hours=2))
    edit(made.head("beat", "b1"), {"title": "A door, open"}, expected=revision, by=made.user)
    steps = ChangeItem.objects.filter(node=head.node_id)
    assert steps.count() == 2  # made, then typed
    assert Revision.objects.filter(node=head.node_id).count() == 2
    assert steps.latest("pk").change.kind == Change.Kind.EDIT


def test_what_does_not_fit_is_refused_by_field(made: World) -> None:
    head = _beat(made)
    with pytest.raises(Invalid) as refusal:
        edit(head, {"title": "x" * 201}, expected=head.revision_id, by=made.user)
    assert refusal.value.field == "title"
    assert "200" in refusal.value.sentence


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE x; --", "<script>alert(1)</script>", "🎬 فيلم עברית", "a\u202eb"]
)
def test_any_text_is_kept_as_it_is(made: World, text: str) -> None:
    head = _beat(made)
    edit(head, {"text": text}, expected=head.revision_id, by=made.user)
    assert made.head("beat", "b1").content.text == text


def test_a_paste_of_two_megabytes_is_kept(made: World) -> None:
    text = "Long novel. " * 180_000
    content = Material(name="novel.txt", format="text", text=text)
    commit(made.branch, [Edit.new(content, "m1", parent=made.episode, episode=made.episode)], by=made.user)
    assert made.head("material", "m1").content.text == text


def test_a_revision_never_changes(made: World) -> None:
    head = _beat(made)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Revision.objects.filter(pk=head.revision_id).update(payload={"title": "forged"})


def test_a_locked_stage_refuses_edits_with_its_name(made: World) -> None:
    head = _beat(made)
    lock_stage(made.branch, made.episode, "beats", by=made.user)
    with pytest.raises(Refused, match="beats is locked"):
        edit(head, {"title": "Late"}, expected=head.revision_id, by=made.user)
    with pytest.raises(Refused, match="beats is locked"):
        _beat(made, "New", "b9")


def test_the_database_knows_the_same_stage_of_each_kind(made: World) -> None:
    with connection.cursor() as cursor:
        for kind, stage in STAGE_OF_KIND.items():
            cursor.execute("SELECT projects_stage_of(%s)", [kind])
            assert cursor.fetchone()[0] == stage, kind
