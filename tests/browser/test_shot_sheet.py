"""A shot list is reordered, split, filled down and exported without a mouse, by keys that the page tells."""

import csv

from playwright.sync_api import Page, expect

from tests.browser.conftest import Film, Visits


def column(page: Page, field: str) -> list[str]:
    return [cell.strip() for cell in page.locator(f"td[data-field={field}]").all_text_contents()]


def rows(page: Page) -> list[str]:
    return [str(row.get_attribute("data-id")) for row in page.locator("tr[data-id]").all()]


def test_a_shot_list_is_worked_on_by_keyboard_alone(visit: Visits, work: Film) -> None:
    visitor = visit(work.state, accept_downloads=True)
    page = visitor.go(work.at("shots", "?scene=all"))
    keys = page.keyboard
    for _ in range(60):  # the table is reached with Tab, as anybody would
        if page.evaluate("document.activeElement.matches('td[data-field]')"):
            break
        keys.press("Tab")
    expect(page.locator("td[data-field]").first).to_be_focused()
    keys.press("Control+/")
    expect(page.locator("#shortcut-help")).to_contain_text("Split at a second")
    keys.press("Escape")

    before, lengths = rows(page), [float(text) for text in column(page, "seconds")]
    keys.press("Alt+Shift+S")
    keys.type("0.5")
    keys.press("Enter")
    expect(page.locator("tr[data-id]")).to_have_count(len(before) + 1)
    now = [float(text) for text in column(page, "seconds")]
    assert now[0] == 0.5
    assert abs(sum(now) - sum(lengths)) < 0.05

    made = rows(page)[1]
    expect(page.locator(f"tr[data-id='{made}'] td[data-field=size]")).to_be_focused()
    with page.expect_response(lambda answer: answer.url.endswith("/shots/place/")):
        keys.press("Alt+ArrowUp")
    expect(page.locator("tr[data-id]").first).to_have_attribute("data-id", made)
    assert rows(page) == [made, *before]
    fill_down(page)
    assert exported(page)[:3] == ["85", "85", "85"]


def fill_down(page: Page) -> None:
    keys = page.keyboard
    keys.press("Control+Home")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"):
        keys.press(key)
    keys.type("85")
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    with page.expect_response(lambda answer: answer.url.endswith("/shots/cells/")):
        keys.press("Control+d")
    expect(page.locator("td[data-field=lens]").nth(2)).to_have_text("85")
    keys.press("Control+z")
    expect(page.locator("td[data-field=lens]").nth(1)).not_to_have_text("85")
    keys.press("Control+Shift+Z")
    expect(page.locator("td[data-field=lens]").nth(2)).to_have_text("85")


def exported(page: Page) -> list[str]:
    """The lenses of the shots that are shown, as the file has them."""
    shown = rows(page)
    with page.expect_download() as download:
        page.keyboard.press("Alt+Shift+E")
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        listed = {row["ID"]: row for row in csv.DictReader(file)}
    assert [node for node in listed if node in shown] == shown
    return [listed[node]["Lens"] for node in shown]


def test_a_pasted_block_names_what_does_not_fit_before_it_writes(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("shots", "?scene=all"))
    before = column(page, "size")
    page.locator("td[data-field=size]").first.focus()
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.setData("text/plain", "ECU\\tinsert\\nHUGE\\tinsert\\n");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
    }""")
    ask = page.locator("#sheet-choose")
    expect(ask).to_contain_text("“HUGE”: Choose one of")
    assert column(page, "size") == before
    page.keyboard.press("Enter")
    expect(page.locator("td[data-field=size]").first).to_have_text("ECU")
    expect(page.locator("td[data-field=type]").nth(1)).to_have_text("insert")
    page.reload()
    assert column(page, "size") == ["ECU", *before[1:]]
    assert column(page, "type")[:2] == ["insert", "insert"]
