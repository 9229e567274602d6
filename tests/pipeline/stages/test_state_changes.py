"""Stage 8 by hand: chips, moments of a scene, what lines tell, questions, many scenes, rolling back."""

from typing import Any

import pytest

from pipeline.actions import states as actions
from pipeline.models import Run
from projects.actions.branches import lock_stage
from projects.kinds import VisualState
from projects.kinds.world import StateChange
from projects.models import ChangeItem, Head
from tests.factories.shots import PEOPLE, heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.stages.test_state import dress, page, states

FALL = "Mara falls into the mud."


@pytest.fixture
def seen(db: None) -> Visit:
    """Three scenes of three shots; in the second shot of each, and in its script, somebody falls."""
    found = visit()
    with found.inside():
        written(found.film, 3, 3)
        for scene in heads(found.film, "scene"):
            script = next(head for head in heads(found.film, "script") if head.slot == scene.content.script)
            rewrite(found.film, script, text=f"INT. BARN - DAY\n\nMara enters.\n\n{FALL}\n")
            shots = [head for head in heads(found.film, "shot") if head.parent_node == scene.node_id]
            for shot, action in zip(shots, ("Mara enters.", FALL, "Rain on the roof."), strict=True):
                rewrite(found.film, shot, action=action)
    return dress(found)


def press(seen: Visit, head: Head, **given: str) -> Any:
    answer = seen.by(seen.editor).post(seen.stage("state", head.node_id, "change"), given)
    assert answer.status_code == 302
    return answer


def now(seen: Visit, scene: int = 0) -> VisualState:
    found: VisualState = states(seen)[scene].content
    return found


def test_a_chip_is_put_on_and_taken_off(seen: Visit) -> None:
    head = states(seen)[0]
    press(seen, head, what="becomes", value="  Covered in   MUD ", at="start")
    assert now(seen).tags_in == now(seen).tags_out == ["covered in mud"]
    press(seen, head, press="take:start:covered in mud")
    assert (now(seen).tags_in, now(seen).tags_out) == ([], [])


def test_a_tag_from_a_shot_on_leads_to_the_scenes_end(seen: Visit) -> None:
    head = states(seen)[0]
    with seen.inside():
        shot = next(one for one in heads(seen.film, "shot") if one.content.action == FALL)
    press(seen, head, what="becomes", value="torn", at=shot.slot)
    assert (now(seen).tags_in, now(seen).tags_out, now(seen).changes[0].shot) == ([], ["torn"], shot.slot)
    text = page(seen)
    assert f"From shot {shot.content.number or 2}" in text
    assert "becomes torn" in text
    press(seen, head, press="take:end:torn")
    assert now(seen).changes == []


def test_clothes_hands_and_places_change_within_a_scene(seen: Visit) -> None:
    head = states(seen)[0]
    press(seen, head, what="wears", value="a red coat", at="end")
    press(seen, head, what="is", value="on the floor", at="end")
    assert now(seen).wardrobe == ""
    assert now(seen).ends()[1:] == ("a red coat", "", "on the floor")
    before = states(seen)[0].revision_id
    answer = seen.by(seen.editor).post(
        seen.stage("state", head.node_id, "change"), {"what": "holds", "value": "a sword"}, follow=True
    )
    assert "no prop called a sword" in answer.text
    assert states(seen)[0].revision_id == before


def test_a_question_is_asked_once_and_the_answer_remembered(seen: Visit) -> None:
    head, question = states(seen)[0], "Does Mara stay torn in the next scenes?"
    press(seen, head, what="becomes", value="torn", at="end")
    assert question in page(seen)
    press(seen, head, press="ends::torn")
    assert question not in page(seen)
    assert now(seen).stays == {"torn": False}
    assert now(seen).hands_on().tags == ()


def test_what_stays_reaches_later_scenes_that_a_hand_wrote_and_runs_for_the_others(seen: Visit) -> None:
    first, second, third = states(seen)
    press(seen, second, what="becomes", value="cold", at="start")
    press(seen, first, what="becomes", value="torn", at="end")
    press(seen, first, press="stays::torn")
    assert now(seen, 1).tags_in == ["cold", "torn"]
    assert states(seen)[2].revision_id == third.revision_id  # the studio's own: it follows with a run
    with seen.inside():
        assert Run.objects.filter(branch=seen.film.branch.pk, until="state").count() == 1


def test_what_a_line_tells_is_offered_with_its_words_and_can_be_refused_for_good(seen: Visit) -> None:
    head = states(seen)[0]
    press(seen, head, what="is", value="standing", at="start")
    text = page(seen)
    assert "A line says" in text
    assert f"{FALL}</q>" in text
    press(seen, head, press=f"refuse::+muddy: {FALL}")
    assert now(seen).refused == [f"+muddy: {FALL}"]
    assert "A line says" not in page(seen)


def test_what_a_line_tells_can_be_taken_over(seen: Visit) -> None:
    head = states(seen)[0]
    press(seen, head, what="is", value="standing", at="start")
    press(seen, head, press=f"agree::+muddy: {FALL}")
    assert now(seen).tags_out == ["muddy"]
    assert now(seen).changes[0].sure
    assert "stay muddy in the next scenes?" in page(seen)


def test_what_is_only_read_from_a_line_raises_no_question(seen: Visit) -> None:
    head = states(seen)[0]
    with seen.inside():
        read = StateChange(adds=["muddy"], quote=FALL)
        rewrite(seen.film, head, changes=[read.model_dump()], tags_out=["muddy"])
    assert "So it is" in page(seen)
    assert "in the next scenes?" not in page(seen)


def test_a_line_that_nobody_wrote_is_not_taken_over(seen: Visit) -> None:
    head = states(seen)[0]
    press(seen, head, press=f"agree::+muddy: {FALL}")
    press(seen, head, press="agree::+wet: Nobody wrote this.")
    assert now(seen).tags_out == ["muddy"]


def test_bad_input_is_refused_and_changes_nothing(seen: Visit) -> None:
    head = states(seen)[0]
    for given in (
        {"what": "becomes", "value": "", "at": "start"},
        {"what": "becomes", "value": "x" * 41},
        {"what": "becomes", "value": "torn", "at": "9999"},
        {"what": "eats", "value": "soup"},
        {"press": "burn:start:all"},
    ):
        press(seen, head, **given)
    for number in range(12):
        press(seen, head, what="becomes", value=f"tag {number}", at="start")
    press(seen, head, what="becomes", value="one more", at="start")
    assert len(now(seen).tags_in) == 12


def mark(seen: Visit, **given: str) -> Any:
    with seen.inside():
        slots = [scene.slot for scene in heads(seen.film, "scene")]
    given = {"asset": PEOPLE[0], "tag": "bloody", "first": slots[0], "last": slots[1], **given}
    return seen.by(seen.editor).post(seen.stage("state", "mark"), given)


def test_a_tag_goes_on_many_scenes_and_off_again_as_one_change(seen: Visit) -> None:
    answer = mark(seen)
    assert [head.content.tags_in for head in states(seen)] == [["bloody"], ["bloody"], []]
    assert now(seen, 1).hands_on().tags == ()  # what comes after does not inherit it
    assert "undo=" in answer["Location"]
    mark(seen, clear="1")
    assert [head.content.tags_out for head in states(seen)] == [[], [], []]


def test_marking_nothing_says_why(seen: Visit) -> None:
    with seen.inside():
        last = heads(seen.film, "scene")[2].slot
        first = heads(seen.film, "scene")[0].slot
    for given in ({"first": last, "last": first}, {"asset": PEOPLE[1]}, {"asset": "character:nobody"}):
        assert "undo=" not in mark(seen, **given)["Location"]
    assert [head.content.tags_in for head in states(seen)] == [[], [], []]


def test_a_state_is_put_back_as_it_was_as_a_new_version(seen: Visit) -> None:
    head = states(seen)[0]
    with seen.inside():
        actions.change_state(
            seen.film.branch, head.node_id, actions.put_on("wet", "start"), by=seen.owner, message="Wet"
        )
    address = seen.stage("state", head.node_id, "restore")
    seen.by(seen.editor).post(address, {"revision": head.revision_id})
    assert now(seen).tags_in == []
    with seen.inside():
        assert ChangeItem.objects.filter(node=head.node_id).count() == 3
    answer = seen.by(seen.editor).post(address, {"revision": "0"}, follow=True)
    assert "no such version" in answer.text


def test_locked_states_stay_as_they_are(seen: Visit) -> None:
    head = states(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "state", by=seen.owner)
    press(seen, head, what="becomes", value="wet", at="start")
    assert "undo=" not in mark(seen)["Location"]
    assert now(seen).tags_in == []


def test_who_may_change_states(seen: Visit) -> None:
    node = states(seen)[0].node_id
    for rest in ((node, "change"), (node, "restore"), ("mark",)):
        foreign = seen.stage("state", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("state", *rest), foreign=foreign)
    with seen.inside():
        scene = heads(seen.film, "scene")[0].node_id
    assert seen.by(seen.editor).post(seen.stage("state", scene, "change")).status_code == 404
