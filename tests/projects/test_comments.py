"""Threads of comments on parts of a story: who may write, change and remove, and who is told."""

from typing import Any
from uuid import UUID

import pytest

from accounts.kernel.roles import Role
from accounts.models import AuditRecord
from projects.models import Comment, Event
from tests.factories.accounts import member
from tests.factories.shots import queries
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def node(seen: Visit) -> UUID:
    return seen.film.episode


def address(seen: Visit, *rest: object) -> str:
    return seen.address("p", seen.film.project.pk, "comments", *rest)


def say(seen: Visit, text: str, *, by: Any = None) -> Any:
    return seen.by(by or seen.editor).post(address(seen, node(seen), "add"), {"text": text}, follow=True)


def written(seen: Visit) -> list[Comment]:
    with seen.inside():
        return list(Comment.objects.order_by("pk"))


def test_what_is_said_stands_in_the_thread_and_is_told(seen: Visit) -> None:
    assert "Nothing has been said yet" in seen.by(seen.viewer).get(address(seen, node(seen))).text
    text = say(seen, "The coat <b>is</b> too red\r\nsurely").text
    assert "The coat &lt;b&gt;is&lt;/b&gt; too red" in text
    assert written(seen)[0].author == seen.editor
    with seen.inside():
        event = Event.objects.filter(topic="comments").get()
    assert event.data == {"node": str(node(seen))}


@pytest.mark.parametrize(("text", "said"), [(" \n", "Write a word"), ("x" * 4001, "at most 4,000")])
def test_what_cannot_be_said_gets_a_sentence_and_stays_typed(seen: Visit, text: str, said: str) -> None:
    answer = say(seen, text)
    assert answer.status_code == 422
    assert said in answer.text
    assert text.strip() in answer.text
    assert written(seen) == []


def test_a_comment_is_changed_by_who_wrote_it_alone(seen: Visit) -> None:
    say(seen, "First")
    mine = written(seen)[0]
    edit = address(seen, mine.pk, "edit")
    assert seen.by(seen.owner).post(edit, {"text": "Mine now"}).status_code == 409
    assert "changed" in seen.by(seen.editor).post(edit, {"text": "Second"}, follow=True).text
    assert written(seen)[0].text == "Second"
    assert written(seen)[0].edited_at is not None


def test_a_producer_removes_what_others_said_and_it_is_written_down(seen: Visit) -> None:
    say(seen, "Rude words")
    remove = address(seen, written(seen)[0].pk, "remove")
    reviewer = member(seen.team, "Rosa", Role.REVIEWER)
    assert seen.by(reviewer).post(remove).status_code == 409
    text = seen.by(seen.owner).post(remove, follow=True).text
    assert "Rude words" not in text
    assert "Removed." in text
    assert written(seen)[0].text == ""
    with seen.inside():
        noted = AuditRecord.objects.get(verb="comment.removed")
    assert (noted.actor_name, noted.details["author"]) == ("Alice", "Bob")
    edit = address(seen, written(seen)[0].pk, "edit")
    assert seen.by(seen.editor).post(edit, {"text": "Again"}).status_code == 409


def test_ones_own_is_removed_without_a_record(seen: Visit) -> None:
    say(seen, "Never mind")
    seen.by(seen.editor).post(address(seen, written(seen)[0].pk, "remove"))
    assert written(seen)[0].removed_at is not None
    with seen.inside():
        assert not AuditRecord.objects.filter(verb="comment.removed").exists()


def test_who_may_do_what(seen: Visit) -> None:
    say(seen, "Here")
    comment = written(seen)[0].pk
    other = seen.other_film
    for mine, theirs in (
        ((node(seen), "add"), (other.episode, "add")),
        ((comment, "edit"), (comment, "edit")),
        ((comment, "remove"), (comment, "remove")),
    ):
        foreign = seen.address("p", other.project.pk, "comments", *theirs)
        assert_guarded(seen, address(seen, *mine), foreign=foreign)
    assert seen.by(seen.stranger).get(address(seen, node(seen))).status_code == 404
    reviewer = member(seen.team, "Rosa", Role.REVIEWER)
    assert "I agree" in say(seen, "I agree", by=reviewer).text


def test_a_long_thread_costs_no_more_queries_than_a_short_one(seen: Visit) -> None:
    say(seen, "One")
    few = queries(seen.by(seen.editor), address(seen, node(seen)))
    with seen.inside():
        rows = [
            Comment(project=seen.film.project, node_id=node(seen), author=seen.owner, text=str(n))
            for n in range(60)
        ]
        Comment.objects.bulk_create(rows)
    assert queries(seen.by(seen.editor), address(seen, node(seen))) == few


def test_programs_write_read_change_and_remove(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    base = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/"
    thread = f"{base}content/{node(seen)}/comments/"
    made = browser.post(thread, {"text": "From a program"}, content_type="application/json")
    assert made.status_code == 201
    one = f"{base}comments/{made.json()['id']}/"
    changed = browser.patch(one, {"text": "Better"}, content_type="application/json").json()
    assert (changed["text"], changed["author"]) == ("Better", "Bob")
    assert [row["text"] for row in browser.get(thread).json()["results"]] == ["Better"]
    assert (
        seen.by(seen.viewer).post(thread, {"text": "x"}, content_type="application/json").status_code == 403
    )
    assert seen.by(seen.viewer).delete(one).status_code == 403
    assert seen.by(seen.stranger).get(thread).status_code == 404
    assert browser.post(thread, {"text": ""}, content_type="application/json").status_code == 400
    assert browser.delete(one).status_code == 204
    assert browser.get(thread).json()["results"][0]["text"] == ""
