"""Own pictures at stages 5 and 10: they stay, they are takes among takes, and nobody else puts them there."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AuditRecord
from assets.models import Media
from assets.queries.media import read
from pipeline.graph.plan import State
from pipeline.models import Generation
from pipeline.queries.plans import plan_for
from projects.actions.branches import lock_stage
from projects.models import Head
from tests.factories.pictures import declaring, encoded, held
from tests.factories.shots import as_made, heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

STAGES = {"frames": ("frame", "shot"), "assets": ("picture", "asset")}


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of two shots and two people, all drawn by the studio."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture", "prompt", "frame")
    return found


@pytest.fixture(params=sorted(STAGES))
def stage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def standing(seen: Visit, stage: str) -> Head:
    with seen.inside():
        return heads(seen.film, STAGES[stage][0])[0]


def bring(seen: Visit, stage: str, data: bytes = b"", *, by: Any = None, **more: Any) -> Any:
    head = standing(seen, stage)
    sent = {"expected": head.revision_id, "picture": SimpleUploadedFile("moon.png", data or encoded())}
    address = seen.stage(stage, head.parent_node, "upload") + f"?{STAGES[stage][1]}={head.parent_node}"
    return seen.by(by or seen.editor).post(address, sent | more, follow=True)


def state_of(seen: Visit, stage: str) -> State:
    with seen.inside():
        plan = plan_for(seen.film.branch, seen.film.episode)
        node = heads(seen.film, STAGES[stage][0])[0].node_id
        return next(unit.state for unit in plan.units if unit.target.item and unit.target.item.node == node)


def test_an_own_picture_takes_the_place_and_is_kept(seen: Visit, stage: str) -> None:
    before = standing(seen, stage)
    page = bring(seen, stage).text
    now = standing(seen, stage)
    assert now.node_id == before.node_id
    assert now.origin == Head.Origin.UPLOAD
    assert now.content.uploaded
    assert (now.content.width, now.content.height) == (160, 96)
    assert state_of(seen, stage) is State.KEPT
    assert "moon.png is in the film now and stays" in page
    assert "Own upload" in page
    assert "Undo" in page
    with seen.inside():
        assert AuditRecord.objects.filter(verb="picture.brought").count() == 1


def test_it_stays_when_what_it_would_be_made_from_changes(seen: Visit) -> None:
    bring(seen, "frames")
    frame = standing(seen, "frames")
    with seen.inside():
        prompt = next(p for p in heads(seen.film, "prompt") if p.parent_node == frame.parent_node)
        rewrite(seen.film, prompt, text="Two lamps.")
    assert state_of(seen, "frames") is State.KEPT
    page = seen.by(seen.editor).get(seen.stage("frames") + f"?shot={frame.parent_node}").text
    assert "Since then: " in page


def test_a_clip_moves_over_an_own_frame(seen: Visit) -> None:
    bring(seen, "frames")
    frame = standing(seen, "frames")
    with seen.inside():
        plan = plan_for(seen.film.branch, seen.film.episode)
        clips = [unit for unit in plan.units if unit.step.name == "clip"]
        unit = next(unit for unit in clips if unit.target.parent == frame.parent_node)
        asked = unit.step.request(plan.story, unit.target).arguments
    assert (asked["own_frame"], asked["frame"]) == (True, frame.content.media)


def test_it_is_a_take_among_takes_and_can_be_restored(seen: Visit, stage: str) -> None:
    drawn = standing(seen, stage)
    bring(seen, stage)
    own = standing(seen, stage)
    choose = seen.stage(stage, own.node_id, "take")
    browser = seen.by(seen.editor)
    browser.post(choose, {"take": drawn.built_by, "expected": own.revision_id})
    back = standing(seen, stage)
    assert back.content == drawn.content
    assert back.origin == Head.Origin.MACHINE
    browser.post(choose, {"take": own.built_by, "expected": back.revision_id})
    again = standing(seen, stage)
    assert again.content == own.content
    assert again.origin == Head.Origin.UPLOAD
    assert state_of(seen, stage) is State.KEPT
    page = browser.get(seen.stage(stage) + f"?{STAGES[stage][1]}={own.parent_node}").text
    assert page.count('class="take"') == 2
    assert "own file, free" in page


def test_the_same_file_twice_is_one_take(seen: Visit) -> None:
    drawn = standing(seen, "frames")
    bring(seen, "frames")
    first = standing(seen, "frames")
    bring(seen, "frames")
    assert standing(seen, "frames").revision_id == first.revision_id
    choose = seen.stage("frames", first.node_id, "take")
    seen.by(seen.editor).post(choose, {"take": drawn.built_by, "expected": first.revision_id})
    bring(seen, "frames")
    assert standing(seen, "frames").content == first.content
    with seen.inside():
        assert Generation.objects.filter(provider="own file").count() == 1


def test_where_nothing_was_drawn_yet_an_own_picture_comes_first(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 1, 1)
        shot = heads(found.film, "shot")[0]
        Head.objects.filter(kind__in=("frame", "clip"), parent_node=shot.node_id).delete()
    address = found.stage("frames", shot.node_id, "upload") + f"?shot={shot.node_id}"
    sent = {"expected": 0, "picture": SimpleUploadedFile("a.png", encoded())}
    assert found.by(found.editor).post(address, sent).status_code == 302
    with found.inside():
        frame = heads(found.film, "frame")[0]
    assert (frame.parent_node, frame.slot, frame.episode) == (shot.node_id, "first", found.film.episode)
    again = found.by(found.editor).post(address, {"expected": 0, "picture": _file(encoded(form="JPEG"))})
    assert again.status_code == 422
    assert "Something else stands there by now" in again.text
    with found.inside():
        assert len(heads(found.film, "frame")) == 1


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("moon.png", data)


def test_what_is_kept_holds_nothing_of_the_camera(seen: Visit) -> None:
    bring(seen, "frames", held(6))
    with seen.inside():
        media = Media.objects.get(sha256=standing(seen, "frames").content.media)
        data = read(media.sha256)
    assert (media.width, media.height, media.uploaded_name) == (96, 160, "moon.png")
    assert b"Alice" not in data


BAD = {
    "moon.png has 200 megapixels": declaring(20_000, 10_000),
    "moon.png has 3,600 megapixels": declaring(60_000, 60_000),
    "moon.png is damaged or was cut off": encoded()[:120],
    "moon.png is not a picture that the studio reads": b"FADE IN:" * 40,
}


def test_what_cannot_be_kept_is_said_beside_the_field(seen: Visit) -> None:
    before = standing(seen, "frames")
    for sentence, data in BAD.items():
        answer = bring(seen, "frames", data)
        assert answer.status_code == 422
        assert answer.text.index(sentence) > answer.text.index('id="own-picture"')
    assert standing(seen, "frames").revision_id == before.revision_id
    with seen.inside():
        assert not Media.objects.exists()


def test_a_fragment_is_answered_with_the_form_alone(seen: Visit) -> None:
    head = standing(seen, "frames")
    address = seen.stage("frames", head.parent_node, "upload") + f"?shot={head.parent_node}"
    wanted = {"HX-Request": "true", "HX-Target": "section#own-picture"}
    browser = seen.by(seen.editor)
    refused = browser.post(address, {"expected": head.revision_id}, headers=wanted)
    assert refused.status_code == 422
    assert "Choose a file first." in refused.text
    assert "<html" not in refused.text
    sent = {"expected": head.revision_id, "picture": _file(encoded())}
    done = browser.post(address, sent, headers=wanted)
    assert done.status_code == 204
    assert done["HX-Redirect"].startswith(seen.stage("frames"))


def test_whoever_came_second_is_told_so(seen: Visit) -> None:
    old = standing(seen, "frames").revision_id
    bring(seen, "frames")
    same = bring(seen, "frames", encoded(form="BMP"), expected=old)
    assert same.status_code == 200  # the same pixels: they stand there already
    other = bring(seen, "frames", encoded(form="JPEG"), expected=old)
    assert other.status_code == 422
    assert "Something else stands there by now" in other.text


def test_a_locked_stage_takes_no_picture(seen: Visit) -> None:
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "frames", by=seen.owner)
    before = standing(seen, "frames")
    page = bring(seen, "frames").text
    assert standing(seen, "frames").revision_id == before.revision_id
    assert "The stage frames is locked" in page
    assert 'type="file"' not in page


def test_only_editors_of_the_team_bring_pictures(seen: Visit, stage: str) -> None:
    head = standing(seen, stage)
    address = seen.stage(stage, head.parent_node, "upload")
    elsewhere = seen.stage(stage, head.parent_node, "upload", project=seen.other_film.project.pk)
    assert_guarded(seen, address, foreign=elsewhere)
    for who in (seen.viewer, seen.stranger):
        assert bring(seen, stage, by=who).status_code in (403, 404)
    assert standing(seen, stage).origin == Head.Origin.MACHINE
    form = seen.by(seen.viewer).get(seen.stage(stage) + f"?{STAGES[stage][1]}={head.parent_node}").text
    assert 'type="file"' not in form


def test_a_picture_belongs_to_something_that_is_drawn(seen: Visit) -> None:
    browser: Client = seen.by(seen.editor)
    nobody = UUID(int=7)
    for node in (nobody, seen.film.episode):
        assert (
            browser.post(seen.stage("frames", node, "upload"), {"picture": _file(encoded())}).status_code
            == 404
        )
