"""Stage 9: prompts word for word, written by hand and given back."""

from typing import Any

import pytest

from pipeline.models import Run
from projects.actions.branches import lock_stage
from projects.models import Head
from tests.factories.films import carry_out, run_until
from tests.factories.shots import SHA, as_made, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 2, 3)
        as_made(found.film, "prompt")
    return found


def prompts(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "prompt")


def save(seen: Visit, head: Head, text: str) -> Any:
    address = seen.stage("prompts", head.node_id, "save")
    return seen.by(seen.editor).post(address, {"expected": head.revision_id, "text": text}, headers=JSON)


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("prompts") + query)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No prompts yet" in page(visit())


def test_every_prompt_shows_its_words_and_the_pictures_sent_along(seen: Visit) -> None:
    text = page(seen)
    assert text.count('class="card prompt-card"') == 6
    assert text.count("A lamp.</textarea>") == 6
    assert f"/media/{SHA}.png" in text


def test_a_long_film_comes_sixty_prompts_at_a_time(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 2, 40)
        shot = heads(found.film, "shot")[-1]
    assert page(found).count('class="card prompt-card"') == 60
    assert f'id="shot-{shot.node_id}" aria-labelledby' in page(found, f"?shot={shot.node_id}")


def test_words_by_hand_are_saved_and_marked(seen: Visit) -> None:
    text = 'A "lamp" <b>in</b> the fog 🌫 ضباب'
    assert save(seen, prompts(seen)[0], text).status_code == 200
    now = prompts(seen)[0]
    assert (now.content.text, now.origin, now.content.spec) == (text, "hand", {"people": []})
    assert "written by hand" in page(seen)
    assert "&lt;b&gt;in&lt;/b&gt;" in page(seen)


def test_what_changed_since_a_prompt_was_written_is_told(seen: Visit) -> None:
    head = prompts(seen)[0]
    save(seen, head, "Mine.")
    with seen.inside():
        shot = next(one for one in heads(seen.film, "shot") if one.node_id == head.parent_node)
        rewrite(seen.film, shot, action="He waits.")
    assert "Since it was written: the shot&#x27;s action changed" in page(seen)
    assert "out of date" not in page(seen)


def test_a_prompt_that_is_too_long_gets_a_sentence(seen: Visit) -> None:
    head = prompts(seen)[0]
    answer = save(seen, head, "x" * 20_001)
    assert (answer.status_code, "at most 20,000" in str(answer.json())) == (422, True)
    assert prompts(seen)[0].revision_id == head.revision_id


def test_two_who_write_one_prompt_see_both_versions(seen: Visit) -> None:
    head = prompts(seen)[0]
    save(seen, head, "Alice's words")
    answer = save(seen, head, "Bob's words")
    assert answer.status_code == 409
    assert "Alice&#x27;s words" in answer.text


def test_a_prompt_by_hand_can_be_put_together_again(db: None) -> None:
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "prompts")
    head = prompts(found)[0]
    save(found, head, "Mine.")
    address = found.stage("prompts", head.node_id, "rebuild")
    found.by(found.editor).post(address)
    with found.inside():
        assert carry_out(Run.objects.get(state=Run.State.RUNNING)).state == Run.State.DONE
    again = prompts(found)[0]
    assert (again.content, again.origin) == (head.content, "machine")
    answer = found.by(found.editor).post(address, follow=True)
    assert "put together from the shot already" in answer.text


def test_locked_prompts_can_be_read(seen: Visit) -> None:
    head = prompts(seen)[0]
    save(seen, head, "Mine.")
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "prompts", by=seen.owner)
    assert save(seen, prompts(seen)[0], "Late").status_code == 422
    browser = seen.by(seen.editor)
    assert browser.post(seen.stage("prompts", head.node_id, "rebuild")).status_code == 409
    assert "<textarea" not in page(seen)


def test_who_may_do_what(seen: Visit) -> None:
    node = prompts(seen)[0].node_id
    for rest in (("renew",), (node, "save"), (node, "rebuild")):
        foreign = seen.stage("prompts", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("prompts", *rest), foreign=foreign)
    assert "<textarea" not in page(seen, by=seen.viewer)


def test_the_number_of_prompts_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 2, 30)
    few = queries(seen.by(seen.editor), seen.stage("prompts"))
    assert queries(many.by(many.editor), many.stage("prompts")) == few <= 12
