"""Extraction: who, where and what a script names, and what becomes of them."""

import pytest

from pipeline.previz.design import design
from pipeline.previz.extract import breakdown, cast, mentions, state
from pipeline.previz.story import beats, complete_brief, scene, treatments
from projects.kinds import Asset, Brief, Scene, Script, Treatment, VisualState
from projects.kinds.vocabulary import AssetKind

SCRIPT = """INT. LIGHTHOUSE - LAMP ROOM - NIGHT

Rain on the panes. MARA VOSS (58), lighthouse keeper, wipes one with her sleeve. On the desk, a brass key.

MARA
You never told me.

TOMAS (V.O.)
You never asked.

ÉLISE, 30s, a doctor, enters, soaked. Mara picks up the brass key.

ÉLISE
(out of breath)
I asked.
"""
SECOND = """EXT. HARBOUR - DAWN

Élise runs through the fog. Mara follows with the key.

MARA
Wait.
"""


@pytest.fixture
def assets() -> list[Asset]:
    return cast([SCRIPT, SECOND], {}, Brief(seed=3))


def by_key(assets: list[Asset]) -> dict[str, Asset]:
    return {asset.key: asset for asset in assets}


def test_a_script_says_whom_it_names() -> None:
    assert mentions(SCRIPT) == [
        "character:elise",
        "character:mara",
        "character:tomas",
        "location:lighthouse-lamp-room",
        "prop:key",
    ]


def test_words_that_are_verbs_are_no_props() -> None:
    assert mentions("INT. A - DAY\n\nA bell rings. He watches. They box and note it.") == [
        "location:a",
        "prop:bell",
    ]


@pytest.mark.parametrize("name", ["МАРИНА", "ΕΛΕΝΗ", "O'NEILL", "DR. WU"])
def test_names_of_every_script_are_found(name: str) -> None:
    found = cast([f"INT. A - DAY\n\n{name}\nYes."], {}, Brief())
    assert [asset.type for asset in found][:1] == [AssetKind.CHARACTER]
    assert name.casefold() in {alias.casefold() for alias in found[0].aliases}


def test_definitions_carry_what_a_drawing_needs(assets: list[Asset]) -> None:
    mara = by_key(assets)["character:mara"]
    assert mara.name == "Mara Voss"
    assert mara.aliases[:2] == ["Mara", "Mara Voss"]
    assert mara.definition.startswith("Mara Voss, 58")
    for word in ("woman", "skin", "eyes", "face", "Palette:"):
        assert word in mara.definition
    assert "oilskin coat" in mara.wardrobe
    assert (
        "30" in by_key(assets)["character:elise"].definition
        or "32" in by_key(assets)["character:elise"].definition
    )
    assert by_key(assets)["prop:key"].name == "Brass key"
    assert by_key(assets)["location:harbour"].definition.startswith("Exterior: a small stone harbour")
    assert all(asset.design == {} for asset in assets)


def test_the_same_name_gives_the_same_words_and_people_differ(assets: list[Asset]) -> None:
    alone = by_key(cast([SECOND, SCRIPT], {}, Brief(seed=3)))
    people = [asset for asset in assets if asset.type is AssetKind.CHARACTER]
    assert all(alone[asset.key].definition == asset.definition for asset in people)
    assert len({asset.definition for asset in people}) == len(people)
    other = by_key(cast([SCRIPT, SECOND], {}, Brief(seed=4)))
    assert other["character:mara"].definition != by_key(assets)["character:mara"].definition


def test_the_breakdown_of_a_scene(assets: list[Asset]) -> None:
    found = breakdown(Script(text=SCRIPT, mood="tense", intensity=0.7), "s1", assets, "12A")
    assert (found.setting, found.place, found.time) == ("INT", "LIGHTHOUSE - LAMP ROOM", "NIGHT")
    assert found.location == "location:lighthouse-lamp-room"
    assert found.cast == ["character:mara", "character:elise"], "who is only heard is not seen"
    assert found.props == ["prop:key"]
    assert (found.weather, found.mood, found.intensity, found.number) == ("rain", "tense", 0.7, "12A")
    assert found.eighths >= 2


def test_whoever_is_only_spoken_of_is_not_there(assets: list[Asset]) -> None:
    text = "INT. KITCHEN - DAY\n\nMara reads Élise's letter. On the wall, in Tomas's hand, a date."
    assert breakdown(Script(text=text), "s1", assets, "1").cast == ["character:mara"]
    text = "INT. KITCHEN - DAY\n\nÉlise's hands lie on the table."
    assert breakdown(Script(text=text), "s1", assets, "1").cast == ["character:elise"]


def test_a_rename_changes_no_breakdown(assets: list[Asset]) -> None:
    renamed = [asset.model_copy(update={"name": f"New {asset.name}"}) for asset in assets]
    script = Script(text=SCRIPT)
    assert breakdown(script, "s1", renamed, "1") == breakdown(script, "s1", assets, "1")


def test_a_script_with_nothing_in_it_is_a_scene_too() -> None:
    found = breakdown(Script(text=""), "s1", [], "")
    assert (found.cast, found.location, found.time) == ([], "", "DAY")


def states_of(script: str, key: str, assets: list[Asset], before: VisualState | None = None) -> VisualState:
    found = breakdown(Script(text=script), "s", assets, "1")
    return state(found, script, key, before, by_key(assets)[key])


def test_states_are_changed_by_the_action_and_inherited(assets: list[Asset]) -> None:
    first = states_of(SCRIPT, "character:elise", assets)
    assert [change.marks for change in first.changes] == [["+wet"]]
    assert "soaked" in first.because
    mara = states_of(SCRIPT, "character:mara", assets)
    assert (mara.holding, mara.ends().holding) == ("", "prop:key")
    assert mara.tags_out == []
    second = states_of(SECOND, "character:elise", assets, first)
    assert second.tags_in == ["wet"]
    assert second.wardrobe == first.wardrobe


def test_what_is_wet_dries_indoors_and_what_is_washed_is_clean(assets: list[Asset]) -> None:
    wet = VisualState(asset="character:mara", tags_out=["wet", "muddy", "torn"], wardrobe="a coat")
    dry = states_of("INT. KITCHEN - DAY\n\nMara sits.", "character:mara", assets, wet)
    assert dry.tags_in == ["muddy", "torn"]
    clean = states_of("INT. KITCHEN - DAY\n\nMara washes.", "character:mara", assets, wet)
    assert clean.tags_out == ["torn"]
    assert clean.changes[0].marks == ["-muddy"]


def test_wet_things_make_nobody_wet(assets: list[Asset]) -> None:
    assert states_of("INT. A - DAY\n\nMara coils a wet rope.", "character:mara", assets).tags_out == []


def test_a_written_film_and_its_assets_fit() -> None:
    brief = complete_brief(Brief(idea="A lighthouse keeper finds a door in the sea"))
    variant = treatments(brief)[0]
    treatment = Treatment(text=variant.text, bible=variant.bible)
    sheet = beats(brief, treatment)
    scripts = [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
    assets = cast(scripts, variant.bible, brief)
    people = {person["key"]: person for person in variant.bible["people"]}
    for asset in assets:
        if asset.key in people:
            assert asset.definition == people[asset.key]["look"]
            assert asset.wardrobe == people[asset.key]["wardrobe"]
    known = {asset.key for asset in assets}
    for index, text in enumerate(scripts):
        found: Scene = breakdown(Script(text=text), f"s{index}", assets, "")
        assert found.location in known
        assert set(found.cast) <= known
        assert found.cast


def test_a_product_with_a_name_is_drawn_as_what_it_is() -> None:
    given = Brief(
        idea="Aurora, an umbrella that glows when rain is coming", genre="advertisement", seconds=30
    )
    brief = complete_brief(given)
    variant = treatments(brief)[0]
    treatment = Treatment(text=variant.text, bible=variant.bible)
    sheet = beats(brief, treatment)
    scripts = [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
    props = {
        asset.name: asset for asset in cast(scripts, variant.bible, brief) if asset.type == AssetKind.PROP
    }

    assert design(props["Aurora"], brief, [])["kind_of"] == "umbrella"
