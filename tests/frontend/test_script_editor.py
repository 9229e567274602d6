"""Writing a screenplay in the layout of the page: keys, suggestions, saving, pages, undo."""

import json

import pytest
from playwright.sync_api import Page

from tests.frontend.conftest import Post, Studio

SCENES = [
    {"node": "n1", "revision": 1, "number": "", "heading": "INT. ROOM - DAY", "elements": [
        ["heading", "INT. ROOM - DAY", "", False, False, 0, 0],
        ["action", "A cat. [[why?]]", "", False, False, 0, 0],
        ["character", "MARA", "", False, False, 0, 0],
        ["dialogue", "Hello there, cat.", "", False, False, 0, 0],
    ]},
    {"node": "n2", "revision": 2, "number": "", "heading": "EXT. SEA - NIGHT", "elements": [
        ["heading", "EXT. SEA - NIGHT", "", False, False, 0, 0],
        ["action", "Waves. A cat swims.", "", False, False, 0, 0],
    ]},
]  # fmt: skip
PAGES = [{"page": 2, "scene": "n1", "element": 3, "offset": 6, "more": True, "contd": "MARA (CONT'D)"}]
BODY = """<screenplay-editor save="/s/" paper="letter">
  <select name="kind" aria-label="Kind"><option value="heading">h</option><option value="action">a</option>
    <option value="character">c</option><option value="dialogue">d</option></select>
  <button type="button" data-command="dual">Dual</button><span data-page-count></span><p data-save-state></p>
  <form data-find hidden><input name="find"><input name="with"><input type="checkbox" name="cased">
    <button value="next">Next</button><button type="button" value="all">All</button><output></output></form>
  <div data-conflicts></div>
  <div><div class="script-sheet" data-sheet role="textbox" aria-label="Screenplay"></div>
    <ul id="o" data-offers hidden></ul></div>
</screenplay-editor>"""


def show(studio: Studio) -> Page:
    manuscript = {"scenes": SCENES, "pages": PAGES, "page_count": 2, "state": "s", "locked": False}
    studio.gets["/s/manuscript/"] = (200, "application/json", json.dumps(manuscript))
    page = studio.show(BODY)
    page.wait_for_selector("screenplay-editor[data-ready]")
    return page


def rows(page: Page, scene: int = 0) -> list[str]:
    found: list[str] = page.evaluate(
        "n => [...document.querySelectorAll('[data-sheet] > section')[n].children]"
        ".map(p => `${p.dataset.kind}: ${p.textContent}`)",
        scene,
    )
    return found


def at_end(page: Page, number: int) -> None:
    page.locator("[data-sheet] p").nth(number).click()
    page.evaluate(
        "n => { const p = document.querySelectorAll('[data-sheet] p')[n];"
        "getSelection().selectAllChildren(p); getSelection().collapseToEnd(); }",
        number,
    )


def saved(studio: Studio, page: Page, count: int = 1) -> list[Post]:
    page.wait_for_function("() => !document.querySelector('[data-unsaved]')")
    assert len(studio.posts) == count
    return studio.posts


def test_enter_and_tab_go_on_as_writers_expect(studio: Studio) -> None:
    page = show(studio)
    at_end(page, 1)
    page.keyboard.press("Enter")
    page.keyboard.type("She waits.")
    page.keyboard.press("Tab")
    page.keyboard.type("jon")
    page.keyboard.press("Enter")
    page.keyboard.type("No.")
    page.keyboard.press("Tab")
    page.keyboard.type("angry")
    page.keyboard.press("Enter")
    page.keyboard.type("Never.")
    assert rows(page)[1:7] == [
        "action: A cat. [[why?]]", "action: She waits.", "character: JON", "dialogue: No.",
        "parenthetical: (angry)", "dialogue: Never.",
    ]  # fmt: skip
    sent = json.loads(saved(studio, page)[0]["elements"])
    assert [row[0] for row in sent[2:6]] == ["action", "character", "dialogue", "parenthetical"]


def test_names_and_places_are_offered(studio: Studio) -> None:
    page = show(studio)
    at_end(page, 3)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("m")
    assert page.locator("#o li").all_inner_texts() == ["MARA"]
    page.keyboard.press("Enter")
    page.keyboard.type("Yes.")
    page.keyboard.press("Enter")
    page.keyboard.type("ext. s")
    assert page.locator("#o li").all_inner_texts() == ["EXT. SEA -"]
    page.keyboard.press("Tab")
    page.keyboard.type("n")
    page.keyboard.press("Enter")
    assert rows(page)[4:7] == ["character: MARA", "dialogue: Yes.", "heading: EXT. SEA - NIGHT"]


def test_only_the_scene_that_changed_is_sent_with_its_revision(studio: Studio) -> None:
    page = show(studio)
    at_end(page, 5)
    page.keyboard.type(" Cold.")
    post = saved(studio, page)[0]
    assert (post.path, post["expected"]) == ("/s/n2/write/", "2")
    assert json.loads(post["elements"])[1][1] == "Waves. A cat swims. Cold."


def test_pages_are_shown_where_they_break_and_are_no_part_of_the_text(studio: Studio) -> None:
    page = show(studio)
    mark = page.locator("[data-sheet] span[data-page]")
    assert mark.get_attribute("data-page") == "2."
    assert mark.get_attribute("data-contd") == "MARA (CONT'D)"
    assert rows(page)[3] == "dialogue: Hello there, cat."
    assert page.locator("[data-page-count]").inner_text() == "2 pages"


def test_changes_are_undone_and_done_again(studio: Studio) -> None:
    page = show(studio)
    before = rows(page)
    at_end(page, 1)
    page.keyboard.press("Enter")
    page.keyboard.type("New.")
    after = rows(page)
    for _ in range(2):
        page.keyboard.press("Control+z")
    assert rows(page) == before
    for _ in range(2):
        page.keyboard.press("Control+Shift+z")
    assert rows(page) == after


def test_a_selection_over_elements_is_deleted_and_elements_are_joined(studio: Studio) -> None:
    page = show(studio)
    page.evaluate(
        "() => { const p = document.querySelectorAll('[data-sheet] p');"
        "document.querySelector('[data-sheet]').focus();"
        "getSelection().setBaseAndExtent(p[1].firstChild, 2, p[3].lastChild, 2); }"
    )
    page.keyboard.press("Delete")
    assert len(rows(page)) == 2
    assert rows(page)[1].startswith("action: A ")
    page.keyboard.press("Control+z")
    assert len(rows(page)) == 4


def test_found_words_are_replaced_everywhere(studio: Studio) -> None:
    page = show(studio)
    at_end(page, 1)
    page.keyboard.press("Control+f")
    page.locator("input[name=find]").fill("cat")
    assert page.locator("output").inner_text() == "1 of 3"
    page.locator("input[name=with]").fill("dog")
    page.get_by_role("button", name="All").click()
    assert "dog" in rows(page)[1]
    assert rows(page, 1)[1] == "action: Waves. A dog swims."
    assert {post.path for post in saved(studio, page, 2)} == {"/s/n1/write/", "/s/n2/write/"}


def test_two_versions_are_shown_and_one_is_chosen(studio: Studio) -> None:
    conflict = (
        '<div data-expected="9"><pre data-theirs="text">x</pre>'
        '<button data-conflict="mine">Mine</button></div>'
    )
    studio.answer = lambda post: (
        (409, "text/html", conflict)
        if post["expected"] == "2"
        else (200, "application/json", '{"expected": 10}')
    )
    page = show(studio)
    at_end(page, 5)
    page.keyboard.type("!")
    page.get_by_role("button", name="Mine").click()
    assert saved(studio, page, 2)[1]["expected"] == "9"


def test_what_the_server_never_confirmed_is_there_after_a_reload(studio: Studio) -> None:
    studio.offline = True
    page = show(studio)
    at_end(page, 5)
    page.keyboard.type(" Lost?")
    page.wait_for_function("() => document.querySelector('[data-save-state]').dataset.state === 'offline'")
    studio.offline = False
    page = show(studio)
    assert rows(page, 1)[1] == "action: Waves. A cat swims. Lost?"
    saved(studio, page)


@pytest.mark.parametrize("kind", ["heading", "character"])
def test_the_list_of_kinds_turns_an_element_into_another(studio: Studio, kind: str) -> None:
    page = show(studio)
    at_end(page, 5)
    page.get_by_label("Kind").select_option(kind)
    assert rows(page, 1)[1] == f"{kind}: WAVES. A CAT SWIMS."


def test_escape_and_tab_leave_the_script(studio: Studio) -> None:
    page = show(studio)
    at_end(page, 5)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('[data-sheet]')") is None
    assert len(rows(page, 1)) == 2


def test_what_others_wrote_arrives_but_never_over_what_is_being_typed(studio: Studio) -> None:
    page = show(studio)
    news = [{**SCENES[0], "revision": 7}, {**SCENES[1], "revision": 8}]
    manuscript = {"scenes": news, "pages": [], "page_count": 1, "state": "s", "locked": False}
    studio.gets["/s/manuscript/"] = (200, "application/json", json.dumps(manuscript))
    theirs = [["heading", "INT. THEIRS - DAY", "", False, False, 0, 0]]
    for node in ("n1", "n2"):
        told = {"node": node, "revision": 7, "elements": theirs}
        studio.gets[f"/s/{node}/elements/"] = (200, "application/json", json.dumps(told))
    studio.offline = True
    at_end(page, 5)
    page.keyboard.type(" Mine.")
    page.evaluate("() => document.body.dispatchEvent(new CustomEvent('live:content', {bubbles: true}))")
    page.wait_for_function("() => document.querySelector('[data-sheet]').textContent.includes('THEIRS')")
    assert rows(page) == ["heading: INT. THEIRS - DAY"]
    assert rows(page, 1)[1] == "action: Waves. A cat swims. Mine."


def test_backspace_at_a_heading_joins_two_scenes(studio: Studio) -> None:
    joined = '{"node": "n1", "revision": 5, "elements": [], "removed": "n2"}'
    studio.answer = lambda post: (
        200,
        "application/json",
        joined if post.path == "/s/n2/join/" else '{"expected": 6}',
    )
    page = show(studio)
    at_end(page, 4)
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    page.wait_for_function("() => document.querySelectorAll('[data-sheet] > section').length === 1")
    assert rows(page)[3:] == ["dialogue: Hello there, cat.EXT. SEA - NIGHT", "action: Waves. A cat swims."]
    assert saved(studio, page, 2)[1]["expected"] == "5"


def test_a_further_heading_becomes_a_scene_of_its_own_under_the_caret(studio: Studio) -> None:
    parts = [{"node": "n1", "revision": 5, "count": 4}, {"node": "n9", "revision": 6, "count": 1}]
    studio.answer = lambda post: (200, "application/json", json.dumps({"expected": 5, "scenes": parts}))
    page = show(studio)
    at_end(page, 3)
    page.keyboard.press("Enter")
    page.keyboard.type("int. attic - day")
    saved(studio, page)
    assert rows(page, 1) == ["heading: int. attic - day"]
    assert page.locator("[data-sheet] > section").nth(1).get_attribute("data-node") == "n9"
    studio.answer = lambda post: (200, "application/json", '{"expected": 7}')
    page.keyboard.type("!")
    assert saved(studio, page, 2)[1].path == "/s/n9/write/"
