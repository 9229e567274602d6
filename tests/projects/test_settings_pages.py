"""A project's door and its settings: name, episodes, branches, archive, delete."""

from typing import Any

import pytest

from accounts.models import AuditRecord
from projects.actions.branches import fork, lock_stage
from projects.actions.commit import Edit, commit
from projects.kinds import Cut
from projects.models import Branch, Head, Project
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def settings(seen: Visit, *rest: object) -> str:
    return seen.address("p", seen.film.project.pk, "settings", *rest)


def door(seen: Visit) -> str:
    return str(seen.by(seen.viewer).get(seen.address("p", seen.film.project.pk))["Location"])


def test_a_project_opens_at_the_first_stage_that_is_not_decided(seen: Visit) -> None:
    assert door(seen) == seen.stage("idea")
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "idea", by=seen.owner)
    assert door(seen) == seen.stage("treatment")


def test_a_project_with_a_film_opens_at_the_film(seen: Visit) -> None:
    with seen.inside():
        cut = Cut(media="a" * 64, width=1280, height=720, frames=24)
        inside: dict[str, Any] = {"parent": seen.film.episode, "episode": seen.film.episode}
        commit(seen.film.branch, [Edit.new(cut, "film", **inside)], by=seen.owner)
    assert door(seen) == seen.stage("film")


def test_renaming(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    assert browser.post(settings(seen, "rename"), {"title": ' The  "Door" <b> '}).status_code == 302
    page = browser.get(settings(seen)).text
    assert "The &quot;Door&quot; &lt;b&gt;" in page
    empty = browser.post(settings(seen, "rename"), {"title": "  "})
    assert (empty.status_code, "This field is required" in empty.text) == (422, True)


def test_archiving_and_restoring_lose_nothing(seen: Visit) -> None:
    browser = seen.by(seen.editor)
    browser.post(settings(seen, "archive"))
    assert "This project is archived" in browser.get(settings(seen)).text
    browser.post(settings(seen, "restore"))
    with seen.inside():
        assert Project.objects.open().filter(pk=seen.film.project.pk).exists()


def test_deleting_names_the_loss_and_asks_for_the_title(seen: Visit) -> None:
    browser, title = seen.by(seen.owner), seen.film.project.title
    page = browser.get(settings(seen)).text
    assert "<li><span>Episodes</span><span>1</span></li>" in page
    wrong = browser.post(settings(seen, "delete"), {"phrase": "something else"})
    assert (wrong.status_code, "Nothing was deleted" in wrong.text) == (422, True)
    assert browser.post(settings(seen, "delete"), {"phrase": title}).status_code == 302
    with seen.inside():
        assert not Project.objects.filter(pk=seen.film.project.pk).exists()
        assert AuditRecord.objects.filter(verb="project.deleted").exists()


def test_an_editor_may_not_delete(seen: Visit) -> None:
    answer = seen.by(seen.editor).post(settings(seen, "delete"), {"phrase": seen.film.project.title})
    assert answer.status_code == 403
    assert "Delete for good" not in seen.by(seen.editor).get(settings(seen)).text


def test_a_series_gets_its_next_episode(seen: Visit) -> None:
    with seen.inside():
        Project.objects.filter(pk=seen.film.project.pk).update(kind="series")
    browser = seen.by(seen.editor)
    answer = browser.post(settings(seen, "episodes"), {"title": "The second night"})
    assert answer["Location"] == seen.stage("idea").replace("/1/idea", "/2/idea")
    page = browser.get(answer["Location"]).text
    assert "The second night" in page
    assert seen.stage("idea") in page  # the switcher leads back to the first


def test_a_film_has_no_second_episode(seen: Visit) -> None:
    answer = seen.by(seen.editor).post(settings(seen, "episodes"), {"title": ""})
    assert (answer.status_code, "Only a series" in answer.text) == (
        409,
        False,
    )  # no section for it on the page
    with seen.inside():
        assert Head.objects.filter(branch=seen.film.branch, kind="episode").count() == 1


def test_branches_are_switched_and_archived(seen: Visit) -> None:
    with seen.inside():
        fork(seen.film.branch, "Darker ending", by=seen.owner, reason="a <test>")
    browser = seen.by(seen.editor)
    assert seen.stage("beats", branch="darker-ending") in browser.get(seen.stage("beats")).text
    assert "a &lt;test&gt;" in browser.get(settings(seen)).text
    browser.post(settings(seen, "branches", "darker-ending", "archive"))
    assert browser.get(seen.stage("beats", branch="darker-ending")).status_code == 404
    main = browser.post(settings(seen, "branches", "main", "archive"))
    assert (main.status_code, "main branch cannot be archived" in main.text) == (409, True)


def test_a_branch_begins_at_a_stage_and_a_taken_name_comes_back(seen: Visit) -> None:
    browser, address = seen.by(seen.editor), seen.stage("idea", "fork")
    assert "New branch from main" in browser.get(address).text
    answer = browser.post(address, {"name": "Darker", "reason": "why not"})
    assert answer["Location"] == seen.stage("idea", branch="darker")
    again = browser.post(address, {"name": "Darker", "reason": "typed <once>"})
    assert again.status_code == 422
    assert "already a branch called Darker" in again.text
    assert "typed &lt;once&gt;" in again.text
    with seen.inside():
        assert Branch.objects.open().filter(project=seen.film.project).count() == 2


@pytest.mark.parametrize(
    "rest",
    [("rename",), ("archive",), ("restore",), ("delete",), ("episodes",), ("branches", "main", "archive")],
    ids=" ".join,
)
def test_every_change_is_guarded(seen: Visit, rest: tuple[str, ...]) -> None:
    foreign = seen.address("p", seen.other_film.project.pk, "settings", *rest)
    assert_guarded(seen, settings(seen, *rest), foreign=foreign)


@pytest.mark.parametrize("rest", [(), ("settings",)])
def test_other_teams_projects_are_not_there(seen: Visit, rest: tuple[str, ...]) -> None:
    assert seen.by(seen.stranger).get(seen.address("p", seen.film.project.pk, *rest)).status_code == 404
    assert seen.by(seen.owner).get(seen.address("p", seen.other_film.project.pk, *rest)).status_code == 404
    assert seen.by(seen.viewer).get(seen.address("p", seen.film.project.pk, *rest)).status_code in (200, 302)
