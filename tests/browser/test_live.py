"""Two windows on one film, and a connection that goes away: nothing typed is lost, news comes by itself."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Film, Visits


def without_reload(page: Page) -> None:
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_an_approval_in_one_window_shows_in_the_other(visit: Visits, work: Film) -> None:
    one, other = (visit(work.state).go(work.at("frames")) for _ in range(2))
    without_reload(other)
    approved = other.locator('.frame .thumb[data-state="locked"]')
    before = approved.count()
    one.get_by_role("button", name=re.compile("^Withdraw approval of")).first.click()
    expect(approved).to_have_count(before - 1)
    one.get_by_role("button", name=re.compile(r"^Approve \d+-\d+")).first.click()
    expect(approved).to_have_count(before)
    assert stayed(other)


def test_news_never_comes_under_a_field_that_someone_types_in(visit: Visits, work: Film) -> None:
    one, other = (visit(work.state).go(work.at("state")) for _ in range(2))
    mine, theirs = other.locator("input[name=wardrobe]").first, one.locator("input[name=wardrobe]").last
    mine.focus()
    mine.press("End")
    mine.type(", one button missing")
    theirs.fill("a yellow raincoat")
    expect(one.locator(".save-state[data-state=saved]").first).to_be_visible()
    other.wait_for_timeout(1500)  # longer than news takes
    expect(mine).to_be_focused()
    assert mine.input_value().endswith(", one button missing")
    mine.blur()
    expect(other.locator("input[name=wardrobe]").last).to_have_value("a yellow raincoat")
    assert mine.input_value().endswith(", one button missing")


def test_two_who_write_the_same_field_choose_between_both_versions(visit: Visits, work: Film) -> None:
    one, other = (visit(work.state).go(work.at("prompts")) for _ in range(2))
    mine, theirs = (page.locator("textarea[name=text]").first for page in (one, other))
    other.evaluate("document.querySelector('live-feed').remove()")  # it has not heard of it yet
    mine.fill("Mine.")
    expect(one.locator(".save-state[data-state=saved]").first).to_be_visible()
    theirs.fill("Theirs.")
    conflict = other.locator(".conflict")
    expect(conflict).to_contain_text("Mine.")
    expect(conflict).to_contain_text("Theirs.")
    other.get_by_role("button", name="Keep mine").click()
    expect(other.locator(".save-state[data-state=saved]").first).to_be_visible()
    mine.blur()  # while it had the keyboard, nothing was put under it
    expect(mine).to_have_value("Theirs.")


def test_what_is_typed_offline_is_kept_and_saved_when_the_line_is_back(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("assets"))
    definition = page.locator("textarea[name=definition]").first
    was = definition.input_value()
    visitor.context.set_offline(True)
    definition.fill(was + " Always hums.")
    expect(page.locator(".save-state[data-state=offline]").first).to_be_visible()
    visitor.context.set_offline(False)
    expect(page.locator(".save-state[data-state=saved]").first).to_be_visible()
    page.reload()
    definition = page.locator("textarea[name=definition]").first
    expect(definition).to_have_value(was + " Always hums.")


def test_a_draft_survives_a_window_that_is_closed_offline(visit: Visits, work: Film) -> None:
    visitor = visit(work.state)
    page = visitor.go(work.at("prompts"))
    field = page.locator("textarea[name=text]").last
    visitor.context.set_offline(True)
    field.fill("Written on a train.")
    expect(page.locator(".save-state[data-state=offline]").first).to_be_visible()
    page.close(run_before_unload=False)
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    page = visitor.go(work.at("prompts"))
    field = page.locator("textarea[name=text]").last
    expect(field).to_have_value("Written on a train.")
    expect(page.locator(".save-state[data-state=saved]").first).to_be_visible()


def test_a_changed_shot_is_stale_at_once_and_updated_by_itself(visit: Visits, work: Film) -> None:
    """Written in one window; hatched, updated and fresh again in the other, which is never reloaded."""
    writer, watcher = visit(work.state), visit(work.state)
    sheet, frames = writer.go(work.at("shots", "?scene=all")), watcher.go(work.at("frames"))
    without_reload(frames)
    action = sheet.locator("td[data-field=action]").last
    action.focus()
    action.press("Enter")
    sheet.keyboard.insert_text("A gull lands on the door and looks at us.")
    sheet.keyboard.press("Enter")
    stale = frames.locator('.frame:has(.thumb[data-state="stale"])')
    expect(stale).to_have_count(1)
    expect(stale).to_contain_text("action")
    stale.get_by_role("button", name=re.compile("^Update")).click()
    expect(stale).to_have_count(0, timeout=60_000)
    expect(frames.locator(".run-notice")).to_have_count(0)
    assert stayed(frames)
