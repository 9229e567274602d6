"""Which shot a change shows from, and what every shot is therefore made from."""

from typing import Any

import pytest

from pipeline.outline import scenes_of, shots_in_order, state_of
from pipeline.providers.house.provider import House
from pipeline.queries.plans import plan_for
from pipeline.registry import STEP_OF
from pipeline.standing import before, ends_of, so_far, state_in_shot, telling, visual_state
from projects.actions.commit import Edit, commit
from projects.kinds import VisualState
from projects.kinds.world import Standing, StateChange
from projects.queries.story import Story, load_story
from tests.factories.shots import PEOPLE, heads, rewrite, written
from tests.factories.visitors import Visit, visit

ACTIONS = ["Mara enters.", "Rain on the roof.", "She falls into the mud. Ned laughs.", "Mara rises."]


def test_a_line_is_found_in_the_shot_that_quotes_it() -> None:
    assert telling("She falls into the mud.", ACTIONS) == 2
    assert telling("Mara enters. She looks around the dark barn and waits.", ACTIONS) == 0


def test_a_line_is_found_by_its_words_where_no_shot_quotes_it() -> None:
    assert telling("She slowly falls into the mud", ACTIONS) == 2
    assert telling("The boat burns", ACTIONS) is None
    assert telling("", ACTIONS) is None


def test_older_states_are_read_with_their_marks() -> None:
    state = VisualState.model_validate({"asset": "a", "tags_in": ["wet"], "changes": ["+torn", "-wet"]})
    assert [change.marks for change in state.changes] == [["+torn"], ["-wet"]]
    assert state.totalled().tags_out == ["torn"]


@pytest.fixture
def seen(db: None) -> Visit:
    """One scene of four shots, in the third of which Mara falls."""
    found = visit()
    with found.inside():
        written(found.film, 2, 4)
        for scene in heads(found.film, "scene"):
            rewrite(found.film, scene, cast=[PEOPLE[0]])
            shots = [head for head in heads(found.film, "shot") if head.parent_node == scene.node_id]
            for shot, action in zip(shots, ACTIONS, strict=True):
                rewrite(found.film, shot, action=action, cast=[PEOPLE[0]])
    return found


def fallen(seen: Visit, **more: Any) -> Story:
    with seen.inside():
        fall = StateChange(adds=["muddy"], holding="prop:lamp", quote="She falls into the mud.", **more)
        state = VisualState(asset=PEOPLE[0], wardrobe="a coat", changes=[fall]).totalled()
        scene = heads(seen.film, "scene")[0].node_id
        there = [head for head in heads(seen.film, "state") if head.parent_node == scene]
        inside = {"parent": scene, "episode": seen.film.episode}
        edit = Edit.of(there[0], state) if there else Edit.new(state, PEOPLE[0], **inside)
        commit(seen.film.branch, [edit], by=seen.owner)
        return load_story(seen.film.branch, seen.film.episode)


def looks(seen: Visit, story: Story) -> list[list[str]]:
    with seen.inside():
        scene = scenes_of(story)[0]
        item = state_of(story, scene, PEOPLE[0])
        assert item is not None
        state = visual_state(story, item)
        shots = [shot for one, shot in shots_in_order(story) if one is scene]
        return [state_in_shot(story, scene, state, shot).tags_in for shot in shots]


def test_a_change_shows_from_the_shot_that_tells_it_and_not_before(seen: Visit) -> None:
    assert looks(seen, fallen(seen)) == [[], [], ["muddy"], ["muddy"]]


def test_a_shot_that_a_person_names_comes_before_the_line(seen: Visit) -> None:
    with seen.inside():
        last = heads(seen.film, "shot")[-1].slot
    assert looks(seen, fallen(seen, shot=last)) == [[], [], [], ["muddy"]]


def test_what_no_shot_tells_has_happened_by_the_end(seen: Visit) -> None:
    story = fallen(seen)
    with seen.inside():
        for shot in heads(seen.film, "shot"):
            rewrite(seen.film, shot, action="A door.")
        story = load_story(seen.film.branch, seen.film.episode)
        scene = scenes_of(story)[0]
        ends = ends_of(story, scene)
    assert looks(seen, story) == [[], [], [], []]
    assert ends == {PEOPLE[0]: Standing(("muddy",), "a coat", "prop:lamp")}


def test_prompts_before_a_change_are_not_touched_by_it(seen: Visit) -> None:
    def prompts() -> list[str]:
        with seen.inside():
            plan = plan_for(seen.film.branch, seen.film.episode, story=fallen(seen, shot=slots[at]))
            units = [unit for unit in plan.of_stage("prompts") if unit.target.key.startswith("prompt:s001/")]
            return [unit.target.digest for unit in units]

    with seen.inside():
        scene = heads(seen.film, "scene")[0]
        slots = [head.slot for head in heads(seen.film, "shot") if head.parent_node == scene.node_id]
    at = 1
    early = prompts()
    at = 2
    late = prompts()
    assert [one == other for one, other in zip(early, late, strict=True)] == [True, False, True, True]


def test_a_prompt_says_and_draws_what_has_happened_by_its_shot(seen: Visit) -> None:
    story = fallen(seen)
    with seen.inside():
        step = STEP_OF["prompt"]
        targets = [target for target in step.targets(story) if target.key.startswith("prompt:s001/")]
        made = [step.make(step.request(story, target), Tools()).content for target in targets]
    texts, tags = [prompt.text for prompt in made], [prompt.spec["people"][0]["tags"] for prompt in made]
    assert tags == [[], [], ["muddy"], ["muddy"]]
    assert ["muddy; holding the lamp" in text for text in texts] == [False, False, True, True]
    assert ["Reference pictures show Mara as before" in text for text in texts] == [False, False, True, True]


class Tools:
    """Tools of a step that asks the house engine."""

    def provider(self) -> House:
        """The house engine."""
        return House()


def test_where_somebody_is_shows_from_its_shot_on(seen: Visit) -> None:
    story = fallen(seen, position="kneeling, in the mud")
    with seen.inside():
        step = STEP_OF["prompt"]
        targets = [target for target in step.targets(story) if target.key.startswith("prompt:s001/")]
        made = [step.make(step.request(story, target), Tools()).content for target in targets]
    assert [prompt.spec["people"][0]["pose"] == "kneel" for prompt in made] == [False, False, True, True]
    assert ["kneeling, in the mud" in prompt.text for prompt in made] == [False, False, True, True]


def test_a_scene_finds_what_the_one_before_left(seen: Visit) -> None:
    story = fallen(seen)
    with seen.inside():
        second = scenes_of(story)[1]
        found = before(story, second, PEOPLE[0])
        assert found is not None
        assert found[0] is scenes_of(story)[0]
        assert before(story, scenes_of(story)[0], PEOPLE[0]) is None
        scene = scenes_of(story)[0]
        state = visual_state(story, found[1])
        assert so_far(story, scene, state, story.under("shot", scene.node)[0]) == []
