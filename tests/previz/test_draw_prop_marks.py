"""What scenes do to things shows on them: standing by themselves, in a hand, and in an insert."""

import pytest

from pipeline.previz.draw import picture, portrait
from pipeline.previz.draw.props import PROPS
from pipeline.previz.draw.props.marks import marks_of
from projects.kinds import Asset, VisualState
from tests.previz.picture_specs import MARA, asset, spec

KEY = "prop:brass-key"
BOOK = asset("prop:book")
INSERT = {"type": "insert", "cast": [], "blocking": [], "props": [KEY], "subject": KEY}


def marked(*tags: str) -> dict[str, VisualState]:
    return {KEY: VisualState(asset=KEY, tags_in=list(tags))}


def drawn(*tags: str) -> bytes:
    thing: Asset = BOOK.model_copy(update={"design": {**BOOK.design, "tags": list(tags)}})
    return portrait(thing, "cinematic", 96, 72)


def test_each_mark_shows_and_differs_from_the_others() -> None:
    tags = ("broken", "torn", "muddy", "dusty", "bloody", "wet", "snowy", "burnt", "burning")
    pictures = {drawn(), *(drawn(tag) for tag in tags)}
    assert len(pictures) == 1 + len(tags)


def test_the_same_marks_are_drawn_the_same() -> None:
    assert drawn("broken", "wet") == drawn("broken", "wet")


def test_words_mean_marks_and_unknown_ones_leave_none() -> None:
    assert marks_of(["cracked glass", "soaked"]) == ["broken", "wet"]
    assert marks_of(["on fire"]) == ["burning"]
    assert marks_of(["charred"]) == ["burnt"]
    assert marks_of(["invisible"]) == []
    assert drawn("invisible") == drawn()


@pytest.mark.parametrize("kind", sorted(PROPS))
def test_every_kind_of_thing_can_be_marked(kind: str) -> None:
    thing = BOOK.model_copy(
        update={"design": {"kind_of": kind, "tags": ["broken", "wet", "burning", "snowy"]}}
    )
    plain = BOOK.model_copy(update={"design": {"kind_of": kind}})
    assert portrait(thing, "crayon", 48, 36) != portrait(plain, "crayon", 48, 36)


def test_an_insert_shows_the_state_of_what_it_is_about() -> None:
    made, clean = spec(INSERT, states=marked("broken")), spec(INSERT)
    assert made["things"][0]["design"]["tags"] == ["broken"]
    assert "tags" not in clean["things"][0]["design"]
    assert picture(made, 128, 72) != picture(clean, 128, 72)


def test_what_somebody_holds_shows_its_state() -> None:
    held = {MARA: VisualState(asset=MARA, holding=KEY)}
    made = spec({"size": "WS"}, states={**held, **marked("burning")})
    assert made["people"][0]["holding"]["tags"] == ["burning"]
    assert picture(made, 256, 144) != picture(spec({"size": "WS"}, states=held), 256, 144)


def test_a_thing_that_nothing_happened_to_is_specified_as_ever() -> None:
    """So that frames of it stay up to date."""
    assert spec(INSERT, states={KEY: VisualState(asset=KEY)}) == spec(INSERT)
