import json
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.frontend.conftest import Studio

FEED = """<live-feed src="/ws/t/lantern/p/1/" since="41"></live-feed><ol id="heard"></ol>
<div data-progress="job-7"><progress></progress><span data-progress-text></span></div>"""
LISTEN = """for (const topic of ["content", "jobs"])
  document.body.addEventListener(`live:${topic}`, (event) => {
  document.getElementById("heard").append(`${event.detail.topic} ${event.detail.seq};`);
})"""


def served(studio: Studio, talk: Callable[[WebSocketRoute], None]) -> tuple[Page, list[str]]:
    asked: list[str] = []

    def connect(socket: WebSocketRoute) -> None:
        asked.append(socket.url)
        talk(socket)

    studio.page.route_web_socket("**/ws/**", connect)
    studio.page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {LISTEN} }})")
    return studio.show(FEED), asked


def say(socket: WebSocketRoute, seq: int, topic: str, **data: object) -> None:
    socket.send(json.dumps({"seq": seq, "topic": topic, "data": data}))


def test_news_becomes_events_and_nothing_is_told_twice(studio: Studio) -> None:
    def talk(socket: WebSocketRoute) -> None:
        for seq in (41, 42, 42, 43):
            say(socket, seq, "jobs" if seq == 43 else "content")
        say(socket, 44, "progress", target="job-7", done=3, total=12, text="3 of 12")

    page, asked = served(studio, talk)
    expect(page.locator("#heard")).to_have_text("content 42;jobs 43;")
    expect(page.locator("progress")).to_have_js_property("value", 3)
    expect(page.get_by_text("3 of 12")).to_be_visible()
    assert asked == ["ws://studio.test/ws/t/lantern/p/1/?since=41"]


def test_a_lost_line_is_taken_up_where_it_broke(studio: Studio) -> None:
    def talk(socket: WebSocketRoute) -> None:
        if socket.url.endswith("since=41"):
            say(socket, 42, "content")
            socket.close(code=1012)
        else:
            say(socket, 43, "content")

    page, asked = served(studio, talk)
    expect(page.locator("#heard")).to_have_text("content 42;content 43;")
    assert asked[1].endswith("since=42")


def test_a_stranger_is_told_and_does_not_knock_again(studio: Studio) -> None:
    page, asked = served(studio, lambda socket: socket.close(code=4404))
    expect(page.get_by_text("This page no longer hears of changes.")).to_be_visible()
    page.wait_for_timeout(1500)
    assert len(asked) == 1


def test_a_page_that_missed_too_much_loads_again_unless_something_is_unsaved(studio: Studio) -> None:
    page, _ = served(studio, lambda socket: None)
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('i'), {id: 'mark'}))"
    )
    page.evaluate("document.getElementById('mark').dataset.unsaved = ''")

    def talk(socket: WebSocketRoute) -> None:
        say(socket, 90, "reset")

    page.route_web_socket("**/ws/**", talk)
    page.evaluate(
        "document.querySelector('live-feed').replaceWith(Object.assign(document.createElement('template'), "
        '{innerHTML: \'<live-feed src="/ws/" since="1"></live-feed>\'}).content)'
    )
    expect(page.get_by_text("Much has changed while this page was away.")).to_be_visible()
    expect(page.locator("#mark")).to_have_count(1)
