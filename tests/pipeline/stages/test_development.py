"""Developing a character: what the script says, what is missing, what a model proposes and asks."""

import json
from typing import Any
from uuid import uuid4

import pytest

from accounts.kernel.errors import Refused
from pipeline.actions.enriching import ask_nature, take_definition
from pipeline.actions.questions import answer
from pipeline.context.pieces import PIECES
from pipeline.models import Generation
from pipeline.prompting.answers import Unfit
from pipeline.prompting.natures import NatureAnswer, nature_from
from pipeline.queries.plans import plan_for
from pipeline.queries.portraits import Portrait, portrait
from projects.actions.edits import edit
from projects.kinds import Asset
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.shots import heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import says, writing

TEXT = """INT. LIGHTHOUSE - NIGHT

MARA lights the lamp and waits.

MARA
I want the lamp lit until he comes. I can't go down there.

NED
Who?

MARA
My brother rowed out years ago. Lamp. Lamp. Lamp.

Ned laughs.
"""
WANT = {"field": "want", "value": "To keep the lamp lit until her brother comes home."}
ASKED = {"question": "What did he row out for?", "why": "Scene 1 would turn.", "quote": "rowed out years ago"}


def proposal(*fields: Any, grounds: Any = (), questions: Any = (ASKED,)) -> str:
    return json.dumps({"fields": fields or [WANT], "questions": questions, "grounds": grounds})


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 1, 1)
        people = ["character:mara", "character:ned"]
        rewrite(found.film, heads(found.film, "script")[0], text=TEXT, mentions=people)
    return found


def mara(seen: Visit) -> Head:
    rows = Head.objects.select_related("revision", "branch").filter(branch=seen.film.branch, kind="asset")
    return rows.order_by("slot")[0]


def read(seen: Visit) -> Portrait:
    story = load_story(seen.film.branch, seen.film.episode)
    return portrait(story, story.by_node[mara(seen).node_id])


def here(seen: Visit, *rest: object) -> str:
    with seen.inside():
        node = mara(seen).node_id
    return seen.stage("assets", node, *rest)


def test_the_script_itself_says_who_somebody_is_line_by_line(seen: Visit) -> None:
    with seen.inside():
        found = read(seen)
    said = {name: [line.text for line in lines] for name, (_, lines) in found.said.items()}
    assert said["want"] == ["I want the lamp lit until he comes. I can't go down there."]
    assert said["contradiction"] == said["want"]
    assert said["backstory"] == ["My brother rowed out years ago. Lamp. Lamp. Lamp."]
    assert [line.text for line in found.seen] == ["MARA lights the lamp and waits."]
    assert found.speaking is not None
    assert (found.speaking.speeches, found.speaking.questions) == (2, 0)
    assert found.speaking.own == ("lamp",)
    assert found.company == [("Ned", 1)]
    assert [one.name for one in found.missing][:2] == ["want", "need"]
    page = seen.by(seen.viewer).get(here(seen, "development")).text
    assert "What they say they want" in page
    assert "#line-" in page, "each line has the way to it"
    assert "Words of their own: <bdi>lamp</bdi>" in page
    assert "textarea" not in page.split("What the script says")[0].split("Character</h3>")[1]


def test_what_is_written_is_kept_told_to_writers_and_makes_nothing_stale(seen: Visit) -> None:
    with seen.inside():
        before = {unit.target.key: unit.state for unit in plan_for(seen.film.branch, seen.film.episode).units}
        revision = mara(seen).revision_id
    sent = {"expected": revision, "nature.want": "To keep the lamp lit.", "nature.need": " "}
    address, headers = here(seen, "development", "save"), {"Accept": "application/json"}
    assert seen.by(seen.editor).post(address, sent, headers=headers).status_code == 200
    with seen.inside():
        assert mara(seen).content.nature == {"want": "To keep the lamp lit."}
        after = {unit.target.key: unit.state for unit in plan_for(seen.film.branch, seen.film.episode).units}
        story = load_story(seen.film.branch, seen.film.episode)
        told = PIECES["people"].read(story, {})
    assert before == after
    assert "Want: To keep the lamp lit." in told
    assert "1 of 7 written" in seen.by(seen.editor).get(here(seen)).text
    wrong = {"expected": revision, "nature.wings": "two"}
    assert seen.by(seen.editor).post(address, wrong, headers=headers).status_code == 422


def test_a_model_proposes_field_by_field_and_asks_and_a_person_takes_what_they_tick(seen: Visit) -> None:
    need = {"field": "need", "value": "To let him go."}
    came = proposal(WANT, need, grounds=["lights the lamp"])
    with seen.inside(), writing(seen.film, says(came)) as wire:
        row = ask_nature(seen.film.branch, seen.film.episode, mara(seen).node_id, by=seen.owner)
        with pytest.raises(Refused, match="already"):
            ask_nature(seen.film.branch, seen.film.episode, mara(seen).node_id, by=seen.owner)
        answer(row.pk, check=lambda: None, last=True)
    assert "MARA lights the lamp" in wire.asked[0].data["messages"][1]["content"]
    page = seen.by(seen.editor).get(here(seen, "development")).text
    assert "What did he row out for?" in page
    assert page.index('value="nature.want"') < page.index('value="nature.need"'), "in the order of the form"
    assert '<q dir="auto">rowed out years ago</q>' in page
    assert "A model&#x27;s words" in page or "A model's words" in page
    seen.by(seen.editor).post(here(seen, "develop", row.pk), {"take": "1", "field": ["nature.need"]})
    with seen.inside():
        assert mara(seen).content.nature == {"need": "To let him go."}
        row.refresh_from_db()
        assert row.facts["decided"] == "taken"
        with pytest.raises(Refused, match="Choose what"):
            take_definition(_undecided(row, mara(seen)), seen.film.branch, set(), by=seen.owner)
        head = mara(seen)
        edit(head, {"nature": {"want": "Money."}}, expected=head.revision_id, by=seen.owner)
        with pytest.raises(Refused, match="changed meanwhile"):
            take_definition(row, seen.film.branch, {"nature.want"}, by=seen.owner)


def _undecided(row: Generation, head: Head) -> Generation:
    from pipeline.queries.enriching import NATURE, digest_of_words

    row.digest = digest_of_words(head.content, NATURE)
    return row


def taken(text: str, **nature: str) -> Any:
    asset = Asset(key="character:mara", type="character", name="Mara", nature=nature)
    arguments = {"asset": asset.payload(), "mentions": "MARA lights\nthe lamp. rowed out years ago"}
    return nature_from(NatureAnswer.model_validate_json(text), arguments)


def test_a_writers_words_stay_fields_are_known_and_quotes_stand_in_the_script() -> None:
    with pytest.raises(Unfit, match="must stay word for word, with more after it: “Money"):
        taken(proposal(), want="Money.")
    assert taken(proposal({"field": "want", "value": "Money. And quiet."}), want="Money.")["nature"]
    with pytest.raises(Unfit, match="no field wings"):
        taken(proposal({"field": "wings", "value": "two"}))
    with pytest.raises(Unfit, match="do not stand in the script: “a dragon”"):
        taken(proposal(grounds=["a dragon"]))
    with pytest.raises(Unfit, match="do not stand in the script: “born at sea”"):
        taken(proposal(questions=[{**ASKED, "quote": "born at sea"}]))
    with pytest.raises(Unfit, match="not there already"):
        taken(proposal({"field": "want", "value": "Money."}, questions=[]), want="Money.")
    with pytest.raises(ValueError, match="a prop has no field want"):
        Asset(key="prop:key", type="prop", name="Key", nature={"want": "x"})


def test_only_editors_of_the_team_develop_and_only_characters(seen: Visit) -> None:
    for rest in (("development", "save"), ("develop",), ("develop", uuid4())):
        foreign = here(seen, *rest).replace(str(seen.film.project.pk), str(seen.other_film.project.pk))
        assert_guarded(seen, here(seen, *rest), foreign=foreign)
    assert seen.by(seen.stranger).get(here(seen, "development")).status_code == 404
    with seen.inside():
        scene = heads(seen.film, "scene")[0].node_id
    assert seen.by(seen.editor).get(seen.stage("assets", scene, "development")).status_code == 404
    said = seen.by(seen.editor).post(here(seen, "develop"), follow=True).text
    assert "needs a connected model" in said


def test_a_long_script_costs_no_more_queries(seen: Visit, django_assert_max_num_queries: Any) -> None:
    with seen.inside():
        written(seen.film, 60, 0)
    browser, address = seen.by(seen.editor), here(seen, "development")
    browser.get(address)
    with django_assert_max_num_queries(26):
        assert browser.get(address).status_code == 200


def test_programs_read_the_portrait_ask_and_decide(seen: Visit) -> None:
    with seen.inside():
        node = mara(seen).node_id
    content = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/content/{node}/"
    found = seen.by(seen.viewer).get(f"{content}development/").json()
    assert found["missing"] == ["want", "need", "contradiction", "backstory", "arc", "speech", "others"]
    assert found["said"]["backstory"][0]["scene"] == "1"
    assert found["company"] == {"Ned": 1}
    assert seen.by(seen.viewer).post(f"{content}development/", {}, "application/json").status_code == 403
    assert seen.by(seen.stranger).get(f"{content}development/").status_code == 404
    with seen.inside(), writing(seen.film, says(proposal())):
        row = seen.by(seen.editor).post(f"{content}development/", {}, "application/json").json()
        answer(row["id"], check=lambda: None, last=True)
    taken_over = {"fields_taken": ["nature.want"]}
    decided = seen.by(seen.editor).post(f"{content}enrich/{row['id']}/", taken_over, "application/json")
    assert decided.status_code == 200
    with seen.inside():
        assert mara(seen).content.nature["want"].startswith("To keep the lamp lit")
