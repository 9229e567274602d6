from playwright.sync_api import expect

from tests.frontend.conftest import Studio

THEMES = """<theme-switch><button data-theme-choice="auto">Auto</button>
<button data-theme-choice="light">Light</button></theme-switch>"""
ONCE = """<once-form><form method="post" action="/make/" hx-post="/make/" hx-swap="none">
<button name="what" value="film">Make</button></form></once-form>"""
DIALOG = """<button command="show-modal" commandfor="d">Delete</button><dialog class="dialog" id="d">
<confirm-dialog phrase="The door"><form method="post" action="/delete/">
<label>Phrase <input name="phrase"></label>
<button type="submit">Delete it</button></form></confirm-dialog></dialog>"""
COMMANDS = """<nav class="rail">
<a class="rail-stage" href="/shots/"><span class="rail-title">Shot list</span></a>
<a class="rail-stage" href="/film/"><span class="rail-title">Film</span></a></nav>
<command-menu src="/find/"><dialog class="command" id="commands"><input role="combobox" aria-label="Commands">
<div class="command-results" role="listbox"></div><p class="command-empty" hidden>Nothing by that name.</p>
</dialog></command-menu>"""
SELECTION = """<div data-selection><input type="checkbox" data-select-all aria-label="All">{}
<div class="selection-bar" hidden><span class="selection-count"></span></div></div>""".format(
    "".join(f'<input type="checkbox" name="selected" value="{n}" aria-label="Shot {n}">' for n in range(4))
)


def test_a_theme_is_remembered_for_the_next_first_paint(studio: Studio) -> None:
    page = studio.show(THEMES)
    page.get_by_role("button", name="Light").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert "theme=light" in page.evaluate("document.cookie")
    expect(page.get_by_role("button", name="Light")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Auto").click()
    assert page.evaluate("document.cookie") == ""


def test_a_form_that_spends_is_sent_once_with_its_key(studio: Studio) -> None:
    page = studio.show(ONCE.replace(' hx-post="/make/" hx-swap="none"', ""))
    page.evaluate("document.querySelector('form').target = 'elsewhere'")
    with page.context.expect_page() as other:
        page.get_by_role("button", name="Make").dblclick()
    other.value.close()
    expect(page.get_by_role("button", name="Make")).to_have_attribute("aria-disabled", "true")


def test_two_presses_of_a_fragment_form_are_one_request(studio: Studio) -> None:
    page = studio.show(ONCE)
    page.evaluate("(() => { const b = document.querySelector('button'); b.click(); b.click(); })()")
    page.wait_for_timeout(300)
    (post,) = studio.posts
    assert post["what"] == "film"
    page.get_by_role("button", name="Make").click()
    page.wait_for_timeout(300)
    assert len({post["idempotency_key"] for post in studio.posts}) == 2


def test_what_is_lost_for_good_must_be_typed(studio: Studio) -> None:
    page = studio.show(DIALOG)
    page.get_by_role("button", name="Delete").click()
    button = page.get_by_role("button", name="Delete it")
    expect(button).to_be_disabled()
    page.get_by_label("Phrase").fill("The door")
    expect(button).to_be_enabled()


def test_commands_of_the_page_and_of_the_server_are_found(studio: Studio) -> None:
    found = '<a class="command-option" href="/{0}/">{0}</a>'
    answer = found.format("scene/3") + found.format("shots")  # the page knows the shot list already
    studio.gets["/find/"] = (200, "text/html", answer)
    page = studio.show(COMMANDS)
    page.keyboard.press("Control+k")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    page.keyboard.type("shls")
    expect(options.first).to_contain_text("Shot list")
    expect(options).to_have_count(2)  # the server's answer came too
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scene/3/")


def test_many_are_chosen_with_shift_and_counted(studio: Studio) -> None:
    page = studio.show(SELECTION)
    page.get_by_label("Shot 0").click()
    page.get_by_label("Shot 2").click(modifiers=["Shift"])
    expect(page.locator(".selection-count")).to_have_text("3 selected")
    expect(page.get_by_label("All")).to_have_js_property("indeterminate", True)
    page.get_by_label("All").click()
    expect(page.locator(".selection-count")).to_have_text("4 selected")


def test_an_error_is_a_toast_and_what_it_could_not_change_stays(studio: Studio) -> None:
    studio.answer = lambda post: (500, "text/html", "<h1>boom</h1>")
    page = studio.show(
        '<section id="part"><button hx-post="/x/" hx-target="#part">Go</button> Kept</section>'
    )
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("Something went wrong on our side.")).to_be_visible()
    expect(page.locator("#part")).to_contain_text("Kept")
    assert studio.posts[0].headers["x-csrftoken"] == "token"


def test_a_time_is_told_in_words(studio: Studio) -> None:
    page = studio.show('<local-time datetime="2020-01-05T12:00:00Z">5 Jan 2020</local-time>')
    expect(page.locator("local-time")).to_have_text("Jan 5, 2020")
    page.evaluate("""() => {
      const then = new Date(Date.now() - 2 * 3600 * 1000).toISOString();
      document.querySelector("main").innerHTML = `<local-time datetime="${then}"></local-time>`;
    }""")
    expect(page.locator("local-time")).to_have_text("2 hours ago")
