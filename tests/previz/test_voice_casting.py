import itertools

import pytest

from pipeline.previz.voice import cast_voice, distance, narrator
from pipeline.previz.voice.casting import age_of, register_of
from pipeline.previz.voice.instruments import INSTRUMENTS
from pipeline.providers.house.texts import finish
from projects.kinds import Asset, Brief
from projects.kinds.world import Voice

ENSEMBLE = [
    ("Mara", "A woman of 34 who keeps the lighthouse."),
    ("Tom", "An old fisherman of 70 with a grey beard; he walks with a stick."),
    ("Eli", "A boy of 8."),
    ("Iris", "A young woman, a student."),
    ("Jonas", "A man in his forties, Scottish."),
    ("Vera", "A stern grandmother."),
    ("Anna", "A girl, age 10."),
    ("Kai", ""),
    ("Lena", "She is a doctor."),
    ("Ben", "He drives a taxi in Brooklyn."),
]


def character(name: str, definition: str) -> Asset:
    return Asset(key=f"character:{name.lower()}", type="character", name=name, definition=definition)


def cast(people: list[tuple[str, str]]) -> dict[str, Voice]:
    voices: list[Voice] = []
    for name, definition in people:
        voices.append(cast_voice(character(name, definition), voices, "en"))
    return dict(zip([name for name, _ in people], voices, strict=True))


def test_a_character_keeps_its_voice() -> None:
    assert cast(ENSEMBLE) == cast(ENSEMBLE)


def test_no_two_of_ten_people_could_be_confused() -> None:
    voices = cast(ENSEMBLE).values()

    assert min(distance(one, other) for one, other in itertools.combinations(voices, 2)) > 0.3


def test_a_crowd_of_thirty_still_differs() -> None:
    people = [(f"Person{number}", "A man." if number % 2 else "A woman.") for number in range(30)]
    voices = list(cast(people).values())

    assert len({voice.model_dump_json() for voice in voices}) == 30


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("Mara", "woman"),
        ("Tom", "man"),
        ("Eli", "child"),
        ("Jonas", "man"),
        ("Vera", "woman"),
        ("Ben", "man"),
    ],
)
def test_the_words_of_a_definition_choose_the_register(name: str, register: str) -> None:
    assert INSTRUMENTS[cast(ENSEMBLE)[name].variant].register == register


def test_old_people_speak_lower_and_slower_than_children() -> None:
    voices = cast(ENSEMBLE)

    assert voices["Tom"].rate < voices["Eli"].rate


def test_an_accent_that_is_named_is_heard() -> None:
    assert cast(ENSEMBLE)["Jonas"].name == "en-gb-scotland"
    assert cast(ENSEMBLE)["Ben"].name == "en-us-nyc"


def test_other_languages_get_their_own_voice() -> None:
    assert cast_voice(character("Mara", "Eine Frau."), [], "de").name == "de"


def test_the_narrator_is_nobody_in_the_film() -> None:
    voices = list(cast(ENSEMBLE).values())

    assert min(distance(narrator("en", voices), voice) for voice in voices) > 0.2


def test_nobody_is_cast_with_the_voice_that_tells() -> None:
    brief = Brief(idea="A lighthouse keeper finds a door in the sea")
    people = [finish(character(f"Person{number}", "A man of forty."), brief, [], []) for number in range(40)]
    assert min(distance(narrator("en"), one.voice) for one in people if one.voice) > 0.1
    assert sum(one.voice is not None for one in people) == 40


@pytest.mark.parametrize(
    ("definition", "age"),
    [
        ("A woman of 34.", "adult"),
        ("A boy of 8", "child"),
        ("teenage hacker", "young"),
        ("an elderly man", "old"),
        ("in her sixties", "old"),
        ("carries a lamp 3 metres tall", "adult"),
        ("A captain.", "adult"),
    ],
)
def test_age_is_read_from_words_and_numbers(definition: str, age: str) -> None:
    assert age_of(definition.lower().replace(".", "").split(), definition) == age


def test_a_name_alone_decides_when_nothing_else_does() -> None:
    assert register_of([], "adult", "character:marina") == "woman"
