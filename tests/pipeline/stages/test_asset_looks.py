"""Looks of an asset: chosen per scene, drawn, and obeyed by states, prompts and drawings."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pipeline.graph.plan import State
from pipeline.queries.plans import plan_for
from projects.kinds import Look
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.pictures import encoded
from tests.factories.shots import heads, queries
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """A film up to its prompts."""
    found = visit(seconds=20)
    with found.inside():
        run_until(found.film, "prompts")
    return found


def person(seen: Visit) -> Head:
    """Somebody who is in more than one scene."""
    with seen.inside():
        cast = [key for scene in heads(seen.film, "scene") for key in scene.content.cast]
        often = max(sorted(set(cast)), key=cast.count)
        return next(one for one in heads(seen.film, "asset") if one.content.key == often)


def scenes_with(seen: Visit, head: Head) -> list[Head]:
    with seen.inside():
        return [one for one in heads(seen.film, "scene") if head.content.key in one.content.cast]


def looks(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "look")


def add(seen: Visit, head: Head, name: str) -> Any:
    return seen.by(seen.editor).post(seen.stage("assets", head.node_id, "looks"), {"name": name}, follow=True)


def save(seen: Visit, look: Head, **fields: Any) -> Any:
    sent = {"expected": look.revision_id, "name": look.content.name, "reason": "wardrobe", **fields}
    return seen.by(seen.editor).post(seen.stage("assets", look.node_id, "look"), sent, follow=True)


def dressed(seen: Visit, head: Head) -> tuple[Head, Head]:
    """The film with a look in the last scene that ``head`` is in: the look, that scene."""
    add(seen, head, "Wedding")
    scene = scenes_with(seen, head)[-1]
    save(
        seen,
        looks(seen)[0],
        wardrobe="a white wedding dress",
        tags="Muddy, torn",
        scenes=[str(scene.node_id)],
        **{"traits.hair": "red"},
    )
    return looks(seen)[0], scene


def test_a_look_is_drawn_for_its_scenes_and_makes_only_their_prompts_stale(seen: Visit) -> None:
    head = person(seen)
    look, scene = dressed(seen, head)
    assert look.content == Look(
        asset=head.content.key,
        name="Wedding",
        wardrobe="a white wedding dress",
        tags=["muddy", "torn"],
        traits={"hair": "red"},
        scenes=[str(scene.node_id)],
    )
    with seen.inside():
        plan = plan_for(seen.film.branch, seen.film.episode)
        assert plan.by_key[f"picture:{head.content.key}"].state is State.FRESH
        assert plan.by_key[f"picture:{head.content.key}/{look.slot}"].state is State.MISSING
        stale = {unit.target.key for unit in plan.units if unit.state is State.STALE}
    assert stale == {f"state:{scene.slot}/{head.content.key}"}


def test_states_prompts_and_drawings_obey_it(seen: Visit) -> None:
    head = person(seen)
    look, scene = dressed(seen, head)
    with seen.inside():
        run_until(seen.film, "prompts")
        state = next(
            one.content
            for one in heads(seen.film, "state")
            if (one.slot, one.parent_node) == (head.content.key, scene.node_id)
        )
        shots = {one.node_id for one in heads(seen.film, "shot") if one.parent_node == scene.node_id}
        prompts = [one.content for one in heads(seen.film, "prompt") if one.parent_node in shots]
        picture = next(one for one in heads(seen.film, "picture") if one.parent_node == look.node_id)
    assert state.wardrobe == "a white wedding dress"
    assert {"muddy", "torn"} <= set(state.tags_in)
    people = [one for prompt in prompts for one in prompt.spec["people"] if one["key"] == head.content.key]
    assert people
    assert {one["design"]["hair"] for one in people} == {"#a8421f"}
    assert all({"muddy", "torn"} <= set(one["tags"]) for one in people)
    kept = ("nose", "jaw", "eyes", "skin", "width")
    assert all(one["design"][name] == head.content.design[name] for one in people for name in kept)
    named = [prompt for prompt in prompts if picture.content.media in prompt.references]
    assert len(named) >= 1


def test_a_scene_has_one_look_of_somebody(seen: Visit) -> None:
    head = person(seen)
    _, scene = dressed(seen, head)
    add(seen, head, "Funeral")
    first, second = looks(seen)
    save(seen, second, scenes=[str(scene.node_id)])
    first, second = looks(seen)
    assert (first.content.scenes, second.content.scenes) == ([], [str(scene.node_id)])


def test_a_look_taken_away_gives_the_scene_back_and_can_be_undone(seen: Visit) -> None:
    head = person(seen)
    look, scene = dressed(seen, head)
    remove = seen.stage("assets", look.node_id, "unlook")
    answer = seen.by(seen.editor).post(remove)
    assert looks(seen) == []
    with seen.inside():
        plan = plan_for(seen.film.branch, seen.film.episode)
        assert {unit.state for unit in plan.units if unit.step.name in ("picture", "state", "prompt")} == {
            State.FRESH
        }
    change = answer["Location"].partition("undo=")[2].partition("#")[0]
    seen.by(seen.editor).post(seen.stage("assets", "undo", change))
    assert [one.content.scenes for one in looks(seen)] == [[str(scene.node_id)]]


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"name": " "}, "Give the look a name"), ({"reason": "whim"}, "Reason cannot be that"),
     ({"tags": ",".join("abcdefghijklmn")}, "Tags has at most 12 entries"), ({"traits.gears": "x"}, "")],
)  # fmt: skip
def test_what_is_no_look_is_refused_with_a_sentence(seen: Visit, fields: dict[str, str], said: str) -> None:
    head = person(seen)
    add(seen, head, "Wedding")
    before = looks(seen)[0]
    answer = save(seen, before, **fields)
    if said:
        assert said in answer.text
        assert looks(seen)[0].revision_id == before.revision_id
    else:  # a field that its kind does not have changes nothing that is drawn
        assert answer.status_code == 200


def test_who_may_do_what(seen: Visit) -> None:
    head = person(seen)
    add(seen, head, "Wedding")
    look = looks(seen)[0].node_id
    for rest in ((head.node_id, "looks"), (look, "look"), (look, "unlook")):
        foreign = seen.stage("assets", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("assets", *rest), foreign=foreign)


def test_programs_add_change_and_remove_looks(seen: Visit) -> None:
    head = person(seen)
    scene = scenes_with(seen, head)[0]
    base, browser = (
        f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/content/",
        seen.by(seen.editor),
    )
    sent = {"name": "Old", "reason": "age", "traits": {"age": "80"}, "scenes": [str(scene.node_id)]}
    made = browser.post(f"{base}{head.node_id}/looks/", sent, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["content"]["scenes"] == [str(scene.node_id)]
    one = f"{base}{made.json()['id']}/"
    changed = {"expected": made.json()["revision"], "changes": {"tags": ["wet"]}}
    answer = browser.patch(one, changed, content_type="application/json")
    assert answer.json()["content"]["tags"] == ["wet"]
    assert browser.patch(one, changed, content_type="application/json").status_code == 409
    assert len(browser.get(f"{base}{head.node_id}/looks/").json()) == 1
    assert browser.delete(f"{one}looks/").status_code == 204
    assert looks(seen) == []
    assert (
        seen.by(seen.viewer)
        .post(f"{base}{head.node_id}/looks/", sent, content_type="application/json")
        .status_code
        == 403
    )


def test_more_looks_cost_no_more_queries(seen: Visit) -> None:
    head = person(seen)
    address = seen.stage("assets", head.node_id)
    add(seen, head, "One")
    few = queries(seen.by(seen.editor), address)
    for name in ("Two", "Three", "Four"):
        add(seen, head, name)
    assert queries(seen.by(seen.editor), address) == few


def test_an_own_picture_of_a_look_stays(seen: Visit) -> None:
    look, _ = dressed(seen, person(seen))
    address, browser = seen.stage("assets", look.node_id, "upload"), seen.by(seen.editor)
    wrong = {"expected": 0, "picture": SimpleUploadedFile("a.heic", b"\0\0\0\x18ftypheic" + bytes(90))}
    assert "damaged or was cut off" in browser.post(address, wrong, follow=True).text
    browser.post(address, {"expected": 0, "picture": SimpleUploadedFile("a.png", encoded())})
    with seen.inside():
        brought = next(one for one in heads(seen.film, "picture") if one.parent_node == look.node_id)
        plan = plan_for(seen.film.branch, seen.film.episode)
    assert brought.origin == Head.Origin.UPLOAD
    assert plan.by_key[f"picture:{look.content.asset}/{look.slot}"].state is State.KEPT
