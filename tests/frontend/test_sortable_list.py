import pytest
from playwright.sync_api import Page, expect

from tests.frontend.conftest import Studio

ITEM = """<li class="beat-card" data-id="{0}"><button class="handle" data-handle>Move {0}</button>
<h3>{0}</h3></li>"""
LIST = """<sortable-list action="/order/" expected="4"><ol class="beat-board">{}</ol></sortable-list>"""
LIST = LIST.format("".join(ITEM.format(name) for name in "abcd"))


def order(page: Page) -> str:
    return page.evaluate(
        "[...document.querySelectorAll('[data-id]')].map((item) => item.dataset.id).join('')"
    )


def test_a_beat_is_moved_by_keyboard_and_the_order_is_sent(studio: Studio) -> None:
    page = studio.show(LIST)
    page.get_by_role("button", name="Move a").focus()
    for key in ("Space", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_have_text("Position 3 of 4")
    expect(page.get_by_role("button", name="Move a")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("sortable-list")).to_have_attribute("expected", "2")
    (post,) = studio.posts
    assert (post.all("order"), post["moved"], post["after"], post["expected"]) == (
        list("bcad"),
        "a",
        "c",
        "4",
    )


def test_escape_puts_a_beat_back(studio: Studio) -> None:
    page = studio.show(LIST)
    page.get_by_role("button", name="Move d").focus()
    for key in ("Enter", "Home", "Escape"):
        page.keyboard.press(key)
    assert order(page) == "abcd"
    expect(page.get_by_role("button", name="Move d")).to_be_focused()
    assert studio.posts == []


def test_a_beat_is_dragged_by_its_handle(studio: Studio) -> None:
    page = studio.show(LIST)
    handle, target = (page.get_by_role("button", name=f"Move {name}").bounding_box() for name in "ac")
    assert handle
    assert target
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 5, target["y"] + 5, steps=8)
    page.mouse.up()
    assert order(page) == "bcad"
    expect(page.locator("sortable-list")).to_have_attribute("expected", "2")


@pytest.mark.parametrize("status", [409, 500])
def test_an_order_that_was_not_saved_is_put_back_and_said(studio: Studio, status: int) -> None:
    studio.answer = lambda post: (status, "application/json", '{"error": "The beat sheet is locked."}')
    page = studio.show(LIST)
    page.get_by_role("button", name="Move b").focus()
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_text("The beat sheet is locked.")).to_be_visible()
    assert order(page) == "abcd"


SCENES = """<sortable-list action="/order/" group="boards" data-scene="s1"><ol>{}</ol></sortable-list>
<sortable-list action="/order/" group="boards" data-scene="s2"><ol>{}</ol></sortable-list>
<scene-move action="/scene/"><dialog aria-label="Move"><div data-move-body></div></dialog></scene-move>"""
BOARD = """<li data-id="{0}" data-place="{1}"><button class="handle" data-handle>Move {0}</button>
<input type="checkbox" name="selected" value="{0}" aria-label="Select {0}"></li>"""
FORM = '<form data-move-form><button type="button" data-move-cancel>Cancel</button></form>'


def test_what_goes_to_another_scene_is_asked_about_with_all_that_are_ticked(studio: Studio) -> None:
    boards = ["".join(BOARD.format(name, at) for at, name in enumerate(names, 1)) for names in ("ab", "cd")]
    studio.answer = lambda post: (200, "text/html", FORM)
    page = studio.show(SCENES.format(*boards))
    page.get_by_role("button", name="Move b").focus()
    for key in ("Space", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("dialog")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Move b")).to_be_focused()
    for name in "ab":
        page.get_by_label(f"Select {name}").check()
    page.get_by_role("button", name="Move b").focus()
    for key in ("Space", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("dialog")).to_be_visible()
    assert order(page) == "abcd"
    asked = [(post.path, post.all("shot"), post["scene"], post["place"]) for post in studio.posts]
    assert asked == [("/scene/", ["b"], "s2", "1"), ("/scene/", ["a", "b"], "s2", "1")]
