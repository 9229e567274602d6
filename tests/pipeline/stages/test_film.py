"""Stage 12: the cut with its markers and downloads, the clips with their takes."""

from typing import Any

import pytest

from pipeline.models import Run
from projects.actions.branches import lock_stage
from projects.kinds.scenes import Marker
from projects.models import Head
from tests.factories.shots import SHA, another_take, as_made, beside, heads, queries, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots with clips, as if the studio had made them, and a cut."""
    found = visit(title='The "Door" – im Meer')
    with found.inside():
        written(found.film, 2, 3)
        cut = heads(found.film, "cut")[0]
        rewrite(found.film, cut, markers=[Marker(shot="s001/0010", start=48, frames=72).model_dump()])
        as_made(found.film, "clip", "cut")
    return found


def clips(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "clip")


def page(seen: Visit, query: str = "", *, by: Any = None, **headers: str) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("film") + query, headers=headers)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No cut yet" in page(visit())


def test_the_player_has_a_marker_for_each_shot_and_captions(seen: Visit) -> None:
    text = page(seen)
    with seen.inside():
        first = next(one for one in heads(seen.film, "shot") if one.slot == "0010")
    assert 'data-start="48" data-frames="72"' in text
    assert f"/shots/?shot={first.node_id}" in text
    assert f'<track kind="captions" src="/t/{seen.team.slug}/media/{SHA}.vtt" srclang="en"' in text
    assert "60.0 s · 1280 × 720" in text


def test_downloads_say_what_they_are(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "cut")[0], stems={"music": SHA, "dialogue": SHA})
    text = page(seen)
    for name in ("%E2%80%93+im+Meer&quot;", ".srt?download=", "+-+dialogue", "+-+poster"):
        assert name.replace("&quot;", "") in text
    assert text.index("Dialogue, WAV") < text.index("Music, WAV")


def test_every_clip_can_be_looked_through_and_played_from(seen: Visit) -> None:
    text = page(seen)
    assert text.count(f'<hover-scrub src="/t/{seen.team.slug}/media/{SHA}.mp4">') == 6
    assert text.count("data-seek=") == 6


def test_clips_come_in_pages(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 1, 130)
    assert page(found).count('class="frame pick"') == 120
    assert page(found, "?from=120").count('class="frame pick"') == 10


def test_a_longer_shot_makes_its_clip_and_the_cut_out_of_date_and_says_why(seen: Visit) -> None:
    with seen.inside():
        shot = next(one for one in heads(seen.film, "shot") if one.slot == "0020")
        rewrite(seen.film, shot, frames=96)
    text = page(seen)
    assert "The shot&#x27;s frames changed" in text
    assert "Update the film" in text
    assert text.count('class="thumb" data-aspect="16:9" data-state="stale"') == 1


def test_another_take_of_a_clip_can_be_compared_and_chosen(seen: Visit) -> None:
    head = clips(seen)[0]
    with seen.inside():
        other = another_take(seen.film, head)
    text = page(seen, f"?shot={head.parent_node}")
    assert f'<hover-scrub src="/t/{seen.team.slug}/media/{"cd" * 32}.mp4">' in text
    assert "Another take" in text
    assert "Play from here" in text
    address = seen.stage("film", head.node_id, "take")
    seen.by(seen.editor).post(address, {"take": str(other.pk), "expected": head.revision_id})
    assert clips(seen)[0].content.media == "cd" * 32
    assert "The cut is out of date" in page(seen)


def test_an_open_page_keeps_its_player_and_hears_of_a_newer_cut(seen: Visit) -> None:
    part = {"HX-Request": "true", "HX-Target": "section#film", "HX-Source": "section#film"}
    same = page(seen, f"?cut={SHA[:12]}", **part)
    assert f'id="player-{SHA[:12]}"' in same
    assert "A newer cut is there" not in same
    newer = page(seen, "?cut=0123456789ab", **part)
    assert 'id="player-0123456789ab" hx-morph-skip' in newer
    assert "A newer cut is there" in newer
    assert "<html" not in newer
    assert 'id="player-' in page(seen, "?cut=%22%3E%3Cscript%3E", **part)
    assert "<script>" not in page(seen, "?cut=%22%3E%3Cscript%3E", **part)


def test_running_shows_what_is_being_made(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "shot")[0], frames=96)
    seen.by(seen.editor).post(seen.stage("film", "renew"))
    with seen.inside():
        assert Run.objects.get(state=Run.State.RUNNING).until == "film"
    text = page(seen)
    assert 'class="progress"' in text
    assert "Cancel" in text
    assert 'form="renew-form"' not in text


def test_a_locked_film_stays_as_it_is(seen: Visit) -> None:
    head = clips(seen)[0]
    with seen.inside():
        other = another_take(seen.film, head)
        lock_stage(seen.film.branch, seen.film.episode, "film", by=seen.owner)
    address = seen.stage("film", head.node_id, "take")
    data = {"take": str(other.pk), "expected": head.revision_id}
    assert seen.by(seen.editor).post(address, data).status_code == 409
    assert clips(seen)[0].revision_id == head.revision_id
    assert "Another take" not in page(seen, f"?shot={head.parent_node}")


def test_who_may_do_what(seen: Visit) -> None:
    for rest in (("renew",), (clips(seen)[0].node_id, "take")):
        foreign = seen.stage("film", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("film", *rest), foreign=foreign)
    assert "Download" in page(seen, by=seen.viewer)


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    few, other = beside(seen, 1, 3), beside(seen, 2, 30)
    counted = queries(few.by(few.editor), few.stage("film"))
    assert queries(other.by(other.editor), other.stage("film")) == counted <= 13
