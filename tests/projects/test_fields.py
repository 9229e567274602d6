"""Fields of the story's forms."""

import pytest

from projects.forms.briefs import IDEA_MAX, BriefForm, ProjectForm, opening
from projects.forms.fields import clock, direction, seconds_from
from projects.kinds import Brief
from projects.kinds.presets import ASPECTS, LANGUAGES, MODES, PRESETS, STRUCTURES
from projects.kinds.vocabulary import Aspect


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("90 s", 90),
        ("1:30", 90),
        ("0:45", 45),
        ("1:02:30", 3750),
        ("2 min", 120),
        ("1 min 30 s", 90),
        ("1.5 min", 90),
        ("1,5 min", 90),
        ("1 h 10 min", 4200),
        ("5 parsecs", None),
        ("soon", None),
        ("", None),
    ],
)
def test_running_times_are_read_as_people_write_them(text: str, seconds: int | None) -> None:
    assert seconds_from(text) == seconds


@pytest.mark.parametrize(("seconds", "text"), [(45, "0:45"), (90, "1:30"), (3750, "1:02:30"), (0, "0:00")])
def test_running_times_are_shown_as_a_clock(seconds: int, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("text", "towards"), [("hello", "ltr"), ("שלום", "rtl"), ("«مرحبا»", "rtl"), ("123 😀", "")]
)
def test_a_text_shows_its_direction(text: str, towards: str) -> None:
    assert direction(text) == towards


def posted(**changes: str) -> dict[str, str]:
    brief = {name: str(value) for name, value in Brief(idea="A door").payload().items()}
    return brief | {"seconds": "1:00"} | changes


def test_the_brief_comes_back_as_it_was_typed() -> None:
    form = BriefForm(posted(idea="  One\r\ntwo  ", tone="dry <b>\u202e", logline="x"))
    assert form.is_valid(), form.errors
    assert form.changes()["idea"] == "  One\ntwo  "
    assert form.changes()["tone"] == "dry <b>"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("seconds", "5", "between 15 seconds and 3 hours"),
        ("seconds", "4 h", "between 15 seconds and 3 hours"),
        ("seconds", "ages", "such as 90 s"),
        ("idea", "x" * (IDEA_MAX + 1), "20,000 fit here"),
        ("language", "klingon", "Select a valid choice"),
        ("aspect", "3:2", "Select a valid choice"),
    ],
)
def test_what_cannot_be_gets_a_sentence_at_its_field(field: str, value: str, said: str) -> None:
    form = BriefForm(posted(**{field: value}))
    assert said in str(form.errors[field])


def test_what_a_program_stored_stays_choosable() -> None:
    brief = Brief(idea="A door", language="en-gb", style="house-style")
    form = BriefForm(posted(language="en-gb", style="house-style"), brief=brief)
    assert form.is_valid(), form.errors


def test_a_long_text_in_the_idea_field_of_a_new_project_is_brought_as_a_text() -> None:
    novel = "Once there was a keeper. " * 2_000
    form = ProjectForm({"idea": novel})
    assert form.is_valid(), form.errors
    assert [text.name for text in form.brought()] == ["Pasted text"]
    assert form.brief().mode == "adapt"
    assert len(form.brief().idea) < 500
    assert opening("short") == "short"


def test_the_choices_are_those_that_the_content_knows() -> None:
    assert [aspect.slug for aspect in ASPECTS] == list(Aspect)
    modes = Brief.model_fields["mode"].annotation.__args__  # type: ignore[union-attr]  # a Literal
    assert [mode.slug for mode in MODES] == list(modes)
    usual = Brief()
    assert usual.style in {preset.slug for preset in PRESETS}
    assert usual.structure in {structure.slug for structure in STRUCTURES}
    assert usual.language in dict(LANGUAGES)
