"""Stage 7: shots moved to another scene. Words stay, each said once in order; what was made comes along."""

from typing import Any

import pytest

from pipeline.actions.shot_moves import move_to_scene
from pipeline.outline import labels_of
from projects.actions.undoing import roll_back
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.shots import another_take, as_made, heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

LINES = [
    {"speaker": "character:mara", "text": "The door is open."},
    {"speaker": "character:ned", "text": "It was never closed, and nobody has told you so until today."},
    {"speaker": "", "text": "And so it stayed."},
]


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 2, 3)
    return found


def scenes(seen: Visit) -> list[list[Head]]:
    """The shots of each scene, in order. Inside the team."""
    order = sorted(heads(seen.film, "scene"), key=lambda one: one.slot)
    every = heads(seen.film, "shot")
    return [
        sorted((s for s in every if s.parent_node == one.node_id), key=lambda s: s.position) for one in order
    ]


def scene_node(seen: Visit, at: int) -> Any:
    return sorted(heads(seen.film, "scene"), key=lambda one: one.slot)[at].node_id


def words(shots: list[Head]) -> list[list[str]]:
    return [[said.text for said in shot.content.utterances] for shot in shots]


def speak(seen: Visit, *which: int) -> None:
    for at, line in zip(which, LINES, strict=False):
        rewrite(seen.film, scenes(seen)[0][at], utterances=[line])


def moved(seen: Visit, which: list[int], to: int, **more: Any) -> Any:
    chosen = [scenes(seen)[0][at] for at in which]
    return move_to_scene(seen.film.branch, chosen, scene_node(seen, to), by=seen.owner, **more)


@pytest.mark.parametrize(
    ("leaves", "said"),
    [
        ([1], [["The door is open.", LINES[1]["text"]], ["And so it stayed."]]),
        ([0], [["The door is open.", LINES[1]["text"]], ["And so it stayed."]]),
        ([0, 1], [[line["text"] for line in LINES]]),
        ([2, 1], [[line["text"] for line in LINES]]),
    ],
)
def test_lines_stay_in_their_scene_each_once_and_in_order(
    seen: Visit, leaves: list[int], said: list[list[str]]
) -> None:
    with seen.inside():
        speak(seen, 0, 1, 2)
        names = [scenes(seen)[0][at].node_id for at in sorted(leaves)]
        done = moved(seen, leaves, 1, place=2)
        first, second = scenes(seen)
        assert words(first) == said
        assert words(second) == [[]] * (3 + len(leaves))
        assert [shot.node_id for shot in second[1 : 1 + len(leaves)]] == names
        assert len(done.lines) == len(leaves)


def test_a_shot_left_behind_says_the_lines_in_its_place(seen: Visit) -> None:
    with seen.inside():
        speak(seen, 0, 1, 2)
        was = scenes(seen)[0][1]
        moved(seen, [1], 1, words="behind")
        first, second = scenes(seen)
        assert words(first) == [[line["text"]] for line in LINES]
        assert first[1].content.size == was.content.size
        assert (second[-1].node_id, first[1].node_id == was.node_id) == (was.node_id, False)


def test_a_scene_whose_words_nobody_would_say_keeps_a_shot(seen: Visit) -> None:
    with seen.inside():
        speak(seen, 0)
        address = seen.stage("shots", "scene")
        data = {"shot": [shot.node_id for shot in scenes(seen)[0]], "scene": scene_node(seen, 1)}
    page = seen.by(seen.editor).post(address, data)
    assert "Leave a shot behind" in page.text
    assert 'value="move"' not in page.text
    with seen.inside():
        assert [len(shots) for shots in scenes(seen)] == [3, 3]
    assert 'value="move"' in seen.by(seen.editor).post(address, data | {"words": "behind"}).text


def test_takes_and_pictures_come_along_and_the_shot_is_a_persons_from_then_on(seen: Visit) -> None:
    with seen.inside():
        as_made(seen.film, "shots", "frame")
        rows = Head.objects.filter(branch=seen.film.branch, kind="shot")
        rows.update(origin="machine")
        shot = scenes(seen)[0][1]
        frame = next(head for head in heads(seen.film, "frame") if head.parent_node == shot.node_id)
        another_take(seen.film, frame)
        moved(seen, [1], 1, place=1)
        here = scenes(seen)[1][0]
        assert (here.node_id, here.origin) == (shot.node_id, "hand")
        story = load_story(seen.film.branch, seen.film.episode)
        assert story.at("frame", "first", shot.node_id)
        assert list(labels_of(story).values()) == ["1-1", "1-2", "2-1", "2-2", "2-3", "2-4"]
        assert len({item.slot for item in story.under("shot", here.parent_node)}) == 4
    panel = seen.by(seen.editor).get(seen.stage("frames") + f"?shot={shot.node_id}").context["panel"]
    assert [take.number for take in panel["takes"]] == [2, 1]
    with seen.inside():
        move_to_scene(seen.film.branch, scenes(seen)[1][:1], scene_node(seen, 0), by=seen.owner)
    panel = seen.by(seen.editor).get(seen.stage("frames") + f"?shot={shot.node_id}").context["panel"]
    assert len(panel["strip"]) == 2


def test_a_move_is_taken_back_with_words_places_and_shots_left_behind(seen: Visit) -> None:
    def told() -> list[Any]:
        return [[(shot.node_id, shot.content) for shot in shots] for shots in scenes(seen)]

    with seen.inside():
        speak(seen, 0, 1, 2)
        before = told()
        for words_go in ("neighbour", "behind"):
            done = moved(seen, [1, 2], 1, place=2, words=words_go)
            assert told() != before
            roll_back(done.change, by=seen.owner)
            assert told() == before


def test_numbers_that_were_given_stay_and_who_comes_takes_one_between(seen: Visit) -> None:
    with seen.inside():
        for at, shot in enumerate(scenes(seen)[1], 1):
            rewrite(seen.film, shot, number=str(at * 10))
        moved(seen, [0, 1], 1, place=2)
        assert [shot.content.number for shot in scenes(seen)[1]] == ["10", "10A", "10B", "20", "30"]


def test_shots_of_several_scenes_gather_in_one(seen: Visit) -> None:
    with seen.inside():
        first, second = scenes(seen)
        chosen = [second[2], first[0], first[2]]
        move_to_scene(seen.film.branch, chosen, scene_node(seen, 1), place=1, by=seen.owner)
        wanted = [first[0], first[2], second[2], second[0], second[1]]
        assert [shot.node_id for shot in scenes(seen)[1]] == [shot.node_id for shot in wanted]
        again = move_to_scene(
            seen.film.branch, scenes(seen)[1][:2], scene_node(seen, 1), place=1, by=seen.owner
        )
        assert again.change is None


def look(visited: Visit, **data: Any) -> Any:
    return visited.by(visited.editor).post(visited.stage("shots", "scene"), data)


def test_a_move_is_shown_first_and_done_as_it_was_seen(seen: Visit) -> None:
    with seen.inside():
        speak(seen, 0, 1)
        rewrite(seen.film, scenes(seen)[0][0], frames=12)
        asked = {
            "shot": scenes(seen)[0][1].node_id,
            "scene": scene_node(seen, 1),
            "place": 1,
            "next": seen.stage("shots", "boards"),
        }
        as_made(seen.film, "frame")
    page = look(seen, **asked)
    assert "Shot 1-1 says" in page.text
    assert "its words need about" in page.text
    assert page.context["look"].shots == (("1-2", "2-1"),)
    with seen.inside():
        assert len(scenes(seen)[1]) == 3  # nothing was done by looking
        rewrite(seen.film, scenes(seen)[1][0], notes="Changed meanwhile")
    seen_then = page.context["look"].seen
    late = look(seen, **asked, do="move", seen=seen_then)
    assert "changed meanwhile" in late.text
    done = look(seen, **asked, do="move", seen=late.context["look"].seen)
    assert done["Location"].startswith(seen.stage("shots", "boards") + "?undo=")
    with seen.inside():
        assert len(scenes(seen)[1]) == 4
    after = seen.by(seen.editor).get(done["Location"])
    assert "Moved a shot to scene 2." in after.text


def test_what_was_looked_at_is_what_becomes_out_of_date(seen: Visit) -> None:
    with seen.inside():
        as_made(seen.film, "state", "prompt", "frame")
        rewrite(seen.film, heads(seen.film, "scene")[1], location="location:cellar")
        asked = {"shot": scenes(seen)[0][1].node_id, "scene": scene_node(seen, 1)}
    said = dict(look(seen, **asked).context["look"].aged)
    assert said


@pytest.mark.parametrize(
    "data", [{"scene": "nobody"}, {"place": "soon"}, {"words": "sing"}, {"shot": "x"}, {"shot": ""}]
)
def test_what_cannot_be_moved_is_answered_with_a_sentence(seen: Visit, data: dict[str, str]) -> None:
    with seen.inside():
        asked = {"shot": scenes(seen)[0][1].node_id, "scene": scene_node(seen, 1), "fragment": "1"}
    answer = look(seen, **(asked | data))
    if data.get("scene"):
        assert "Choose a scene to see" in answer.text
    else:
        assert answer.status_code == 409
        assert answer.text.endswith(".")
    with seen.inside():
        assert [len(shots) for shots in scenes(seen)] == [3, 3]


def test_who_may_move_shots_to_another_scene(seen: Visit) -> None:
    foreign = seen.stage("shots", "scene", project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("shots", "scene"), foreign=foreign)
    text = seen.by(seen.viewer).get(seen.stage("shots", "boards")).text
    assert "scene-move" not in text
    assert "move-selection" not in text
