"""The page of one asset: typed fields, locks, relations, earlier versions."""

from typing import Any

import pytest

from pipeline.stages.assets.views import other_names
from projects.actions.branches import lock_stage
from projects.kinds import Asset
from projects.kinds.vocabulary import AssetKind
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.shots import as_made, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two people with a picture each, as if the studio had drawn them."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture")
    return found


def mara(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "asset")[0]


def page(seen: Visit, *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("assets", mara(seen).node_id))
    assert answer.status_code == 200
    return str(answer.text)


def post(seen: Visit, what: str, **fields: Any) -> Any:
    address = seen.stage("assets", mara(seen).node_id, what)
    return seen.by(seen.editor).post(address, fields, follow=True)


def save(seen: Visit, expected: int = 0, **fields: Any) -> Any:
    head = mara(seen)
    address = seen.stage("assets", head.node_id, "save")
    sent = {"expected": expected or head.revision_id, **fields}
    return seen.by(seen.editor).post(address, sent, headers=JSON)


def test_typed_fields_are_kept_and_draw_anew(seen: Visit) -> None:
    before = mara(seen)
    assert save(seen, **{"traits.hair": "  red, in a bun ", "traits.age": ""}).status_code == 200
    now = mara(seen)
    assert now.content.traits == {"hair": "red, in a bun"}
    assert now.content.design["hair"] == "#a8421f" != before.content.design.get("hair")
    text = page(seen)
    assert 'value="red, in a bun"' in text
    assert "Update the picture" in text


def test_two_who_fill_different_fields_meet_and_one_field_shows_both(seen: Visit) -> None:
    first = mara(seen).revision_id
    save(seen, **{"traits.hair": "red"})
    assert save(seen, first, **{"traits.eyes": "green"}).status_code == 200
    assert mara(seen).content.traits == {"hair": "red", "eyes": "green"}
    answer = save(seen, first, **{"traits.hair": "black"})
    assert answer.status_code == 409
    assert "Hair, theirs" in answer.text
    assert "red" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("traits.hair", "x" * 301, "at most 300"), ("traits.gears", "many", "has no field gears")],
)
def test_what_does_not_fit_a_field_gets_a_sentence(seen: Visit, field: str, value: str, said: str) -> None:
    before = mara(seen).revision_id
    answer = save(seen, **{field: value})
    assert answer.status_code == 422
    assert said in str(answer.json())
    assert mara(seen).revision_id == before


def test_a_lock_is_set_and_taken_back_without_making_it_ones_own(seen: Visit) -> None:
    with seen.inside():
        Head.objects.filter(node_id=mara(seen).node_id).update(origin="machine")
    post(seen, "lock", field="traits.hair")
    head = mara(seen)
    assert (head.content.locks, head.origin) == (["traits.hair"], "machine")
    assert (
        'value="traits.hair" data-kind="quiet" data-size="small" data-icon-only aria-pressed="true"'
        in page(seen)
    )
    post(seen, "lock", field="traits.hair")
    assert mara(seen).content.locks == []
    assert "cannot be locked" in post(seen, "lock", field="key").text


def test_locked_fields_outlive_another_reading_of_the_script(db: None) -> None:
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "assets")
        head = next(one for one in heads(found.film, "asset") if one.content.type == "character")
        changed = {"definition": "Words that stay.", "wardrobe": "Words that go.", "locks": ["definition"]}
        rewrite(found.film, head, **changed)
        Head.objects.filter(node_id=head.node_id).update(origin="machine")
        run_until(found.film, "assets", remake=["cast:cast"], only=["cast:cast"])
        again = next(one for one in heads(found.film, "asset") if one.node_id == head.node_id).content
    assert again.definition == "Words that stay."
    assert again.wardrobe == head.content.wardrobe
    assert again.locks == ["definition"]


def test_what_is_made_again_keeps_locked_typed_fields() -> None:
    told = {"key": "prop:key", "type": AssetKind.PROP, "name": "Key"}
    mine = Asset(**told, traits={"colour": "green", "size": "small"}, locks=["traits.colour"], notes="Mine")
    again = mine.made_again(Asset(**told, traits={"colour": "red", "material": "brass"}))
    assert again.traits == {"material": "brass", "colour": "green"}
    assert (again.notes, again.locks) == ("Mine", ["traits.colour"])


def test_relations_are_seen_from_both_sides(seen: Visit) -> None:
    assert "Add" in post(seen, "relation", bond="is a sibling of", to="character:ned", note="twins").text
    assert [(one.bond, one.to) for one in mara(seen).content.relations] == [
        ("is a sibling of", "character:ned")
    ]
    with seen.inside():
        ned = heads(seen.film, "asset")[1]
    text = seen.by(seen.editor).get(seen.stage("assets", ned.node_id)).text
    assert "is a sibling of Ned" in text
    post(seen, "relation", bond="is a sibling of", to="character:ned", remove="1")
    assert mara(seen).content.relations == []


@pytest.mark.parametrize("to", ["character:mara", "character:nobody", ""])
def test_a_relation_to_nobody_is_refused(seen: Visit, to: str) -> None:
    assert "Choose somebody or something else" in post(seen, "relation", bond="owns", to=to).text
    assert mara(seen).content.relations == []


def test_an_earlier_version_comes_back_as_the_newest(seen: Visit) -> None:
    first = mara(seen)
    with seen.inside():
        rewrite(seen.film, first, definition="Somebody else.")
    changed = mara(seen)
    assert "Bring this version back" in page(seen)
    post(seen, "restore", revision=first.revision_id, expected=first.revision_id)
    assert mara(seen).content.definition == "Somebody else."  # somebody was faster: nothing happens
    post(seen, "restore", revision=first.revision_id, expected=changed.revision_id)
    assert mara(seen).content == first.content


def test_a_version_of_something_else_is_not_brought_back(seen: Visit) -> None:
    with seen.inside():
        other = heads(seen.film, "asset")[1]
    answer = post(seen, "restore", revision=other.revision_id, expected=mara(seen).revision_id)
    assert answer.status_code == 404


def test_who_may_do_what(seen: Visit) -> None:
    node = mara(seen).node_id
    for what in ("lock", "relation", "restore"):
        foreign = seen.stage("assets", node, what, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("assets", node, what), foreign=foreign)
    assert seen.by(seen.stranger).get(seen.stage("assets", node)).status_code == 404
    text = page(seen, by=seen.viewer)
    assert "<auto-save>" not in text
    assert "lock-form" not in text.replace('id="lock-form"', "")


def test_a_locked_stage_can_be_read_and_not_changed(seen: Visit) -> None:
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert "<auto-save>" not in page(seen)
    assert "is locked on this branch" in post(seen, "relation", bond="owns", to="character:ned").text


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 2, 30)
    with many.inside():
        as_made(many.film, "picture")
    few = queries(seen.by(seen.editor), seen.stage("assets", mara(seen).node_id))
    assert queries(many.by(many.editor), many.stage("assets", mara(many).node_id)) == few <= 16


def test_programs_lock_fields_and_bring_versions_back(seen: Visit) -> None:
    first, browser, kind = mara(seen), seen.by(seen.editor), "application/json"
    one = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/content/{first.node_id}/"
    changes = {"traits": {"hair": "red"}, "locks": ["traits.hair"]}
    answer = browser.patch(one, {"expected": first.revision_id, "changes": changes}, content_type=kind)
    assert answer.json()["content"]["design"]["hair"] == "#a8421f"
    wrong = {"expected": answer.json()["revision"], "changes": {"locks": ["key"]}}
    assert "cannot be locked" in str(browser.patch(one, wrong, content_type=kind).json())
    listed = browser.get(f"{one}versions/").json()
    assert listed[0]["revision"] == answer.json()["revision"]
    back = {"revision": first.revision_id, "expected": answer.json()["revision"]}
    assert browser.post(f"{one}versions/", back, content_type=kind).json()["content"]["traits"] == {}
    assert browser.post(f"{one}versions/", back, content_type=kind).status_code == 409
    assert seen.by(seen.viewer).post(f"{one}versions/", back, content_type=kind).status_code == 403
    assert seen.by(seen.stranger).get(f"{one}versions/").status_code == 404


def test_a_name_that_differs_in_capitals_alone_is_told_once() -> None:
    assert other_names("Mara Voss", ["Mara", "MARA VOSS", "MARA", "Captain"]) == ["Mara", "Captain"]
