import re
from itertools import pairwise
from unicodedata import normalize

import pytest

from pipeline.previz.cut import Heard, Subtitle, breaches, subtitles, write_srt, write_vtt
from pipeline.previz.cut.subtitles import laid_out
from pipeline.previz.cut.text import clusters, pieces, width
from pipeline.previz.voice import speak
from projects.kinds.world import Voice

LONG = (
    "I found the door in the sea this morning, and nobody believes me. Will you come with me before the tide "
    "turns and it is gone for another hundred years, or shall I go alone?"
)
FAMILY = "👩‍👩‍👧‍👦"
HOSTILE = {
    "one endless word": "x" * 300,
    "endless accents": "é" * 90 + "e\u0301" * 90,
    "Chinese": "今天早上我在海里发现了一扇门，没有人相信我。" * 6,
    "Thai": "เช้านี้ฉันพบประตูในทะเล" * 8,
    "Arabic": "مرحبا كيف حالك اليوم " * 9,
    "Hebrew and English": "שלום hello עולם world " * 8,
    "emoji": FAMILY * 40 + "🇩🇪" * 30,
    "markup": "<b>hi</b> --> {\\an8} &amp; <i>",
    "controls": "a\x00b\x07c\u2028d\r\n\r\ne",
    "punctuation": "?!" * 80,
    "URL": "https://example.org/" + "a/" * 60,
}


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown_text(shown: list[Subtitle]) -> str:
    return bare("".join(subtitle.text for subtitle in shown))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_the_rules_of_the_screen(text: str) -> None:
    shown = subtitles([Heard(text, 1.0, 40.0)], 60.0)

    assert breaches(shown) == []
    assert shown_text(shown) == bare(normalize("NFC", re.sub(r"[\x00-\x1f\u2028]", "", text)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_people_see_as_one_character_is_never_cut_apart(text: str) -> None:
    shown = subtitles([Heard(text, 1.0, 40.0)], 60.0)

    rows = [row for subtitle in shown for row in subtitle.text.split("\n")]
    assert not any(row[:1] in ("\u0301", "\u200d", "\ufe0f") for row in rows)
    assert all(sum(0x1F1E6 <= ord(character) <= 0x1F1FF for character in row) % 2 == 0 for row in rows)


def test_spoken_lines_become_readable_subtitles() -> None:
    voice = Voice(variant="f1", rate=150)
    lines, at = [], 2.0
    for text in (LONG, "No.", "The lamp has to burn all night; that is the only rule we have.", LONG):
        spoken = speak(text, voice, "en")
        lines.append(Heard(text, at, at + spoken.seconds, spoken.words))
        at += spoken.seconds + 0.6

    shown = subtitles(lines, at + 3)

    assert breaches(shown) == []
    assert shown_text(shown) == bare("".join(line.text for line in lines))


def test_each_part_of_a_long_line_appears_when_it_is_said() -> None:
    spoken = speak(LONG, Voice(variant="f1", rate=150), "en")
    shown = subtitles([Heard(LONG, 5.0, 5.0 + spoken.seconds, spoken.words)], 60)
    words = iter(spoken.words)

    for subtitle in shown:
        said = [next(words) for _ in subtitle.text.split()]
        # Within three frames of the sound, and a frame for rounding.
        assert subtitle.start == pytest.approx(5.0 + said[0].start, abs=4 / 24)
        assert subtitle.end >= 5.0 + said[-1].end - 4 / 24


def test_lines_break_after_punctuation_or_before_a_small_word() -> None:
    assert laid_out("I came as quickly as I could, but the boat was gone.") == (
        "I came as quickly as I could,\nbut the boat was gone."
    )
    assert laid_out("They were walking slowly along the empty shore of the island") == (
        "They were walking slowly\nalong the empty shore of the island"
    )
    assert laid_out("Short enough for one line.") == "Short enough for one line."


def test_a_quick_reply_stays_long_enough_to_be_read() -> None:
    shown = subtitles([Heard("No.", 1.0, 1.2), Heard("Yes, of course I will.", 1.3, 2.4)], 10)

    assert shown[0].end - shown[0].start >= 20 / 24 - 1e-5
    assert shown[1].start - shown[0].end >= 2 / 24 - 1e-5


def test_a_long_silence_under_a_line_does_not_hold_it_for_ever() -> None:
    shown = subtitles([Heard("Wait.", 1.0, 30.0)], 60)

    assert shown[0].end - shown[0].start <= 7


def test_two_who_speak_at_once_share_the_screen() -> None:
    shown = subtitles([Heard("Go!", 1.0, 2.5, speaker="a"), Heard("I am going!", 1.2, 2.6, speaker="b")], 9)

    assert [subtitle.text for subtitle in shown] == ["- Go!\n- I am going!"]


def test_subtitles_lie_on_frames_and_inside_the_film() -> None:
    lines = [
        Heard(f"Line number {number} is here.", number * 1.1, number * 1.1 + 1.0) for number in range(20)
    ]

    shown = subtitles(lines, 22.0)

    assert all(abs(edge * 24 - round(edge * 24)) < 1e-3 for one in shown for edge in (one.start, one.end))
    assert shown[-1].end <= 22.0
    assert all(after.start > before.start for before, after in pairwise(shown))


@pytest.mark.parametrize("lines", [[], [Heard("", 0, 1)], [Heard("  \n", 0, 1)], [Heard("Late", 3, 3)]])
def test_nothing_said_is_nothing_shown(lines: list[Heard]) -> None:
    assert subtitles(lines, 10) == []
    assert write_srt([]) == ""


def test_children_get_more_time() -> None:
    line = Heard("The little bear walked into the big dark wood all alone.", 0.0, 2.5)

    grown, child = (subtitles([line], 30, reading=pace)[0] for pace in (17.0, 13.0))

    assert child.end - child.start > grown.end - grown.start
    assert breaches([child], reading=13.0) == []


def test_script_marks_are_not_shown() -> None:
    assert subtitles([Heard("I *never* said _that_. [[why?]]", 0, 3)])[0].text == "I never said that."


@pytest.mark.parametrize(
    ("subtitle", "rule"),
    [
        (Subtitle(0, 0.5, "Short"), "short"),
        (Subtitle(0, 8, "Long"), "long"),
        (Subtitle(0, 3, "a\nb\nc"), "lines"),
        (Subtitle(0, 6, "w" * 43), "wide"),
        (Subtitle(0, 1, "Far too much to read in one second"), "fast"),
        (Subtitle(0, 2, " "), "empty"),
    ],
)
def test_each_broken_rule_is_named(subtitle: Subtitle, rule: str) -> None:
    assert [breach.rule for breach in breaches([subtitle])] == [rule]


def test_overlaps_and_wrong_order_are_found() -> None:
    assert [b.rule for b in breaches([Subtitle(0, 2, "One"), Subtitle(2.01, 4, "Two")])] == ["gap"]
    assert [b.rule for b in breaches([Subtitle(5, 7, "One"), Subtitle(0, 2, "Two")])] == ["order"]


def test_subrip_is_written_as_players_expect() -> None:
    shown = [Subtitle(1.0, 2.5, "Hello\nthere"), Subtitle(3723.04, 3725.0, "Bye")]

    assert write_srt(shown) == (
        "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere\n\n2\n01:02:03,040 --> 01:02:05,000\nBye\n"
    )


def test_webvtt_is_written_and_escaped() -> None:
    assert write_vtt([Subtitle(1.0, 2.5, "a < b & c --> d")], "en") == (
        "WEBVTT\nLanguage: en\n\n00:00:01.000 --> 00:00:02.500\na &lt; b &amp; c --&gt; d\n"
    )


def test_subrip_text_is_never_taken_for_markup_or_a_new_cue() -> None:
    text = write_srt([Subtitle(0, 2, "<b>hi</b> --> {\\an8}")])

    assert text.count("-->") == 1
    assert "<b>" not in text
    assert "{\\" not in text


def test_wide_characters_take_two_places() -> None:
    assert [width(text) for text in ("abc", "門", "👩‍👩‍👧‍👦", "e\u0301", "")] == [3, 2, 2, 1, 0]
    assert list(clusters("e\u0301🇩🇪👍🏽")) == ["e\u0301", "🇩🇪", "👍🏽"]


def test_pieces_are_the_text() -> None:
    for text in (*HOSTILE.values(), LONG):
        one_line = " ".join(text.split())
        assert "".join(pieces(one_line, 42)) == one_line
        assert all(width(piece.rstrip()) <= 42 for piece in pieces(one_line, 42))
