"""Stage 10: frames in a grid, approved one by one or all, their takes, and what is out of date."""

from typing import Any

import pytest

from pipeline.actions.runs import close_run, start_run
from pipeline.models import Generation, Run
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.models import Change, Head
from tests.factories.films import carry_out, run_until
from tests.factories.shots import another_take, as_made, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots, written down: nothing was drawn."""
    found = visit()
    with found.inside():
        written(found.film, 2, 3)
    return found


@pytest.fixture
def drawn(seen: Visit) -> Visit:
    """The same, as if the studio had made the prompts and frames."""
    with seen.inside():
        as_made(seen.film, "prompt", "frame")
    return seen


def frames(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "frame")


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("frames") + query)
    assert answer.status_code == 200
    return str(answer.text)


def press(seen: Visit, what: str, by: Any = None, **data: Any) -> Any:
    return seen.by(by or seen.editor).post(seen.stage("frames", what), data, follow=True)


def change_a_prompt(seen: Visit) -> Head:
    """Returns the frame that is drawn from it."""
    with seen.inside():
        frame = heads(seen.film, "frame")[0]
        prompt = next(head for head in heads(seen.film, "prompt") if head.parent_node == frame.parent_node)
        rewrite(seen.film, prompt, text="Two lamps.")
    return frame


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No frames yet" in page(visit())


def test_the_grid_shows_every_frame_in_the_films_shape(seen: Visit) -> None:
    text = page(seen)
    assert text.count('class="frame pick"') == 6
    assert 'class="frame-grid" data-aspect="16:9"' in text
    assert "Approve all 6" in text
    assert "Not drawn" not in text


def test_a_long_film_comes_in_pages_and_a_linked_shot_brings_its_own(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 3, 50)
        last = heads(found.film, "scene")[-1]
        shot = [head for head in heads(found.film, "shot") if head.parent_node == last.node_id][-1]
    assert page(found).count('class="frame pick"') == 120
    assert page(found, "?from=120").count('class="frame pick"') == 30
    text = page(found, f"?shot={shot.node_id}")
    assert text.count('class="frame pick"') == 30
    assert "Shot 3-50</h2>" in text


def test_one_frame_is_approved_and_withdrawn(seen: Visit) -> None:
    node = str(frames(seen)[0].node_id)
    assert "Approve all 5" in press(seen, "approve", node=node).text
    assert [head.content.approved for head in frames(seen)].count(True) == 1
    assert "Approve all 6" in press(seen, "approve", node=node, withdraw="1").text


def test_several_and_all_are_approved_as_one_change(seen: Visit) -> None:
    some = [str(head.node_id) for head in frames(seen)[:3]]
    with seen.inside():
        before = Change.objects.count()
    press(seen, "approve", selected=some)
    assert [head.content.approved for head in frames(seen)].count(True) == 3
    press(seen, "approve")
    press(seen, "approve")  # a second press of the same changes nothing
    assert all(head.content.approved for head in frames(seen))
    with seen.inside():
        assert Change.objects.count() == before + 2


@pytest.mark.parametrize("node", ["nonsense", "01a1f7f0-0000-7000-8000-000000000000"])
def test_approving_what_is_gone_says_so_and_approves_nothing(seen: Visit, node: str) -> None:
    assert "Those frames are gone" in press(seen, "approve", node=node).text
    assert not any(head.content.approved for head in frames(seen))


def test_frames_can_be_looked_at_by_state(seen: Visit) -> None:
    press(seen, "approve", node=str(frames(seen)[0].node_id))
    assert page(seen, "?show=locked").count('class="frame pick"') == 1
    assert page(seen, "?show=review").count('class="frame pick"') == 5
    assert "No frame is in that state" in page(seen, "?show=failed")
    assert "No frame is in that state" in page(seen, "?show=nonsense")


def test_a_changed_prompt_hatches_its_frame_and_says_why(drawn: Visit) -> None:
    change_a_prompt(drawn)
    text = page(drawn)
    assert text.count('class="thumb" data-aspect="16:9" data-state="stale"') == 1
    assert "The prompt&#x27;s text changed" in text
    assert "1 is out of date" in text
    assert "Update it" in text
    assert 'form="renew-form"' not in page(drawn, by=drawn.viewer)


def test_a_changed_shot_shows_on_the_frame_that_waits_for_its_prompt(drawn: Visit) -> None:
    with drawn.inside():
        rewrite(drawn.film, heads(drawn.film, "shot")[0], action="She runs away.")
    text = page(drawn)
    assert "The shot&#x27;s action changed" in text
    assert "Keep<" not in text  # it is the prompt that could be kept


def test_update_makes_what_is_stale_with_what_it_is_made_from_and_nothing_else(db: None) -> None:
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "frames")
        rewrite(found.film, heads(found.film, "shot")[0], action="She runs away and does not look back.")
    before = {head.node_id: head.built_by for head in frames(found)}
    press(found, "renew", form_key="one")
    press(found, "renew", form_key="one")  # pressed twice
    with found.inside():
        run = carry_out(Run.objects.get(state=Run.State.RUNNING))
    assert sorted(key.partition(":")[0] for key in run.only) == ["frame", "prompt"]
    changed = [head for head in frames(found) if head.built_by != before[head.node_id]]
    assert (run.state, len(changed)) == (Run.State.DONE, 1)
    assert "out of date" not in page(found)
    assert "Everything here is up to date" in press(found, "renew", form_key="one").text


def test_one_run_at_a_time_and_the_second_is_told(drawn: Visit) -> None:
    change_a_prompt(drawn)
    drawn.by(drawn.editor).post(drawn.stage("film", "run"))
    assert "still making something" in press(drawn, "renew").text
    assert 'form="renew-form"' not in page(drawn)  # nothing to press while it works


def test_what_the_panel_tells_of_a_shot(drawn: Visit) -> None:
    with drawn.inside():
        shot = heads(drawn.film, "shot")[0]
    text = page(drawn, f"?shot={shot.node_id}")
    for said in ("What it was told", "A lamp in the fog.", "previz, free, 1.5 s", "Take 1", "3 s, 72 frames"):
        assert said in text
    assert "Another take" in text
    assert "Another take" not in page(drawn, f"?shot={shot.node_id}", by=drawn.viewer)


def test_another_take_can_be_chosen_and_taken_back(drawn: Visit) -> None:
    head = frames(drawn)[0]
    with drawn.inside():
        other = another_take(drawn.film, head)
    text = page(drawn, f"?shot={head.parent_node}")
    assert "2 takes" in text
    assert f'name="take" value="{other.pk}"' in text
    answer = press(drawn, f"{head.node_id}/take", take=str(other.pk), expected=head.revision_id)
    assert "That take is in the film now" in answer.text
    chosen = frames(drawn)[0]
    assert (chosen.content.media, chosen.built_by, chosen.origin) == ("cd" * 32, other.pk, "machine")
    with drawn.inside():
        assert Change.objects.order_by("-pk")[0].message == "Chose another take of a frame"
    press(drawn, f"{head.node_id}/take", take=str(head.built_by), expected=chosen.revision_id)
    assert frames(drawn)[0].content == head.content


def test_a_take_from_older_inputs_is_kept_by_hand(drawn: Visit) -> None:
    head = frames(drawn)[0]
    with drawn.inside():
        old = another_take(drawn.film, head)
    change_a_prompt(drawn)
    press(drawn, f"{head.node_id}/take", take=str(old.pk), expected=head.revision_id)
    assert frames(drawn)[0].origin == "hand"
    text = page(drawn, f"?shot={head.parent_node}")
    assert "Chosen by hand" in text
    assert "Since then: the prompt&#x27;s text changed" in text


def test_of_two_who_choose_the_second_is_told(drawn: Visit) -> None:
    head = frames(drawn)[0]
    with drawn.inside():
        rewrite(drawn.film, head, width=640)
    address = drawn.stage("frames", head.node_id, "take")
    data = {"take": str(head.built_by), "expected": head.revision_id}
    answer = drawn.by(drawn.editor).post(address, data)
    assert answer.status_code == 409
    assert "changed this while" in answer.text


@pytest.mark.parametrize(
    "data",
    [
        {"take": "nonsense", "expected": "1"},
        {"take": "01a1f7f0-0000-7000-8000-000000000000", "expected": "x"},
        {},
    ],
)
def test_a_take_that_is_none_gets_a_sentence(seen: Visit, data: dict[str, str]) -> None:
    assert "That take is gone" in press(seen, f"{frames(seen)[0].node_id}/take", **data).text


def test_a_take_of_something_else_is_refused(drawn: Visit) -> None:
    first, second = frames(drawn)[:2]
    address = drawn.stage("frames", first.node_id, "take")
    data = {"take": str(second.built_by), "expected": first.revision_id}
    answer = drawn.by(drawn.editor).post(address, data, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (409, "That take is gone. Choose another.")


def test_a_stale_frame_can_be_kept_as_it_is(drawn: Visit) -> None:
    frame = change_a_prompt(drawn)
    with drawn.inside():
        key = Generation.objects.get(pk=frame.built_by).target
    assert "Keep<" in page(drawn)
    drawn.by(drawn.editor).post(drawn.stage("frames", "keep"), {"only": key})
    assert "out of date" not in page(drawn)


def test_locked_frames_stay_as_they_are(seen: Visit) -> None:
    head = frames(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "frames", by=seen.owner)
    answer = seen.by(seen.editor).post(seen.stage("frames", "approve"))
    assert answer.status_code == 409
    assert "is locked on this branch" in answer.text
    text = page(seen)
    assert "Approve all" not in text
    assert 'form="approve-form"' not in text
    assert frames(seen)[0].revision_id == head.revision_id


def test_who_may_do_what(seen: Visit) -> None:
    head = frames(seen)[0]
    for rest in (("approve",), ("renew",), (head.node_id, "take")):
        foreign = seen.stage("frames", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("frames", *rest), foreign=foreign)
    assert "Approve all" not in page(seen, by=seen.viewer)


def test_the_number_of_frames_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 2, 30)
    few = queries(seen.by(seen.editor), seen.stage("frames"))
    assert queries(many.by(many.editor), many.stage("frames")) == few <= 12
    one, other = (f"{found.stage('frames')}?shot={frames(found)[0].parent_node}" for found in (seen, many))
    assert queries(seen.by(seen.editor), one) == queries(many.by(many.editor), other) <= 15


def test_what_could_not_be_drawn_says_why_and_that_it_was_free(drawn: Visit) -> None:
    with drawn.inside():
        frame = heads(drawn.film, "frame")[0]
        made = Generation.objects.get(pk=frame.built_by)
        commit(drawn.film.branch, [Edit.of(frame, deleted=True)], by=drawn.owner)
        run = start_run(drawn.film.branch, drawn.film.episode, until="frames", by=drawn.owner)
        failed = {"run": run.pk, "state": "failed", "error": "The engine ran out of paper."}
        Generation.objects.filter(pk=made.pk).update(**failed)
        close_run(run, Run.State.FAILED, "1 of 40 could not be made.")
    text = page(drawn, f"?shot={frame.parent_node}")
    assert text.count('class="thumb" data-aspect="16:9" data-state="failed"') >= 1
    assert "The engine ran out of paper. You were not charged." in text
    assert "1 of 40 could not be made." in text
    assert "Everything that was made is kept." in text
    assert page(drawn, "?show=failed").count('class="frame pick"') == 1


def test_what_is_being_drawn_shows_it(drawn: Visit) -> None:
    change_a_prompt(drawn)
    press(drawn, "renew")
    text = page(drawn)
    assert text.count('class="thumb" data-aspect="16:9" data-state="working"') == 1
    assert 'class="progress"' in text
