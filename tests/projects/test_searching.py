"""One search over all that a story says."""

from collections.abc import Iterator

import pytest

from accounts.kernel import scope
from accounts.kernel.roles import Role
from projects.actions.comments import add_comment, remove_comment
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, Content, Prompt, Script, Shot, Summary, Treatment
from projects.kinds.scenes import Utterance
from projects.kinds.vocabulary import AssetKind
from projects.models import Comment, Head
from projects.queries.searching import Found, asked, search, search_comments
from tests.factories.accounts import MembershipFactory
from tests.factories.projects import World, world

SCRIPT = """INT. LAMP ROOM - NIGHT

The lamp turns. Mara counts the steps.

MARA
(low)
Nobody lights the LAMP but me.

The lamplight falls on "the letter". 100% wet\\dry.
"""


@pytest.fixture
def made(db: None) -> Iterator[World]:
    place = MembershipFactory(role=Role.OWNER)
    with scope.team(place.team_id, user=place.user_id):
        yield world(place.user, place.team)


def put(made: World, slot: str, content: Content, **more: object) -> Head:
    edit = Edit.new(content, slot, "V", parent=made.episode, episode=made.episode, **more)
    commit(made.branch, [edit], by=made.user)
    return made.head(content.kind, slot)


def found(made: World, text: str, *groups: str, **how: bool) -> Found:
    heads = Head.objects.filter(branch=made.branch)
    return search(heads, asked(text, **how), *([groups] if groups else []))


def lines(made: World, text: str, **how: bool) -> list[str]:
    return [quote.text for find in found(made, text, **how).finds for quote in find.quotes]


def test_lines_of_the_script_are_quoted_with_their_paragraph(made: World) -> None:
    put(made, "i-001", Script(text=SCRIPT, heading="INT. LAMP ROOM - NIGHT"))
    (find,) = found(made, "lamp").finds
    assert (find.group, find.slot, find.more) == ("script", "i-001", 1)
    assert [(quote.text, quote.at) for quote in find.quotes] == [
        ("INT. LAMP ROOM - NIGHT", 0),
        ("The lamp turns. Mara counts the steps.", 1),
        ("Nobody lights the LAMP but me.", 4),
    ]
    assert find.quotes[1].pieces == (
        ("The ", False),
        ("lamp", True),
        (" turns. Mara counts the steps.", False),
    )


def test_words_may_have_to_be_whole_and_capitals_may_count(made: World) -> None:
    put(made, "i-001", Script(text=SCRIPT))
    assert len(found(made, "lamp", whole=True).finds[0].quotes) == 3
    assert found(made, "lamp", whole=True).finds[0].more == 0
    assert lines(made, "LAMP", cased=True) == ["INT. LAMP ROOM - NIGHT", "Nobody lights the LAMP but me."]
    assert lines(made, "Lamp", cased=True) == []
    assert lines(made, "amp", whole=True) == []


def test_all_words_must_stand_in_one_text_and_quotation_marks_keep_them_together(made: World) -> None:
    put(made, "i-001", Script(text=SCRIPT))
    assert found(made, "lamp nobody steps").finds
    assert not found(made, "lamp harbour").finds
    assert lines(made, '"counts the"') == ["The lamp turns. Mara counts the steps."]
    assert not found(made, '"the counts"').finds


@pytest.mark.parametrize("text", ["100%", 'the letter"', "wet\\dry", "%", "\\"])
def test_signs_that_mean_something_to_a_database_are_words_like_others(made: World, text: str) -> None:
    put(made, "i-001", Script(text=SCRIPT))
    put(made, "i-002", Script(text="INT. HALL - DAY\n\nNothing here.\n"))
    assert [find.slot for find in found(made, text).finds] == ["i-001"]
    assert not found(made, "1_0").finds


def test_every_sort_of_thing_is_looked_through_and_nothing_that_no_page_shows(made: World) -> None:
    said = Utterance(speaker="character:mara", text="Where is the needle?")
    put(made, "0010", Shot(action="A hand in the hay", utterances=[said]))
    asset = Asset(
        key="prop:needle",
        type=AssetKind.PROP,
        name="Pin",
        definition="A steel needle",
        design={"x": "needle"},
    )
    pin = put(made, "prop:needle", asset)
    put(made, "t", Treatment(title="The needle", text="Somebody looks for it."))
    put(made, "p", Prompt(text="hay, close", spec={"words": "needle"}))
    put(made, "c001", Summary(title="Chapter 1", text="第一章:她找不到针。ÜBER die Nadel."))
    add_comment(pin.node, "Make the needle longer, please", by=made.user)
    finds = found(made, "needle").finds
    assert [(find.group, find.quotes[0].field) for find in finds] == [
        ("treatment", "Title"), ("shots", "Said"), ("assets", "Definition"),
    ]  # fmt: skip
    assert [find.kind for find in found(made, "needle", "shots").finds] == ["shot"]
    assert not found(made, "mara").finds, "a key is no word"
    assert found(made, "找不到").finds
    assert found(made, "über").finds, "letters of every alphabet have capitals"


def test_comments_are_found_until_they_are_removed(made: World) -> None:
    head = put(made, "0010", Shot(action="A hand in the hay"))
    said = add_comment(head.node, "Longer, please.\nAnd the hay redder", by=made.user)
    comments = Comment.objects.filter(project=made.project)
    (find,) = search_comments(comments, asked("HAY")).finds
    assert (find.node, find.comment, find.quotes[0].text) == (head.node_id, said.pk, "And the hay redder")
    remove_comment(said, by=made.user, role=Role.OWNER)
    assert not search_comments(comments, asked("hay")).finds


def test_a_long_line_is_cut_around_what_was_found(made: World) -> None:
    put(made, "t", Treatment(text="word " * 100 + "needle" + " word" * 100))
    (line,) = lines(made, "needle")
    assert line.startswith("…word ")
    assert line.endswith(" word…")
    assert len(line) < 210


def test_nothing_asked_is_nothing_found(made: World) -> None:
    assert not found(made, '  "" ').finds
    assert asked('one "two  three" one').terms == ("one", "two three")
