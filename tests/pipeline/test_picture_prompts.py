"""What picture models are told: by type of object, versioned, previewed with real data, kept with takes."""

from typing import Any

import pytest

from accounts.kernel.errors import Invalid
from pipeline.actions.templates import keep_template, use_template
from pipeline.models import Generation
from pipeline.previz import design
from pipeline.previz.draw import prompt_text
from pipeline.prompting.pictures import (
    PICTURES,
    SHOT,
    PicturePurpose,
    in_one,
    told_of_asset,
    told_of_shot,
    type_of,
)
from pipeline.prompting.templates import parse
from pipeline.queries.plans import plan_for
from projects.kinds import Asset, Brief, Scene, Shot, VisualState
from projects.kinds.vocabulary import AssetKind
from projects.models import Head
from tests.factories.shots import as_made, written
from tests.factories.visitors import Visit, visit
from tests.pipeline.making_support import make

PERSON = PICTURES["picture_person"]
OWN = "A wanted poster of {{name}}. {{definition}}\n{{wardrobe}}\n---\nsmiles\n"


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 1, 1)
        as_made(found.film, "picture", "prompt", "frame")
    return found


def asset(name: str, definition: str = "", kind: str = "prop", **more: Any) -> Asset:
    made = Asset(key=f"{kind}:x", type=AssetKind(kind), name=name, definition=definition, **more)
    return made.model_copy(update={"design": design.design(made, Brief(idea="x"), [])})


@pytest.mark.parametrize(
    ("name", "definition", "kind", "expected"),
    [
        ("Mara", "A tall woman with grey hair", "character", "person"),
        ("Reynard", "A fox standing upright in a waistcoat", "character", "creature"),
        ("Lighthouse", "A white tower", "location", "place"),
        ("The Albatross", "A rusty ferry", "prop", "vehicle"),
        ("Loaf", "A loaf of bread, still warm", "prop", "food"),
        ("Receiver", "An old telephone", "prop", "product"),
        ("Oilskin coat", "Yellow, torn at the hem", "prop", "clothing"),
        ("Crest", "The harbour's coat of arms", "prop", "icon"),
        ("Key", "A brass key on a car's dashboard", "prop", "prop"),
        ("Ding", "", "prop", "prop"),
    ],
)
def test_each_thing_is_told_by_the_template_of_its_type(
    name: str, definition: str, kind: str, expected: str
) -> None:
    assert type_of(asset(name, definition, kind)) == expected


@pytest.mark.parametrize(
    "purpose", [one for one in PICTURES.values() if one.name != SHOT], ids=lambda one: one.name
)
def test_the_studios_templates_leave_no_variable_open_and_no_line_empty(purpose: PicturePurpose) -> None:
    arguments = {"asset": asset("Mara", "A tall woman", "character").payload(), "style": "cinematic"}
    told = told_of_asset(parse(purpose.text, purpose), purpose, arguments)
    assert "A tall woman." in told["prompt"]
    assert "Style: " in told["prompt"]
    assert told["avoid"]
    assert "{{" not in told["prompt"] + told["avoid"]
    assert "" not in told["prompt"].splitlines()
    assert "Wearing" not in told["prompt"], "she wears nothing that is known"


def test_the_studios_shot_says_what_stage_9_has_always_said() -> None:
    arguments = {
        "shot": Shot(action="She turns the key", cast=["character:mara"]).payload(),
        "scene": Scene(script="s1", place="Lighthouse", mood="tense", weather="rain").payload(),
        "assets": {"character:mara": asset("Mara", "A tall woman", "character", wardrobe="a coat").payload()},
        "states": {},
        "style": "cinematic",
    }
    shot, scene = Shot.model_validate(arguments["shot"]), Scene.model_validate(arguments["scene"])
    people = {key: Asset.model_validate(data) for key, data in arguments["assets"].items()}
    states: dict[str, VisualState] = {}
    told = told_of_shot(parse(PICTURES[SHOT].text, PICTURES[SHOT]), arguments)
    assert in_one(told) == prompt_text(shot, scene, people, states, "cinematic")


def test_a_picture_needs_no_context_and_knows_its_variables() -> None:
    assert parse("{{name}}\n---\n", PERSON).body == ""
    with pytest.raises(Invalid, match="what the picture shows and what must not be in it"):
        parse("{{name}}", PERSON)
    with pytest.raises(Invalid, match="no variable context"):
        parse("{{context}}\n---\n", PERSON)


def test_a_take_keeps_what_a_picture_model_would_be_told(seen: Visit) -> None:
    with seen.inside():
        keep_template(PERSON, OWN, note="poster", by=seen.owner)
        key = _painted(seen)
        row = Generation.objects.get(step="picture", request__has_key="told")
        name = Head.objects.select_related("revision").get(node_id=_node(seen, key)).content.name
    told = row.request["told"]
    assert told["prompt"].startswith(f"A wanted poster of {name}.")
    assert told["avoid"] == "smiles"
    assert told["template"] == {"version": 1, "own": True}
    page = seen.by(seen.viewer).get(f"{seen.stage('assets')}?asset={_node(seen, key)}").text
    assert "A wanted poster of" in page


def test_prompts_of_shots_are_written_by_the_teams_template_when_they_are_made_again(seen: Visit) -> None:
    purpose = PICTURES[SHOT]
    own = "Noir, {{lens}} mm. {{place}}\n{{action}}\n---\ncolour\n"

    def words() -> str:
        unit = next(u for u in plan_for(seen.film.branch, seen.film.episode).units if u.step.name == "prompt")
        make(seen.film, unit.target.key, remake=frozenset([unit.target.key]))
        return str(Head.objects.select_related("revision").get(kind="prompt").content.text)

    with seen.inside():
        before = words()
        keep_template(purpose, own, note="", by=seen.owner)
        unit = next(u for u in plan_for(seen.film.branch, seen.film.episode).units if u.step.name == "prompt")
        assert unit.state == "fresh", "what stands there stays"
        mine = words()
        assert mine.startswith("Noir, ")
        assert mine.endswith("Leave out: colour")
        use_template(purpose, 0, by=seen.owner)
        assert words() == before


def test_the_library_lists_pictures_beside_texts_and_previews_with_real_things(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    listed = browser.get(seen.address("settings", "prompts")).text
    assert "Food and drink" in listed
    assert "Scene of the screenplay" in listed
    with seen.inside():
        _painted(seen)
        row = Generation.objects.get(step="picture", request__has_key="told")
    here = seen.address("settings", "prompts", "picture_person")
    page = browser.get(here).text
    assert str(row.pk) in page
    assert "What must not be in it" not in page.split("Template")[0]
    shown = browser.post(here, {"text": OWN, "note": "", "sample": str(row.pk), "preview": "1"}).text
    assert "A wanted poster of" in shown
    wrong = browser.post(here, {"text": "{{colour}}\n---\n", "sample": "", "preview": "1"})
    assert wrong.status_code == 422
    assert "There is no variable colour" in wrong.text


def _painted(seen: Visit) -> str:
    """Another take of somebody's picture; answers the key of who it is."""
    heads = Head.objects.select_related("revision").filter(
        branch=seen.film.branch, kind="asset", deleted=False
    )
    key = next(head.slot for head in heads.order_by("slot") if head.content.type == "character")
    make(seen.film, f"picture:{key}", remake=frozenset([f"picture:{key}"]))
    return key


def _node(seen: Visit, key: str) -> Any:
    with seen.inside():
        return Head.objects.get(branch=seen.film.branch, kind="asset", slot=key).node_id
