"""Stage 8: looks carried from scene to scene, people first, changed by hand."""

from typing import Any

import pytest

from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.kinds import VisualState
from projects.models import Head
from tests.factories.shots import PEOPLE, as_made, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


def dress(seen: Visit, **state: Any) -> Visit:
    """Mara and a lamp in every scene, with a state each, as if the studio had carried them forward."""
    with seen.inside():
        for scene in heads(seen.film, "scene"):
            rewrite(seen.film, scene, cast=[PEOPLE[0]], props=["prop:lamp"])
        inside = {"episode": seen.film.episode}
        states = [
            Edit.new(VisualState(asset=key, **state), key, parent=scene.node_id, **inside)  # type: ignore[arg-type]
            for scene in heads(seen.film, "scene")
            for key in (PEOPLE[0], "prop:lamp")
        ]
        commit(seen.film.branch, states, by=seen.owner)
        as_made(seen.film, "state")
    return seen


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 3, 1)
    return dress(found)


def states(seen: Visit) -> list[Head]:
    """Mara's, in the order of scenes."""
    with seen.inside():
        order = [scene.node_id for scene in heads(seen.film, "scene")]
        rows = [head for head in heads(seen.film, "state") if head.slot == PEOPLE[0]]
    return sorted(rows, key=lambda head: order.index(head.parent_node))


def save(seen: Visit, head: Head, **fields: Any) -> Any:
    address = seen.stage("state", head.node_id, "save")
    return seen.by(seen.editor).post(address, {"expected": head.revision_id, **fields}, headers=JSON)


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("state") + query)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No states yet" in page(visit())


def test_people_come_first_and_props_are_folded(seen: Visit) -> None:
    text = page(seen)
    assert text.count('class="card state-scene"') == 3
    assert text.index("Mara") < text.index("1 prop")
    assert '<details class="state-props">' in text
    assert "first seen here" in text
    assert "as scene 2 left it" in text


def test_what_a_hand_writes_makes_the_next_scenes_state_out_of_date(seen: Visit) -> None:
    first = states(seen)[0]
    assert save(seen, first, wardrobe="a red coat", position="by the door").status_code == 200
    assert states(seen)[0].content.position == "by the door"
    assert states(seen)[0].origin == "hand"
    text = page(seen)
    assert "The state before&#x27;s wardrobe and position changed" in text
    assert 'form="renew-form"' in text


def test_what_cannot_be_gets_a_sentence(seen: Visit) -> None:
    head = states(seen)[0]
    assert save(seen, head, wardrobe="x" * 2001).status_code == 422
    answer = save(seen, head, holding="prop:unheard-of")
    assert (answer.status_code, "no such prop" in answer.json()["detail"]) == (422, True)
    assert states(seen)[0].revision_id == head.revision_id


def test_two_who_dress_one_person_see_both_versions(seen: Visit) -> None:
    head = states(seen)[0]
    save(seen, head, wardrobe="a red coat")
    answer = save(seen, head, wardrobe="a blue coat")
    assert answer.status_code == 409
    assert "a red coat" in answer.text


def test_a_long_film_comes_eight_scenes_at_a_time(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 20, 1)
    dress(found)
    assert page(found).count('class="card state-scene"') == 8
    assert page(found, "?scene=s020").count('class="card state-scene"') == 4


def test_locked_states_can_be_read(seen: Visit) -> None:
    head = states(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "state", by=seen.owner)
    assert save(seen, head, wardrobe="Late").status_code == 422
    assert "<auto-save>" not in page(seen)


def test_who_may_do_what(seen: Visit) -> None:
    for rest in (("renew",), (states(seen)[0].node_id, "save")):
        foreign = seen.stage("state", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("state", *rest), foreign=foreign)
    assert "<auto-save>" not in page(seen, by=seen.viewer)


def test_the_number_of_states_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = dress(beside(seen, 12, 1))
    few = queries(seen.by(seen.editor), seen.stage("state"))
    assert queries(many.by(many.editor), many.stage("state")) == few <= 12
