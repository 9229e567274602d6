"""Stage 2: variants side by side, and the working treatment that is taken from them or written by hand."""

from typing import Any

import pytest
from django.test import Client

from pipeline.actions.treatments import letter_of
from pipeline.models import Generation, Run
from pipeline.stages.treatment.prose import prose
from pipeline.stages.treatment.sections import aligned, joined, reading_minutes, split, taken_over, words
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.models import Head
from tests.factories.films import carry_out, run_until
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

TEXT = "Told forwards.\n\n## Premise\n\nA keeper.\n\n## Turn\n\nA door.\n"


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


@pytest.fixture
def told(seen: Visit) -> Visit:
    """With three variants and the treatment that the studio took from the first."""
    with seen.inside():
        run_until(seen.film, "treatment")
    return seen


def treatment(seen: Visit) -> Head:
    return seen.film.head("treatment", "treatment")


def post(browser: Client, seen: Visit, *rest: object, **data: Any) -> Any:
    return browser.post(seen.stage("treatment", *rest), data, headers=JSON if "expected" in data else {})


def test_a_text_is_cut_at_its_headings_and_put_together_again() -> None:
    sections = split(TEXT)
    assert [section.heading for section in sections] == ["", "Premise", "Turn"]
    assert joined(sections) == TEXT
    assert split("") == []
    assert joined([]) == ""


def test_a_section_takes_the_place_of_its_own_kind_or_comes_last() -> None:
    assert taken_over(TEXT, split("## TURN\n\nIt opens.")[0]) == TEXT.replace("Turn", "TURN").replace(
        "A door.", "It opens."
    )
    assert taken_over("## Premise\n\nA keeper.", split("## Coda\n\nRain.")[0]).endswith("## Coda\n\nRain.\n")


def test_texts_stand_side_by_side_by_their_headings() -> None:
    rows = aligned(["## A\n\n1\n\n## C\n\n3", "## A\n\n1\n\n## B\n\n2\n\n## C\n\n3", "only an opening"])
    assert [heading for heading, _ in rows] == ["", "A", "B", "C"]
    assert [[bool(cell) for cell in cells] for _, cells in rows] == [
        [False, False, True],
        [True, True, False],
        [False, True, False],
        [True, True, False],
    ]


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("## One two\n\n- **three** four", 4), ("灯台守の海", 3), ("a 海の c", 3)]
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert words(text) == count


def test_reading_takes_at_least_a_minute() -> None:
    assert reading_minutes("one") == 1
    assert reading_minutes("word " * 2_300) == 10


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p>\n<p>three</p>"),
        ("- **a**\n- _b_", "<ul><li><strong>a</strong></li><li><em>b</em></li></ul>"),
        ("# Big\nsmall", "<h2>Big</h2><p>small</p>"),
        ("<script>1 < 2</script>", "<p>&lt;script&gt;1 &lt; 2&lt;/script&gt;</p>"),
        ("a * b * c and snake_case_name", "<p>a * b * c and snake_case_name</p>"),
    ],
)
def test_markdown_becomes_html_that_holds_no_markup_of_its_own(text: str, html: str) -> None:
    assert prose(text) == html


def test_variants_are_called_by_letters() -> None:
    assert [letter_of(slot) for slot in ("v1", "v3", "own")] == ["A", "C", "own"]


def test_an_empty_stage_teaches_and_lets_one_write(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    page = browser.get(seen.stage("treatment")).text
    assert "Nothing is told yet" in page
    assert "Write three variants" in page
    assert "free" in page
    post(browser, seen, "begin")
    assert "treatment-editor" in browser.get(seen.stage("treatment")).text
    with seen.inside():
        first = treatment(seen).node_id
    post(browser, seen, "begin")  # again: nothing is lost
    with seen.inside():
        assert treatment(seen).node_id == first


def test_three_variants_stand_side_by_side(told: Visit) -> None:
    page = told.by(told.viewer).get(told.stage("treatment")).text
    assert page.count('scope="col"') == 3
    assert page.partition("The treatment</h2>")[0].count("<h3>Premise</h3>") == 3
    assert "in use" in page
    assert "Take over" not in page  # a viewer only reads


def test_a_variant_is_taken_over_and_the_choice_undone(told: Visit) -> None:
    browser = told.by(told.editor)
    with told.inside():
        before = treatment(told).content
        second = told.film.head("variant", "v2").content
    answer = post(browser, told, "take", variant="v2")
    with told.inside():
        head = treatment(told)
        assert (head.content.text, head.content.bible) == (second.text, second.bible)
        assert (head.content.taken_from, head.origin) == ("v2", "hand")
    assert "Took over variant B." in browser.get(answer["Location"]).text
    post(browser, told, "undo", answer["Location"].rpartition("=")[2])
    with told.inside():
        assert treatment(told).content == before


def test_a_part_of_a_variant_is_taken_over(told: Visit) -> None:
    with told.inside():
        before, third = treatment(told).content, told.film.head("variant", "v3").content
    post(told.by(told.editor), told, "take", variant="v3", section="climax")
    with told.inside():
        now = treatment(told).content
    for section in split(now.text):
        source = third if section.key == "climax" else before
        assert section in split(source.text)
    assert now.bible == before.bible


@pytest.mark.parametrize("data", [{"variant": "v9"}, {"variant": "v1", "section": "gone"}, {}])
def test_what_is_not_there_is_refused_with_a_sentence(told: Visit, data: dict[str, str]) -> None:
    answer = told.by(told.editor).post(told.stage("treatment", "take"), data, follow=True)
    assert "There is no such variant" in answer.text or "is gone" in answer.text


def test_taking_over_does_not_overwrite_what_another_just_wrote(told: Visit) -> None:
    with told.inside():
        head = treatment(told)
        old = head.revision_id
        edit(head, {"text": "Mine."}, expected=old, by=told.owner)
    answer = told.by(told.editor).post(
        told.stage("treatment", "take"), {"variant": "v2", "expected": str(old)}, follow=True
    )
    assert "Alice changed this" in answer.text
    with told.inside():
        assert treatment(told).content.text == "Mine."


def test_the_treatment_saves_itself_and_outranks_the_machine(told: Visit) -> None:
    with told.inside():
        head = treatment(told)
    data = {"title": "T", "logline": "L", "text": TEXT, "expected": str(head.revision_id)}
    answer = post(told.by(told.editor), told, head.node_id, "save", **data)
    assert answer.status_code == 200
    with told.inside():
        assert treatment(told).content.text == TEXT
        run_until(told.film, "treatment")
        assert treatment(told).content.text == TEXT
    page = told.by(told.viewer).get(told.stage("treatment")).text
    assert '<dd class="number">8</dd>' in page  # words


def test_another_take_tells_it_anew(told: Visit) -> None:
    browser = told.by(told.editor)
    with told.inside():
        before = {slot: told.film.head("variant", slot).content.text for slot in ("v1", "v2", "v3")}
    answer = browser.post(told.stage("treatment", "run"), {"remake": "variant:v2"})
    assert answer["Location"] == told.stage("treatment")
    with told.inside():
        carry_out(Run.objects.latest("created_at"))
        after = {slot: told.film.head("variant", slot).content.text for slot in ("v1", "v2", "v3")}
    assert [slot for slot in before if before[slot] != after[slot]] == ["v2"]


def test_more_like_one_tells_the_others_from_its_angle(told: Visit) -> None:
    browser = told.by(told.editor)
    columns = browser.get(told.stage("treatment")).context["columns"]
    used, second, third = ("variant:v1", "variant:v2", "variant:v3")
    assert [column["more"] for column in columns] == [
        [second, third],
        [third],
        [second],
    ]  # what is in use stays
    assert used == next(column["key"] for column in columns if column["in_use"])
    with told.inside():
        before = {slot: told.film.head("variant", slot).content.text for slot in ("v1", "v2", "v3")}
    browser.post(
        told.stage("treatment", "run"), {"remake": ["variant:v1", "variant:v3"], "like": "variant:v2"}
    )
    with told.inside():
        carry_out(Run.objects.latest("created_at"))
        after = {slot: told.film.head("variant", slot).content.text for slot in ("v1", "v2", "v3")}
        asked = Generation.objects.filter(target="variant:v3").latest("created_at").request["arguments"]
    assert after["v2"] == before["v2"]
    assert len({*before.values(), *after.values()}) == 5
    assert (asked["index"], asked["like"]) == (1, before["v2"])


def test_only_what_is_of_one_kind_resembles_each_other(told: Visit) -> None:
    browser = told.by(told.editor)
    data = {"remake": "variant:v1", "like": "treatment:treatment"}
    answer = browser.post(told.stage("treatment", "run"), data, follow=True)
    assert b"Only something of the same kind" in answer.content


def test_what_is_stale_says_why_and_may_be_kept(told: Visit) -> None:
    with told.inside():
        head = told.film.head("brief", "brief")
        edit(head, {"tone": "angry", "audience": "gulls"}, expected=head.revision_id, by=told.owner)
    browser = told.by(told.editor)
    page = browser.get(told.stage("treatment")).text
    assert page.count("the brief&#x27;s tone and audience changed") == 3
    assert page.count("Keep as is") == 3
    browser.post(told.stage("treatment", "keep"), {"only": ["variant:v1", "variant:v2", "variant:v3"]})
    assert "Keep as is" not in browser.get(told.stage("treatment")).text


def test_locking_waits_for_the_idea_and_says_so(told: Visit) -> None:
    browser = told.by(told.owner)
    assert "Idea must be locked first" in browser.get(told.stage("treatment")).text
    answer = browser.post(told.stage("treatment", "lock"), follow=True)
    assert answer.redirect_chain == [(told.stage("treatment"), 302)]
    assert browser.post(told.stage("idea", "lock"))["Location"] == told.stage("treatment")
    assert browser.post(told.stage("treatment", "lock"))["Location"] == told.stage("beats")
    page = browser.get(told.stage("treatment")).text
    assert "Change on a new branch" in page
    assert "treatment-editor" not in page


def test_a_locked_treatment_refuses_a_variant(told: Visit) -> None:
    with told.inside():
        lock_stage(told.film.branch, told.film.episode, "treatment", by=told.owner)
    answer = told.by(told.editor).post(told.stage("treatment", "take"), {"variant": "v2"}, follow=True)
    assert "is locked on this branch" in answer.text


@pytest.mark.parametrize("partial", ["treatment-variants", "treatment-text", "treatment-facts"])
def test_parts_of_the_page_are_fetched_by_themselves(told: Visit, partial: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"section#{partial}"}
    text = told.by(told.viewer).get(told.stage("treatment"), headers=headers).text.strip()
    assert f'id="{partial}"' in text.partition(">")[0]


@pytest.mark.parametrize(
    "rest", [("begin",), ("take",), ("01a1f7f0-0000-7000-8000-000000000000", "save"), ("run",)], ids=" ".join
)
def test_every_change_is_guarded(seen: Visit, rest: tuple[str, ...]) -> None:
    foreign = seen.stage("treatment", *rest, project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("treatment", *rest), foreign=foreign)
