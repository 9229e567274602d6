"""Stage 5: who and what the film shows, written in place, drawn, in one style."""

from typing import Any

import pytest

from pipeline.models import Generation
from projects.actions.branches import lock_stage
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.shots import another_take, as_made, beside, heads, queries, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two people with a picture each, as if the studio had drawn them."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture")
    return found


def people(seen: Visit, kind: str = "asset") -> list[Head]:
    with seen.inside():
        return heads(seen.film, kind)


def save(seen: Visit, head: Head, **fields: Any) -> Any:
    address = seen.stage("assets", head.node_id, "save")
    return seen.by(seen.editor).post(address, {"expected": head.revision_id, **fields}, headers=JSON)


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("assets") + query)
    assert answer.status_code == 200
    return str(answer.text)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "Nobody is cast yet" in page(visit())


def test_people_come_as_cards_with_their_pictures(seen: Visit) -> None:
    text = page(seen)
    assert text.count('class="card asset-card"') == 2
    assert "Characters" in text
    assert "Props" not in text
    assert 'value="Mara"' in text


def test_a_new_description_draws_them_anew_and_hatches_the_old_picture(seen: Visit) -> None:
    head = people(seen)[0]
    answer = save(seen, head, definition="A tall woman with red hair, 30.")
    assert answer.status_code == 200
    now = people(seen)[0]
    assert now.content.design != head.content.design
    assert answer.json()["expected"] == now.revision_id
    text = page(seen)
    assert "Mara&#x27;s definition" in text
    assert "1 is out of date" in text


def test_a_new_name_draws_nobody_anew(seen: Visit) -> None:
    head = people(seen)[0]
    assert save(seen, head, name='Mária "M" <b>', definition=head.content.definition).status_code == 200
    assert people(seen)[0].content.design == head.content.design
    text = page(seen)
    assert "stale-note" not in text
    assert "Mária &quot;M&quot; &lt;b&gt;" in text


@pytest.mark.parametrize(("field", "value"), [("name", "x" * 121), ("definition", "x" * 10_001)])
def test_what_is_too_long_gets_a_sentence(seen: Visit, field: str, value: str) -> None:
    head = people(seen)[0]
    answer = save(seen, head, **{field: value})
    assert answer.status_code == 422
    assert "has at most" in str(answer.json())
    assert people(seen)[0].revision_id == head.revision_id


def test_two_who_write_one_person_see_both_versions(seen: Visit) -> None:
    head = people(seen)[0]
    save(seen, head, wardrobe="Alice's coat")
    answer = save(seen, head, wardrobe="Bob's coat")
    assert answer.status_code == 409
    assert "Alice&#x27;s coat" in answer.text
    assert "Bob&#x27;s coat" in answer.text


def test_another_style_hatches_every_picture_and_can_be_taken_back(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    answer = browser.post(seen.stage("assets", "style"), {"preset": "noir"})
    assert people(seen, "style")[0].content.preset == "noir"
    text = browser.get(answer["Location"]).text
    assert "2 are out of date" in text
    assert "The style&#x27;s preset changed" in text
    browser.post(seen.stage("assets", "undo", answer["Location"].rpartition("=")[2]))
    assert "stale-note" not in page(seen)


def test_a_style_that_is_none_says_so(seen: Visit) -> None:
    answer = seen.by(seen.editor).post(seen.stage("assets", "style"), {"preset": "loud"}, follow=True)
    assert "There is no such style" in answer.text
    assert people(seen, "style")[0].content.preset == "cinematic"


def test_another_picture_can_be_chosen(seen: Visit) -> None:
    picture = people(seen, "picture")[0]
    with seen.inside():
        other = another_take(seen.film, picture)
    text = page(seen, f"?asset={picture.parent_node}")
    assert f'name="take" value="{other.pk}"' in text
    seen.by(seen.editor).post(
        seen.stage("assets", picture.node_id, "take"),
        {"take": str(other.pk), "expected": picture.revision_id},
    )
    chosen = next(head for head in people(seen, "picture") if head.node_id == picture.node_id)
    assert chosen.content.media == other.media[0]
    assert "stale-note" not in page(seen)  # the pictures; what shows them is another stage's


def test_the_panel_tells_of_the_selected_person(seen: Visit) -> None:
    text = page(seen, f"?asset={people(seen)[0].node_id}")
    assert "What it was told" in text
    assert "Take 1" in text
    assert page(seen, f"?asset={seen.film.episode}").count("What it was told") == 0


def test_the_studio_casts_and_draws_and_a_hand_outranks_it(db: None) -> None:
    found = visit(seconds=15)
    with found.inside():
        run_until(found.film, "assets")
    first = people(found)[0]
    save(found, first, notes="Mine.", definition="Entirely different.")
    with found.inside():
        run_until(found.film, "assets", remake=["cast:cast"], only=["cast:cast"])
        assert Generation.objects.filter(step="cast").count() == 2
    assert people(found)[0].content.definition == "Entirely different."


def test_locked_assets_can_be_read(seen: Visit) -> None:
    head = people(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
    assert save(seen, head, name="Late").status_code == 422
    browser = seen.by(seen.editor)
    assert browser.post(seen.stage("assets", "style"), {"preset": "noir"}).status_code == 409
    text = page(seen)
    assert "<auto-save>" not in text
    assert 'class="card-title"' in text


def test_who_may_do_what(seen: Visit) -> None:
    node = people(seen)[0].node_id
    for rest in (("style",), ("renew",), (node, "save"), (node, "take")):
        foreign = seen.stage("assets", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("assets", *rest), foreign=foreign)
    text = page(seen, by=seen.viewer)
    assert "<auto-save>" not in text
    assert "Shonen TV" not in text


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 2, 30)
    few = queries(seen.by(seen.editor), seen.stage("assets"))
    assert queries(many.by(many.editor), many.stage("assets")) == few <= 12
