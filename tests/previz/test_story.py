"""The writer: treatments that differ, beats that sum up, scenes that fit and read as English."""

import json
import re
from pathlib import Path

import pytest

from pipeline.previz import lexicon
from pipeline.previz.lexicon import entries, words
from pipeline.previz.story import beats, complete_brief, scene, treatments
from pipeline.previz.story.structure import steps, structures
from pipeline.previz.story.tense import in_present
from pipeline.previz.voice.pace import seconds_of
from projects.kinds import Beat, Brief, Treatment, Variant
from projects.kinds.base import canonical
from projects.screenplay.elements import ElementType
from projects.screenplay.fountain import parse
from projects.screenplay.scenes import parse_heading

LIGHTHOUSE = "A lighthouse keeper finds a door in the sea"
IDEAS = [
    LIGHTHOUSE,
    "A retired thief who lost his daughter must steal one last painting",
    "Two sisters fight over their mother's house",
    "A boy loses his dog in the big city",
    "The sun does not rise",
    "A hedgehog wants to fly",
    "A commercial for a running shoe called Swift",
    "A documentary about the last clockmaker of a mountain village",
    "A teenager discovers she can stop time",
    "A widow meets a stranger on a train",
    "Человек находит дверь",
    "",
]
GENRES = [
    *("drama", "comedy", "thriller", "science fiction", "fantasy"),
    *("horror", "romance", "children", "documentary spot", "advertisement"),
]
MOODS = {
    *("neutral", "calm", "hopeful", "joyful", "tense", "fearful"),
    *("sad", "mysterious", "triumphant", "romantic", "comic", "angry"),
}


def treatment_of(variant: Variant) -> Treatment:
    return Treatment(title=variant.title, logline=variant.logline, text=variant.text, bible=variant.bible)


def written(brief: Brief, number: int = 0) -> tuple[list[Beat], list[str]]:
    brief = complete_brief(brief)
    treatment = treatment_of(treatments(brief)[number])
    sheet = beats(brief, treatment)
    return sheet, [scene(brief, treatment, sheet, index) for index in range(len(sheet))]


def lines_of(text: str) -> list[str]:
    return [element.text for element in parse(text).elements if element.type is ElementType.DIALOGUE]


def test_a_brief_is_completed_and_what_a_person_wrote_stays() -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE))
    assert brief.title == "The Door in the Sea"
    assert brief.logline == f"{LIGHTHOUSE}."
    assert brief.genre == "fantasy"
    kept = complete_brief(Brief(idea=LIGHTHOUSE, title="Low Tide", genre="drama", tone="dry"))
    assert (kept.title, kept.genre, kept.tone) == ("Low Tide", "drama", "dry")


@pytest.mark.parametrize("idea", IDEAS)
def test_three_treatments_differ_in_more_than_words(idea: str) -> None:
    found = treatments(Brief(idea=idea, seed=4))
    assert len(found) == 3
    assert len({variant.text for variant in found}) == 3
    assert len({(v.bible["spine"], v.bible["angle"], v.bible["structure"]) for v in found}) == 3
    assert len({variant.bible["structure"] for variant in found}) >= 2
    for variant in found:
        for chapter in ("Premise", "Want", "Obstacle", "Turn", "Climax", "Last image"):
            assert f"## {chapter}\n\n" in variant.text


@pytest.mark.parametrize("seconds", [15, 30, 60, 180, 900])
def test_beats_sum_to_the_running_time(seconds: int) -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE, seconds=seconds))
    for variant in treatments(brief):
        sheet = beats(brief, treatment_of(variant))
        assert sum(beat.seconds for beat in sheet) == pytest.approx(seconds)
        assert all(beat.seconds >= 3 and beat.mood in MOODS and beat.title and beat.text for beat in sheet)
        if seconds == 60:
            assert 5 <= len(sheet) <= 8


@pytest.mark.parametrize("structure", structures())
def test_every_structure_opens_turns_and_closes_at_any_length(structure: str) -> None:
    for count in (3, 6, 15, 40):
        found = steps(structure, count)
        assert len(found) == count
        assert found[-1].situation in ("last", "return")
        assert {"choice", "reveal"} & {step.situation for step in found}


@pytest.mark.parametrize("idea", IDEAS)
def test_scenes_are_screenplays(idea: str) -> None:
    for number in range(3):
        _, scripts = written(Brief(idea=idea, seed=number), number)
        for text in scripts:
            elements = parse(text).elements
            assert elements[0].type is ElementType.HEADING
            heading = parse_heading(elements[0].text)
            assert heading.place
            assert heading.time
            assert any(element.type is ElementType.ACTION for element in elements)
        assert sum(len(lines_of(text)) for text in scripts) >= 5, "people talk"


@pytest.mark.parametrize("genre", GENRES)
def test_speech_fits_the_running_time_in_every_genre(genre: str) -> None:
    for seconds in (15, 60, 300):
        sheet, scripts = written(Brief(idea=LIGHTHOUSE, genre=genre, seconds=seconds))
        spoken = sum(len(line.split()) for text in scripts for line in lines_of(text))
        assert spoken <= seconds * 2
        for beat, text in zip(sheet, scripts, strict=True):
            assert sum(seconds_of(line, "en") for line in lines_of(text)) <= beat.seconds


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("idea", IDEAS)
def test_english_is_never_broken(idea: str, genre: str) -> None:
    for seed in (1, 7):
        brief = complete_brief(Brief(idea=idea, genre=genre, seed=seed, seconds=120))
        for variant in treatments(brief):
            treatment = treatment_of(variant)
            sheet = beats(brief, treatment)
            texts = [variant.text, variant.logline, variant.title, *(beat.text for beat in sheet)]
            texts += [scene(brief, treatment, sheet, index) for index in range(len(sheet))]
            for text in texts:
                _assert_english(text)


def _assert_english(text: str) -> None:
    assert "{" not in text, text
    assert "}" not in text, text
    assert "<" not in text or "|" not in text, text
    assert not re.search(r"\b[Aa] [aeio]\w", text), text
    assert not re.search(r"\b[Aa]n [bcdfgjklmnpqrstvwxz]\w", text), text
    assert not re.search(r"(?<!\.)\.\.(?!\.)|,,|,\.| ,| \.(?!\.)", text), text
    assert not re.search(r"\b(the the|a the|the a|an the|a a|of of|to to)\b", text, re.IGNORECASE), text
    assert not re.search(r"[.!?] [a-z]", re.sub(r"\.\.\. |[^\x00-\x7f]", "", text)), text
    assert not re.search(r"(?m)(?:^|[.!?] )(?:(?:He|She|It) (?:are|have|do)|They (?:is|has|does))\b", text), (
        text
    )


def test_the_same_inputs_give_the_same_bytes_and_another_seed_another_story() -> None:
    def everything(seed: int) -> bytes:
        sheet, scripts = written(Brief(idea=LIGHTHOUSE, seed=seed))
        return canonical([[beat.payload() for beat in sheet], scripts])

    assert everything(1) == everything(1)
    assert len({everything(seed) for seed in range(6)}) == 6


def test_a_scene_reads_its_own_beat_and_the_bible_only() -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE))
    treatment = treatment_of(treatments(brief)[0])
    sheet = beats(brief, treatment)
    alone = scene(brief, treatment.model_copy(update={"text": "", "title": ""}), sheet, 2)
    others = [beat if at == 2 else beat.model_copy(update={"text": "x"}) for at, beat in enumerate(sheet)]
    assert scene(brief, treatment, others, 2) == scene(brief, treatment, sheet, 2) == alone
    assert (
        scene(brief.model_copy(update={"idea": "", "title": "", "logline": ""}), treatment, sheet, 2) == alone
    )


def test_people_places_and_things_of_the_idea_are_in_the_script() -> None:
    _, scripts = written(Brief(idea="Mara Voss, a baker, receives a letter from her brother", seed=2))
    film = "\n".join(scripts)
    assert "MARA VOSS (" in film
    assert "letter" in film
    _, scripts = written(Brief(idea=LIGHTHOUSE))
    film = "\n".join(scripts)
    assert re.search(r"EXT\. (SEA|OPEN SEA|ROCKS|HARBOUR)|LIGHTHOUSE", film)
    assert "door" in film


def test_everyone_is_introduced_once() -> None:
    _, scripts = written(Brief(idea=LIGHTHOUSE, seconds=120), 1)
    film = "\n".join(scripts)
    introduced = re.findall(r"\b([A-Z][A-Z' ]+[A-Z]) \(\d+\)", film)
    assert introduced
    assert len(introduced) == len(set(introduced))


def test_a_beat_edited_by_hand_is_told_in_its_own_words() -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE))
    treatment = treatment_of(treatments(brief)[0])
    sheet = beats(brief, treatment)
    hero = treatment.bible["people"][0]["short"]
    mine = sheet[1].model_copy(update={"text": f'{hero} sings to the goat. "Sleep now," says {hero}.'})
    text = scene(brief, treatment, [sheet[0], mine, *sheet[2:]], 1)
    assert "sings to the goat." in text
    assert lines_of(text) == ["Sleep now."]


def test_a_beat_and_a_treatment_written_by_hand_are_followed() -> None:
    brief = Brief(idea="", seconds=30)
    text = (
        "Anna opens the shop. She counts the clocks. One of them has stopped. Anna lifts it down. It is warm."
    )
    treatment = Treatment(title="Clocks", text=text)
    sheet = beats(brief, treatment)
    film = "\n".join(scene(brief, treatment, sheet, index) for index in range(len(sheet)))
    for sentence in text.split(". "):
        assert sentence.rstrip(".") in film
    assert scene(brief, Treatment(), [Beat(title="She runs", text="Anna runs.")], 0).count("Anna runs.") == 1


def test_a_chapter_rewritten_in_the_treatment_reaches_its_beat() -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE))
    treatment = treatment_of(treatments(brief)[0])
    turn = treatment.bible["parts"]["turn"]
    edited = treatment.model_copy(update={"text": treatment.text.replace(turn, "The door was painted on.")})
    assert "The door was painted on." in [beat.text for beat in beats(brief, edited)]


def test_a_name_changed_in_the_treatment_changes_in_the_film() -> None:
    brief = complete_brief(Brief(idea=LIGHTHOUSE))
    treatment = treatment_of(treatments(brief)[0])
    old = treatment.bible["people"][0]["short"]
    edited = treatment.model_copy(update={"text": treatment.text.replace(old, "Zebedee")})
    sheet = beats(brief, edited)
    film = "\n".join(scene(brief, edited, sheet, index) for index in range(len(sheet)))
    assert "ZEBEDEE" in film
    assert old.upper() not in film


NOVEL = """\
Old Martha lived alone on the cliff. Every evening she lit the lamp and waited. One night a knock
came at the door. "Who is there?" asked Martha. "Only the sea," said a voice. Martha laughed and
opened the door. A boy stood outside, dripping and pale. He held a brass key in his hand. Martha
took the key, turned it over, and wept.

It was the key to the house that her brother Tom had built. "Where did you find it?" she whispered.
"Tom gave it to me," said the boy. In the morning the boy was gone, and the lamp still burned.
"""


def test_a_text_is_adapted_with_its_words_kept() -> None:
    brief = complete_brief(Brief(idea=NOVEL, mode="adapt", seconds=60))
    found = treatments(brief)
    assert len({variant.text for variant in found}) == 3
    treatment = treatment_of(found[0])
    sheet = beats(brief, treatment)
    film = "\n".join(scene(brief, treatment, sheet, index) for index in range(len(sheet)))
    assert "Who is there?" in film
    assert "MARTHA" in film
    spoken = {line for text in film.split("\n\n") for line in lines_of(text)}
    assert spoken == {"Who is there?", "Only the sea.", "Where did you find it?", "Tom gave it to me."}
    assert re.findall(r"\n([A-Z ]+)\n(?:\(.*\)\n)?[A-Z]", film) == ["MARTHA", "VOICE", "MARTHA", "BOY"]
    assert "lives alone on the cliff" in film


def test_narration_is_brought_into_the_present() -> None:
    told = in_present('Mara opened the door and walked in. The man, tired and bent, said: "I was here."')
    assert told == 'Mara opens the door and walks in. The man, tired and bent, says: "I was here."'


@pytest.mark.parametrize("spine", entries("en", "spines"), ids=lambda spine: spine["spine"])
def test_a_spine_can_tell_a_story_from_end_to_end(spine: dict) -> None:
    situations = {card["situation"] for card in spine["cards"]}
    assert {"ordinary", "discovery", "doubt", "wonder", "reveal", "choice", "last"} <= situations
    for card in spine["cards"]:
        assert card["mood"] in MOODS
        assert card["open"]
        assert card["close"]
        assert card["beat"]
        assert card["title"]
        for step in card["steps"]:
            speakers = {key for key in step if len(key) == 1 and key.isupper()}
            assert "a" in step or len(speakers) == 1, card["title"]


def test_a_language_is_added_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "grammar.json").write_text(json.dumps(words("en", "grammar") | {"marker": "xx"}))
    (folder / "names.json").write_text(
        json.dumps(
            {table: {"f": ["Zuzu"], "m": ["Zozo"], "family": ["Zim"]} for table in words("en", "names")}
        )
    )
    for name in lexicon.FOLDER.iterdir():
        if name.name == "en":
            (tmp_path / "en").symlink_to(name)
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    words.cache_clear()
    entries.cache_clear()
    try:
        assert lexicon.languages() == ["en", "xx"]
        people = treatments(Brief(idea=LIGHTHOUSE, language="xx"))[0].bible["people"]
        assert {person["short"] for person in people} <= {"Zuzu", "Zozo"}
    finally:
        words.cache_clear()
        entries.cache_clear()
