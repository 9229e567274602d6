"""Stage 1: the brief saves itself, texts come in, nothing typed is lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pipeline.previz.design.styles import STYLES
from pipeline.previz.lexicon import words
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.kinds.presets import FREE, GENRES, PRESETS, STRUCTURES
from projects.models import Change, Head, Project
from tests.factories.films import run_until
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

SCRIPT = "INT. LAMP ROOM - NIGHT\n\nRain.\n\nMARA\nHello.\n\nEXT. ROCK - DAWN\n\nA door.\n"


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def brief(seen: Visit) -> Head:
    return seen.film.head("brief", "brief")


def fields(seen: Visit, **changes: str) -> dict[str, str]:
    """The form as a browser posts it."""
    with seen.inside():
        head = brief(seen)
        values = {name: str(value) for name, value in head.content.payload().items() if name != "seed"}
        return values | {"expected": str(head.revision_id)} | changes


def save(browser: Client, seen: Visit, data: dict[str, str]) -> Any:
    return browser.post(seen.stage("idea", "save"), data, headers=JSON)


def scripts(seen: Visit) -> list[Head]:
    rows = Head.objects.filter(branch=seen.film.branch, kind="script", deleted=False)
    return list(rows.select_related("revision").order_by("position"))


def test_the_page_shows_the_brief_to_everyone_and_the_form_to_editors(seen: Visit) -> None:
    page = seen.by(seen.editor).get(seen.stage("idea")).text
    assert "<auto-save>" in page
    assert "Fill in the rest" in page
    viewers = seen.by(seen.viewer).get(seen.stage("idea")).text
    assert "Fill in the rest" not in viewers
    assert '<fieldset class="form" disabled>' in viewers


def test_typing_is_saved(seen: Visit) -> None:
    idea = 'One "line"\r\n<b>two</b> 😀 שלום'
    answer = save(seen.by(seen.editor), seen, fields(seen, idea=idea, seconds="1:30", genre="horror"))
    assert answer.status_code == 200
    with seen.inside():
        head = brief(seen)
        assert answer.json()["expected"] == head.revision_id
        assert head.content.idea == 'One "line"\n<b>two</b> 😀 שלום'
        assert (head.content.seconds, head.content.genre) == (90, "horror")
        assert head.revision.author == seen.editor


def test_saving_the_same_again_makes_no_history(seen: Visit) -> None:
    data = fields(seen)
    with seen.inside():
        before = Change.objects.count()
    assert save(seen.by(seen.editor), seen, data).json()["expected"] == int(data["expected"])
    with seen.inside():
        assert Change.objects.count() == before


def test_changes_to_different_fields_are_merged(seen: Visit) -> None:
    first, second = fields(seen, tone="dry"), fields(seen, audience="keepers")
    save(seen.by(seen.owner), seen, first)
    answer = save(seen.by(seen.editor), seen, second)
    assert answer.status_code == 200
    assert answer.json()["fields"] == {"tone": "dry"}  # for the page of whoever left it alone
    with seen.inside():
        content = brief(seen).content
        assert (content.tone, content.audience) == ("dry", "keepers")


def test_two_who_change_one_field_see_both_versions(seen: Visit) -> None:
    first, second = fields(seen, seconds="1:30"), fields(seen, seconds="2:00")
    save(seen.by(seen.owner), seen, first)
    answer = save(seen.by(seen.editor), seen, second)
    assert answer.status_code == 409
    assert "Alice" in answer.text
    assert ">2:00<" in answer.text
    assert ">1:30<" in answer.text  # as it would be typed, not as it is stored
    with seen.inside():
        assert brief(seen).content.seconds == 90
        assert f'data-expected="{brief(seen).revision_id}"' in answer.text


def test_ones_own_other_window_is_called_so(seen: Visit) -> None:
    first, second = fields(seen, tone="dry"), fields(seen, tone="wet")
    browser = seen.by(seen.editor)
    save(browser, seen, first)
    assert "Another window of yours" in save(browser, seen, second).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("seconds", "ages", "such as 90 s"),
        ("seconds", "", "required"),
        ("idea", "x" * 20_001, "20,000 fit here"),
        ("title", "x" * 201, "at most 200"),
        ("mode", "guess", "valid choice"),
        ("expected", "soon", "Reload it"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_nothing_is_saved(
    seen: Visit, field: str, value: str, said: str
) -> None:
    answer = save(seen.by(seen.editor), seen, fields(seen, tone="dry", **{field: value}))
    assert answer.status_code == 422
    assert said in str(answer.json()["errors"])
    with seen.inside():
        assert brief(seen).content.tone == ""


def test_a_locked_brief_says_so_to_a_page_that_is_still_open(seen: Visit) -> None:
    data = fields(seen, tone="dry")
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "idea", by=seen.owner)
    answer = save(seen.by(seen.editor), seen, data)
    assert answer.status_code == 422
    assert "locked on this branch" in str(answer.json()["errors"])


def test_without_scripts_the_form_leads_back_to_the_page(seen: Visit) -> None:
    answer = seen.by(seen.editor).post(seen.stage("idea", "save"), fields(seen, tone="dry"))
    assert (answer.status_code, answer["Location"]) == (302, seen.stage("idea"))


def test_the_project_takes_the_films_title_while_it_has_none_of_its_own(seen: Visit) -> None:
    save(seen.by(seen.editor), seen, fields(seen, title="The Door"))
    with seen.inside():
        assert Project.objects.get(pk=seen.film.project.pk).title == "The Door"
    save(seen.by(seen.editor), seen, fields(seen, title="Another"))
    with seen.inside():
        assert Project.objects.get(pk=seen.film.project.pk).title == "The Door"


def test_the_studio_fills_in_only_what_was_left_open(seen: Visit) -> None:
    save(seen.by(seen.editor), seen, fields(seen, title="My own title", genre=""))
    with seen.inside():
        run_until(seen.film, "idea")
        content = brief(seen).content
        assert content.title == "My own title"
        assert content.logline
        assert content.genre


def upload(browser: Client, seen: Visit, *files: tuple[str, bytes], **headers: str) -> Any:
    texts = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(seen.stage("idea", "texts", "upload"), {"texts": texts}, headers=headers)


def test_a_screenplay_becomes_the_script_and_leads_to_stage_4(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    answer = upload(browser, seen, ("lamp.fountain", SCRIPT.encode()), ("notes.md", b"# Notes"))
    assert answer["Location"] == seen.stage("screenplay")
    with seen.inside():
        assert [head.slot for head in scripts(seen)] == ["i-001", "i-002"]
        content = brief(seen).content
        assert (content.mode, content.seconds) == ("screenplay", 15)  # two eighths of a page
        assert Head.objects.filter(branch=seen.film.branch, kind="material").count() == 2
    shown = browser.get(seen.stage("idea"))
    assert "A screenplay was brought in" in shown.text
    assert shown.context["next_url"] == seen.stage("screenplay"), "stages 2 and 3 are skipped on the way on"
    assert "This film follows a screenplay" in browser.get(seen.stage("treatment")).text


def test_a_second_screenplay_waits_to_be_chosen(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    upload(browser, seen, ("one.fountain", SCRIPT.encode()))
    answer = upload(browser, seen, ("two.fountain", b"INT. CELLAR - DAY\n\nDark.\n"))
    assert answer["Location"] == seen.stage("idea")
    with seen.inside():
        assert len(scripts(seen)) == 2
        node = seen.film.head("material", "m002").node_id
    chosen = browser.post(seen.stage("idea", "texts", node, "film"))
    with seen.inside():
        assert [head.content.heading for head in scripts(seen)] == ["INT. CELLAR - DAY"]
    assert chosen["Location"].startswith(seen.stage("screenplay") + "?undo=")
    change = chosen["Location"].rpartition("=")[2]
    browser.post(seen.stage("screenplay", "undo", change))
    with seen.inside():
        assert [head.slot for head in scripts(seen)] == ["i-001", "i-002"]


def test_a_text_that_is_sent_twice_is_there_once(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    for _ in range(2):
        upload(browser, seen, ("notes.md", b"# Notes"))
    upload(browser, seen, ("notes.md", b"# Other notes"))
    with seen.inside():
        assert Head.objects.filter(branch=seen.film.branch, kind="material").count() == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.4", "a.pdf is damaged: it cannot be opened as a PDF"),
        ("a.txt", b"", "a.txt is empty"),
        ("a.fdx", b"<?xml version='1.0'?><FinalDraft>", "not a complete Final Draft file"),
        ("a.txt", b"x" * (5 * 1024 * 1024 + 1), "up to 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence_beside_the_field(
    seen: Visit, name: str, data: bytes, said: str
) -> None:
    answer = upload(seen.by(seen.editor), seen, (name, data))
    assert answer.status_code == 422
    errors = answer.text.partition('class="errorlist"')[2]
    assert said in errors.partition("</ul>")[0]


def test_a_novel_of_two_megabytes_is_pasted_read_and_removed(seen: Visit) -> None:
    browser, novel = seen.by(seen.editor), "Once there was a <keeper>. " * 80_000
    paste = {"text": novel, "name": "The novel"}
    assert browser.post(seen.stage("idea", "texts", "paste"), paste).status_code == 302
    with seen.inside():
        node = seen.film.head("material", "m001").node_id
        assert seen.film.head("material", "m001").content.text == novel
    page = browser.get(seen.stage("idea")).text
    assert len(page) < 100_000  # only its opening
    read = seen.by(seen.viewer).get(seen.stage("idea", "texts", node)).text
    assert "Once there was a &lt;keeper&gt;." in read
    gone = browser.post(seen.stage("idea", "texts", node, "remove"))
    assert "The novel" not in browser.get(seen.stage("idea")).text.partition("Latest changes")[0]
    browser.post(gone["Location"].replace("?undo=", "undo/") + "/")
    assert "The novel" in browser.get(seen.stage("idea")).text.partition("Latest changes")[0]


def test_an_empty_paste_gets_a_sentence(seen: Visit) -> None:
    answer = seen.by(seen.editor).post(seen.stage("idea", "texts", "paste"), {"text": " \n ", "name": "x"})
    assert (answer.status_code, "Paste some words first" in answer.text) == (422, True)


def test_undo_says_so_when_something_was_changed_since(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    with seen.inside():
        head = brief(seen)
        edit(head, {"tone": "dry"}, expected=head.revision_id, by=seen.editor)
        change = Change.objects.latest("pk").pk
        head = brief(seen)
        edit(head, {"tone": "wet"}, expected=head.revision_id, by=seen.owner)
    answer = browser.post(seen.stage("idea", "undo", change), follow=True)
    assert "it was not taken back" in answer.text
    with seen.inside():
        assert brief(seen).content.tone == "wet"


def test_switching_the_mode_loses_no_scene(seen: Visit) -> None:
    """Told scenes and brought ones stand aside for one another; switching back shows them again."""
    browser = seen.by(seen.editor)
    upload(browser, seen, ("one.fountain", SCRIPT.encode()))
    save(browser, seen, fields(seen, mode="expand"))
    assert "EXT. ROCK" not in browser.get(seen.stage("screenplay")).text
    save(browser, seen, fields(seen, mode="screenplay"))
    assert "EXT. ROCK" in browser.get(seen.stage("screenplay")).text


def test_the_choices_are_those_that_the_house_engine_knows() -> None:
    assert {preset.slug for preset in PRESETS} == set(STYLES)
    assert {structure.slug for structure in STRUCTURES} - {FREE} == set(words("en", "structures"))
    assert set(GENRES) == set(words("en", "genres"))


@pytest.mark.parametrize("partial", ["idea-brief", "idea-texts"])
def test_parts_of_the_page_are_fetched_by_themselves(seen: Visit, partial: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"section#{partial}"}
    text = seen.by(seen.viewer).get(seen.stage("idea"), headers=headers).text.strip()
    assert text.startswith("<section")
    assert f'id="{partial}"' in text.partition(">")[0]
    assert text.endswith("</section>")


@pytest.mark.parametrize(
    "rest",
    [
        ("save",),
        ("texts", "upload"),
        ("texts", "paste"),
        ("texts", "01a1f7f0-0000-7000-8000-000000000000", "remove"),
        ("texts", "01a1f7f0-0000-7000-8000-000000000000", "film"),
        ("undo", "1"),
        ("keep",),
        ("fork",),
    ],
    ids=" ".join,
)
def test_every_change_is_guarded(seen: Visit, rest: tuple[str, ...]) -> None:
    foreign = seen.stage("idea", *rest, project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("idea", *rest), foreign=foreign)


def test_the_page_itself_is_for_members_only(seen: Visit) -> None:
    assert seen.by(seen.stranger).get(seen.stage("idea")).status_code == 404
    foreign = seen.stage("idea", project=seen.other_film.project.pk)
    assert seen.by(seen.owner).get(foreign).status_code == 404
