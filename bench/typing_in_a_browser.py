"""Keystrokes in the page editor, in Chromium, with a whole script on the sheet and no server behind it."""

import json
import mimetypes
import os
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright, Request, Route, sync_playwright

from projects.screenplay import fountain, scenes
from projects.screenplay.outlining import page_starts

ROOT = Path(__file__).parents[1]
HOST = "http://studio.test"
KEYS = 300
# From the key to the end of layout, on the page's clock; and Event Timing, which ends at the next frame.
WATCH = """() => {
  window.work = []; window.frames = [];
  const sheet = document.querySelector("[data-sheet]");
  let start;
  addEventListener("keydown", () => { start = performance.now(); }, true);
  addEventListener("keyup", () => { if (start) { void sheet.offsetHeight; } }, true);
  sheet.addEventListener("input", () => {
    queueMicrotask(() => { void sheet.offsetHeight; work.push(performance.now() - start); });
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") frames.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
PAGE = """<!doctype html><html lang="en"><head><link rel="stylesheet" href="/static/css/app.css">
<script type="module" src="/static/js/app.js"></script></head><body><main>
<screenplay-editor save="/s/" paper="letter"><select name="kind"></select><p data-save-state></p>
<form data-find hidden><input name="find"><input name="with"><input type="checkbox" name="cased">
<output></output></form><div data-conflicts></div>
<div class="script-frame"><div class="script-sheet" data-sheet></div>
<ul class="script-offers" id="o" data-offers hidden></ul></div></screenplay-editor></main>
<div class="toasts" id="toasts"></div><div id="announcer"></div></body></html>"""


def measure(text: str) -> None:
    """Type in the middle of the script: words, names with suggestions, new elements. Prints what it cost."""
    manuscript = _manuscript(text)
    with sync_playwright() as play:
        browser = chromium(play)
        page = opened(browser, PAGE, manuscript)
        page.wait_for_selector("screenplay-editor[data-ready]", timeout=60_000)
        page.evaluate(WATCH)
        _type(page)
        work, frames = page.evaluate("[work, frames]")
        browser.close()
    work.sort()
    late = sum(each > 50 for each in work)
    print(
        f"typing: {len(work)} keystrokes, middle {work[len(work) // 2]:.1f} ms, 99 of 100 under"
        f" {work[int(len(work) * 0.99)]:.1f} ms, longest {work[-1]:.1f} ms; {late} over 50 ms."
        f" Longest to the next frame {max(frames, default=0):.0f} ms"
    )


def _type(page: Page) -> None:
    middle = page.locator("[data-sheet] p[data-kind=dialogue]").nth(400)
    middle.scroll_into_view_if_needed()
    middle.click()
    page.evaluate(
        "() => { const p = document.querySelectorAll('[data-sheet] p[data-kind=dialogue]')[400];"
        "getSelection().selectAllChildren(p); getSelection().collapseToEnd(); }"
    )
    sentence = "She says a few words more, and then nothing. "
    typed = 0
    while typed < KEYS:
        page.keyboard.type(sentence, delay=25)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("mar", delay=40)
        page.keyboard.press("Enter")
        typed += len(sentence) + 3


def _manuscript(text: str) -> str:
    elements = fountain.parse(text).elements
    parts = [fountain.parse(part.text).elements for part in scenes.split(fountain.parse(text))]
    owners = [(at, inside) for at, part in enumerate(parts) for inside in range(len(part))]
    starts, count = page_starts(elements)
    told = [
        {"node": f"n{at}", "revision": 1, "elements": [[each.type.value, *each[1:]] for each in part]}
        for at, part in enumerate(parts)
    ]
    pages = [
        {"page": start.page, "scene": f"n{owners[start.element][0]}", "element": owners[start.element][1],
         "offset": start.offset, "more": start.more, "contd": start.contd}
        for start in starts
    ]  # fmt: skip
    return json.dumps({"scenes": told, "pages": pages, "page_count": count})


def chromium(play: Playwright) -> Browser:
    """The browser that figures are taken in."""
    return play.chromium.launch(
        executable_path=os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
    )


def opened(browser: Browser, body: str, told: str = "{}") -> Page:
    """A page with the studio's own scripts and styles. What it fetches is answered with ``told``, JSON."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("**/*", lambda route, request: _answer(route, request, body, told))
    page.goto(HOST)
    return page


def _answer(route: Route, request: Request, body: str, told: str) -> None:
    path = urlsplit(request.url).path
    if path.startswith("/static/"):
        file = ROOT / path.lstrip("/")
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
    elif path == "/":
        route.fulfill(body=body, content_type="text/html")
    elif request.method == "POST":
        route.fulfill(body='{"expected": 2}', content_type="application/json")
    else:
        route.fulfill(body=told, content_type="application/json")
