"""Stage 4: the screenplay on pages, scene by scene, as one text, and as files."""

from typing import Any

import pytest
from django.test import Client

from pipeline.actions.importing import bring_screenplay
from pipeline.outline import scripts_of
from pipeline.stages.screenplay.laying import in_eighths, lay_out
from pipeline.stages.screenplay.matching import matched
from pipeline.stages.screenplay.placing import between_places, kept_in_order
from pipeline.stages.screenplay.texts import joined, portions
from projects.actions.branches import lock_stage
from projects.models import Change, Head
from projects.queries.story import load_story
from projects.screenplay import fdx, fountain
from tests.factories.films import run_until
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

SCENES = [
    f"INT. ROOM {number} - DAY\n\nIn room {number} there is a cat, with a lamp.\n\nMARA\nHello {number}.\n"
    for number in range(1, 6)
]


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


@pytest.fixture
def brought(seen: Visit) -> Visit:
    """A screenplay of five scenes, brought in."""
    with seen.inside():
        bring_screenplay(seen.film.branch, seen.film.episode, joined(SCENES), by=seen.owner)
    return seen


@pytest.fixture
def told(seen: Visit) -> Visit:
    """A screenplay that the studio wrote, a scene for each beat."""
    with seen.inside():
        run_until(seen.film, "screenplay")
    return seen


def scenes(seen: Visit) -> list[Head]:
    """The scenes in story order."""
    with seen.inside():
        items = scripts_of(load_story(seen.film.branch, seen.film.episode))
        rows = Head.objects.filter(branch=seen.film.branch, node_id__in=[item.node for item in items])
        heads = {head.node_id: head for head in rows.select_related("revision")}
        return [heads[item.node] for item in items]


def headings(seen: Visit) -> list[str]:
    return [head.content.heading for head in scenes(seen)]


def revisions(seen: Visit) -> dict[str, int]:
    return {head.slot: head.revision_id for head in scenes(seen)}


def page(seen: Visit, view: str, user: Any = None) -> str:
    return seen.by(user or seen.editor).get(seen.stage("screenplay"), {"view": view}).text


def state(seen: Visit) -> str:
    return page(seen, "text").partition('name="expected" value="')[2].partition('"')[0]


def save_whole(browser: Client, seen: Visit, text: str, expected: str = "") -> Any:
    data = {"text": text, "expected": expected or state(seen)}
    return browser.post(seen.stage("screenplay", "whole"), data, headers=JSON)


def post(browser: Client, seen: Visit, *rest: object, **data: Any) -> Any:
    return browser.post(seen.stage("screenplay", *rest), data)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (SCENES, [0, 1, 2, 3, 4]),
        ([SCENES[0], SCENES[2], SCENES[1], *SCENES[3:]], [0, 2, 1, 3, 4]),
        ([SCENES[0], *SCENES[2:]], [0, 2, 3, 4]),
        ([*SCENES[:2], "EXT. SEA - NIGHT\n\nNobody at all.\n", *SCENES[2:]], [0, 1, None, 2, 3, 4]),
        ([SCENES[0].replace("cat", "dog"), *SCENES[1:]], [0, 1, 2, 3, 4]),
        ([SCENES[0].replace("ROOM 1", "KITCHEN"), *SCENES[1:]], [0, 1, 2, 3, 4]),
        ([*SCENES[1:], SCENES[0].replace("cat", "dog")], [1, 2, 3, 4, 0]),
        (["INT. ATTIC - DAY\n\nAll is new here.\n"], [None]),
    ],
    ids=["same", "moved", "removed", "added", "text", "heading", "moved and changed", "all new"],
)
def test_scenes_are_found_again_in_an_edited_text(after: list[str], expected: list[int | None]) -> None:
    assert matched(SCENES, portions(joined(after))) == expected


def test_as_few_scenes_as_possible_are_moved() -> None:
    places = ["1", "3", "5", "7"]
    assert kept_in_order(places, [0, 1, 2, 3]) == [None, None, None, None]
    moved = kept_in_order(places, [0, 3, None, 1, 2])
    assert [position is None for position in moved] == [True, False, False, True, True]
    assert "1" < str(moved[1]) < str(moved[2]) < "3"
    assert kept_in_order([], [None, None]) == sorted(str(each) for each in kept_in_order([], [None, None]))


def test_a_place_between_equal_places_spreads_them_all() -> None:
    made, others = between_places(["V", "V"], 1, 1)
    assert others[0] < made[0] < others[1]
    assert between_places(["1", "3"], 1, 2) == (["2", "2V"], {})


def test_pages_are_laid_out_with_their_scenes() -> None:
    laid = lay_out([(f"s{number}", text) for number, text in enumerate(SCENES * 6)])
    assert len(laid.pages) > 1
    assert {scene.page for scene in laid.scenes} == set(range(1, len(laid.pages) + 1))
    rows = [row for rows in laid.pages for row in rows]
    assert [row.anchor for row in rows if row.anchor] == [f"s{number}" for number in range(30)]
    assert next(row for row in rows if row.text.strip() == "MARA").text.index("MARA") == 22
    assert lay_out([]).pages == []


def test_two_who_speak_at_once_stand_side_by_side() -> None:
    laid = lay_out([("s1", "INT. ROOM - DAY\n\nMARA\nYes.\n\nJON ^\nNo.\n")])
    assert any("MARA" in row.text and "JON" in row.text for row in laid.pages[0])


@pytest.mark.parametrize(("eighths", "text"), [(0, ""), (3, "3/8"), (8, "1"), (11, "1 3/8")])
def test_lengths_are_written_as_on_call_sheets(eighths: int, text: str) -> None:
    assert in_eighths(eighths) == text


def test_an_empty_stage_teaches(seen: Visit) -> None:
    assert "No scene yet" in page(seen, "pages")
    post(seen.by(seen.editor), seen, "add")
    assert headings(seen) == ["INT. SOMEWHERE - DAY"]


def test_the_pages_show_every_scene_and_lead_to_it(told: Visit) -> None:
    text = page(told, "pages", told.viewer)
    for head in scenes(told):
        assert f'id="scene-{head.slot}"' in text
        assert f'href="#scene-{head.slot}"' in text
    assert 'data-paper="letter"' in text
    assert 'data-paper="a4"' in told.by(told.viewer).get(told.stage("screenplay"), {"paper": "a4"}).text
    assert "Add scene" not in text  # a viewer only reads


@pytest.mark.parametrize("view", ["pages", "scenes", "text", "nonsense"])
def test_every_view_is_there_for_editors_and_viewers(brought: Visit, view: str) -> None:
    for user in (brought.editor, brought.viewer):
        text = page(brought, view, user)
        assert "ROOM 5" in text
        assert ("script-editor" in text) is (view in ("scenes", "text") and user == brought.editor)


def test_a_scene_saves_itself_with_what_its_text_says(brought: Visit) -> None:
    head = scenes(brought)[0]
    text = "EXT. ROCK - NIGHT #12A#\r\n\r\nRain & <b>.\r\n\r\nJON\r\nHello.\r\n"
    data = {"text": text, "expected": head.revision_id}
    address = brought.stage("screenplay", head.node_id, "save")
    answer = brought.by(brought.editor).post(address, data, headers=JSON)
    assert answer.status_code == 200
    content = scenes(brought)[0].content
    assert content.text == text.replace("\r\n", "\n")
    assert (content.heading, content.number) == ("EXT. ROCK - NIGHT", "12A")
    assert "character:jon" in content.mentions
    assert "Rain &amp; &lt;b&gt;." in page(brought, "pages")


def test_two_who_write_one_scene_see_both_versions(brought: Visit) -> None:
    head = scenes(brought)[0]
    address = brought.stage("screenplay", head.node_id, "save")
    for user, words, status in ((brought.owner, "Alice's", 200), (brought.editor, "Bob's", 409)):
        data = {"text": f"INT. ROOM 1 - DAY\n\n{words}", "expected": head.revision_id}
        answer = brought.by(user).post(address, data, headers=JSON)
        assert answer.status_code == status
    assert "Alice&#x27;s" in answer.text
    assert "Bob&#x27;s" in answer.text


def test_the_whole_text_writes_only_what_changed(brought: Visit) -> None:
    before = revisions(brought)
    text = joined([SCENES[0], SCENES[1].replace("cat", "dog"), *SCENES[2:]])
    answer = save_whole(brought.by(brought.editor), brought, text)
    assert answer.status_code == 200
    assert answer.json()["expected"] == state(brought)
    after = revisions(brought)
    assert [slot for slot in before if before[slot] != after[slot]] == ["i-002"]
    with brought.inside():
        assert Change.objects.latest("pk").items.count() == 1


def test_the_same_whole_text_changes_nothing(brought: Visit) -> None:
    before, expected = revisions(brought), state(brought)
    with brought.inside():
        changes = Change.objects.count()
    loose = joined(SCENES).replace("\n\n", "\n\n\n")  # blank lines are not a change
    assert save_whole(brought.by(brought.editor), brought, joined(SCENES)).json()["expected"] == expected
    assert revisions(brought) == before
    with brought.inside():
        assert Change.objects.count() == changes
    assert save_whole(brought.by(brought.editor), brought, loose).status_code == 200


def test_scenes_are_added_moved_and_taken_out_in_the_whole_text(brought: Visit) -> None:
    before = revisions(brought)
    text = joined([SCENES[4], SCENES[0], "EXT. SEA - NIGHT\n\nNobody.\n", SCENES[1], SCENES[3]])
    assert save_whole(brought.by(brought.editor), brought, text).status_code == 200
    rooms = [f"INT. ROOM {number} - DAY" for number in (5, 1)]
    assert headings(brought) == [*rooms, "EXT. SEA - NIGHT", "INT. ROOM 2 - DAY", "INT. ROOM 4 - DAY"]
    after = revisions(brought)
    assert [slot for slot in after if after[slot] == before.get(slot)] == ["i-001", "i-002", "i-004"]
    assert [slot for slot in after if slot not in before] == ["i-h01"]


def test_a_text_without_any_heading_is_refused_and_nothing_is_lost(brought: Visit) -> None:
    before = revisions(brought)
    for text in ("", "Only words."):
        answer = save_whole(brought.by(brought.editor), brought, text)
        assert (answer.status_code, "No scene heading" in str(answer.json()["errors"])) == (422, True)
    assert revisions(brought) == before


def test_a_whole_text_from_an_old_page_shows_both_versions(brought: Visit) -> None:
    old, browser = state(brought), brought.by(brought.editor)
    save_whole(brought.by(brought.owner), brought, joined([SCENES[0].replace("cat", "dog"), *SCENES[1:]]))
    mine = joined([SCENES[0].replace("cat", "cow"), *SCENES[1:]])
    answer = save_whole(browser, brought, mine, expected=old)
    assert answer.status_code == 409
    assert "a dog, with" in answer.text
    assert "a cow, with" in answer.text
    newest = answer.text.partition('data-expected="')[2].partition('"')[0]
    assert save_whole(browser, brought, mine, expected=newest).status_code == 200  # keep mine
    assert "a cow, with" in scenes(brought)[0].content.text


def test_typing_in_the_whole_text_is_one_step_of_history(brought: Visit) -> None:
    browser = brought.by(brought.editor)
    with brought.inside():
        before = Change.objects.count()
    for word in ("dog", "dogs", "dogs and"):
        save_whole(browser, brought, joined([SCENES[0].replace("cat", word), *SCENES[1:]]))
    with brought.inside():
        assert Change.objects.count() == before + 1


def test_scenes_are_put_in_another_order(told: Visit) -> None:
    browser, before = told.by(told.editor), [head.slot for head in scenes(told)]
    first, second, *_ = scenes(told)
    with told.inside():
        lock_stage(
            told.film.branch, told.film.episode, "beats", by=told.owner
        )  # the beats stay where they are
    data = {"moved": str(first.node_id), "after": str(second.node_id)}
    assert browser.post(told.stage("screenplay", "order"), data, headers=JSON).status_code == 200
    assert [head.slot for head in scenes(told)] == [before[1], before[0], *before[2:]]
    post(browser, told, first.node_id, "move", earlier="")
    assert [head.slot for head in scenes(told)] == before
    post(browser, told, scenes(told)[-1].node_id, "move", later="")
    assert [head.slot for head in scenes(told)] == before


def test_a_scene_that_was_removed_meanwhile_cannot_be_moved(told: Visit) -> None:
    data = {"moved": "01a1f7f0-0000-7000-8000-000000000000"}
    answer = told.by(told.editor).post(told.stage("screenplay", "order"), data, headers=JSON)
    assert (answer.status_code, "removed meanwhile" in answer.json()["error"]) == (409, True)


def test_a_scene_is_added_between_told_ones(told: Visit) -> None:
    before = [head.slot for head in scenes(told)]
    answer = post(told.by(told.editor), told, "add", after=str(scenes(told)[0].node_id))
    assert [head.slot for head in scenes(told)] == [before[0], "h-01", *before[1:]]
    assert answer["Location"].endswith(f"#edit-{scenes(told)[1].node_id}")


def test_a_told_scene_is_omitted_not_written_again_and_restored(told: Visit) -> None:
    browser, before = told.by(told.editor), [head.slot for head in scenes(told)]
    gone = scenes(told)[1]
    answer = post(browser, told, gone.node_id, "remove")
    assert [head.slot for head in scenes(told)] == [before[0], *before[2:]]
    assert "1 omitted" in browser.get(answer["Location"]).text
    with told.inside():
        run_until(told.film, "screenplay")
    assert gone.slot not in [head.slot for head in scenes(told)]
    post(browser, told, gone.node_id, "restore")
    assert [head.slot for head in scenes(told)] == before


def test_removing_a_brought_scene_can_be_undone(brought: Visit) -> None:
    browser, before = brought.by(brought.editor), headings(brought)
    answer = post(browser, brought, scenes(brought)[2].node_id, "remove")
    assert len(headings(brought)) == 4
    post(browser, brought, "undo", answer["Location"].rpartition("=")[2], view="scenes")
    assert headings(brought) == before


def test_a_scene_with_two_headings_is_split(told: Visit) -> None:
    browser, head, before = told.by(told.editor), scenes(told)[0], [head.slot for head in scenes(told)]
    data = {"text": "INT. A - DAY\n\nOne.\n\nEXT. B - DAY\n\nTwo.\n", "expected": head.revision_id}
    browser.post(told.stage("screenplay", head.node_id, "save"), data, headers=JSON)
    assert "more than one heading" in page(told, "scenes")
    post(browser, told, head.node_id, "split")
    assert headings(told)[:2] == ["INT. A - DAY", "EXT. B - DAY"]
    assert [head.slot for head in scenes(told)] == [before[0], "h-01", *before[1:]]
    again = browser.post(told.stage("screenplay", head.node_id, "split"), follow=True)
    assert "only one heading" in again.text


def test_a_changed_beat_says_so_at_a_scene_that_a_hand_wrote(told: Visit) -> None:
    browser, head = told.by(told.editor), scenes(told)[0]
    data = {"text": head.content.text + "\nMine.\n", "expected": head.revision_id}
    browser.post(told.stage("screenplay", head.node_id, "save"), data, headers=JSON)
    with told.inside():
        beat = Head.objects.filter(branch=told.film.branch, kind="beat").order_by("position")[0]
    form = {"title": "Another", "text": "x", "seconds": "5", "intensity": "0.5", "expected": beat.revision_id}
    browser.post(told.stage("beats", beat.node_id, "save"), form, headers=JSON)
    assert "after this scene was written by hand" in page(told, "scenes")
    browser.post(told.stage("screenplay", "keep"), {"only": f"script:{beat.slot}"})
    assert "after this scene was written by hand" not in page(told, "scenes")


@pytest.mark.parametrize("extension", ["fountain", "fdx"])
def test_the_screenplay_leaves_as_a_file_and_reads_back_the_same(brought: Visit, extension: str) -> None:
    answer = brought.by(brought.viewer).get(brought.stage("screenplay", "download", extension))
    assert f'.{extension}"' in answer["Content-Disposition"]
    read = fdx.read(answer.content) if extension == "fdx" else fountain.parse(answer.content.decode())
    assert read.title == brought.film.project.title
    assert read.elements == fountain.parse(joined(SCENES)).elements


def test_there_is_no_other_file(brought: Visit) -> None:
    assert brought.by(brought.viewer).get(brought.stage("screenplay", "download", "doc")).status_code == 404


def test_a_long_screenplay_is_shown_with_few_queries(seen: Visit, django_assert_max_num_queries: Any) -> None:
    with seen.inside():
        bring_screenplay(seen.film.branch, seen.film.episode, joined(SCENES * 30), by=seen.owner)
    browser = seen.by(seen.editor)
    for view in ("pages", "scenes", "text"):
        browser.get(seen.stage("screenplay"), {"view": view})
        with django_assert_max_num_queries(18):
            assert browser.get(seen.stage("screenplay"), {"view": view}).text.count("data-handle") == 150


def test_a_brought_screenplay_counts_on_the_rail(brought: Visit) -> None:
    rail = page(brought, "pages").partition('aria-label="Stages"')[2].partition("</nav>")[0]
    assert "5/5" in rail


@pytest.mark.parametrize("partial", ["script-nav", "script-pages", "script-scenes", "script-text"])
def test_parts_of_the_page_are_fetched_by_themselves(brought: Visit, partial: str) -> None:
    view = {"script-scenes": "scenes", "script-text": "text"}.get(partial, "pages")
    headers = {"HX-Request": "true", "HX-Target": f"section#{partial}"}
    browser = brought.by(brought.editor)
    text = browser.get(brought.stage("screenplay"), {"view": view}, headers=headers).text.strip()
    assert f'id="{partial}"' in text.partition(">")[0]


NODE = "01a1f7f0-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "rest",
    [
        *(("whole",), ("order",), ("add",), (NODE, "save"), (NODE, "move")),
        *((NODE, "split"), (NODE, "remove"), (NODE, "restore")),
    ],
    ids=" ".join,
)
def test_every_change_is_guarded(seen: Visit, rest: tuple[str, ...]) -> None:
    foreign = seen.stage("screenplay", *rest, project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("screenplay", *rest), foreign=foreign)


def test_downloads_are_for_members_only(seen: Visit) -> None:
    address = seen.stage("screenplay", "download", "fountain")
    assert seen.by(seen.stranger).get(address).status_code == 404
