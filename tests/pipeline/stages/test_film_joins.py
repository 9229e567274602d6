"""Stage 12: how shots give way to one another, and what a change to that makes anew."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.graph.plan import Plan, State
from pipeline.graph.targets import Request
from pipeline.previz.camera import spot
from pipeline.previz.camera.encode import encoder
from pipeline.providers.house import cutter
from pipeline.queries.plans import plan_for
from pipeline.stages.film.joins import joins_of, leavings_of
from pipeline.stages.film.sound import heard_shot
from pipeline.stages.film.timeline import timeline_of
from pipeline.timing import closing_frames, credit_frames
from projects.kinds import Brief
from projects.models import Head
from tests.factories.shots import as_made, heads, rewrite, written
from tests.factories.visitors import Visit, visit
from tests.previz.picture_specs import MARA, spec

STEPS = ("clip", "join", "score", "mix", "cut")
ALL = ("s001/0010", "s001/0020", "s001/0030", "s002/0010", "s002/0020", "s002/0030")


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots, all made; the first shot dissolves into the second."""
    found = visit(title="Joined")
    with found.inside():
        written(found.film, 2, 3)
        leave(found, 0, "dissolve")
        as_made(found.film, *STEPS)
    return found


def shots(seen: Visit) -> list[Head]:
    by_slot = {head.node_id: head.slot for head in heads(seen.film, "scene")}
    return sorted(heads(seen.film, "shot"), key=lambda head: (by_slot[head.parent_node], head.slot))


def leave(seen: Visit, number: int, transition: str) -> None:
    rewrite(seen.film, shots(seen)[number], transition=transition)


def plan(seen: Visit) -> Plan:
    return plan_for(seen.film.branch, seen.film.episode)


def aged(seen: Visit) -> set[str]:
    """What is to be made anew, of what stood there."""
    return {unit.target.key for unit in plan(seen).units if unit.state is State.STALE}


def to_join(seen: Visit) -> set[str]:
    return {unit.target.key for unit in plan(seen).units if unit.step.name == "join"}


def test_only_what_is_more_than_a_cut_is_joined(seen: Visit) -> None:
    with seen.inside():
        assert to_join(seen) == {"join:s001/0020"}
        for number, kind in ((1, "cut"), (2, "wipe"), (3, "match cut"), (4, "fade out"), (5, "dissolve")):
            leave(seen, number, kind)
        assert to_join(seen) == {"join:s001/0020", "join:s002/0010", "join:s002/0020"}


def test_a_join_waits_for_both_clips_and_the_cut_for_the_join(seen: Visit) -> None:
    with seen.inside():
        units = {unit.target.key: unit.target for unit in plan(seen).units}
    assert units["join:s001/0020"].needs == ("clip:s001/0010", "clip:s001/0020")
    assert "join:s001/0020" in units["cut:film"].needs
    assert "clip:s001/0020" not in units["cut:film"].needs


def test_another_transition_makes_only_what_shows_it_anew(seen: Visit) -> None:
    with seen.inside():
        leave(seen, 0, "wipe")
        assert aged(seen) == {"clip:s001/0010"}  # its handle is shorter; the join and the cut wait for it
        leave(seen, 0, "match cut")
        assert aged(seen) == {"clip:s001/0010"}  # a match cut needs no handle
        leave(seen, 0, "cut")
        assert aged(seen) == {"clip:s001/0010"}
        assert to_join(seen) == set()


def test_a_fade_is_in_both_clips(seen: Visit) -> None:
    with seen.inside():
        leave(seen, 2, "fade out")
        assert aged(seen) == {"clip:s001/0030", "clip:s002/0010"}
        leaving = leavings_of(plan(seen).story)
    assert leaving["s001/0030"] == (False, True, 0)
    assert leaving["s002/0010"] == (True, False, 0)
    assert leaving["s001/0010"] == (True, False, 24)  # out of the title


def test_a_film_that_dissolves_into_nothing_fades_out(seen: Visit) -> None:
    with seen.inside():
        leave(seen, 5, "dissolve")
        assert leavings_of(plan(seen).story)["s002/0030"] == (False, True, 0)


def test_joins_change_no_length(seen: Visit) -> None:
    with seen.inside():
        joined = timeline_of(plan(seen).story)
        for number in range(5):
            leave(seen, number, "dissolve")
        more = timeline_of(plan(seen).story)
    assert [(one.path, one.start, one.frames) for one in joined.shots] == [
        (one.path, one.start, one.frames) for one in more.shots
    ]
    assert joined.frames == more.frames


def test_end_credits_take_up_what_is_left_of_the_running_time() -> None:
    usual = credit_frames(60)
    assert closing_frames(60, 60 * 24 - usual) == usual
    assert (
        closing_frames(60, 60 * 24 - usual - 30) == usual + 30
    )  # so that the film is as long as it was to be
    assert closing_frames(60, 60 * 24 + 500) == 48
    assert closing_frames(60, 0) == usual * 3 // 2 + 48
    assert closing_frames(15, 15 * 24) == 48


def test_no_shot_gives_more_than_a_third_to_a_join(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, shots(seen)[1], frames=30)
        assert joins_of(plan(seen).story)["s001/0020"][1:] == ("dissolve", 10)
        rewrite(seen.film, shots(seen)[1], frames=8)
        assert joins_of(plan(seen).story) == {}


def test_places_sound_together_while_both_are_seen(seen: Visit) -> None:
    with seen.inside():
        story = plan(seen).story
        placed = timeline_of(story).shots
        story.load([item for one in placed for item in (one.scene, one.shot)])
        heard = [heard_shot(story, one, action=False)["dissolve"] for one in placed]
    assert heard == [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]


class Shelf:
    """Tools that keep files in a folder under their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, path: Path, mime: str, **facts: object) -> str:
        return path.name

    def files(self, names: list[str]) -> list[Path]:
        return [self.folder / name for name in names]


def asked(folder: Path, **more: object) -> str:
    """Join two clips of a grey each; the name of what came of it."""
    for name, grey in (("before", 40), ("after", 200)):
        with encoder(folder / name, (64, 36)) as write:
            for _ in range(30):
                write(_grey(grey))
    arguments = {"before": "before", "after": "after", "handle": "", "frames": 10, "length": 30}
    request = Request("join", {**arguments, "size": [64, 36], "specs": [], **more})
    return cutter.join(request, Shelf(folder)).sha  # type: ignore[arg-type]


def _grey(tone: int) -> np.ndarray:
    return np.full((36, 64, 4), (tone, 128, 128, 255), np.uint8)


def test_a_match_cut_without_faces_is_a_cut(tmp_path: Path) -> None:
    empty = spec({"cast": [], "blocking": []})
    assert asked(tmp_path, kind="match cut", specs=[empty, empty]) == "after"
    faces = [spec({"size": "CU", "cast": [MARA], "blocking": [{"asset": MARA}]}), spec()]
    assert asked(tmp_path, kind="match cut", specs=faces) == "join.mp4"
    assert asked(tmp_path, kind="dissolve") == "join.mp4"


@pytest.mark.parametrize(
    ("about", "letters"),
    [({"genre": "children"}, 13.0), ({"audience": "Kids of six"}, 13.0), ({"genre": "drama"}, 17.0)],
)
def test_subtitles_wait_for_those_who_read_slowly(about: dict[str, str], letters: float) -> None:
    assert cutter._reading(Brief(idea="A hedgehog who flies", **about)) == letters


def test_the_eye_is_where_the_largest_face_is() -> None:
    close = spec({"size": "CU", "cast": [MARA], "blocking": [{"asset": MARA}], "move": "push in"})
    begins, ends = spot(close, end=False), spot(close, end=True)
    assert begins is not None
    assert ends is not None
    assert 0.2 < begins[0] < 0.8
    assert 0.1 < begins[1] < 0.7
    assert ends[2] > begins[2] * 1.1  # the camera has come nearer
    assert spot({"people": []}, end=True) is None
