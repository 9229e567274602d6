"""A long script falls into the episodes of a series."""

from typing import Any

import pytest

from pipeline.actions.importing import bring_screenplay
from pipeline.outline import scripts_of
from pipeline.redraft.episodes import cuts_by_minutes
from projects.models import Project
from projects.queries.projects import episodes
from projects.queries.story import load_story
from tests.factories.shots import heads, written
from tests.factories.visitors import Visit, assert_guarded, visit

SCRIPT = "\n\n".join(f"INT. ROOM {n} - DAY\n\n" + "Rain falls on the roof.\n\n" * 12 for n in range(1, 7))


def test_a_scene_belongs_to_the_episode_in_which_most_of_it_plays() -> None:
    assert cuts_by_minutes([8] * 6, 2) == {0, 2, 4}
    assert cuts_by_minutes([8, 20, 4, 8], 2) == {0, 1, 2}
    assert cuts_by_minutes([80], 1) == {0}


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        Project.objects.filter(pk=found.film.project.pk).update(kind=Project.Kind.SERIES)
        found.film.branch.project.refresh_from_db()
        bring_screenplay(found.film.branch, found.film.episode, SCRIPT, by=found.owner)
    return found


def split(seen: Visit, *places: int, state: str = "") -> Any:
    browser = seen.by(seen.editor)
    with seen.inside():
        nodes = [item.node for item in scripts_of(load_story(seen.film.branch, seen.film.episode))]
    state = state or browser.get(seen.stage("screenplay", "episodes")).context["state"]
    fields = {"state": state, "at": [str(nodes[place]) for place in places]}
    return browser.post(seen.stage("screenplay", "episodes", "split"), fields, follow=True)


def headings(seen: Visit) -> list[list[str]]:
    with seen.inside():
        stories = [load_story(seen.film.branch, one.node_id) for one in episodes(seen.film.branch)]
        return [[item.values["heading"] for item in scripts_of(story)] for story in stories]


def test_episodes_are_laid_out_by_minutes_and_nothing_happens_yet(seen: Visit) -> None:
    text = seen.by(seen.editor).get(seen.stage("screenplay", "episodes") + "?minutes=1").text
    assert text.count("New episode</h3>") == 2
    assert len(headings(seen)) == 1


def test_a_script_is_split_at_chosen_scenes_word_for_word(seen: Visit) -> None:
    assert "The script is 3 episodes now." in split(seen, 2, 5).text
    found = headings(seen)
    assert [len(scenes) for scenes in found] == [2, 3, 1]
    assert [heading for scenes in found for heading in scenes] == [
        f"INT. ROOM {n} - DAY" for n in range(1, 7)
    ]
    with seen.inside():
        story = load_story(seen.film.branch, episodes(seen.film.branch)[1].node_id)
        brief = story.sole("brief")
        assert (brief.values["mode"], brief.values["seconds"] >= 15) == ("screenplay", True)


def test_nothing_chosen_changed_meanwhile_or_a_film_is_refused(seen: Visit) -> None:
    assert "Choose at least one scene" in split(seen).text
    assert "was changed since" in split(seen, 2, state="old").text
    with seen.inside():
        Project.objects.filter(pk=seen.film.project.pk).update(kind=Project.Kind.FILM)
    assert "Only a series" in split(seen, 2).text
    assert len(headings(seen)) == 1


def test_scenes_with_shots_do_not_move(seen: Visit) -> None:
    with seen.inside():
        for head in heads(seen.film, "script"):
            head.delete()
        written(seen.film, 3, 1)
    assert "have shots already" in split(seen, 1).text
    assert len(headings(seen)) == 1


def test_who_may_split(seen: Visit) -> None:
    assert_guarded(seen, seen.stage("screenplay", "episodes", "split"))
    assert seen.by(seen.stranger).get(seen.stage("screenplay", "episodes")).status_code == 404
