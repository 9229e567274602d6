"""Candidates of an asset's pictures, made aside and chosen; sheets of views."""

from typing import Any

import pytest

from pipeline.graph.plan import State
from pipeline.models import Generation, Run
from pipeline.queries.plans import plan_for
from projects.models import Head
from tests.factories.films import carry_out, run_until
from tests.factories.shots import heads
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """A film whose people and places are cast and drawn."""
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "assets")
    return found


def person(seen: Visit) -> Head:
    with seen.inside():
        return next(one for one in heads(seen.film, "asset") if one.content.type == "character")


def picture(seen: Visit, of: Head, slot: str = "key") -> Head:
    with seen.inside():
        return next(
            one for one in heads(seen.film, "picture") if (one.parent_node, one.slot) == (of.node_id, slot)
        )


def drawn(seen: Visit, of: Head, **wish: Any) -> list[Generation]:
    """Candidates that were asked for on the page, made: the newest generations."""
    answer = seen.by(seen.editor).post(seen.stage("assets", of.node_id, "candidates"), wish)
    assert answer.status_code == 302
    with seen.inside():
        run = Run.objects.latest("created_at")
        assert carry_out(run).state == Run.State.DONE
        return list(Generation.objects.filter(run=run.pk).order_by("take"))


def state_of(seen: Visit, key: str) -> State:
    with seen.inside():
        return plan_for(seen.film.branch, seen.film.episode).by_key[key].state


def choose(seen: Visit, head: Head, take: Generation) -> Any:
    address = seen.stage("assets", head.node_id, "take")
    return seen.by(seen.editor).post(
        address, {"take": str(take.pk), "expected": head.revision_id}, follow=True
    )


def test_candidates_differ_and_wait_beside_what_stands_there(seen: Visit) -> None:
    mara = person(seen)
    before = picture(seen, mara)
    made = drawn(seen, mara, count=3, guidance="  in a green coat ")
    assert [one.state for one in made] == ["alternate"] * 3
    assert len({one.media[0] for one in made} | {before.content.media}) == 4
    assert {one.request["arguments"]["guidance"] for one in made} == {"in a green coat"}
    assert picture(seen, mara).revision_id == before.revision_id
    text = seen.by(seen.editor).get(seen.stage("assets", mara.node_id) + f"?compare={made[0].pk}").text
    assert text.count('class="candidate"') == 4
    assert "<compare-slider" in text


def test_who_is_chosen_is_drawn_like_that_from_then_on_and_it_can_be_undone(seen: Visit) -> None:
    mara = person(seen)
    chosen = drawn(seen, mara, count=2, guidance="red hair")[1]
    choose(seen, picture(seen, mara), chosen)
    now = person(seen)
    assert now.content.design != mara.content.design
    assert now.content.design["hair"] == "#a8421f"
    assert now.content.definition == f"red hair. {mara.content.definition}"
    assert now.content.seed == chosen.take
    assert picture(seen, now).content.media == chosen.media[0]
    assert state_of(seen, f"picture:{mara.content.key}") is State.FRESH


def test_a_locked_definition_keeps_its_words_and_a_locked_drawing_its_face(seen: Visit) -> None:
    mara = person(seen)
    browser = seen.by(seen.editor)
    browser.post(seen.stage("assets", mara.node_id, "lock"), {"field": "definition"})
    choose(seen, picture(seen, mara), drawn(seen, mara, count=1, guidance="red hair")[0])
    assert person(seen).content.definition == mara.content.definition
    assert person(seen).content.design["hair"] == "#a8421f"
    browser.post(seen.stage("assets", mara.node_id, "lock"), {"field": "design"})
    made = drawn(seen, mara, count=2)
    assert all("becomes" not in one.request["arguments"] for one in made)


def test_a_sheet_is_a_target_once_somebody_wants_it(seen: Visit) -> None:
    mara = person(seen)
    key = f"sheet:{mara.content.key}"
    with seen.inside():
        assert key not in plan_for(seen.film.branch, seen.film.episode).by_key
    made = drawn(seen, mara, step="sheet", count=2)
    assert [one.state for one in made] == ["done", "alternate"]
    sheet = picture(seen, mara, "sheet")
    assert (sheet.content.media, sheet.content.width) == (made[0].media[0], 1600)
    assert state_of(seen, key) is State.FRESH
    assert person(seen).origin == Head.Origin.MACHINE  # wanting a sheet makes nobody one's own
    head = person(seen)
    address = seen.stage("assets", head.node_id, "save")
    seen.by(seen.editor).post(address, {"expected": head.revision_id, "traits.hair": "red"})
    assert state_of(seen, key) is State.STALE
    assert "Update the sheet" in seen.by(seen.editor).get(seen.stage("assets", mara.node_id)).text


def test_candidates_of_what_is_no_picture_are_refused(seen: Visit) -> None:
    address = seen.stage("assets", person(seen).node_id, "candidates")
    assert "no such kind of picture" in seen.by(seen.editor).post(address, {"step": "film"}, follow=True).text
    with seen.inside():
        assert Run.objects.count() == 1


def test_who_may_do_what(seen: Visit) -> None:
    node = person(seen).node_id
    for rest in ((node, "candidates"), ("sheets",)):
        foreign = seen.stage("assets", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("assets", *rest), foreign=foreign if rest[0] == node else "")


def test_programs_ask_for_candidates_and_choose(seen: Visit) -> None:
    mara = person(seen)
    base, browser = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/", seen.by(seen.editor)
    key = f"picture:{mara.content.key}"
    asked = {"until": "assets", "remake": [key], "candidates": 2, "guidance": "red hair"}
    assert browser.post(f"{base}runs/", asked, content_type="application/json").status_code == 201
    with seen.inside():
        carry_out(Run.objects.latest("created_at"))
        take = Generation.objects.filter(target=key).latest("take")
    head = picture(seen, mara)
    choice = {"generation": str(take.pk), "expected": head.revision_id}
    answer = browser.post(f"{base}content/{head.node_id}/take/", choice, content_type="application/json")
    assert answer.status_code == 200
    assert person(seen).content.design["hair"] == "#a8421f"
    too_many = asked | {"candidates": 5}
    assert browser.post(f"{base}runs/", too_many, content_type="application/json").status_code == 400
