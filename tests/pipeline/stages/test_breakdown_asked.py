"""A model reads a scene for its breakdown sheet: quotes looked up, taken over thing by thing."""

import json
from typing import Any
from uuid import uuid4

import pytest

from accounts.kernel.errors import Refused
from pipeline.actions.breakdowns import ask_breakdown, take_breakdown
from pipeline.actions.questions import answer
from pipeline.breakdown.elements import CATEGORIES
from pipeline.models import Generation
from pipeline.prompting.answers import Unfit
from pipeline.prompting.breakdowns import BreakdownAnswer, Category, breakdown_from
from projects.actions.branches import lock_stage
from projects.models import Head
from tests.factories.shots import heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import says, writing

TEXT = "INT. STATION HALL - NIGHT\n\nA taxi stops outside. Mara slips\non the ice and a bell rings.\n"
ICE = {"category": "effects", "thing": "ice on the floor", "quote": "Mara slips on the ice"}
FALL = {"category": "stunts", "thing": "a fall", "quote": "slips on the ice"}


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 1, 1)
        rewrite(found.film, heads(found.film, "script")[0], text=TEXT, heading="INT. STATION HALL - NIGHT")
    return found


def scene(seen: Visit) -> Head:
    return heads(seen.film, "scene")[0]


def asked(seen: Visit) -> Generation:
    row = ask_breakdown(seen.film.branch, seen.film.episode, scene(seen).node_id, by=seen.owner)
    answer(row.pk, check=lambda: None, last=True)
    row.refresh_from_db()
    return row


def page(seen: Visit) -> str:
    with seen.inside():
        node = scene(seen).node_id
    return str(seen.by(seen.editor).get(seen.stage("scenes", node, "sheet")).text)


def found(*things: dict[str, str], listed: Any = None) -> Any:
    told = BreakdownAnswer.model_validate({"things": list(things)})
    return breakdown_from(told, {"scene_text": TEXT, "listed": listed or {}})


def test_only_what_the_scene_says_and_the_sheet_lacks_is_found() -> None:
    assert found(ICE, FALL, dict(FALL)) == [ICE, FALL]
    assert found(ICE, FALL, listed={"stunts": ["A  Fall"]}) == [ICE]
    with pytest.raises(Unfit, match="do not stand in the scene: “a dragon lands”"):
        found({**ICE, "quote": "a dragon lands"})
    assert found() == []
    assert set(Category.__args__) == set(CATEGORIES), "the answer knows the boxes of the sheet"  # type: ignore[attr-defined]


def test_what_is_ticked_stands_in_the_sheet_and_the_rest_does_not(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(json.dumps({"things": [ICE, FALL]}))) as wire:
        row = asked(seen)
        assert scene(seen).content.elements is None, "nothing changes by asking"
        node = scene(seen).node_id
    assert "A taxi stops outside" in wire.asked[0].data["messages"][1]["content"]
    shown = page(seen)
    assert "ice on the floor" in shown
    assert "Mara slips on the ice" in shown
    seen.by(seen.editor).post(seen.stage("scenes", node, "ask", row.pk), {"take": "1", "thing": ["1"]})
    with seen.inside():
        boxes = scene(seen).content.elements
        assert (boxes.stunts, boxes.effects) == (["a fall"], [])
        assert boxes.vehicles == ["taxi"], "what the script says stays"
    assert "taken over" in page(seen)


def test_a_scene_that_changed_meanwhile_is_asked_about_again(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(json.dumps({"things": [ICE]}))):
        row = asked(seen)
        rewrite(seen.film, heads(seen.film, "script")[0], text=f"{TEXT}\nIt snows.\n")
        with pytest.raises(Refused, match="changed meanwhile"):
            take_breakdown(row, seen.film.branch, seen.film.episode, {0}, by=seen.owner)
        assert scene(seen).content.elements is None
        lock_stage(seen.film.branch, seen.film.episode, "scenes", by=seen.owner)
        with pytest.raises(Refused, match="locked"):
            asked(seen)
    assert "has changed since" in page(seen)


def test_without_a_model_the_sheet_is_as_it_was_and_only_editors_ask(seen: Visit) -> None:
    assert "What a model finds" not in page(seen)
    with seen.inside():
        node = scene(seen).node_id
    assert (
        "needs a connected model"
        in seen.by(seen.editor).post(seen.stage("scenes", node, "ask"), follow=True).text
    )
    other = seen.other_film.project.pk
    for rest in ((node, "ask"), (node, "ask", uuid4())):
        assert_guarded(seen, seen.stage("scenes", *rest), foreign=seen.stage("scenes", *rest, project=other))


def test_a_program_asks_reads_and_takes_over_thing_by_thing(seen: Visit) -> None:
    with seen.inside():
        node = scene(seen).node_id
    here = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/content/{node}/finds/"
    editor, viewer = seen.by(seen.editor), seen.by(seen.viewer)
    assert editor.post(here, {}, "application/json").status_code == 409, "no model is connected"
    assert viewer.get(f"{here}price/").json() == {"models": "", "most_micro": 0}
    with seen.inside(), writing(seen.film, says(json.dumps({"things": [ICE, FALL]}))):
        assert viewer.get(f"{here}price/").json() == {"models": "House model", "most_micro": 0}
        row = editor.post(here, {}, "application/json").json()
        answer(row["id"], check=lambda: None, last=True)
    assert viewer.post(here, {}, "application/json").status_code == 403
    assert [one["id"] for one in viewer.get(here).json()] == [row["id"]]
    one = f"{here}{row['id']}/"
    assert viewer.post(one, {"things": [1]}, "application/json").status_code == 403
    assert editor.post(one, {"things": [7]}, "application/json").status_code == 409
    assert editor.post(one, {"things": "x"}, "application/json").status_code == 400
    assert editor.post(one, {"things": [1]}, "application/json").status_code == 200
    with seen.inside():
        assert scene(seen).content.elements.stunts == ["a fall"]
    assert editor.post(one, {"things": [0]}, "application/json").status_code == 409, "the sheet has changed"
    assert editor.post(one, {"things": []}, "application/json").status_code == 200
    stranger = seen.by(seen.stranger)
    assert stranger.get(here).status_code == 404
    assert stranger.post(here, {}, "application/json").status_code == 404
    foreign = here.replace(str(seen.film.project.pk), str(seen.other_film.project.pk))
    assert editor.get(foreign).status_code == 404
