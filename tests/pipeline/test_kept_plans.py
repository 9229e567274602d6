"""Plans and summaries that are kept in a process: what was read serves again, and never when it is old."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline.queries.kept import KeptPlans, Stamp
from pipeline.queries.plans import plan_for
from projects.actions.edits import edit
from projects.models import Head
from projects.queries import summaries
from projects.queries.story import load_story
from tests.factories.shots import heads, written
from tests.factories.visitors import Visit, visit

STORY = "h.built_digest, h.built_by"


@pytest.fixture
def seen(db: None) -> Visit:
    """One scene of three shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 1, 3)
    return found


def reads(seen: Visit, by: Any = None) -> int:
    """How often looking at the shot table reads the story."""
    client = seen.by(by or seen.editor)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(seen.stage("shots")).status_code == 200
    return sum(STORY in query["sql"] for query in asked.captured_queries)


def shot(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "shot")[0]


def test_a_page_that_is_read_again_does_not_read_the_story_again(seen: Visit) -> None:
    assert [reads(seen), reads(seen), reads(seen, by=seen.owner)] == [1, 0, 0]


def test_after_an_edit_the_page_shows_it(seen: Visit) -> None:
    reads(seen)
    head = shot(seen)
    with seen.inside():
        edit(head, {"action": "The lamp goes out."}, expected=head.revision_id, by=seen.editor)
    assert "The lamp goes out." in seen.by(seen.editor).get(seen.stage("shots")).text


def test_what_a_change_that_failed_had_read_is_not_kept(seen: Visit) -> None:
    """Its event's number goes to the next change."""
    reads(seen)
    head = shot(seen)
    url = seen.stage("shots", "cell")
    stale = {"id": str(head.node_id), "field": "action", "action": "Lost", "expected": head.revision_id - 1}
    assert seen.by(seen.editor).post(url, stale).status_code == 409
    with seen.inside():
        edit(head, {"action": "Kept"}, expected=head.revision_id, by=seen.editor)
    text = seen.by(seen.editor).get(seen.stage("shots")).text
    assert "Kept" in text
    assert "Lost" not in text


def test_another_stamp_makes_another_plan_and_the_oldest_goes_first(seen: Visit) -> None:
    kept, branch, episode = KeptPlans(most=1), seen.film.branch, seen.film.episode
    with seen.inside():
        plan = plan_for(branch, episode)
    made: list[int] = []

    def make() -> Any:
        made.append(1)
        return plan

    for seq in (1, 1, 2, 2):
        kept.plan(branch.pk, episode, Stamp(seq, frozenset()), make)
    assert len(made) == 2
    kept.plan(branch.pk, episode, Stamp(2, frozenset({"shots"})), make)  # a lock changes what may be made
    assert len(made) == 3
    kept.plan(episode, episode, Stamp(1, frozenset()), make)  # another film takes its place
    kept.plan(branch.pk, episode, Stamp(2, frozenset({"shots"})), make)
    assert len(made) == 5


def test_a_revision_is_read_once(seen: Visit) -> None:
    with seen.inside():
        load_story(seen.film.branch, seen.film.episode)
        with CaptureQueriesContext(connection) as first:
            load_story(seen.film.branch, seen.film.episode)
        head = shot(seen)
        edit(head, {"action": "New"}, expected=head.revision_id, by=seen.editor)
        with CaptureQueriesContext(connection) as second:
            story = load_story(seen.film.branch, seen.film.episode)
    assert len(first.captured_queries) == 1
    assert len(second.captured_queries) == 2
    found = next(item for item in story.of("shot") if item.node == head.node_id)
    with seen.inside():
        assert found.hashes == Head.objects.get(pk=head.pk).revision.summary["h"]


def test_only_so_many_summaries_are_remembered(seen: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "_known", {})
    monkeypatch.setattr(summaries, "MOST", 3)
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        assert len(summaries._known) == 3
        again = load_story(seen.film.branch, seen.film.episode)
    assert [item.hashes for item in again.items] == [item.hashes for item in story.items]
