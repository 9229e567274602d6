"""The work can be done without a mouse: beats in order, a shot list like a sheet, frames looked at."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Film, Visits


def titles(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator(".beat-card input[name=title]").all()]


def test_a_beat_is_moved_with_the_keyboard_and_stays_where_it_was_put(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("beats"))
    before = titles(page)
    handle = page.locator(".beat-card .handle").first
    handle.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/beats/order/")) as saved:
        for key in ("Space", "ArrowDown", "Space"):
            page.keyboard.press(key)
    assert saved.value.ok
    expected = [before[1], before[0], *before[2:]]
    assert titles(page) == expected
    page.reload()
    assert titles(page) == expected


def test_the_shot_table_is_walked_and_written_like_a_sheet(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("shots", "?scene=all"))
    cell = page.locator("tbody td[data-field]")
    cell.first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Home"):
        page.keyboard.press(key)
    second = page.locator("tr[data-id]").nth(1)
    expect(second.locator("td[data-field=size]")).to_be_focused()
    page.keyboard.press("End")
    expect(second.locator("td[data-field=notes]")).to_be_focused()
    with page.expect_response(lambda answer: answer.url.endswith("/shots/cell/")) as saved:
        page.keyboard.type("Ask the producer")
        page.keyboard.press("Enter")
    assert saved.value.ok
    page.reload()
    notes = page.locator("tr[data-id]").nth(1).locator("td[data-field=notes]")
    expect(notes).to_have_text("Ask the producer")


def test_a_tag_is_put_on_and_taken_off_and_boards_are_played(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("state"))
    form = page.locator("form.state-tags").first
    entry, chips = form.locator("[data-tag-entry]"), form.locator(".tag-chip", has_text="feathered")
    entry.focus()
    page.keyboard.type("Feathered")
    page.keyboard.press("Enter")
    expect(chips).to_have_count(2)  # as the scene starts, and as it ends
    expect(entry).to_be_focused()
    expect(entry).to_have_value("")
    chips.first.focus()
    page.keyboard.press("Delete")
    expect(chips).to_have_count(0)
    page = visitor.go(work.at("shots", "boards/"))
    page.get_by_role("button", name="Play as animatic").press("Enter")
    stage = page.get_by_role("dialog", name="Animatic")
    expect(stage.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("k")
    before = stage.get_by_role("slider").input_value()
    page.keyboard.press("ArrowRight")
    assert float(stage.get_by_role("slider").input_value()) > float(before)
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()


def test_what_a_cell_cannot_hold_is_said_and_kept(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("shots", "?scene=all"))
    seconds = page.locator("td[data-field=seconds]").first
    was = seconds.text_content()
    seconds.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/shots/cell/")) as refused:
        page.keyboard.press("Enter")
        page.keyboard.type("soon")
        page.keyboard.press("Enter")
    assert refused.value.status == 422
    expect(page.locator(".shot-table-note")).to_contain_text("Write the duration in seconds")
    expect(page.locator(".shot-table-note")).to_contain_text("soon")
    page.reload()
    expect(page.locator("td[data-field=seconds]").first).to_have_text(was or "")


def test_a_frame_is_selected_and_its_panel_read(visit: Visits, work: Film) -> None:
    visitor = visit(work.state, 1440)
    page = visitor.go(work.at("frames"))
    link = page.locator(".pick-link").nth(1)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#selection .panel-title").first).to_contain_text("Shot ")
    expect(page.locator(".frame[aria-current]")).to_have_count(1)
    expect(page.locator("#selection")).to_contain_text("What it was told")
    assert "shot=" in page.url
    page.reload()
    expect(page.locator("#selection")).to_contain_text("What it was told")


def test_on_a_phone_the_panel_comes_as_a_sheet_and_goes_with_escape(visit: Visits, work: Film) -> None:
    visitor = visit(work.state, 390, has_touch=True, is_mobile=True)
    page = visitor.go(work.at("frames"))
    box = page.locator(".frame .thumb").first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("What it was told")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_film_is_driven_by_keys(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("film"))
    page.wait_for_function("() => document.querySelector('film-player video').readyState >= 1")
    page.locator("film-player").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('film-player video').currentTime > 0.5")
    page.keyboard.press("k")
    page.wait_for_function("() => !document.querySelector('film-player video').paused")
    page.keyboard.press("k")
    page.locator(".play-here").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('film-player video').currentTime > 8")


def test_chosen_files_are_read_listed_and_put_in_order_without_a_mouse(
    visit: Visits, work: Film, tmp_path: Path
) -> None:
    (tmp_path / "one.md").write_text("# One\n\nThe first of them.")
    (tmp_path / "two.txt").write_text("The second of them.")
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(26 * 1024 * 1024)  # is not sent at all
    page = visit(work.state).go(work.at("idea"))
    page.get_by_label("Bring texts").set_input_files(
        [tmp_path / name for name in ("one.md", "huge.pdf", "two.txt")]
    )
    rows = page.locator("#idea-staged li")
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("huge.pdf has 26.0 MB; it may have up to 25 MB.")
    expect(page.get_by_role("button", name="Bring 2 texts in")).to_be_visible()
    page.get_by_role("button", name="Bring one.md later").press("Enter")
    expect(rows.first).to_contain_text("two.txt")
    handle = page.get_by_role("button", name="Move one.md")
    handle.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/staged/order/")) as saved:
        for key in ("Space", "ArrowUp", "Space"):
            page.keyboard.press(key)
    assert saved.value.ok
    page.reload()
    expect(rows.first).to_contain_text("one.md")
    page.get_by_role("button", name="Leave all out").press("Enter")
    expect(rows).to_have_count(0)


def test_a_treatment_is_written_as_it_reads_and_stays_markdown(visit: Visits, work: Film) -> None:
    page = visit(work.state).go(work.at("treatment"))
    source, sheet = page.locator("#id_text"), page.get_by_role("textbox", name="Treatment", exact=True)
    before = source.input_value()
    expect(source).to_be_hidden()
    sheet.focus()
    page.keyboard.press("Control+End")
    with page.expect_response(lambda answer: answer.url.endswith("/save/")) as saved:
        page.keyboard.press("Enter")
        page.keyboard.type("## Storm")
        page.keyboard.press("Enter")
        page.keyboard.type("Wind and ")
        for words in ("salt", " all night."):
            page.keyboard.press("Control+b")
            page.keyboard.type(words)
    assert saved.value.ok
    added = source.input_value().removeprefix(before.rstrip("\n"))
    assert added.strip() == "## Storm\n\nWind and **salt** all night.", "and nothing else is written anew"
    page.get_by_role("button", name="Markdown").press("Enter")
    expect(source).to_be_focused()
    page.reload()
    expect(sheet.locator("strong", has_text="salt")).to_be_visible()
    expect(page.locator("[data-count]")).to_contain_text("min to read")


def test_what_was_replaced_in_all_scenes_is_taken_back_in_one_step(visit: Visits, work: Film) -> None:
    page = visit(work.state).go(work.at("screenplay", "?view=write"))
    sheet = page.locator("[data-sheet]")
    expect(sheet.locator("section").nth(1)).to_be_attached()
    before = sheet.inner_text()
    sheet.locator("p").first.click()
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill("e")
    page.get_by_label("Replace with").fill("qqq")
    page.get_by_role("button", name="Replace all").press("Enter")
    expect(page.locator(".script-find output")).to_contain_text("replaced")
    assert all("qqq" in scene.inner_text().lower() for scene in sheet.locator("section").all())
    page.get_by_role("button", name="Close").press("Enter")
    page.keyboard.press("Control+z")
    assert sheet.inner_text() == before
    expect(page.locator(".script-tools [data-save-state]")).to_have_text("Saved")
