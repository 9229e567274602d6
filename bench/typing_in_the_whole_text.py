"""Keystrokes in the coloured whole text of stage 4, in Chromium, with a whole script and no server behind it.

For each key the processor time of the page's main thread, script, style, layout and painting together, which
other work does not lengthen; and Chromium's own figure for its way to the next frame (Event Timing).
"""

import html
import time

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.typing_in_a_browser import chromium, opened

ROUNDS = 4
SENTENCE = "She says a few words more, and then nothing. "
WATCH = """() => {
  window.frames = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") frames.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
PAGE = """<!doctype html><html lang="en" data-sprite="/static/icons/sprite.svg"><head>
<link rel="stylesheet" href="/static/css/app.css">
<script type="module" src="/static/js/app.js"></script></head>
<body data-user="1"><main>
<auto-save><form method="post" action="/whole/"><input type="hidden" name="expected" value="1">
<div class="field"><fountain-colours><pre class="fountain-shown" aria-hidden="true" dir="ltr"></pre>
<textarea class="script-editor script-whole" name="text" aria-label="All" dir="ltr">{text}</textarea>
</fountain-colours></div><p class="save-state" data-save-state></p></form></auto-save></main>
<div class="toasts" id="toasts"></div><div id="announcer"></div></body></html>"""


def measure(text: str) -> None:
    """Type at the start, in the middle and at the end of a script, and print what each key cost."""
    with sync_playwright() as play:
        browser = chromium(play)
        page = opened(browser, PAGE.format(text=html.escape(text)))
        page.wait_for_selector(".fountain-shown > div", timeout=60_000)
        page.evaluate(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        costs = sorted(cost for part in (0, 0.5, 1) for cost in _type(page, session, part))
        frames = sorted(page.evaluate("frames"))
        browser.close()
    print(
        f"whole text: {len(costs)} keystrokes; processor time at the median {costs[len(costs) // 2]:.1f} ms,"
        f" 99 of 100 under {costs[int(len(costs) * 0.99)]:.1f} ms, longest {costs[-1]:.1f} ms;"
        f" {sum(each > 50 for each in costs)} over 50 ms. By the clock to the next frame:"
        f" median {frames[len(frames) // 2]:.0f} ms, longest {frames[-1]:.0f} ms"
    )


def _type(page: Page, session: CDPSession, part: float) -> list[float]:
    page.evaluate(
        "part => { const field = document.querySelector('textarea'); const text = field.value;"
        "const at = part === 1 ? text.length : text.indexOf('\\n', text.length * part);"
        "field.focus(); field.setSelectionRange(at, at); }", part,
    )  # fmt: skip
    keys = [
        *SENTENCE,
        "Enter",
        "Enter",
        *"MARA",
        "Enter",
        *"Yes.",
        "Backspace",
        "Backspace",
        "Enter",
        "Enter",
    ]
    return [_cost(page, session, key) for _ in range(ROUNDS) for key in keys]


def _cost(page: Page, session: CDPSession, key: str) -> float:
    before = _spent(session)
    page.keyboard.press("Space" if key == " " else key)
    time.sleep(0.03)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return 1000 * (_spent(session) - before)


def _spent(session: CDPSession) -> float:
    return next(
        float(each["value"])
        for each in session.send("Performance.getMetrics")["metrics"]
        if each["name"] == "TaskDuration"
    )
