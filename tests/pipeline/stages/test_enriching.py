"""A model's words for assets: from the script, read field by field, never over what a person wrote."""

import json
from typing import Any
from uuid import uuid4

import pytest

from accounts.kernel.errors import Refused
from pipeline.actions.assets import lock_field
from pipeline.actions.enriching import ask_definition, ask_definitions, take_definition
from pipeline.actions.questions import answer
from pipeline.models import Generation
from pipeline.prompting.answers import Unfit
from pipeline.prompting.definitions import DefinitionAnswer, definition_from
from pipeline.queries.enriching import Enrichment, enrichments, passages_about
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.kinds import Asset
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.shots import written
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import says, writing

LOOKS = "A tall woman of forty with cropped grey hair and a burn on her left hand."
FIELDS = [{"field": "hair", "value": "cropped, grey"}, {"field": "age", "value": "forty"}]


def proposal(definition: str = LOOKS, *grounds: str, fields: Any = FIELDS, wardrobe: str = "") -> str:
    told = {"definition": definition, "wardrobe": wardrobe, "fields": fields, "grounds": list(grounds)}
    return json.dumps(told)


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 1, 1)
    return found


def somebody(seen: Visit) -> Head:
    heads = Head.objects.select_related("revision", "branch").filter(branch=seen.film.branch, kind="asset")
    return heads.order_by("slot")[0]


def asked(seen: Visit, head: Head) -> Generation:
    row = ask_definition(seen.film.branch, seen.film.episode, head.node_id, by=seen.owner)
    answer(row.pk, check=lambda: None, last=True)
    row.refresh_from_db()
    return row


def now(seen: Visit) -> Enrichment:
    story = load_story(seen.film.branch, seen.film.episode)
    item = story.by_node[somebody(seen).node_id]
    story.load([item])
    return enrichments(story, [item])[item.node]


def page(seen: Visit) -> str:
    return str(seen.by(seen.editor).get(seen.stage("assets", somebody_node(seen))).text)


def given(**changes: Any) -> dict[str, Any]:
    asset = Asset(key="character:mara", type="character", name="Mara", **changes)  # type: ignore[arg-type]
    mentions = "MARA (40), burnt\nby a lamp, waits."
    return {"asset": asset.payload(), "mentions": mentions, "by_hand": False}


def taken(text: str, arguments: dict[str, Any]) -> Any:
    return definition_from(DefinitionAnswer.model_validate_json(text), arguments)


def test_what_a_person_wrote_stays_word_for_word() -> None:
    mine = given(definition="She limps.") | {"by_hand": True}
    with pytest.raises(Unfit, match="must stay word for word, with more after it: “She limps"):
        taken(proposal(), mine)
    assert taken(proposal(f"She limps. {LOOKS}"), mine)["definition"].startswith("She limps.")
    assert taken(proposal(), given(definition="She limps."))["definition"] == LOOKS, (
        "the script's may be reworded"
    )


def test_typed_fields_are_only_filled_and_the_script_is_only_quoted() -> None:
    found = taken(proposal(LOOKS, "burnt by a lamp"), given(traits={"hair": "red"}))
    assert (found["traits"], found["grounds"]) == ({"age": "forty", "hair": "red"}, ["burnt by a lamp"])
    with pytest.raises(Unfit, match="do not stand in the script: “she was born at sea”"):
        taken(proposal(LOOKS, "she was born at sea"), given())
    with pytest.raises(Unfit, match="no field wings"):
        taken(proposal(fields=[{"field": "wings", "value": "two"}]), given())
    with pytest.raises(Unfit, match="not there already"):
        taken(proposal("She limps.", fields=[]), given(definition="She limps."))


def test_what_is_ticked_is_taken_over_marked_and_drawn_anew_and_the_rest_stays(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(proposal())) as wire:
        head = somebody(seen)
        before = head.content
        row = asked(seen, head)
        assert somebody(seen).content == before, "nothing changes by asking"
    assert "What is known of it" in wire.asked[0].data["messages"][1]["content"]
    shown = page(seen)
    assert "<ins>" in shown
    assert "Take over what is ticked" in shown
    waiting = seen.by(seen.editor).get(seen.stage("assets")).text
    assert "A model's words wait to be read" in waiting
    address = seen.stage("assets", head.node_id, "enrich", row.pk)
    seen.by(seen.editor).post(address, {"take": "1", "field": ["definition"]})
    with seen.inside():
        after = somebody(seen)
        assert (after.content.definition, after.content.traits) == (LOOKS, {})
        assert (after.origin, after.content.design != before.design) == ("hand", True)
        assert now(seen).decided == "taken"
        assert not now(seen).is_old
    assert 'class="tag">enriched' in page(seen)
    told = seen.by(seen.viewer).get(seen.stage("assets", "told", row.pk)).text
    assert "What is known of it" in told


def test_locked_fields_are_not_touched_and_a_locked_stage_is_left_alone(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(proposal())):
        lock_field(somebody(seen), "definition", on=True, by=seen.owner)
        row = asked(seen, somebody(seen))
        assert [field.name for field in now(seen).fields] == ["traits.age", "traits.hair"]
        take_definition(row, seen.film.branch, {"definition", "traits.hair"}, by=seen.owner)
        assert (somebody(seen).content.definition, somebody(seen).content.traits) == (
            "",
            {"hair": "cropped, grey"},
        )
        lock_field(somebody(seen), "wardrobe", on=True, by=seen.owner)
        with pytest.raises(Refused, match="locked"):
            asked(seen, somebody(seen))
        lock_stage(seen.film.branch, seen.film.episode, "assets", by=seen.owner)
        with pytest.raises(Refused, match="stage is locked"):
            ask_definitions(seen.film.branch, seen.film.episode, by=seen.owner)


def test_words_that_were_changed_meanwhile_are_not_overwritten(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(proposal())):
        row = asked(seen, somebody(seen))
        head = somebody(seen)
        edit(head, {"definition": "Somebody was faster."}, expected=head.revision_id, by=seen.owner)
        assert now(seen).is_old
        with pytest.raises(Refused, match="changed meanwhile"):
            take_definition(row, seen.film.branch, {"definition"}, by=seen.owner)
        assert somebody(seen).content.definition == "Somebody was faster."
    assert "has changed since" in page(seen)


def test_all_that_nobody_wrote_are_asked_for_at_once_and_each_only_once(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(proposal())):
        head = somebody(seen)
        edit(head, {"definition": "By hand."}, expected=head.revision_id, by=seen.owner)
        Head.objects.filter(branch=seen.film.branch, kind="asset").exclude(pk=head.pk).update(
            origin="machine"
        )
        others = Head.objects.filter(branch=seen.film.branch, kind="asset").count() - 1
        assert ask_definitions(seen.film.branch, seen.film.episode, by=seen.owner) == others > 0
        assert not Generation.objects.filter(step="definition", node=head.node_id).exists()
        with pytest.raises(Refused, match="nothing left"):
            ask_definitions(seen.film.branch, seen.film.episode, by=seen.owner)


def test_a_model_is_told_where_the_script_names_somebody(seen: Visit) -> None:
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        asset = somebody(seen).content
        told = passages_about(story, asset.model_copy(update={"name": "Nobody-at-all", "aliases": []}))
    assert told == ""


def test_without_a_model_the_pages_are_as_they_were(seen: Visit) -> None:
    assert "A model" not in page(seen)
    assert "Let a model say more" not in seen.by(seen.editor).get(seen.stage("assets")).text
    node = somebody_node(seen)
    said = seen.by(seen.editor).post(seen.stage("assets", node, "enrich"), follow=True).text
    assert "needs a connected model" in said


def somebody_node(seen: Visit) -> Any:
    with seen.inside():
        return somebody(seen).node_id


def test_only_editors_of_the_team_ask_and_decide(seen: Visit) -> None:
    node, other = somebody_node(seen), seen.other_film.project.pk
    for rest in (("enrich",), (node, "enrich"), (node, "enrich", uuid4())):
        assert_guarded(seen, seen.stage("assets", *rest), foreign=seen.stage("assets", *rest, project=other))


def test_a_program_asks_reads_and_takes_over(seen: Visit) -> None:
    node = somebody_node(seen)
    here = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/content/{node}/enrich/"
    assert seen.by(seen.stranger).get(here).status_code == 404
    assert seen.by(seen.viewer).post(here).status_code == 403
    browser = seen.by(seen.editor)
    with seen.inside(), writing(seen.film, says(proposal())):
        assert browser.post(here, {}, content_type="application/json").status_code == 202
        row = Generation.objects.get(step="definition")
        answer(row.pk, check=lambda: None, last=True)
    assert [one["state"] for one in browser.get(here).json()] == ["done"]
    wrong = browser.post(f"{here}{row.pk}/", {"fields_taken": ["wings"]}, content_type="application/json")
    assert wrong.status_code == 409
    chosen = {"fields_taken": ["definition"]}
    assert browser.post(f"{here}{row.pk}/", chosen, content_type="application/json").status_code == 200
    with seen.inside():
        assert somebody(seen).content.definition == LOOKS
