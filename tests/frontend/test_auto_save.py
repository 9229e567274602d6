import json

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import Post, Studio

FORM = """<auto-save><form method="post" action="/save/"><input type="hidden" name="expected" value="1">
<label for="t">Text</label><textarea id="t" name="text">Before</textarea>
<button data-plain-save>Save</button></form></auto-save>"""
CONFLICT = """<div class="conflict" data-expected="9" data-who="Jon"><div data-theirs="text">{theirs}</div>
<button type="button" data-conflict="mine">Keep mine</button>
<button type="button" data-conflict="theirs">Take theirs</button></div>"""


def saved(post: Post) -> tuple[int, str, str]:
    return 200, "application/json", json.dumps({"expected": str(int(post["expected"]) + 1)})


def test_typing_is_saved_with_the_revision_it_was_typed_over(studio: Studio) -> None:
    studio.answer = saved
    page = studio.show(FORM)
    expect(page.get_by_role("button", name="Save")).to_be_hidden()
    page.get_by_label("Text").fill("After")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_label("Text").fill("After that")
    expect(page.locator("input[name=expected]")).to_have_value("3")
    assert [(post["text"], post["expected"]) for post in studio.posts] == [
        ("After", "1"),
        ("After that", "2"),
    ]
    assert studio.posts[0].headers["x-csrftoken"] == "token"
    assert studio.posts[0].headers["accept"].startswith("application/json")


def test_a_lost_line_and_a_reload_lose_nothing(studio: Studio) -> None:
    studio.offline = True
    page = studio.show(FORM)
    page.get_by_label("Text").fill("Written in a tunnel")
    expect(page.get_by_text("Offline: kept in this browser")).to_be_visible()
    assert studio.posts == []
    studio.offline = False
    studio.answer = saved
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("Written in a tunnel")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert [post["text"] for post in studio.posts] == ["Written in a tunnel"]
    assert page.evaluate("localStorage.length") == 0


def test_the_draft_of_another_person_on_the_same_machine_is_not_shown(studio: Studio) -> None:
    studio.offline = True
    page = studio.show(FORM)
    page.get_by_label("Text").fill("Mine")
    expect(page.get_by_text("Offline: kept in this browser")).to_be_visible()
    studio.offline, studio.user = False, "8"
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("Before")


@pytest.mark.parametrize(("choice", "expected_text"), [("Keep mine", "Mine"), ("Take theirs", "Theirs")])
def test_two_versions_are_shown_and_one_is_chosen(studio: Studio, choice: str, expected_text: str) -> None:
    def answer(post: Post) -> tuple[int, str, str]:
        return (
            saved(post) if post["expected"] == "9" else (409, "text/html", CONFLICT.format(theirs="Theirs"))
        )

    studio.answer = answer
    page = studio.show(FORM)
    page.get_by_label("Text").fill("Mine")
    page.get_by_role("button", name=choice).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value(expected_text)
    expect(page.get_by_role("button", name=choice)).to_have_count(0)
    assert page.locator("input[name=expected]").input_value() == ("10" if choice == "Keep mine" else "9")


def test_the_own_save_whose_answer_was_lost_is_not_a_conflict(studio: Studio) -> None:
    studio.answer = lambda post: (409, "text/html", CONFLICT.format(theirs="Mine"))
    page = studio.show(FORM)
    page.get_by_label("Text").fill("Mine")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Keep mine")).to_have_count(0)


def test_what_cannot_be_is_said_at_the_field(studio: Studio) -> None:
    studio.answer = lambda post: (422, "application/json", '{"errors": {"text": ["Write something."]}}')
    page = studio.show(FORM)
    page.get_by_label("Text").fill("")
    expect(page.get_by_text("Write something.")).to_be_visible()
    field = page.get_by_label("Text")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "t_error")


def test_another_form_waits_until_what_was_typed_is_saved(studio: Studio) -> None:
    studio.answer = lambda post: saved(post) if post.path == "/save/" else (200, "text/html", "Locked")
    page = studio.show(FORM + '<form method="post" action="/lock/"><button>Lock</button></form>')
    page.get_by_label("Text").fill("Last word")
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url("**/lock/")
    assert [post.path for post in studio.posts] == ["/save/", "/lock/"]


def test_news_does_not_take_away_what_is_being_typed(studio: Studio) -> None:
    studio.answer = saved
    studio.gets["/part/"] = (200, "text/html", f'<section id="part">{FORM}<p>New</p></section>')
    section = '<section id="part" hx-get="/part/" hx-trigger="live:content from:body" hx-swap="outerHTML">'
    page = studio.show(f"{section}{FORM}</section>")
    page.get_by_label("Text").press_sequentially("x")
    news = "document.body.dispatchEvent(new CustomEvent('live:content', {bubbles: true, detail: {}}))"
    with page.expect_response("**/part/"):
        page.evaluate(news)
    expect(page.locator("input[name=expected]")).to_have_value("2")
    expect(page.get_by_label("Text")).to_have_value("xBefore")
    page.get_by_label("Text").blur()
    expect(page.get_by_text("New", exact=True)).to_be_visible()
    assert len(studio.posts) == 1


def test_values_that_a_morph_brings_are_not_taken_for_typing(studio: Studio) -> None:
    studio.answer = saved
    newer = FORM.replace('value="1"', 'value="6"').replace("Before", "Theirs")
    studio.gets["/part/"] = (200, "text/html", f'<section id="part">{newer}</section>')
    section = '<section id="part" hx-get="/part/" hx-trigger="live:content from:body" hx-swap="outerMorph">'
    page = studio.show(f"{section}{FORM}</section>")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live:content', {bubbles: true}))")
    expect(page.get_by_label("Text")).to_have_value("Theirs")
    assert page.evaluate("document.querySelector('auto-save').dirty") is False
    page.get_by_label("Text").fill("Mine after theirs")
    expect(page.locator("input[name=expected]")).to_have_value("7")
    expect(page.get_by_role("button", name="Save")).to_be_hidden()
    assert [post["expected"] for post in studio.posts] == ["6"]
