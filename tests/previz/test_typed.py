"""Typed fields of a definition: each changes what it names in the design, and nothing else."""

import pytest

from pipeline.previz.design import design
from pipeline.previz.draw import prompt_text
from projects.kinds import Asset, Brief, Scene, Shot
from projects.kinds.traits import TRAITS, in_words
from projects.kinds.vocabulary import AssetKind

WORDS = {
    "character": ("Mara", "A lighthouse keeper in a yellow raincoat."),
    "location": ("Attic", "Full of boxes."),
    "prop": ("Key", "It opens the lamp room."),
}


def changed(kind: str, **traits: str) -> dict[str, object]:
    """What the typed fields change in the design of somebody or something."""
    name, words = WORDS[kind]
    plain = Asset(key=f"{kind}:{name.lower()}", type=AssetKind(kind), name=name, definition=words)
    typed = plain.model_copy(update={"traits": traits})
    before, after = design(plain, Brief(), []), design(typed, Brief(), [])
    return {key: after[key] for key in after if after[key] != before.get(key) and key != "palette"}


@pytest.mark.parametrize(
    ("traits", "made"),
    [
        ({"age": "67"}, {"age": "old", "hair": "#c9c6c0"}),
        ({"age": "a boy of 9"}, {"age": "child"}),
        ({"age": "67", "hair": "red, in a bun"}, {"age": "old", "hair": "#a8421f"}),
        ({"hair": "short grey curls"}, {"hair": "#9a9a9c", "cut": "curly"}),
        ({"build": "tall"}, {"tallness": 1.07}),
        ({"skin": "dark"}, {"skin": "#6b4129"}),
        ({"eyes": "green"}, {"eyes": "#4f7f4a"}),
        ({"face": "round glasses and a scar"}, {"glasses": "round", "marks": ["scar"]}),
        ({"manner": "dry, in short sentences"}, {}),
    ],
)
def test_a_typed_field_of_a_person_changes_what_it_names(
    traits: dict[str, str], made: dict[str, object]
) -> None:
    assert changed("character", **traits) == made


def test_places_and_props_read_their_fields() -> None:
    assert changed("location", palette="teal and amber") == {"wall": "#2d686e", "accent": "#c89640"}
    assert changed("location", condition="abandoned for years")["features"] == ["ruined"]
    assert changed("location", season="deep winter")["season"] == "winter"
    assert changed("prop", material="brass") == {"colour": "#b8933f"}
    assert changed("prop", material="brass", colour="dark green") == {"colour": "#4b7f4a"}


@pytest.mark.parametrize("kind", list(AssetKind))
def test_a_field_that_says_nothing_to_draw_changes_nothing(kind: AssetKind) -> None:
    for trait in TRAITS[kind]:
        assert changed(kind.value, **{trait.name: "qwertz"}) == {}


def test_the_prompt_says_what_can_be_seen_and_not_how_somebody_speaks() -> None:
    mara = Asset(
        key="character:mara",
        type=AssetKind.CHARACTER,
        name="Mara",
        definition="A lighthouse keeper.",
        traits={"manner": "dry", "hair": "grey ", "age": "67"},
    )
    assert in_words(mara.type, mara.traits) == "age: 67; hair: grey"
    said = prompt_text(Shot(cast=[mara.key]), Scene(script="s"), {mara.key: mara}, {}, "noir")
    assert "Mara: A lighthouse keeper. Age: 67; hair: grey." in said
    assert "dry" not in said


def test_a_definition_that_begins_with_the_name_says_it_once() -> None:
    ben = Asset(key="character:ben", type=AssetKind.CHARACTER, name="Ben", definition="Ben, 67, a ferryman.")
    bennett = ben.model_copy(update={"definition": "Bennett's son."})
    for asset, told in ((ben, "Ben, 67, a ferryman."), (bennett, "Ben: Bennett's son.")):
        said = prompt_text(Shot(cast=[asset.key]), Scene(script="s"), {asset.key: asset}, {}, "noir")
        assert told in said
        assert "Ben: Ben," not in said
