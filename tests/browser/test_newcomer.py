"""A newcomer signs up, writes one sentence, walks the twelve stages and watches a film of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from pipeline.stages.catalogue import STAGE_BY_SLUG, STAGES
from tests.browser.conftest import Visitor, Visits

FILM_MS = 150_000  # two processors, shared with the tests themselves
WRITTEN = STAGES[: STAGES.index(STAGE_BY_SLUG["confirm"])]  # what comes before the render

pytestmark = pytest.mark.slow


def sign_up(visitor: Visitor) -> None:
    """With a confirmation that is read on the studio's own mail page."""
    page = visitor.go("/")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name").fill("Nora Neu")
    page.get_by_label("Team name").fill("Nora films")
    page.get_by_label("Email").fill("nora@example.com")
    for number in range(page.locator("input[type=password]").count()):
        page.locator("input[type=password]").nth(number).fill("a lamp in the fog of 1912")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("nora@example.com").first).to_be_visible()
    visitor.go("/mail/")
    page.locator("article a").first.click()
    page.get_by_role("button", name="Confirm address").click()


def begin(page: Page, idea: str) -> None:
    """One sentence, and fifteen seconds."""
    page.get_by_role("textbox", name="What is your film about?").fill(idea)
    page.get_by_text("Texts, length, look and everything else").click()
    page.get_by_label("Running time").fill("0:15")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/1/idea/")


def lock(page: Page, name: str, following: str) -> None:
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"**/1/{following}/")


def make(page: Page, name: str) -> None:
    """Press the stage's button and see the page become ready by itself."""
    page.get_by_role("button", name=name).click()
    expect(page.locator(".stage-head .status")).to_contain_text("Needs review", timeout=FILM_MS)
    expect(page.locator(".run-notice")).to_have_count(0)


def test_from_one_sentence_to_a_film(visit: Visits) -> None:
    visitor = visit()
    page = visitor.page
    sign_up(visitor)
    begin(page, "A baker finds a tiny dragon asleep in her oven")
    for stage in WRITTEN:
        assert f"/1/{stage.slug}/" in page.url
        make(page, stage.generate)
        if stage.slug == "screenplay":
            print_it(page)
        if stage.slug == "frames":
            approve_all(page)
        lock(page, stage.lock, STAGES[stage.number].slug)
    expect(page.get_by_text("seconds of story")).to_be_visible()
    page.get_by_role("button", name="Confirm and render").click()
    page.wait_for_url("**/1/film/")
    watch_it_being_made(page)
    play(page)
    lock_the_cut(page)


def print_it(page: Page) -> None:
    """The screenplay as a PDF, as a printer gets it."""
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as PDF, US letter").click()
    printed = PdfDocument(Path(coming.value.path()).read_bytes())
    assert re.search(r"(INT|EXT)\. ", "".join(one.get_textpage().get_text_range() for one in printed))


def approve_all(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Approve all")).click()
    expect(page.get_by_role("button", name=re.compile("Approve all"))).to_have_count(0)


def watch_it_being_made(page: Page) -> None:
    """Progress is there, survives a reload, and gives way to the film by itself."""
    notice = page.locator(".run-notice")
    expect(notice).to_contain_text("Making everything up to film")
    page.reload()
    expect(notice).to_contain_text(re.compile(r"\d+ of \d+"))
    page.evaluate("window.reloaded = false")
    expect(page.locator("film-player video")).to_have_count(1, timeout=FILM_MS)
    expect(notice).to_have_count(0)
    assert page.evaluate("window.reloaded") is False


def play(page: Page) -> None:
    video = page.locator("film-player video")
    page.wait_for_function("() => document.querySelector('film-player video').readyState >= 2")
    assert video.evaluate("video => video.duration") == pytest.approx(15, abs=0.2)
    page.get_by_role("button", name="Play", exact=True).first.click()
    page.wait_for_function("() => document.querySelector('film-player video').currentTime > 0.8")
    assert video.evaluate("video => video.textTracks[0].mode") == "showing"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
        page.get_by_role("link", name="Film, MP4").click()
    assert saved.value.suggested_filename.endswith(".mp4")
    assert saved.value.path().stat().st_size > 100_000


def lock_the_cut(page: Page) -> None:
    page.get_by_role("button", name="Approve cut").click()
    expect(page.locator(".stage-head .status")).to_contain_text("Locked")
    assert page.locator(".rail-stage[data-state=locked]").count() == 12
