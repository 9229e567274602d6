"""Stage 8 through the film: everybody, one asset with bands and pictures, where a tag is, long films."""

import pytest

from pipeline.actions import states as actions
from pipeline.queries.states import tagged, tags_in_use
from projects.queries.story import load_story
from tests.factories.shots import PEOPLE, beside, queries, written
from tests.factories.visitors import Visit, visit
from tests.pipeline.stages.test_state import dress, states


@pytest.fixture
def seen(db: None) -> Visit:
    """Three scenes of two shots; Mara gets bloody in the second and is clean in the third."""
    found = visit()
    with found.inside():
        written(found.film, 3, 2)
    dress(found)
    head = states(found)[1]
    with found.inside():
        operation = actions.put_on("bloody", "end")
        actions.change_state(found.film.branch, head.node_id, operation, by=found.owner, message="Cut")
    return found


def page(seen: Visit, query: str = "") -> str:
    answer = seen.by(seen.viewer).get(seen.stage("state", "timeline") + query)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_film_has_no_timeline(db: None) -> None:
    assert "No states yet" in page(visit())


def test_everybody_is_a_row_and_every_scene_a_column(seen: Visit) -> None:
    text = page(seen)
    assert text.count('<th scope="col">') == 4
    assert text.count('class="tag">bloody') == 1
    assert "Many scenes at once" not in text  # a viewer reads


def test_one_asset_has_a_picture_a_scene_and_a_band_a_tag(seen: Visit) -> None:
    text = page(seen, f"?asset={PEOPLE[0]}")
    assert text.count('class="timeline-thumb"') == 3
    assert text.count('data-band="comes"') == 1
    assert text.count('data-band="all"') == 0


def test_a_scene_shows_before_and_after_and_what_was(seen: Visit) -> None:
    head = states(seen)[1]
    with seen.inside():
        slot = load_story(seen.film.branch, seen.film.episode).by_node[head.parent_node].slot
    text = seen.by(seen.editor).get(seen.stage("state", "timeline") + f"?asset={PEOPLE[0]}&scene={slot}").text
    assert text.index("As it starts") < text.index("As it ends") < text.index("As it was")
    assert text.count("Put back") == 1
    assert "Clean, then bloody" in text


def test_a_tag_is_found_wherever_it_is(seen: Visit) -> None:
    assert "Bloody: 1 scene<" in page(seen, "?tag=Bloody")
    assert "Nobody and nothing is burnt" in page(seen, "?tag=burnt")
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        (sight,) = tagged(story, "bloody")
        assert (sight.number, sight.asset, sight.shots, sight.at_start, sight.at_end) == (
            "2",
            PEOPLE[0],
            [],
            False,
            True,
        )
        assert tags_in_use(story) == [("bloody", 1)]


def test_strangers_see_nothing(seen: Visit) -> None:
    address = seen.stage("state", "timeline")
    assert seen.by(seen.stranger).get(address).status_code == 404
    foreign = seen.stage("state", "timeline", project=seen.other_film.project.pk)
    assert seen.by(seen.owner).get(foreign).status_code == 404


def test_the_number_of_scenes_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = dress(beside(seen, 60, 1))
    for query in ("", f"?asset={PEOPLE[0]}", "?tag=bloody"):
        few = queries(seen.by(seen.editor), seen.stage("state", "timeline") + query)
        assert queries(many.by(many.editor), many.stage("state", "timeline") + query) == few <= 12
    text = many.by(many.editor).get(many.stage("state", "timeline")).text
    assert text.count('<th scope="col">') == 25  # 24 scenes and their names
    assert "of 60 scenes" in text
