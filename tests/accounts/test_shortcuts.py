"""Keys of one's own: read as people write them, kept with the account, refused when they clash."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.shortcuts.bindings import Bindings, bindings_of, clashes, fitting, on_page
from accounts.shortcuts.keys import caps, is_single, parsed, shown
from accounts.shortcuts.registry import BY_ID, BY_PLACE, SHORTCUTS
from pipeline.stages.catalogue import STAGES
from tests.accounts.looking import SignIn

PAGE = "/profile/keys/"


def test_the_keys_that_come_with_the_studio_are_well_written_and_clash_nowhere() -> None:
    assert len(BY_ID) == len(SHORTCUTS)
    assert {one.place for one in SHORTCUTS} == set(BY_PLACE)
    for one in SHORTCUTS:
        if not one.fixed:
            assert fitting(one, one.keys) == one.keys
    assert clashes(bindings_of({}).keys) == {}


def test_stages_are_called_as_on_the_rail() -> None:
    said = [one.words.partition(", ")[2] for one in SHORTCUTS if one.id.removeprefix("stage-").isdigit()]
    assert said == [stage.title for stage in STAGES]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("", ()),
        ("k or Space", ("k", "Space")),
        ("ctrl+K", ("Mod+k",)),
        ("Shift+Cmd + z", ("Mod+Shift+z",)),
        ("G 1 0", ("g 1 0",)),
        ("Shift+?", ("?",)),
        ("Mod++ or +", ("Mod++", "+")),
        ("option+up or opt+↑", ("Alt+ArrowUp",)),
        ("F2", ("F2",)),
        ("ж", ("ж",)),
    ],
)
def test_keys_are_read_as_people_write_them(text: str, ways: tuple[str, ...]) -> None:
    assert parsed(text) == ways


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hyper+k", "no key to hold"),
        ("Ctrl+wheel", "is no key"),
        ("Ctrl+", "no key"),
        ("Tab", "already moves"),
        ("enter", "already moves"),
        ("Ctrl+W", "browser keeps Ctrl W"),
        ("a b c d e", "at most 4 keys"),
        ("a or b or c or d or e", "at most 4 ways"),
        ("x" * 200, "too long"),
    ],
)
def test_what_is_no_key_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parsed(text)


def test_letters_that_a_cell_would_write_cannot_be_keys_of_the_table() -> None:
    for name, text in [("sheet.add", "a"), ("sheet.add", "Shift+a"), ("player.play", "g p")]:
        with pytest.raises(ValueError, match=r"writes there|one press"):
            fitting(BY_ID[name], [text])


def test_keys_are_shown_as_they_are_printed() -> None:
    assert caps("Mod+Shift+k") == [["Ctrl", "Shift", "K"]]
    assert shown("g 1 0") == "G then 1 then 0"
    assert [is_single(way) for way in ("d", "Shift+d", "g 1", "Mod+d", "Home", "Space")] == [True] * 3 + [
        False
    ] * 3


def test_only_what_differs_is_stored_and_what_nobody_can_press_is_passed_over() -> None:
    own = bindings_of(
        {"single": False, "keys": {"drawer": ["q"], "help": [], "gone": ["z"], "save": ["Tab"]}}
    )
    assert own.keys["drawer"] == ("q",)
    assert own.keys["help"] == ()
    assert own.keys["save"] == ("Mod+s",)
    assert own.stored() == {"single": False, "keys": {"drawer": ["q"], "help": []}}
    for broken in (None, [], "x", {"keys": 3}, {"keys": {"drawer": "q", "sheet.walk": ["x"]}}):
        assert bindings_of(broken) == bindings_of({})
    assert bindings_of({}).stored() == {}


def test_a_narrow_place_goes_before_the_page_and_clashes_only_with_itself() -> None:
    keys = bindings_of({}).keys
    assert clashes(keys | {"drawer": ("k",)}) == {}  # the player's k stays the player's
    assert clashes(keys | {"drawer": ("n",)}) == {
        "drawer": [("n", "item-next")],
        "item-next": [("n", "drawer")],
    }
    assert clashes(keys | {"sheet.add": ("Mod+a",)}) == {"sheet.add": [("Mod+a", "sheet.all")]}


def test_a_person_changes_keys_and_gets_them_back(as_: SignIn, alice: User) -> None:
    browser = as_(alice)
    page = browser.get(PAGE)
    assert page.status_code == 200
    assert 'data-shortcut="account"' in page.text
    sent = {"single": "on", "keys-drawer": "Ctrl+B", "keys-help": ""}
    assert browser.post(PAGE, sent).url == PAGE
    alice.refresh_from_db()
    assert alice.shortcuts == {"keys": {"drawer": ["Mod+b"], "help": []}}
    assert '"drawer", "Assets at hand", "work", ["Mod+b"]' in browser.get("/profile/").text
    browser.post(PAGE, {"single": "on", "as_it_came": "drawer"})
    alice.refresh_from_db()
    assert alice.shortcuts == {"keys": {"help": []}}
    browser.post(reverse("accounts:shortcuts_reset"))
    alice.refresh_from_db()
    assert alice.shortcuts == {}


def test_clashes_are_told_beside_both_lines_and_nothing_typed_is_lost(as_: SignIn, alice: User) -> None:
    browser = as_(alice)
    answer = browser.post(PAGE, {"keys-drawer": "n", "keys-comments": "<i>+k", "keys-search": "Ctrl+J"})
    assert answer.status_code == 422
    assert "N already means “Next scene, shot or item” there." in answer.text
    assert "N already means “Assets at hand” there." in answer.text
    assert "&lt;i&gt;+k" in answer.text
    assert 'value="Ctrl+J"' in answer.text
    alice.refresh_from_db()
    assert alice.shortcuts == {}


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    for address in (PAGE, f"{PAGE}reset/"):
        assert "login" in client.post(address).url


def test_a_page_tells_its_scripts_what_they_need() -> None:
    told = on_page(Bindings(False, bindings_of({}).keys).stored())
    assert told["single"] is False
    assert ["drawer", "Assets at hand", "work", ["d"], 0, 0] in told["acts"]
