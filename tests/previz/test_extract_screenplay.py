"""Extraction from screenplays that somebody wrote: who they are, how they look, and who is only heard."""

import re
from pathlib import Path

import pytest

from pipeline.previz.extract import breakdown, cast, mentions, state
from pipeline.previz.extract.joining import joined_names
from pipeline.previz.extract.reading import read
from pipeline.previz.extract.scenes import mood_in, weather_in
from pipeline.previz.extract.seen import seen_of
from projects.kinds import Asset, Brief, Script, VisualState
from projects.kinds.vocabulary import AssetKind
from projects.screenplay.fountain import parse
from projects.screenplay.scenes import eighths, split

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def scenes_of(name: str) -> list[str]:
    text = (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")
    return [scene.text for scene in split(parse(text))]


def assets_of(name: str) -> dict[str, Asset]:
    return {asset.key: asset for asset in cast(scenes_of(name), {}, Brief(seed=3))}


@pytest.fixture(scope="module")
def ferry() -> dict[str, Asset]:
    return assets_of("the-last-ferry")


@pytest.fixture(scope="module")
def luggage() -> dict[str, Asset]:
    return assets_of("left-luggage")


def test_the_example_is_a_short_film_of_more_than_five_pages() -> None:
    text = (EXAMPLES / "left-luggage.fountain").read_text(encoding="utf-8")
    assert eighths(parse(text).elements) > 5 * 8


def test_people_wear_what_the_script_says(ferry: dict[str, Asset], luggage: dict[str, Asset]) -> None:
    assert ferry["character:nora"].wardrobe == "yellow raincoat"
    assert ferry["character:emil"].wardrobe.startswith("navy cap, ")
    assert luggage["character:vera"].wardrobe == "railwayman's coat two sizes too big for her"
    assert "new grey suit" in luggage["character:idris"].wardrobe
    assert luggage["character:little-idris"].wardrobe == "pyjamas"
    for asset, words in (("nora", "yellow raincoat"), ("emil", "white beard, navy cap")):
        assert f"In the script: {words}." in ferry[f"character:{asset}"].definition


def test_people_look_as_the_script_says_and_only_the_rest_is_invented(
    ferry: dict[str, Asset], luggage: dict[str, Asset]
) -> None:
    emil = ferry["character:emil"].definition
    assert emil.startswith("Emil Ross, 70, elderly. ")
    assert "a white beard" in emil
    hair = emil.partition("skin, ")[2].partition(" and ")[0]
    assert re.match(r"(?:a )?white |a (?:shaved head|receding hairline)", hair), "white, as the beard is"
    assert "glasses" not in emil
    assert "a grey braid down to her belt" in luggage["character:vera"].definition
    assert luggage["character:idris"].definition.count("round glasses") == 2
    assert "clean-shaven" in luggage["character:idris"].definition, "a script would have named a beard"
    assert " A thin man with " in luggage["character:idris"].definition


def test_the_child_and_the_grown_man_are_two_people(luggage: dict[str, Asset]) -> None:
    assert luggage["character:idris"].definition.startswith("Idris Cole, 29")
    assert luggage["character:little-idris"].definition.startswith("Little Idris, 7")
    night_train = next(text for text in scenes_of("left-luggage") if "NIGHT TRAIN" in text)
    found = breakdown(Script(text=night_train), "s", list(luggage.values()), "5")
    assert found.cast == ["character:little-idris", "character:man-in-a-green-cap"]


def test_crowds_and_voices_are_told_apart(luggage: dict[str, Asset]) -> None:
    for crowd in ("commuters", "nuns", "crowd"):
        assert "Many people" in luggage[f"character:{crowd}"].definition
        assert luggage[f"character:{crowd}"].wardrobe == ""
    for voice in ("announcer", "guard", "mans-voice"):
        assert luggage[f"character:{voice}"].definition.endswith("A voice, never seen.")
    assert "A voice" not in luggage["character:commuter"].definition


def test_a_crowd_and_a_voice_stand_in_no_scene(luggage: dict[str, Asset]) -> None:
    nobody = {
        f"character:{name}" for name in ("crowd", "commuters", "nuns", "announcer", "guard", "mans-voice")
    }
    for text in scenes_of("left-luggage"):
        assert not nobody & set(breakdown(Script(text=text), "s", list(luggage.values()), "1").cast)


def test_whoever_is_shown_in_capitals_without_a_name_is_found(luggage: dict[str, Asset]) -> None:
    assert luggage["character:boy-in-a-red-scarf"].wardrobe.startswith("red scarf, ")
    assert luggage["character:man-in-a-green-cap"].wardrobe.startswith("green cap, ")
    assert "a missing tooth" in luggage["character:old-soldier"].definition
    assert "medals" in luggage["character:old-soldier"].wardrobe


def test_signs_and_sounds_in_capitals_are_nobody() -> None:
    text = "INT. A - DAY\n\nA sign: CLOSES FRIDAY. BANG. A DOOR slams. THE END? The GUARD'S ROOM is empty."
    assert [key for key in mentions(text) if key.startswith("character:")] == []


def test_a_role_may_be_written_small_later(luggage: dict[str, Asset]) -> None:
    friday = next(text for text in scenes_of("left-luggage") if "Friday. The shutter" in text)
    found = breakdown(Script(text=friday), "s", list(luggage.values()), "8")
    assert "character:commuter" in found.cast


def test_nothing_is_invented(luggage: dict[str, Asset], ferry: dict[str, Asset]) -> None:
    for name, assets in (("left-luggage", luggage), ("the-last-ferry", ferry)):
        text = " ".join((EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8").upper().split())
        for asset in assets.values():
            assert asset.aliases[-1].upper() in text
            assert any(alias.upper() in text for alias in asset.aliases)


def test_places_are_described_in_the_scripts_words_without_its_people(luggage: dict[str, Asset]) -> None:
    assert luggage["location:central-station-concourse"].definition == (
        "Interior: central station - concourse. A glass roof full of grey light."
    )
    assert "IDRIS" not in luggage["location:night-train"].definition
    assert "Vera" not in luggage["location:station-roof"].definition


def test_props_are_what_is_handled_and_not_what_kind_of_thing_it_is(luggage: dict[str, Asset]) -> None:
    props = {key for key, asset in luggage.items() if asset.type is AssetKind.PROP}
    assert {"prop:key", "prop:umbrella", "prop:cassette-recorder", "prop:stamp", "prop:label"} <= props
    assert not {"prop:ring", "prop:flower", "prop:glass", "prop:recorder"} & props
    assert "recorder" in luggage["prop:cassette-recorder"].aliases
    assert "brown label" in luggage["prop:label"].aliases


def names_of(*cues: str, apart: bool = True) -> dict[str, str]:
    scripts = [f"INT. A - DAY\n\n{cue}\nYes, I think so." for cue in cues]
    readings = [read(text) for text in (scripts if apart else ["\n\n".join(scripts)])]
    return joined_names(cues, readings)


@pytest.mark.parametrize(
    "names",
    [
        ("MRS. DALLOWAY", "DALLOWAY"),
        ("LINDQVIST", "LINDQUIST"),
        ("DETECTIVE MORALES", "MORALES"),
        ("ÉLISE", "ELISE"),
    ],
)
def test_two_spellings_of_one_name_are_one_person(names: tuple[str, str]) -> None:
    assert set(names_of(*names).values()) == {names[0]}


@pytest.mark.parametrize(
    "names",
    [
        ("GUARD 1", "GUARD 2"),
        ("TOM", "TIM"),
        ("MARIO", "MARIA"),
        ("YOUNG MARA", "MARA"),
        ("SOLDIER", "SOLDIERS"),
        ("ANNABEL", "ISABEL"),
    ],
)
def test_two_people_stay_two(names: tuple[str, str]) -> None:
    assert names_of(*names) == {name: name for name in names}


def test_two_who_speak_in_one_scene_are_two_however_alike() -> None:
    assert len(set(names_of("LINDQVIST", "LINDQUIST", apart=False).values())) == 2


def test_another_spelling_becomes_an_alias_and_is_found_by_it() -> None:
    scripts = ["INT. A - DAY\n\nLINDQVIST\nYes.", "INT. A - NIGHT\n\nLINDQUIST\nNo, not yet."]
    assets = cast(scripts, {}, Brief())
    people = [asset for asset in assets if asset.type is AssetKind.CHARACTER]
    assert [asset.key for asset in people] == ["character:lindqvist"]
    assert "LINDQUIST" in people[0].aliases
    assert breakdown(Script(text=scripts[1]), "s", assets, "2").cast == ["character:lindqvist"]


@pytest.mark.parametrize(
    ("told", "slots", "clothes"),
    [
        ("MARA (40), in a torn red dress, runs.", {}, ["torn red dress"]),
        ("MARA (40, tall, cropped hair) waits.", {"build": "tall", "hair": "cropped hair"}, []),
        ("Gaunt MARA (40) waits.", {"build": "gaunt"}, []),
        (
            "MARA (40) enters. She wears a hat and has green eyes.",
            {"eyes": "green eyes"},
            ["hat"],
        ),
        ("MARA (40), a doctor, takes off her coat.", {}, []),
        (
            "MARA, 40s, a scar on one eye, in a boiler suit.",
            {"marks": "a scar on one eye"},
            ["boiler suit"],
        ),
    ],
)
def test_looks_and_clothes_are_read_until_somebody_does_something(
    told: str, slots: dict[str, str], clothes: list[str]
) -> None:
    seen = seen_of("MARA", told)
    assert seen.clothes == clothes
    assert seen.slots == slots


def test_what_is_taken_off_is_no_longer_worn(ferry: dict[str, Asset]) -> None:
    deck = next(text for text in scenes_of("the-last-ferry") if "takes off his cap" in text)
    emil = ferry["character:emil"]
    scene = breakdown(Script(text=deck), "s", list(ferry.values()), "3")
    before = VisualState(asset=emil.key, wardrobe=emil.wardrobe)
    assert "cap" in before.wardrobe
    made = state(scene, deck, emil.key, before, emil)
    assert "cap" in made.begins().wardrobe, "he comes on deck in it"
    assert "cap" not in made.after(made.changes).wardrobe


def test_weather_that_is_denied_is_no_weather_and_torn_paper_is_not_sad() -> None:
    assert weather_in("No rain. The ferry lies still.") == ""
    assert weather_in("It is raining again.") == "rain"
    assert mood_in("Vera tears the paper down.") == "neutral"


def test_dialogue_is_read_word_for_word() -> None:
    for name in ("the-last-ferry", "left-luggage"):
        said = [speech.text for text in scenes_of(name) for speech in read(text).speeches]
        text = (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")
        assert said
        assert all(line in text for line in said)


TWO = "INT. A - DAY\n\nMARA sits. TOMAS stands.\n\nMARA AND TOMAS\nNo!\n\nMARA (V.O.) (CONT'D)\nWe said.\n"


def test_a_cue_for_two_is_two_people() -> None:
    assets = cast([TWO], {}, Brief())
    people = [asset.key for asset in assets if asset.type is AssetKind.CHARACTER]
    assert people == ["character:mara", "character:tomas"]
    assert breakdown(Script(text=TWO), "s", assets, "1").cast == people
    assert [speech.delivery for speech in read(TWO).speeches] == ["dialogue", "voice-over"]


@pytest.mark.parametrize(
    ("cue", "delivery"),
    [
        ("MARA (V.O.) (CONT'D)", "voice-over"),
        ("MARA (CONT'D) (O.S.)", "off-screen"),
        ("MARA (on phone)", "off-screen"),
        ("MARA (PRE-LAP)", "voice-over"),
        ("MARA (CONT'D)", "dialogue"),
        ("MARA (INTO PHONE)", "dialogue"),
    ],
)
def test_how_a_cue_is_heard_is_read_from_any_of_its_extensions(cue: str, delivery: str) -> None:
    assert [speech.delivery for speech in read(f"INT. A - DAY\n\n{cue}\nYes.").speeches] == [delivery]


CROSSING = """INT. FERRY CABIN - NIGHT

MARGARET HOLLOWAY (60s), a retired ferry captain in a yellow raincoat, pours tea from a dented FLASK.

THOMAS REED (30s) stumbles in, clutching a leather BRIEFCASE.

He puts the briefcase on the table. Margaret bandages Thomas's hand.
"""


def _crossed(key: str) -> VisualState:
    people = cast([CROSSING], {}, Brief(seed=3))
    whole = breakdown(Script(text=CROSSING), "s1", people, "1")
    return state(whole, CROSSING, key, None, next(asset for asset in people if asset.key == key))


def test_what_somebody_is_is_no_garment_and_a_given_name_says_he_or_she() -> None:
    margaret = next(one for one in cast([CROSSING], {}, Brief(seed=3)) if one.name == "Margaret Holloway")
    assert margaret.wardrobe == "yellow raincoat"
    assert "In the script: retired ferry captain, yellow raincoat." in margaret.definition
    assert "woman" in margaret.definition
    assert "stubble" not in margaret.definition


def test_a_thing_in_capitals_is_a_prop_and_the_words_of_a_sign_are_not() -> None:
    text = CROSSING.replace("FLASK.", 'FLASK. A sign says "NO UMBRELLA".')
    found = {asset.key for asset in cast([text], {}, Brief(seed=3))}
    assert "prop:flask" in found
    assert "prop:umbrella" not in found


def test_who_bandages_somebody_wears_no_bandage() -> None:
    assert "bandaged" in _crossed("character:thomas").ends().tags
    assert "bandaged" not in _crossed("character:margaret").ends().tags


def test_what_is_clutched_is_in_hand_until_it_is_put_on_something() -> None:
    changes = _crossed("character:thomas").changes
    held = [change.holding for change in changes if change.holding is not None]
    assert held == ["prop:briefcase", ""]


def test_other_clothes_said_beside_a_name_are_worn_from_there_and_their_mud_stays_behind() -> None:
    people = cast([CROSSING], {}, Brief(seed=3))
    thomas = next(asset for asset in people if asset.key == "character:thomas")
    ended = VisualState(asset=thomas.key, wardrobe="white parka", tags_in=["muddy", "bandaged"]).totalled()
    for coat, wardrobe, tags in (
        ("clean grey coat", "clean grey coat", ("bandaged",)),
        ("white parka", "white parka", ("muddy", "bandaged")),
        ("hurry", "white parka", ("muddy", "bandaged")),
    ):
        text = f"EXT. BANK - DAWN\n\nThomas, in a {coat}, walks up the slip.\n"
        ashore = breakdown(Script(text=text), "s2", people, "2")
        end = state(ashore, text, thomas.key, ended, thomas).ends()
        assert (end.wardrobe, end.tags) == (wardrobe, tags)
