"""The whole screenplay in colours: the same words in the same places, and still a textarea."""

from tests.frontend.conftest import Studio

TEXT = """# Act

INT. ROOM - DAY

A cat, asleep. The lamp goes out and nobody in the whole of the long dark house gets up to light it again now.
It wakes.

MARA (V.O.)
(low)
Hello.
~la la

.FLASHBACK

/* cut
out */

> FADE OUT.

THE END"""
EXPECTED = [
    "section", "", "heading", "", "action", "action", "", "character", "parenthetical", "dialogue", "lyrics",
    "", "heading", "", "note", "note", "", "transition", "", "action",
]  # fmt: skip
BODY = (
    '<div class="field"><fountain-colours><pre class="fountain-shown" aria-hidden="true" hx-morph-skip></pre>'
    f'<textarea class="script-editor script-whole" name="text" rows="40" aria-label="All">{TEXT}</textarea>'
    "</fountain-colours></div>"
)
KINDS = "[...document.querySelectorAll('.fountain-shown > div')].map(line => line.dataset.kind || '')"
WORDS = (
    "[...document.querySelectorAll('.fountain-shown > div')]"
    ".map(line => line.textContent.replace('\\u200b', '')).join('\\n')"
)


def test_every_line_is_painted_by_what_it_is_and_no_letter_moves(studio: Studio) -> None:
    page = studio.show(BODY)
    assert page.evaluate(KINDS) == EXPECTED
    assert page.evaluate(WORDS) == TEXT
    shown, typed = (
        page.evaluate(f"document.querySelector('{one}').scrollHeight")
        for one in (".fountain-shown", "textarea")
    )
    assert shown == typed, "both break their lines alike"
    colours = page.evaluate(
        "['textarea', '[data-kind=heading]', '[data-kind=action]'].map("
        "one => getComputedStyle(document.querySelector(one)).color)"
    )
    assert colours[0] == "rgba(0, 0, 0, 0)"
    assert len(set(colours)) == 3


def test_typing_paints_what_changes_and_leaves_the_other_lines_alone(studio: Studio) -> None:
    page = studio.show(BODY)
    page.evaluate("window.first = document.querySelector('.fountain-shown > div')")
    page.locator("textarea").press("Control+End")
    page.keyboard.type("\n\nJON\nNo.")
    page.wait_for_function(f"() => {WORDS} === document.querySelector('textarea').value")
    assert page.evaluate(KINDS)[-3:] == ["", "character", "dialogue"]
    assert page.evaluate("window.first === document.querySelector('.fountain-shown > div')")
    page.locator("textarea").press("Control+a")
    page.keyboard.press("Delete")
    page.wait_for_function(f"() => {WORDS} === ''")
    assert page.evaluate(KINDS) == [""]


def test_without_the_element_the_text_is_read_as_ever(studio: Studio) -> None:
    page = studio.show(BODY.replace("fountain-colours>", "div>"))
    assert page.locator(".fountain-shown").is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('textarea')).color") != "rgba(0, 0, 0, 0)"


def test_long_lines_of_any_script_break_alike_and_the_colours_follow_as_it_scrolls(studio: Studio) -> None:
    lines = [
        "עכשיו היא עולה במדרגות של המגדלור, לאט, ואיש אינו שומע. ",
        "她慢慢地走上灯塔的楼梯,谁也没有听见,门后面是大海。",
    ]
    page = studio.show(
        BODY.replace(TEXT, "\n\n".join(line * 6 for line in lines * 12)).replace("<pre", '<pre dir="rtl"')
        .replace("<textarea", '<textarea dir="rtl"')
    )  # fmt: skip
    sizes = "['.fountain-shown', 'textarea'].map(one => document.querySelector(one))"
    shown, typed = page.evaluate(f"{sizes}.map(one => [one.scrollHeight, one.clientWidth, one.clientHeight])")
    assert shown == typed
    assert typed[0] > typed[2], "the box has a window's height, and the text scrolls in it"
    page.evaluate("document.querySelector('textarea').scrollTop = 300")
    page.wait_for_function("() => document.querySelector('.fountain-shown').scrollTop === 300")
