"""Reading ideas: who, what, where and why, however they are put; and no story with broken language."""

import pytest

from pipeline.previz.story import beats, complete_brief, scene, treatments
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.manner import in_manner
from pipeline.previz.story.premise import read_premise
from projects.kinds import Brief, Treatment, Variant
from tests.previz.story_texts import before_being_introduced, faults, scene_faults

FERRY = (
    "In the last winter of the war a ferry crosses a river every night. The ferryman, Josef, is paid by both "
    "sides and trusted by neither. One night a girl called Lena stands on the bank with a cello case. "
    "She says the case must not be opened. Josef takes her across. In the middle of the river the rope "
    "breaks. They drift until his hands bleed. At dawn they land in a place that neither of them knows."
)
IDEAS = [
    ("drama", "Two sisters fight over their mother's house", 90),
    ("comedy", "A best man loses the rings an hour before the wedding", 60),
    ("thriller", "An honest accountant discovers that her firm does not exist", 60),
    ("science fiction", "The last engineer on a Mars station hears a knock on the airlock", 60),
    ("fantasy", "A dragon who is afraid of fire", 60),
    ("horror", "Every night at 3:07, the baby monitor whispers the father's name", 60),
    (
        "romance",
        "Nora, a violinist, and Emil, a piano tuner, keep missing each other at a station in Prague",
        120,
    ),
    ("children", "Pip the hedgehog wants to fly to the moon", 60),
    ("documentary spot", "The women who mend nets in a small harbour in Galicia", 60),
    ("advertisement", "A commercial for Aurora, an umbrella that never turns inside out", 30),
    ("advertisement", "Oat milk", 15),
    ("", "What if nobody could lie for one day?", 60),
    ("", 'A film called "The Glass Orchard" about a boy who grows apples made of glass', 60),
    ("", "robots!!! -- and (maybe) a wedding... who knows?", 60),
    ("", "Growing old on a spaceship", 60),
    ("", "An orphan, an ex-convict and an old horse cross the desert to find the sea", 180),
    ("", "Detective Inspector Ruth Okoye must solve the murder of her own twin before midnight", 60),
    ("", "How does one say goodbye to a river?", 60),
    ("", "Anna and Tom meet in Lisbon after ten years.", 60),
    ("", "The day the sea left", 60),
    ("", "My father, a magician, disappears during his own trick", 60),
    ("", "Someone is stealing the street lamps of Krakow one by one", 60),
    ("", "Grandma vs. the algorithm", 30),
    ("", "Rain", 30),
    ("", FERRY, 60),
    ("", "Ein alter Uhrmacher in Wien repariert eine Uhr, die rückwärts geht", 60),
    ("", "灯台守が海の中で扉を見つける", 60),
]


def told(variant: Variant) -> Treatment:
    return Treatment(title=variant.title, logline=variant.logline, text=variant.text, bible=variant.bible)


@pytest.mark.parametrize(("genre", "idea", "seconds"), IDEAS, ids=lambda value: str(value)[:24])
def test_no_story_has_broken_language(genre: str, idea: str, seconds: int) -> None:
    chosen = {"genre": genre} if genre else {}
    brief = complete_brief(Brief(idea=idea, seconds=seconds, seed=len(idea), **chosen))
    assert faults(brief.title) == []
    for variant in treatments(brief):
        treatment = told(variant)
        sheet = beats(brief, treatment)
        scripts = [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
        for text in (variant.text, variant.logline, variant.title, *(beat.text for beat in sheet), *scripts):
            assert faults(text) == []
        if variant.bible["spine"] != "source":
            names = {person["short"].upper() for person in variant.bible["people"]}
            assert [fault for script in scripts for fault in scene_faults(script, names)] == []
            assert before_being_introduced(scripts) == []


@pytest.mark.parametrize(("genre", "idea", "seconds"), IDEAS, ids=lambda value: str(value)[:24])
def test_three_treatments_have_three_structures_and_are_told_three_ways(
    genre: str, idea: str, seconds: int
) -> None:
    brief = complete_brief(Brief(idea=idea, seconds=seconds, **({"genre": genre} if genre else {})))
    bibles = [variant.bible for variant in treatments(brief)]
    assert len({bible["structure"] for bible in bibles}) == 3
    assert len({(bible["spine"], bible["angle"]) for bible in bibles}) == 3
    assert len({variant.text for variant in treatments(brief)}) == 3


@pytest.mark.parametrize(
    ("idea", "who", "thing", "goal"),
    [
        ("A baker who cannot smell opens a bakery", "baker", "bakery", "open a bakery"),
        ("A dragon who is afraid of fire", "dragon", "fire", "stop being afraid of fire"),
        ("A best man loses the rings an hour before it", "best man", "rings", "find the rings again"),
        ("Pip the hedgehog wants to fly to the moon", "hedgehog", "moon", "fly to the moon"),
        ("A teenager named Kai builds a time machine out of a microwave", "teenager", "time machine", None),
        ("The mayor of a town without children opens a school", "mayor", "school", None),
        ("An old man plays chess against a crow", "old man", "crow", "play chess against a crow"),
        ("A lonely and old sailor buys a piano", "sailor", "piano", None),
        ("A robot learns to lie", "robot", None, "learn to lie"),
        ("In 1927 Shanghai, a jazz singer smuggles letters in her case", "jazz singer", "letters", None),
    ],
)
def test_who_does_what_is_read(idea: str, who: str, thing: str | None, goal: str | None) -> None:
    premise = read_premise(idea)
    assert premise.noun == who.split()[-1] or premise.noun == who
    assert thing is None or (premise.thing is not None and premise.thing.bare == thing)
    assert goal is None or premise.goal == goal


@pytest.mark.parametrize(
    ("idea", "names", "nouns"),
    [
        (
            "Nora, a violinist, and Emil, a piano tuner, keep missing each other",
            ("Nora", "Emil"),
            ("violinist", "piano tuner"),
        ),
        ("Anna and Tom meet in Lisbon after ten years.", ("Anna", "Tom"), ("", "")),
        ("Lucy, 34, an undertaker, falls for a florist", ("Lucy", ""), ("undertaker", "florist")),
        ("Mara Voss, a baker, receives a letter", ("Mara Voss",), ("baker",)),
        ("Detective Inspector Ruth Okoye must solve a murder", ("Ruth Okoye",), ("inspector",)),
        ("My father, a magician, disappears", ("",), ("",)),
        ("The last engineer on a Mars station hears a knock", ("",), ("engineer",)),
        ("A sailor from Rome buys a boat", ("",), ("sailor",)),
    ],
)
def test_people_have_their_own_names_and_trades(
    idea: str, names: tuple[str, ...], nouns: tuple[str, ...]
) -> None:
    premise = read_premise(idea)
    found = [(premise.name, premise.noun)]
    if premise.partner:
        found.append((premise.partner.name, premise.partner.noun))
    assert found[: len(names)] == list(zip(names, nouns, strict=True))


@pytest.mark.parametrize(
    ("idea", "sentence"),
    [
        ("What if nobody could lie for one day?", "Nobody can lie for one day."),
        ("What if a man woke up as a cloud?", "A man wakes up as a cloud."),
        ("A story about two dogs that rob a bank.", "Two dogs rob a bank."),
        ('A film called "Low" about a boy who sings', "A boy sings."),
        ("The day the sea left", "One day, the sea leaves."),
        ("Grandma vs. the algorithm", "Grandma must beat the algorithm."),
        ("Once upon a time there was a king who could not sleep.", "A king could not sleep."),
        ("robots!!! -- and (maybe) a wedding... who knows?", "Robots and a wedding."),
    ],
)
def test_an_idea_becomes_a_statement(idea: str, sentence: str) -> None:
    assert read_premise(idea).sentence == sentence


def test_a_title_in_quotation_marks_is_the_title() -> None:
    assert complete_brief(Brief(idea='A short film called "Low Tide" about a diver')).title == "Low Tide"
    assert complete_brief(Brief(idea="“Low Tide”: a diver finds a piano")).title == "Low Tide"


@pytest.mark.parametrize(
    ("idea", "world"),
    [
        ("Two strangers share a taxi in Lisbon", "city"),
        ("A hedgehog wants to fly to the moon", "forest"),
        ("A nurse on a Mars colony plants a tree", "space"),
        ("A camel crosses the desert to see the sea", "desert"),
        ("She waits at the railway station", "train"),
    ],
)
def test_an_idea_plays_where_it_says(idea: str, world: str) -> None:
    assert read_premise(idea).world == world


def test_an_advertisement_is_about_its_product() -> None:
    for idea, product in (
        ("A commercial for Aurora, an umbrella that never turns inside out", "Aurora"),
        ("Oat milk", "oat milk"),
        ("An ad for a running shoe called Swift", "Swift"),
    ):
        brief = complete_brief(Brief(idea=idea, genre="advertisement", seconds=30))
        variants = treatments(brief)
        assert {variant.bible["thing"]["bare"] for variant in variants} == {product}
        assert all(product.casefold() in variant.text.casefold() for variant in variants)


def test_an_idea_told_by_an_i_is_told_of_the_hero() -> None:
    brief = complete_brief(Brief(idea="Losing my father's voice", seed=3))
    assert brief.title == "Losing My Father's Voice"
    for variant in treatments(brief):
        assert " my father" not in variant.text
        assert "father's voice" in variant.text + variant.logline


def test_sisters_are_women_and_brothers_men() -> None:
    for idea, gender in (("Two sisters share a boat", "f"), ("Three brothers rob a bank", "m")):
        people = treatments(complete_brief(Brief(idea=idea)))[0].bible["people"]
        assert [person["gender"] for person in people[:2]] == [gender, gender]


def test_it_does_not_rain_in_space() -> None:
    brief = complete_brief(Brief(idea="A technician on a space station hears a song", seconds=180))
    for variant in treatments(brief):
        treatment = told(variant)
        sheet = beats(brief, treatment)
        film = "\n".join(scene(brief, treatment, sheet, index) for index in range(len(sheet)))
        assert " rain" not in film.casefold()
        assert "bird" not in film


def test_a_text_in_the_present_is_left_in_its_words() -> None:
    brief = complete_brief(Brief(idea=FERRY, mode="adapt"))
    shown, heard, backwards = treatments(brief)
    assert "a girl called Lena stands on the bank" in shown.text
    assert "must not be opened" in shown.text
    assert "until his hands bleed" in shown.text
    assert backwards.text.index("At dawn they land") < backwards.text.index("In the last winter")
    assert heard.bible["angle"] == "narrated"


def test_what_befalls_the_hero_is_seen_where_the_story_begins() -> None:
    for idea, event in (
        ("What if nobody could lie for one day?", "Nobody can lie for one day."),
        ("The day the sea left", "One day, the sea leaves."),
        ("My father, a magician, disappears", "father, a magician, disappears."),
    ):
        brief = complete_brief(Brief(idea=idea, seed=3))
        for variant in treatments(brief):
            treatment = told(variant)
            sheet = beats(brief, treatment)
            film = "\n".join(scene(brief, treatment, sheet, index) for index in range(len(sheet)))
            assert event in film


def test_a_sentence_of_the_heros_family_makes_nobody_else_the_hero() -> None:
    premise = read_premise("My father, a magician, disappears")
    assert (premise.name, premise.noun, premise.partner) == ("", "", None)
    assert premise.kin is not None
    assert premise.kin.noun == "father"


def test_given_names_say_he_or_she() -> None:
    for name, gender in (("Anna", "f"), ("Tom", "m"), ("Greta", "f"), ("Yusuf", "m")):
        assert read_premise(f"{name} and Kim meet in Rome").gender == gender


def test_documentaries_and_advertisements_of_five_minutes_repeat_no_scene() -> None:
    for idea, genre in (("The women who mend nets", "documentary spot"), ("Oat milk", "advertisement")):
        brief = complete_brief(Brief(idea=idea, genre=genre, seconds=300))
        for variant in treatments(brief):
            cards = [beat.plan["card"] for beat in beats(brief, told(variant))]
            assert len(cards) == len(set(cards))


@pytest.mark.parametrize(
    ("structure", "places"),
    [
        ("three-acts", {"catalyst": 0.08, "midpoint": 0.5, "climax": 0.8}),
        ("save-the-cat", {"catalyst": 0.12, "midpoint": 0.5, "all is lost": 0.75, "finale": 0.86}),
        ("kishotenketsu", {"sho": 0.25, "ten": 0.5, "ketsu": 0.75}),
        ("heros-journey", {"call to adventure": 0.08, "threshold": 0.25, "ordeal": 0.54}),
        ("hook-turn-payoff", {"hook": 0.0, "turn": 0.5, "payoff": 0.76}),
    ],
)
def test_a_structure_turns_where_its_name_says(structure: str, places: dict[str, float]) -> None:
    brief = complete_brief(Brief(idea="A diver finds a door", seconds=900, structure=structure))
    variant = treatments(brief)[0]
    sheet = beats(brief, told(variant))
    begins: dict[str, float] = {}
    passed = 0.0
    for beat in sheet:
        begins.setdefault(beat.function, passed / 900)
        passed += beat.seconds
    assert passed == 900
    for function, place in places.items():
        assert begins[function] == pytest.approx(place, abs=0.05)


def test_a_treatment_says_its_structure() -> None:
    found = treatments(complete_brief(Brief(idea="A diver finds a door")))
    assert "in three acts" in found[0].angle
    assert len({variant.angle for variant in found}) == 3


ODD = [
    *(
        "",
        "   ",
        "...",
        "!!!",
        "A",
        "the the the",
        "(((",
        "[[note]]",
        "- - - -",
        "12345",
        "No.",
        "I",
        "We",
        "My",
    ),
    *(
        "<b>bold</b>",
        "{H} wants {X}",
        "\u201c\u201d",
        "INT. KITCHEN - DAY",
        "What if ?",
        "How does",
        "A film about",
    ),
    *(
        "x" * 3000,
        "to be or not to be",
        "It rains",
        "she",
        "der die das",
        "O'Neill's dog's bone",
        "A woman; a door.",
    ),
    *(
        "A man (34), a plan, a canal: Panama!",
        "http://example.com/a?b=c",
        "\U0001f3ac",
        "a\tdog\n\na cat",
        "Imagine",
    ),
]


@pytest.mark.parametrize("idea", ODD, ids=lambda value: value[:12])
def test_whatever_is_typed_becomes_a_film(idea: str) -> None:
    for seconds in (15, 61):
        brief = complete_brief(Brief(idea=idea, seconds=seconds))
        assert brief.title.strip()
        for variant in treatments(brief):
            sheet = beats(brief, told(variant))
            assert sum(beat.seconds for beat in sheet) == pytest.approx(seconds)
            assert all(
                scene(brief, told(variant), sheet, at).startswith(("INT", "EXT")) for at in range(len(sheet))
            )


def test_a_tag_question_has_no_long_form() -> None:
    said = in_manner("It is what one does, isn't it? I don't know.", "formal", "", Dice(1), "en")
    assert said == "It is what one does, isn't it? I do not know."


def test_going_to_school_for_the_first_time_is_for_children() -> None:
    assert read_premise("Max and his invisible dog go to school for the first time").youth == "young"
