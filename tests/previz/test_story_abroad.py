"""Ideas in other languages: told apart, understood as far as a glossary goes, never mixed into English."""

import re

import pytest

from pipeline.previz.lexicon import words
from pipeline.previz.story import beats, complete_brief, reading_of, scene, treatments
from pipeline.previz.story.abroad import foreign
from projects.kinds import Brief, Treatment


@pytest.mark.parametrize(
    ("idea", "language", "sentence"),
    [
        (
            "Ein alter Uhrmacher in Wien repariert eine Uhr, die rückwärts geht",
            "German",
            "An old clockmaker repairs a clock in Vienna.",
        ),
        (
            "Der letzte Bäcker eines Dorfes verliert die Stimme",
            "German",
            "The last baker loses the voice in the village.",
        ),
        ("Une boulangère trouve une lettre dans un pain", "French", "A baker finds a letter."),
        (
            "Una niña encuentra un dragón en el mercado de Sevilla",
            "Spanish",
            "A girl finds a dragon in Seville.",
        ),
        ("Un ladro trova una chiave nella chiesa", "Italian", ""),
        ("灯台守が海の中で扉を見つける", "Japanese", ""),
        ("Человек находит дверь", "Russian", ""),
    ],
)
def test_an_idea_is_told_from_english_and_understood(idea: str, language: str, sentence: str) -> None:
    found = foreign(idea)
    assert found is not None
    assert (found.name, found.sentence) == (language, sentence)


@pytest.mark.parametrize(
    "idea",
    [
        "A baker finds a letter",
        "Rain",
        "Oat milk",
        "El Niño",
        "Robots in Rio de Janeiro",
        "An old man in La Paz",
        "",
    ],
)
def test_english_is_not_taken_for_anything_else(idea: str) -> None:
    assert foreign(idea) is None
    assert reading_of(Brief(idea=idea)) is None


def test_nouns_say_he_or_she() -> None:
    for idea, gender in (
        ("Eine Bäckerin findet den Schlüssel in der Kirche", "f"),
        ("Ein Bäcker findet den Schlüssel in der Kirche", "m"),
        ("Une boulangère trouve la clé de la maison", "f"),
    ):
        people = treatments(complete_brief(Brief(idea=idea)))[0].bible["people"]
        assert people[0]["gender"] == gender


@pytest.mark.parametrize(
    "idea", ["Ein alter Uhrmacher repariert eine Uhr, die rückwärts geht", "灯台守が海の中で扉を見つける"]
)
def test_the_story_is_english_throughout_and_title_and_logline_stay_the_persons(idea: str) -> None:
    brief = complete_brief(Brief(idea=idea))
    assert idea.startswith(brief.title)
    assert brief.logline.rstrip(".") == idea
    for variant in treatments(brief):
        treatment = Treatment(title=variant.title, text=variant.text, bible=variant.bible)
        sheet = beats(brief, treatment)
        film = "\n".join(scene(brief, treatment, sheet, index) for index in range(len(sheet)))
        assert not re.search(r"Uhr|\bein\b|[\u3040-\u9fff]", variant.text + film)


def test_a_person_is_told_what_was_understood() -> None:
    found = reading_of(Brief(idea="Une boulangère trouve une lettre dans un pain"))
    assert found == ("French", "A baker finds a letter.")
    assert reading_of(Brief(idea="A baker finds a letter", language="de")) == ("German", "")
    assert reading_of(Brief(idea="A baker finds a letter", language="en-GB")) is None
    brought = "Ein Mann kommt nach Hause. Er ist müde. Die Tür ist auf. Niemand ist da. Er wartet."
    assert reading_of(Brief(idea=brought, mode="adapt")) is None
    assert reading_of(Brief(idea=brought, mode="screenplay")) is None


def test_every_word_of_the_glossary_means_something_that_the_writer_knows() -> None:
    table = words("en", "abroad")
    people, things = words("en", "people"), words("en", "things")
    known = {noun for nouns in people["jobs"].values() for noun in nouns} | set(people["others"])
    named = {noun for nouns in things.values() for noun in nouns}
    for code in ("de", "fr", "es"):
        assert {meaning.partition("/")[0] for meaning in table[code]["people"].values()} <= known
        assert set(table[code]["things"].values()) <= named | known
