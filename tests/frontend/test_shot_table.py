import json

from playwright.sync_api import Locator, Page, expect

from tests.frontend.conftest import Post, Studio

TABLE = """<shot-table action="/cell/"><table class="shot-table" role="grid"><thead><tr>
<th data-field="size" data-options="CU|MS|WS">Size</th>
<th data-field="action" data-type="textarea">Action</th>
<th data-field="lens" data-type="number">Lens</th></tr></thead><tbody>
<tr data-id="a" data-expected="1"><td data-field="size">MS</td><td data-field="action">She waits</td>
<td data-field="lens">35</td></tr>
<tr data-id="b" data-expected="5"><td data-field="size">WS</td><td data-field="action">He goes</td>
<td data-field="lens">50</td></tr>
</tbody></table></shot-table>"""


def saved(post: Post) -> tuple[int, str, str]:
    return 200, "application/json", json.dumps({"expected": str(int(post["expected"]) + 1)})


def cell(page: Page, row: str, field: str) -> Locator:
    return page.locator(f"tr[data-id={row}] td[data-field={field}]")


def sent(studio: Studio) -> list[tuple[str, str, str, str]]:
    return [(post["id"], post["field"], post["value"], post["expected"]) for post in studio.posts]


def test_the_keyboard_moves_edits_and_goes_on(studio: Studio) -> None:
    studio.answer = saved
    page = studio.show(TABLE)
    cell(page, "a", "size").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "b", "size")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, "b", "action")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type("She counts")
    page.keyboard.press("Tab")
    expect(cell(page, "a", "lens")).to_be_focused()
    page.keyboard.type("85")
    page.keyboard.press("Enter")
    expect(cell(page, "b", "lens")).to_be_focused()
    expect(page.locator("tr[data-id=a]")).to_have_attribute("data-expected", "3")
    assert sent(studio) == [("a", "action", "She counts", "1"), ("a", "lens", "85", "2")]
    assert studio.posts[1]["lens"] == "85"


def test_escape_leaves_a_cell_as_it_was(studio: Studio) -> None:
    page = studio.show(TABLE)
    cell(page, "a", "action").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Nothing")
    page.keyboard.press("Escape")
    expect(cell(page, "a", "action")).to_have_text("She waits")
    expect(cell(page, "a", "action")).to_be_focused()
    assert studio.posts == []


def test_a_sheet_is_pasted_cell_by_cell_and_what_does_not_fit_is_said(studio: Studio) -> None:
    studio.answer = saved
    page = studio.show(TABLE)
    cell(page, "a", "size").focus()
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.setData("text/plain", 'cu\\t"Two\\nlines"\\nXXL\\tHe stays\\t24\\tbeyond\\n');
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
    }""")
    expect(page.locator("tr[data-id=b]")).to_have_attribute("data-expected", "7")
    expect(page.locator("tr[data-id=a]")).to_have_attribute("data-expected", "3")
    assert sent(studio) == [
        ("a", "size", "CU", "1"),
        ("a", "action", "Two\r\nlines", "2"),
        ("b", "action", "He stays", "5"),
        ("b", "lens", "24", "6"),
    ]
    expect(page.get_by_text("2 of the pasted values did not fit")).to_be_visible()


def test_a_slower_hand_sees_both_values_and_may_insist(studio: Studio) -> None:
    panel = '<div data-expected="8" data-who="Jon"><div data-theirs="lens">28</div></div>'
    studio.answer = lambda post: saved(post) if post["expected"] == "8" else (409, "text/html", panel)
    page = studio.show(TABLE)
    cell(page, "a", "lens").focus()
    page.keyboard.type("85\n")
    expect(
        page.locator(".shot-table-note").get_by_text("Jon changed this to “28”. Yours was “85”.")
    ).to_be_visible()
    expect(cell(page, "a", "lens")).to_have_text("28")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("tr[data-id=a]")).to_have_attribute("data-expected", "9")
    expect(cell(page, "a", "lens")).to_have_text("85")


def test_a_refused_value_is_named_with_its_reason(studio: Studio) -> None:
    studio.answer = lambda post: (422, "application/json", '{"detail": "A lens is 8 to 400 mm."}')
    page = studio.show(TABLE)
    cell(page, "a", "lens").focus()
    page.keyboard.type("2\n")
    expect(page.get_by_text("Lens: “2” was not saved. A lens is 8 to 400 mm.")).to_be_visible()


def test_cells_changed_without_a_line_are_sent_after_a_reload(studio: Studio) -> None:
    studio.offline = True
    page = studio.show(TABLE)
    cell(page, "b", "lens").focus()
    page.keyboard.type("24\n")
    expect(page.get_by_text("Offline: changed cells are kept")).to_be_visible()
    studio.offline, studio.answer = False, saved
    page.reload()
    expect(page.locator("tr[data-id=b]")).to_have_attribute("data-expected", "6")
    assert sent(studio) == [("b", "lens", "24", "5")]
    expect(cell(page, "b", "lens")).to_have_text("24")


def test_a_block_begins_where_the_keyboard_is_and_not_where_arrows_were_last(studio: Studio) -> None:
    page = studio.show(TABLE)
    cell(page, "a", "size").focus()
    page.keyboard.press("ArrowDown")
    cell(page, "a", "action").focus()  # as rows that were drawn again do
    page.keyboard.press("Shift+ArrowDown")
    chosen = page.locator("td[aria-selected=true]")
    expect(chosen).to_have_count(2)
    assert {each.get_attribute("data-field") for each in chosen.all()} == {"action"}
