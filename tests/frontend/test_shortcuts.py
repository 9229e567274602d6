"""Keys of a page: after one another, held together, not while somebody writes, as a person has set them."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.conftest import Studio

PAGE = """<nav class="rail"><a class="rail-stage" href="#one"><span class="rail-number">1</span></a>
<a class="rail-stage" href="#two" aria-current="page"><span class="rail-number">2</span></a>
<a class="rail-stage" href="#twelve"><span class="rail-number">12</span></a></nav>
<div class="workspace"><div class="stage-actions"><button type="button" data-kind="primary" id="make">Draw
<span class="button-cost">12 credits</span></button></div>
<div id="work"><ul><li class="pick" aria-current="true"><a class="pick-link" href="#a">A</a></li>
<li class="pick"><a class="pick-link" href="#b">B</a></li></ul>
<form method="post" action="/kept/" class="form"><input name="name" aria-label="Name"></form>
<button type="button" data-shortcut="drawer" data-toggles="drawer" id="drawer">Assets</button>
<kbd data-shows-keys="commands">Ctrl K</kbd></div></div>
<shortcut-help><dialog class="dialog" id="shortcut-help" data-opened="help" aria-label="Keys">
<input role="searchbox" aria-label="Find"><p data-singles-off hidden>Off</p>
<div data-keys></div><p data-none></p></dialog></shortcut-help>"""

PRESSES = """async mac => {
  const { chordOf, caps, isSingle, spoken } = await import("/static/js/shortcuts/chords.js");
  const chord = (key, more = {}) =>
    chordOf({ key, code: "", getModifierState: name => !!more[name], ...more });
  return [
    chord("D"), chord("D", { shiftKey: true }), chord("?", { shiftKey: true }), chord("к", { code: "KeyR" }),
    chord("˜", { altKey: true, shiftKey: true, code: "KeyN" }),
    chord(" ", { shiftKey: true }), chord("Shift"),
    chord("[", { ctrlKey: true, altKey: true, AltGraph: true }), chord("a", { isComposing: true }),
    chord("k", { metaKey: true }), chord("+", { ctrlKey: true }), caps("Mod++", mac), caps("g 1", mac),
    caps("Alt+Shift+n", mac), spoken("Mod+k", mac), isSingle("Shift+d"), isSingle("Mod+d"), isSingle("Home"),
  ];
}"""


def shown(studio: Studio, **keys: object) -> Page:
    studio.keys = keys
    page = studio.show(PAGE)
    page.evaluate(
        "() => { window.did = [];"
        "document.addEventListener('click', e => did.push(e.target.id || e.target.hash)); }"
    )
    return page


def did(page: Page) -> list[str]:
    done: list[str] = page.evaluate("() => window.did")
    return done


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_stages_and_items_are_reached_and_buttons_pressed(studio: Studio) -> None:
    page = shown(studio)
    press(page, "]", "g", "1", "2", "[", "n", "d")
    page.wait_for_function("() => did.length === 5")
    assert did(page) == ["#twelve", "#twelve", "#one", "#b", "drawer"]
    press(page, "g", "1")  # 1 could still become 12: it is done after a pause
    assert did(page)[5:] == []
    page.wait_for_function("() => did.length === 6")
    assert did(page)[5:] == ["#one"]
    press(page, "r")  # what costs credits is never pressed by a letter
    expect(page.locator("#make")).to_be_focused()
    assert did(page)[6:] == []


def test_no_letter_does_anything_while_somebody_writes_but_saving_does(studio: Studio) -> None:
    page = shown(studio)
    field = page.get_by_label("Name")
    field.focus()
    page.keyboard.type("g1d?n]")
    expect(field).to_have_value("g1d?n]")
    assert did(page) == []
    with page.expect_request("**/kept/"):
        press(page, "Control+s")


def test_the_keys_that_hold_are_listed_and_found_and_the_keyboard_comes_back(studio: Studio) -> None:
    page = shown(studio, keys={"drawer": ["Shift+q"], "item-next": []})
    page.locator("#drawer").focus()
    press(page, "?")
    help_ = page.get_by_role("dialog", name="Keys")
    expect(help_.get_by_label("Find")).to_be_focused()
    expect(help_).to_contain_text("Assets at hand")
    expect(help_).not_to_contain_text("Next scene, shot or item")  # turned off
    expect(help_).not_to_contain_text("Comments")  # there are none here
    page.keyboard.type("assets")
    expect(help_.locator(".key-row:visible")).to_have_text(["Assets at handShift Q"])
    page.keyboard.type("zzz")
    expect(help_.locator("[data-none]")).to_have_text("No key here does that.")
    press(page, "Escape")
    expect(page.locator("#drawer")).to_be_focused()
    press(page, "d", "n", "Shift+Q")
    assert did(page) == ["drawer"]


def test_letters_alone_can_be_turned_off(studio: Studio) -> None:
    page = shown(studio, single=False, keys={"drawer": ["Alt+d"]})
    press(page, "]", "g", "1", "?", "n", "Alt+d")
    assert did(page) == ["drawer"]
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("mac", [False, True])
def test_presses_become_words_in_every_layout(studio: Studio, mac: bool) -> None:
    page = shown(studio)
    found = page.evaluate(PRESSES, mac)
    assert found == [
        "d", "Shift+d", "?", "r", "Alt+Shift+n", "Shift+Space", "", "[", "", "Mod+k", "Mod++",
        [["⌘" if mac else "Ctrl", "+"]], [["G"], ["1"]],
        [["⌥", "⇧", "N"] if mac else ["Alt", "Shift", "N"]],
        "Meta+k" if mac else "Control+k", True, False, False,
    ]  # fmt: skip


def test_keys_are_taken_from_the_keyboard_into_a_field(studio: Studio) -> None:
    page = studio.show("""<key-field><input name="keys-drawer" aria-label="Keys" value="d">
    <button type="button" data-press aria-pressed="false">Press</button></key-field>""")
    button, field = page.get_by_role("button", name="Press"), page.get_by_label("Keys")
    button.click()
    press(page, "g", "Shift+X")
    expect(field).to_have_value("g Shift+x")
    press(page, "Escape")
    expect(field).to_have_value("d")
    expect(button).to_have_attribute("aria-pressed", "false")
