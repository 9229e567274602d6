import pytest
from playwright.sync_api import Page, expect

from tests.frontend.conftest import Studio

PLAYER = """<film-player data-theme="dark" data-fps="24" data-aspect="16:9">
<video class="player-screen" src="/static/examples/gallery.mp4" controls preload="auto" aria-label="The film">
<track kind="captions" src="/static/examples/gallery.vtt" srclang="en" label="Captions" default></video>
<ol data-markers data-plain><li><a href="#" data-start="0" data-frames="48">Shot 1</a></li>
<li><a href="#" data-start="48" data-frames="24" data-state="stale">Shot 2</a></li>
<li><a href="#" data-start="72" data-frames="72">Shot 3</a></li></ol></film-player>
<a href="#" data-seek="100">Note at frame 100</a>"""


@pytest.fixture
def page(studio: Studio) -> Page:
    shown = studio.show(PLAYER)
    expect(shown.locator(".player-time")).to_have_text("00:00:00:00 00:00:06:00")
    shown.locator("film-player").focus()
    return shown


def now(page: Page, timecode: str) -> None:
    expect(page.locator(".player-time")).to_contain_text(f"{timecode} ")


def test_the_keys_of_the_cutting_room_step_frames_and_shots(page: Page) -> None:
    for key, timecode in [
        ("ArrowRight", "00:00:00:01"),
        ("Shift+ArrowRight", "00:00:01:01"),
        ("ArrowLeft", "00:00:01:00"),
        ("ArrowDown", "00:00:02:00"),
        ("ArrowDown", "00:00:03:00"),
        ("ArrowUp", "00:00:02:00"),
        ("End", "00:00:05:23"),
        ("Home", "00:00:00:00"),
    ]:
        page.keyboard.press(key)
        now(page, timecode)


def test_the_frame_on_screen_is_the_frame_of_the_time_code(page: Page) -> None:
    for frame in (1, 47, 48, 71, 143):
        page.evaluate(f"document.querySelector('film-player').seek({frame})")
        page.wait_for_function("() => !document.querySelector('video').seeking")
        assert page.evaluate("document.querySelector('film-player').frame") == frame


def test_shots_are_buttons_on_the_line_and_stale_ones_are_hatched(page: Page) -> None:
    shots = page.locator(".player-shot")
    expect(shots).to_have_count(3)
    expect(shots.nth(1)).to_have_attribute("data-state", "stale")
    box = shots.nth(2).bounding_box()
    assert box
    page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    now(page, "00:00:03:00")
    expect(shots.nth(2)).to_have_attribute("aria-current", "true")


def test_a_note_elsewhere_on_the_page_seeks_its_frame(page: Page) -> None:
    page.get_by_role("link", name="Note at frame 100").click()
    now(page, "00:00:04:04")


def test_in_and_out_are_marked_and_told(page: Page) -> None:
    page.evaluate("document.body.addEventListener('player:range', (e) => (window.range = e.detail))")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("i")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("o")
    assert page.evaluate("window.range") == {"from": 48, "to": 73}
    expect(page.locator(".player-range")).to_be_visible()


def test_it_plays_stops_is_silent_and_shows_captions(page: Page) -> None:
    page.keyboard.press("c")
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "hidden"
    page.keyboard.press("m")
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function("() => document.querySelector('film-player').frame > 2")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert page.evaluate("document.querySelector('video').muted") is True


def test_it_runs_backwards(page: Page) -> None:
    page.keyboard.press("End")
    page.keyboard.press("j")
    page.wait_for_function("() => document.querySelector('film-player').frame < 135")
    page.keyboard.press("k")
    assert page.evaluate("document.querySelector('video').paused") is True
