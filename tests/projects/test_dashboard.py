"""The dashboard, and how a film begins."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.kernel.roles import Role
from projects.actions.branches import lock_stage
from projects.actions.projects import archive_project, create_project
from projects.kinds import Brief
from projects.models import Head, Project
from tests.factories.accounts import member
from tests.factories.visitors import Visit, assert_guarded, visit

SCRIPT = "Title: The Lamp\n\nINT. LAMP ROOM - NIGHT\n\nRain.\n\nMARA\nHello.\n\nEXT. ROCK - DAWN\n\nA door.\n"


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(logline="A keeper <b>finds</b> a door.")


def new(browser: Client, seen: Visit, **fields: Any) -> Any:
    return browser.post(seen.address("new"), fields)


def test_posters_say_how_far_each_film_is(seen: Visit) -> None:
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "idea", by=seen.owner)
    page = seen.by(seen.viewer).get(seen.address()).text
    assert "A keeper &lt;b&gt;finds&lt;/b&gt; a door." in page
    assert "1 of 12 locked" in page
    assert page.count('data-state="locked"') == 1


def test_the_number_of_projects_does_not_change_the_number_of_queries(
    seen: Visit, django_assert_max_num_queries: Any
) -> None:
    with seen.inside():
        for number in range(8):
            create_project(Brief(idea=f"Film {number}"), by=seen.owner)
    browser = seen.by(seen.owner)
    browser.get(seen.address())
    with django_assert_max_num_queries(16):
        assert browser.get(seen.address()).text.count("poster-card") == 9


def test_archived_projects_have_a_list_of_their_own(seen: Visit) -> None:
    with seen.inside():
        archive_project(seen.film.project, by=seen.owner)
    browser = seen.by(seen.owner)
    poster = f"/p/{seen.film.project.pk}/"
    assert poster not in browser.get(seen.address()).text
    assert poster in browser.get(seen.address() + "?show=archived").text


def test_an_empty_team_is_taught_how_to_begin(seen: Visit) -> None:
    with seen.inside():
        archive_project(seen.film.project, by=seen.owner)
    page = seen.by(seen.editor).get(seen.address()).text
    assert "No projects yet" in page
    assert "Open the sample film" in page
    assert "What is your film about?" in page
    assert "What is your film about?" not in seen.by(seen.viewer).get(seen.address()).text


def test_pages_of_many_projects_are_turned(seen: Visit) -> None:
    with seen.inside():
        for number in range(50):
            create_project(Brief(idea=f"Film {number}"), by=seen.owner)
    browser = seen.by(seen.owner)
    assert "Page 1 of 2" in browser.get(seen.address()).text
    assert "Page 2 of 2" in browser.get(seen.address() + "?page=2").text
    assert "Page 2 of 2" in browser.get(seen.address() + "?page=999").text


def test_one_sentence_makes_a_project(seen: Visit) -> None:
    idea = 'A "door" <script> in the sea 😀 דלת'
    answer = new(seen.by(seen.editor), seen, idea=idea)
    assert answer.status_code == 302
    with seen.inside():
        made = Project.objects.latest("created_at")
        assert answer["Location"] == seen.address("p", made.pk)
        brief = Head.objects.select_related("revision").get(branch__project=made, kind="brief").content
        assert brief.idea == idea
        assert brief.genre == ""  # left to the studio


def test_the_whole_brief_may_be_given_at_once(seen: Visit) -> None:
    new(
        seen.by(seen.editor),
        seen,
        idea="A door",
        kind="series",
        title="Doors",
        seconds="2 min",
        aspect="9:16",
        style="noir",
        language="de",
        genre="horror",
        tone="cold",
        structure="kishotenketsu",
    )
    with seen.inside():
        made = Project.objects.latest("created_at")
        brief = Head.objects.select_related("revision").get(branch__project=made, kind="brief").content
        assert (made.title, made.kind) == ("Doors", "series")
        assert (brief.seconds, brief.aspect, brief.style, brief.language) == (120, "9:16", "noir", "de")


def test_a_second_submit_finds_the_project_of_the_first(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    first = new(browser, seen, idea="A door", idempotency_key="k1")
    assert new(browser, seen, idea="A door", idempotency_key="k1")["Location"] == first["Location"]
    assert new(browser, seen, idea="A door", idempotency_key="k2")["Location"] != first["Location"]


def test_an_empty_idea_gets_a_sentence(seen: Visit) -> None:
    answer = new(seen.by(seen.editor), seen, idea="  ", tone="dry", kind="film")
    assert answer.status_code == 422
    assert "Write at least one sentence about the film" in answer.text
    assert 'value="dry"' in answer.text
    assert answer.text.count("<details") == answer.text.count(" open>")


def test_a_wrong_file_gets_a_sentence_and_nothing_is_made(seen: Visit) -> None:
    with seen.inside():
        before = Project.objects.count()
    texts = [SimpleUploadedFile("a.pdf", b"%PDF-1.4"), SimpleUploadedFile("b.txt", b"")]
    answer = new(seen.by(seen.editor), seen, idea="What I <i>typed</i>", texts=texts)
    assert answer.status_code == 422
    assert "a.pdf is damaged: it cannot be opened as a PDF" in answer.text
    assert "b.txt is empty" in answer.text
    assert "What I &lt;i&gt;typed&lt;/i&gt;" in answer.text
    with seen.inside():
        assert Project.objects.count() == before


def test_a_screenplay_alone_makes_a_project_that_opens_at_its_script(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    answer = new(browser, seen, idea="", texts=[SimpleUploadedFile("the lamp.fountain", SCRIPT.encode())])
    opened = browser.get(answer["Location"])
    assert opened["Location"].endswith("/main/1/screenplay/")
    with seen.inside():
        made = Project.objects.latest("created_at")
        heads = Head.objects.filter(branch__project=made, deleted=False).select_related("revision")
        scripts = heads.filter(kind="script").order_by("position")
        assert made.title == "The Lamp"
        assert [(head.slot, head.origin) for head in scripts] == [("i-001", "upload"), ("i-002", "upload")]
        assert heads.get(kind="brief").content.mode == "screenplay"
        assert heads.get(kind="material").content.format == "fountain"


def test_a_novel_pasted_as_idea_is_brought_as_a_text(seen: Visit) -> None:
    novel = "Once there was a keeper of a light. " * 60_000  # 2 MB
    assert new(seen.by(seen.editor), seen, idea=novel).status_code == 302
    with seen.inside():
        made = Project.objects.latest("created_at")
        heads = Head.objects.filter(branch__project=made).select_related("revision")
        assert heads.get(kind="material").content.text == novel.strip()
        assert heads.get(kind="brief").content.mode == "adapt"


def test_scripts_are_sent_on_by_a_header(seen: Visit) -> None:
    headers = {"HX-Request": "true", "HX-Target": "section#new-project"}
    browser = seen.by(seen.editor)
    answer = browser.post(seen.address("new"), {"idea": "A door"}, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"][:4]) == (204, "/t/" + seen.team.slug[:1])
    again = browser.post(seen.address("new"), {"idea": ""}, headers=headers)
    assert again.status_code == 422
    assert again.text.strip().startswith("{#") is False
    assert again.text.strip().startswith('<section class="new-project"')


def test_only_editors_of_the_team_begin_projects(seen: Visit) -> None:
    assert_guarded(seen, seen.address("new"))
    assert seen.by(seen.stranger).get(seen.address()).status_code == 404
    reviewer = member(seen.team, "Rita", Role.REVIEWER)
    assert new(seen.by(reviewer), seen, idea="A door").status_code == 403
