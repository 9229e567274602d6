"""Stage 6: the scenes with what each needs, changed by hand where the reading was wrong."""

from typing import Any

import pytest

from pipeline.outline import scenes_of
from pipeline.queries.continuity import judged
from pipeline.queries.hub import risks_in
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.kinds import VisualState
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.films import run_until
from tests.factories.shots import PEOPLE, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 2, 3)
    return found


def scenes(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "scene")


def save(seen: Visit, head: Head, **fields: Any) -> Any:
    address = seen.stage("scenes", head.node_id, "save")
    return seen.by(seen.editor).post(address, {"expected": head.revision_id, **fields}, headers=JSON)


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("scenes") + query)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No scenes yet" in page(visit())


def test_every_scene_shows_what_it_needs_and_how_far_it_is(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, scenes(seen)[0], cast=[PEOPLE[0], "character:gone"], weather="fog")
    text = page(seen)
    assert text.count('class="scene-row pick"') == 2
    assert "</svg>\nMara</span>" in text or "Mara</span>" in text
    assert "Not among the assets: character:gone" in text
    assert "3/3" in text
    assert "9.0" in text  # seconds: three shots of three


def test_the_selected_scene_can_be_changed_by_hand(seen: Visit) -> None:
    head = scenes(seen)[0]
    text = page(seen, f"?selected={head.node_id}")
    assert 'name="has_lists"' in text
    answer = save(seen, head, synopsis="Fog.", mood="calm", has_lists="1", cast=list(PEOPLE))
    assert answer.status_code == 200
    now = scenes(seen)[0]
    assert (now.content.synopsis, now.content.cast, now.content.props) == ("Fog.", list(PEOPLE), [])
    assert now.origin == "hand"
    assert page(seen, f"?selected={head.node_id}").count(" checked>") == 2


def test_lists_stay_when_only_words_were_sent(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, scenes(seen)[0], cast=[PEOPLE[0]])
    save(seen, scenes(seen)[0], synopsis="Rain.")
    assert scenes(seen)[0].content.cast == [PEOPLE[0]]


def test_somebody_who_is_no_asset_gets_a_sentence(seen: Visit) -> None:
    head = scenes(seen)[0]
    answer = save(seen, head, has_lists="1", cast=["character:ghost"])
    assert (answer.status_code, "ghost is no longer" in answer.json()["detail"]) == (422, True)
    assert save(seen, head, synopsis="x" * 2001).status_code == 422
    assert scenes(seen)[0].revision_id == head.revision_id


def test_two_who_write_one_scene_see_both_versions(seen: Visit) -> None:
    head = scenes(seen)[0]
    save(seen, head, synopsis="Alice")
    answer = save(seen, head, synopsis="Bob")
    assert answer.status_code == 409
    assert "Alice" in answer.text


def test_a_scene_read_again_leaves_what_a_hand_changed(db: None) -> None:
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "scenes")
    head = scenes(found)[0]
    save(found, head, synopsis="Mine.")
    with found.inside():
        script = next(one for one in heads(found.film, "script") if one.slot == head.content.script)
        rewrite(found.film, script, text=script.content.text + "\n\nA bell rings.")
        run_until(found.film, "scenes")
    assert scenes(found)[0].content.synopsis == "Mine."


def test_locked_scenes_can_be_read(seen: Visit) -> None:
    head = scenes(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "scenes", by=seen.owner)
    assert save(seen, head, synopsis="Late").status_code == 422
    assert "has_lists" not in page(seen, f"?selected={head.node_id}")


def test_who_may_do_what(seen: Visit) -> None:
    for rest in (("renew",), (scenes(seen)[0].node_id, "save")):
        foreign = seen.stage("scenes", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("scenes", *rest), foreign=foreign)
    assert "has_lists" not in page(seen, f"?selected={scenes(seen)[0].node_id}", by=seen.viewer)


def test_the_number_of_scenes_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 20, 3)
    few = queries(seen.by(seen.editor), seen.stage("scenes"))
    assert queries(many.by(many.editor), many.stage("scenes")) == few <= 11


def test_a_scene_says_how_far_it_is_in_every_stage_and_leads_there(seen: Visit) -> None:
    text = page(seen)
    first = scenes(seen)[0]
    assert f'href="{seen.stage("shots")}?scene={first.slot}"' in text
    for title in ("Shot list", "Visual state", "Prompts", "Frames", "Film"):
        assert f"{title}: " in text
    assert "Frames: 3 of 3 done" in text


def test_an_omitted_scene_keeps_its_number_and_what_comes_in_gets_a_letter(db: None) -> None:
    seen = visit(mode="screenplay")
    with seen.inside():
        written(seen.film, 2, 1)
    browser = seen.by(seen.editor)
    script = seen.stage("screenplay")
    with seen.inside():
        nodes = [head.node_id for head in heads(seen.film, "script")]
    browser.post(f"{script}numbers/", {"lock": "1"})
    browser.post(f"{script}add/", {"after": str(nodes[0])})
    browser.post(f"{script}{nodes[1]}/remove/")
    with seen.inside():
        run_until(seen.film, "scenes")
    text = page(seen)
    assert "<strong>OMITTED</strong>" in text
    assert "inserted" in text
    assert text.index("1A</span>") < text.index("OMITTED")
    browser.post(f"{script}add/")
    with seen.inside():
        numbers = [head.content.number for head in heads(seen.film, "script")]
    assert sorted(numbers) == ["1", "1A", "2", "3"]  # the omitted scene's number is not given again
    browser.post(f"{script}{nodes[1]}/restore/")
    assert "OMITTED" not in page(seen)


def correct(seen: Visit, head: Head, **fields: str) -> Any:
    return seen.by(seen.editor).post(seen.stage("scenes", head.node_id, "correct"), fields, follow=True)


def test_a_name_that_nobody_knows_is_put_right_in_every_scene_and_taken_back(seen: Visit) -> None:
    with seen.inside():
        for head in scenes(seen):
            rewrite(seen.film, head, cast=["character:marah", PEOPLE[1]])
    head = scenes(seen)[0]
    assert "It is Mara" in page(seen, f"?selected={head.node_id}")
    answer = correct(seen, head, key="character:marah", asset=PEOPLE[0], everywhere="1")
    assert [one.content.cast for one in scenes(seen)] == [list(PEOPLE)] * 2
    assert "Marah is Mara in 2 scenes" in answer.text
    undo = answer.redirect_chain[-1][0].rpartition("undo=")[2]
    seen.by(seen.editor).post(seen.stage("scenes", "undo", undo))
    assert [one.content.cast for one in scenes(seen)] == [["character:marah", PEOPLE[1]]] * 2


def test_a_correction_is_refused_with_a_sentence_where_it_cannot_be(seen: Visit) -> None:
    head = scenes(seen)[0]
    assert "not there any more" in correct(seen, head, key="character:x", asset="character:ghost").text
    assert "plays somewhere" in correct(seen, head, key="location:room", asset="").text
    assert "changed meanwhile" in correct(seen, head, key="character:x", asset=PEOPLE[0]).text
    assert scenes(seen)[0].revision_id == head.revision_id


def test_a_risk_is_told_where_it_shows_and_stops_nothing(seen: Visit) -> None:
    with seen.inside():
        shot = next(one for one in heads(seen.film, "shot") if one.parent_node == scenes(seen)[1].node_id)
        rewrite(seen.film, shot, cast=[PEOPLE[0]])
    text = page(seen, f"?selected={scenes(seen)[1].node_id}")
    assert "is in the shot" in text or "not in the scene" in text
    assert "They advise and stop nothing here." in text


def test_a_story_day_by_hand_counts_from_there_on(seen: Visit) -> None:
    assert save(seen, scenes(seen)[0], day="4").status_code == 200
    assert page(seen).count("Day 4") == 2
    assert save(seen, scenes(seen)[0], day="soon").status_code == 422


def test_risks_of_one_scene_are_those_that_the_whole_film_shows_there(db: None) -> None:
    seen = visit()
    with seen.inside():
        film = written(seen.film, 4, 1)
        for at, worn in ((0, "a red coat"), (2, "oilskins")):
            scene = heads(film, "scene")[at]
            rewrite(film, scene, cast=[PEOPLE[0]])
            state = VisualState(asset=PEOPLE[0], wardrobe=worn, tags_out=["wet"] if at == 0 else [])
            edit = Edit.new(state, PEOPLE[0], parent=scene.node_id, episode=film.episode)
            commit(film.branch, [edit], by=film.user)
        story = load_story(film.branch, film.episode)
        third = scenes_of(story)[2]
        whole = {one.key for one in judged(story).open if f"{third.slot}:" in one.key}
        alone = {one.key for one in risks_in(story, [third])[third.node]}
    assert {key.partition("/")[0] for key in whole} == {"wardrobe"}
    assert alone == whole
