"""The drawer in a browser: opened by a key, searched, dragged from, closed again."""

from playwright.sync_api import expect

from tests.browser.conftest import Film, Visits


def test_somebody_is_dragged_from_the_drawer_onto_a_shot(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("shots", "?scene=all"))
    page.keyboard.press("d")
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("searchbox")).to_be_focused()
    prop = drawer.locator(".drawer-item[data-asset^='prop:']").first
    name = prop.locator("a").text_content() or ""
    row = page.locator("tr[data-id]").nth(1)
    with page.expect_response(lambda answer: answer.url.endswith("/show/")) as put:
        prop.drag_to(row, target_position={"x": 150, "y": 10})
    assert put.value.ok
    expect(page.locator(".toast").last).to_contain_text(f"{name} is in the shot")
    drawer.get_by_role("searchbox").focus()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    page.reload()
    page.keyboard.press("d")
    drawer.get_by_label("Add to shot").select_option(index=2)
    here = drawer.locator(".drawer-item", has_text=name).first
    expect(here).to_contain_text("in the shot")
