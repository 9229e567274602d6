"""The rearview mirror of stages 7 to 10: how the scene before ended."""

import pytest

from projects.actions.commit import Edit, commit
from projects.kinds import VisualState
from tests.factories.shots import PEOPLE, beside, heads, queries, rewrite, written
from tests.factories.visitors import Visit, visit

STAGES = ("shots", "state", "prompts", "frames")


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        film = written(found.film, 3, 2)
        before, here = heads(film, "scene")[:2]
        for scene in (before, here):
            rewrite(film, scene, cast=[PEOPLE[0]])
        wet = VisualState(asset=PEOPLE[0], tags_out=["wet"], wardrobe="oilskins")
        commit(
            film.branch,
            [Edit.new(wet, PEOPLE[0], parent=before.node_id, episode=film.episode)],
            by=film.user,
        )
        last = [shot for shot in heads(film, "shot") if shot.parent_node == before.node_id][-1]
        said = {"speaker": PEOPLE[0], "text": "It is raining."}
        rewrite(film, last, utterances=[said], action="The door shuts")
    return found


def page(seen: Visit, stage: str, query: str = "", cookie: str = "") -> str:
    browser = seen.by(seen.viewer)
    if cookie:
        browser.cookies["rearview"] = cookie
    answer = browser.get(seen.stage(stage) + query)
    assert answer.status_code == 200
    return str(answer.text)


def second(seen: Visit) -> str:
    with seen.inside():
        scene = heads(seen.film, "scene")[1]
        return str(next(one for one in heads(seen.film, "shot") if one.parent_node == scene.node_id).node_id)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_from_7_to_10_shows_how_the_scene_before_ended(seen: Visit, stage: str) -> None:
    text = page(seen, stage, f"?shot={second(seen)}")
    mirror = text[text.index('id="rearview"') : text.index("</details>", text.index('id="rearview"'))]
    for shown in ("The door shuts", "It is raining.", "wet", "oilskins", "INT. ROOM 1 - DAY"):
        assert shown in mirror, shown
    assert mirror.count("<img") == 2  # the frames of its last shots
    assert " open" in mirror.partition(">")[0]


def test_it_stays_folded_when_it_was_left_so(seen: Visit) -> None:
    text = page(seen, "frames", f"?shot={second(seen)}", cookie="closed")
    assert " open" not in text[text.index('id="rearview"') :].partition(">")[0]


def test_the_first_scene_has_nothing_before_it_and_other_stages_have_no_mirror(seen: Visit) -> None:
    assert "is the first: nothing comes before it" in page(seen, "shots")
    assert "a scene by its number" in page(seen, "frames")
    assert "The door shuts" in page(seen, "frames", "?scene=2")
    assert 'id="rearview"' not in page(seen, "film")


def test_a_film_without_scenes_has_no_mirror(db: None) -> None:
    assert 'id="rearview"' not in page(visit(), "shots")


def test_the_mirror_costs_one_query_however_long_the_scene_before(seen: Visit) -> None:
    many = beside(seen, 3, 40)
    addresses = [f"{one.stage('frames')}?shot={second(one)}" for one in (seen, many)]
    few, more = (queries(seen.by(seen.viewer), address) for address in addresses)
    assert more <= few
