"""Definitions become drawing parameters, the same words always the same look."""

import json

import pytest

from pipeline.previz.design import ENOUGH, STYLES, design, style_of, unlikeness
from pipeline.previz.design.colour import distance, luminance, near_word
from pipeline.previz.design.distinct import COATS
from pipeline.previz.design.families import LATER_INSIDE, LATER_OUTSIDE, SOONER_INSIDE, SOONER_OUTSIDE
from pipeline.previz.design.kinds import OUTDOORS, PROP_WORDS, family_of, prop_kind
from pipeline.previz.draw.people.garments import BOTTOMS, TOPS
from pipeline.previz.draw.people.hair import CUTS
from pipeline.previz.draw.people.wear import HATS
from pipeline.previz.draw.places import FAMILIES
from pipeline.previz.draw.props import PROPS
from projects.kinds import Asset, Brief
from projects.kinds.vocabulary import AssetKind

BRIEF = Brief(idea="A lighthouse keeper finds a door in the sea")
MARA = "A woman of forty, red hair in a long braid, weathered face. She wears a yellow oilskin."


def asset(key: str = "character:mara", definition: str = MARA, **more: object) -> Asset:
    kind, _, slug = key.partition(":")
    return Asset(key=key, type=kind, name=slug.replace("-", " ").title(), definition=definition, **more)


def test_the_same_definition_is_the_same_person() -> None:
    assert design(asset(), BRIEF, []) == design(asset(), BRIEF, [])


def test_a_design_is_plain_json() -> None:
    made = design(asset(), BRIEF, [])
    assert json.loads(json.dumps(made)) == made


def test_words_decide_what_they_name() -> None:
    made = design(asset(), BRIEF, [])
    assert (made["presents"], made["cut"], made["top"]) == ("female", "braid", "raincoat")
    assert distance(made["hair"], "#a8421f") < 5
    assert distance(made["top_colour"], "#e3b52f") < 5


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("an old man with a long white beard", "beard", "long"),
        ("a boy of eight", "age", "child"),
        ("a man with round glasses", "glasses", "round"),
        ("a detective", "top", "trench"),
        ("a woman without a hat, a scar on her cheek", "hat", ""),
        ("a bald man", "cut", "bald"),
        ("an astronaut", "top", "spacesuit"),
        ("a clean-shaven man, no beard", "beard", ""),
    ],
)
def test_a_definition_is_read(words: str, field: str, value: str) -> None:
    assert design(asset("character:someone", words), BRIEF, [])[field] == value


@pytest.mark.parametrize(
    ("words", "worn"),
    [
        ("A man in a yellow raincoat", {"top": "raincoat", "top_colour": "#e3b52f"}),
        (
            "White beard, navy cap",
            {"beard": "long", "hair": "#e4e0d8", "hat": "cap", "hat_colour": "#2d4270"},
        ),
        ("A grey fedora, dressed in black", {"hat_colour": "#8b8d94", "top_colour": "#2f2f39"}),
        ("A man in a white linen suit", {"top": "suit", "top_colour": "#f1ede4"}),
        ("A girl in a striped red sweater", {"top": "sweater", "pattern": "stripes", "age": "child"}),
        ("In her 60s, wearing a long red coat", {"age": "old", "presents": "female", "top": "coat"}),
        ("A teenager in a black hoodie, hood up", {"hat": "hood", "hat_colour": "#2f2f39"}),
        ("A woman in a denim jacket over a white t-shirt", {"top": "jacket", "top_colour": "#41597c"}),
    ],
)
def test_what_a_script_says_somebody_wears_is_worn(words: str, worn: dict) -> None:
    made = design(asset("character:someone", words), BRIEF, [])
    assert {name: made[name] for name in worn} == worn


@pytest.mark.parametrize(
    "words",
    ["White beard, navy cap", "A sailor with a parrot", "A widow and her cat", "Twelve, in a fox mask"],
)
def test_whoever_has_to_do_with_animals_is_none(words: str) -> None:
    assert "species" not in design(asset("character:robin", words), BRIEF, [])


def test_a_colour_belongs_to_the_noun_it_stands_before() -> None:
    assert near_word("long white beard, crown", "crown") == ""
    assert near_word("a red scarf", "scarf") == "#b8352f"
    assert luminance(near_word("a dark red scarf", "scarf")) < luminance("#b8352f")


def test_no_two_people_of_a_film_look_alike() -> None:
    cast: list[dict] = []
    for number in range(8):
        cast.append(design(asset(f"character:twin-{number}", "a man"), BRIEF, cast))
    pairs = [(one, two) for index, one in enumerate(cast) for two in cast[:index]]
    assert min(unlikeness(one, two) for one, two in pairs) >= ENOUGH


@pytest.mark.parametrize("words", ["a man", "a woman of thirty", "a boy of nine", "an old woman, grey bun"])
def test_no_two_people_of_a_film_wear_one_colour(words: str) -> None:
    cast: list[dict] = []
    for number in range(8):
        cast.append(design(asset(f"character:double-{number}", words), BRIEF, cast))
    coats = [made["top_colour"] for made in cast]
    assert min(distance(a, b) for index, a in enumerate(coats) for b in coats[:index]) >= COATS


def test_people_in_the_uniform_they_are_said_to_wear_differ_in_something_else() -> None:
    guards: list[dict] = []
    for number in range(3):
        words = "A man in a dark blue uniform"
        guards.append(design(asset(f"character:guard-{number}", words), BRIEF, guards))
    assert {made["top"] for made in guards} == {"uniform"}
    assert min(unlikeness(a, b) for index, a in enumerate(guards) for b in guards[:index]) >= ENOUGH


def test_others_do_not_change_who_is_unlike_them() -> None:
    alone = design(asset(), BRIEF, [])
    other = design(asset("character:elias", "an old burly man, white beard, blue uniform"), BRIEF, [])
    assert design(asset(), BRIEF, [other]) == alone


@pytest.mark.parametrize(
    ("name", "indoors", "family"),
    [
        ("Lighthouse lamp room", None, "lamp-room"),
        ("Lighthouse", False, "lighthouse"),
        ("Lighthouse", True, "cabin"),
        ("Ada's kitchen", True, "kitchen"),
        ("Pine forest", False, "forest"),
        ("The old harbour", None, "harbour"),
        ("Police station", True, "newsroom"),
        ("Station platform", False, "station"),
        ("Market at dawn", False, "market"),
        ("Ice cave", True, "cave"),
        ("Ferry landing", False, "harbour"),
        ("Ferry", True, "cabin"),
        ("Clifftop", None, "coast"),
        ("The old boathouse", False, "harbour"),
        ("Cornfield", False, "field"),
        ("Petrol station", False, "road"),
        ("Operating theatre", True, "hospital"),
        ("Interrogation room", True, "basement"),
        ("Church", False, "village"),
        ("Temple ruins", False, "castle"),
        ("School", False, "suburb"),
        ("Airport terminal", True, "waiting"),
        ("Nowhere in particular", False, ""),
    ],
)
def test_a_place_finds_its_family(name: str, indoors: bool | None, family: str) -> None:
    assert family_of(name.lower(), indoors=indoors) == family


@pytest.mark.parametrize(
    ("words", "species"),
    [
        ("A sleek fox with russet fur or feathers and a white chest, standing upright.", "fox"),
        ("A robot: a dented round body with one large lens for a face.", "robot-lens"),
        ("A woman who keeps bears and foxes", ""),
        ("A bear of a man with a beard", ""),
    ],
)
def test_who_is_not_human_is_drawn_so(words: str, species: str) -> None:
    assert design(asset("character:someone", words), BRIEF, []).get("species", "") == species


def test_what_words_can_mean_can_be_drawn() -> None:
    assert set(PROP_WORDS) == set(PROPS) - {"thing"}
    assert set(FAMILIES) > OUTDOORS
    assert prop_kind("an old brass key on a ribbon") == "key"
    assert prop_kind("flumph") == "thing"
    assert prop_kind("An orange umbrella.") == "umbrella"
    assert prop_kind("An orange on a plate.") == "apple"


def test_every_word_for_a_place_leads_somewhere_that_can_be_drawn() -> None:
    lists = (SOONER_INSIDE, SOONER_OUTSIDE, LATER_INSIDE, LATER_OUTSIDE)
    assert {family for words in lists for family, _ in words} <= set(FAMILIES)


def test_there_is_enough_to_choose_from() -> None:
    assert len(FAMILIES) >= 24
    assert len(PROPS) >= 60
    assert len(CUTS) >= 16
    assert len(TOPS) >= 24
    assert len(HATS) >= 12
    assert len(BOTTOMS) >= 8


def test_every_style_of_the_brief_has_a_hand() -> None:
    wanted = {
        "cinematic", "shonen-tv", "soft-watercolour", "modern-manhwa", "classic-ova", "crayon", "noir",
            "storyboard",
    }  # fmt: skip
    assert wanted <= set(STYLES)
    assert style_of("no such style").slug == "cinematic"


@pytest.mark.parametrize(
    "words", ["", "🐙🐙🐙", "<script>alert(1)</script>", "مرحبا", "x" * 5000, "\x00\x01"]
)
def test_strange_words_still_make_somebody(words: str) -> None:
    assert design(asset("character:who", words), BRIEF, [])["type"] == "character"
    assert design(asset("location:where", words), BRIEF, [])["family"] in FAMILIES
    assert design(asset("prop:what", words), BRIEF, [])["kind_of"] in PROPS


@pytest.mark.parametrize(
    ("name", "aboard"),
    [
        ("CENTRAL STATION - CONCOURSE", False),
        ("STATION CAFE", False),
        ("SPACE STATION - LOUNGE", True),
        ("ORBITAL STATION", True),
    ],
)
def test_only_stations_in_space_look_out_on_a_planet(name: str, aboard: bool) -> None:
    asset = Asset(key="location:here", type=AssetKind.LOCATION, name=name, definition=f"INT. {name}")
    assert ("space" in design(asset, Brief(idea="x"), [])["features"]) is aboard
