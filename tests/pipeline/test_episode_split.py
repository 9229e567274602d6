"""A long script falls into the episodes of a series."""

from collections import Counter
from typing import Any

import pytest

from pipeline.actions.importing import bring_screenplay
from pipeline.actions.trying import aged_since
from pipeline.models import Run
from pipeline.outline import labels_of, scripts_of
from pipeline.queries.plans import plan_for
from pipeline.redraft.episodes import cuts_by_minutes
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.kinds import BeatSheet, Script
from projects.models import Head, Project
from projects.queries.projects import episodes
from projects.queries.story import load_story
from tests.factories.projects import beat
from tests.factories.shots import as_made, heads, rewrite, written
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


@pytest.fixture
def filmed(seen: Visit) -> Visit:
    """Four scenes of two shots, with all that is made from them up to date."""
    with seen.inside():
        for head in heads(seen.film, "script"):
            head.delete()
        written(seen.film, 4, 2)
        rewrite(seen.film, heads(seen.film, "brief")[0], title="The door", logline="A keeper finds a door.")
        for at, scene in enumerate(heads(seen.film, "scene")):
            rewrite(seen.film, scene, cast=["character:mara"] if at < 2 else ["character:ned"])
        as_made(seen.film, "cast", "scene", "shots", "state", "prompt", "frame", "clip")
        Head.objects.filter(branch=seen.film.branch, kind="asset").update(origin="machine")
    return seen


def inventory(seen: Visit) -> list[dict[str, Any]]:
    """Of each episode: how much there is of everything, and the labels of its shots."""
    with seen.inside():
        found = []
        for one in episodes(seen.film.branch):
            story = load_story(seen.film.branch, one.node_id)
            kinds = Counter(item.kind for item in story.items if item.kind in KINDS)
            found.append({**kinds, "labels": list(labels_of(story).values())})
        return found


def opening(seen: Visit, place: int) -> str:
    with seen.inside():
        return f"?at={scripts_of(load_story(seen.film.branch, seen.film.episode))[place].node}"


def test_scenes_move_with_their_shots_and_all_that_was_made(filmed: Visit) -> None:
    with filmed.inside():
        scene = heads(filmed.film, "scene")[-1]
        shot = next(head for head in heads(filmed.film, "shot") if head.parent_node == scene.node_id)
        frame = next(head for head in heads(filmed.film, "frame") if head.parent_node == shot.node_id)
        before = plan_for(filmed.film.branch, filmed.film.episode)
    (whole,) = inventory(filmed)
    laid_out = filmed.stage("screenplay", "episodes") + opening(filmed, 2)
    assert (
        filmed.by(filmed.editor).get(laid_out).context["look"] is None
    )  # trying takes a while: asked for later
    page = filmed.by(filmed.editor).get(f"{laid_out}&look=split")
    assert "and 4 shots: their frames, takes, states, boards and comments go along" in page.text
    assert "The script is 2 episodes now." in split(filmed, 2).text
    first, second = inventory(filmed)
    both = {kind: first.get(kind, 0) + second.get(kind, 0) for kind in KINDS}
    assert both == {kind: whole.get(kind, 0) for kind in KINDS}
    assert second["labels"] == ["1-1", "1-2", "2-1", "2-2"]
    with filmed.inside():
        two = episodes(filmed.film.branch)[1].node_id
        after = [plan_for(filmed.film.branch, two), plan_for(filmed.film.branch, filmed.film.episode)]
        assert tuple(aged_since([before], after)) == page.context["look"].aged
        assert {unit.state for unit in before.of_stage("frames")} == {"fresh"}
        assert {unit.state for plan in after for unit in plan.of_stage("frames")} == {"fresh"}
        assert Head.objects.get(branch=filmed.film.branch, kind="asset", slot="character:ned").episode == two
        assert Head.objects.get(branch=filmed.film.branch, node_id=frame.node_id).episode == two
    address = filmed.stage("frames").replace("/1/frames", "/2/frames") + f"?shot={shot.node_id}"
    assert len(filmed.by(filmed.editor).get(address).context["panel"]["takes"]) == 1


def test_a_split_is_undone_by_joining(filmed: Visit) -> None:
    before = inventory(filmed)
    with filmed.inside():
        plan = plan_for(filmed.film.branch, filmed.film.episode)
    split(filmed, 1, 3)
    browser = filmed.by(filmed.editor)
    for number in (2, 3):
        address = filmed.stage("screenplay", "episodes").replace("/1/screenplay", f"/{number}/screenplay")
        page = browser.get(address)
        assert "See what joining does" in page.text
        page = browser.get(f"{address}?look=join")
        assert "go behind those of the episode before" in page.text
        late = browser.post(f"{address}join/", {"state": "old"}, follow=True)
        assert "was changed meanwhile" in late.text
        done = browser.post(f"{address}join/", {"state": page.context["state"]}, follow=True)
        assert "stand at the end of episode" in done.text
        if number == 2:
            assert len(inventory(filmed)) == 2
    assert inventory(filmed) == before
    with filmed.inside():
        assert aged_since([plan], [plan_for(filmed.film.branch, filmed.film.episode)]) == []


def test_nothing_moves_while_work_is_under_way_or_a_stage_is_locked(filmed: Visit) -> None:
    with filmed.inside():
        branch, episode = filmed.film.branch, filmed.film.episode
        run = Run.objects.create(project=branch.project, branch=branch, episode=episode, until="film")
    assert "is under way" in split(filmed, 1).text
    with filmed.inside():
        run.delete()
        lock_stage(branch, episode, "frames", by=filmed.owner)
    assert "is locked on this branch" in split(filmed, 1).text
    assert len(headings(filmed)) == 1


def test_a_story_told_from_beats_stands_on_its_own_in_every_episode(seen: Visit) -> None:
    with seen.inside():
        for head in heads(seen.film, "script"):
            head.delete()
        rewrite(seen.film, heads(seen.film, "brief")[0], mode="expand")
        inside: dict[str, Any] = {"episode": seen.film.episode}
        top = inside | {"parent": seen.film.episode}
        commit(seen.film.branch, [Edit.new(BeatSheet(), "beats", **top)], by=seen.owner)
        under = inside | {"parent": heads(seen.film, "beat_sheet")[0].node_id}
        edits = [Edit.new(beat(f"Beat {n}"), f"b{n}", str(n), **under) for n in range(1, 5)]
        named = [f"INT. ROOM {n} - DAY" for n in range(1, 5)]
        edits += [
            Edit.new(Script(text=f"{name}\n\nRain.", heading=name, beat=f"b{n}"), f"s-b{n}", "V", **top)
            for n, name in enumerate(named, 1)
        ]
        commit(seen.film.branch, edits, by=seen.owner)
    split(seen, 2)
    assert headings(seen) == [named[:2], named[2:]]


KINDS = ("script", "scene", "shot_list", "shot", "prompt", "frame", "clip", "state")


def test_who_may_split(seen: Visit) -> None:
    assert_guarded(seen, seen.stage("screenplay", "episodes", "split"))
    join = seen.stage("screenplay", "episodes", "join")
    assert_guarded(seen, join)
    state = seen.by(seen.editor).get(seen.stage("screenplay", "episodes")).context["state"]
    assert "no episode before" in seen.by(seen.editor).post(join, {"state": state}, follow=True).text
    assert seen.by(seen.stranger).get(seen.stage("screenplay", "episodes")).status_code == 404
