"""The API's description: complete, valid, and readable in a browser under the studio's own policy."""

from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from config.launch.browser import Browser


def test_the_schema_is_valid_and_says_all_there_is(tmp_path: Any) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_page_shows_every_operation_and_breaks_no_policy(live_server: Any, chromium: Browser) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.path),
            args=list(chromium.arguments),
            env=chromium.environment or None,
        )
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        answer = page.goto(f"{live_server.url}/api/docs/")
        assert answer is not None
        assert answer.ok
        page.wait_for_selector(".opblock-summary", timeout=15_000)
        assert len(_operations(page)) >= 25
        page.click(".opblock-summary >> nth=0")
        page.wait_for_selector(".opblock-body")
        browser.close()
    assert [line for line in said if line.startswith(("error", "warning"))] == []


def _operations(page: Page) -> set[str]:
    """Of the first thirty heights of the page: it draws only what is in view, and a little more."""
    found: set[str] = set()
    for _ in range(30):
        found.update(page.locator(".opblock").evaluate_all("blocks => blocks.map(block => block.id)"))
        page.mouse.wheel(0, 700)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("window.scrollTo(0, 0)")
    return found
