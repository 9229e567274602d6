"""The staff's pages of projects: everything to be seen, hardly anything to be done."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.kernel import scope
from accounts.models import AuditRecord, User
from projects.actions.branches import fork, lock_stage
from projects.models import (
    AssetHead,
    BeatHead,
    Branch,
    Change,
    ChangeItem,
    EpisodeHead,
    Event,
    Feed,
    Head,
    Node,
    Project,
    Revision,
    SceneHead,
    ScriptHead,
    ShotHead,
    StageLock,
)
from tests.factories.projects import with_scenes
from tests.factories.visitors import Visit, visit

MODELS = (Project, Branch, StageLock, Head, EpisodeHead, BeatHead, ScriptHead, AssetHead, SceneHead, ShotHead)
MODELS += (Node, Revision, Change, ChangeItem, Event, Feed)


@pytest.fixture
def seen(db: None) -> Visit:
    made = visit()
    with made.inside():
        with_scenes(made.film, 2, 2)
        lock_stage(made.film.branch, made.film.episode, "idea", by=made.owner)
        fork(made.film.branch, "Darker", by=made.owner)
    return made


@pytest.fixture
def staff(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    user = User.objects.create_superuser("staff@example.com", "a long password")
    monkeypatch.setattr("accounts.queries.people.may_enter_staff", lambda user: True)
    browser = Client()
    browser.force_login(user)
    return browser


def listing(model: type) -> str:
    return reverse(f"admin:projects_{model._meta.model_name}_changelist")  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_listed_searched_and_read(seen: Visit, staff: Client, model: type) -> None:
    assert staff.get(listing(model)).status_code == 200
    assert staff.get(listing(model), {"q": "lamp"}).status_code == 200
    with scope.staff():
        rows = admin.site.get_model_admin(model).model.objects.all()  # type: ignore[attr-defined]
        holds = getattr(model, "holds", "")
        row = (rows.filter(kind=holds) if holds else rows).first()
    if row is not None:
        address = reverse(f"admin:projects_{model._meta.model_name}_change", args=[row.pk])  # type: ignore[attr-defined]
        assert staff.get(address).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_is_added_or_deleted_by_hand(seen: Visit, staff: Client, model: type) -> None:
    name = model._meta.model_name  # type: ignore[attr-defined]
    assert staff.get(reverse(f"admin:projects_{name}_add")).status_code == 403


def test_history_is_never_edited(seen: Visit, staff: Client) -> None:
    with scope.staff():
        revision = Revision.objects.first()
    assert revision is not None
    address = reverse("admin:projects_revision_change", args=[revision.pk])
    staff.post(address, {"content_hash": "0" * 64})
    with scope.staff():
        assert Revision.objects.get(pk=revision.pk).content_hash == revision.content_hash


def test_projects_are_archived_and_restored_with_a_record(seen: Visit, staff: Client) -> None:
    for action, archived in (("archive", True), ("restore", False)):
        staff.post(listing(Project), {"action": action, "_selected_action": [str(seen.film.project.pk)]})
        with seen.inside():
            assert bool(Project.objects.get(pk=seen.film.project.pk).archived_at) is archived
    with seen.inside():
        verbs = AuditRecord.objects.values_list("verb", flat=True)
        assert {"project.archived", "project.restored"} <= set(verbs)


def test_the_main_branch_stays_open(seen: Visit, staff: Client) -> None:
    with seen.inside():
        keys = [
            str(pk) for pk in Branch.objects.filter(project=seen.film.project).values_list("pk", flat=True)
        ]
    answer = staff.post(listing(Branch), {"action": "archive", "_selected_action": keys}, follow=True)
    assert "main branch cannot be archived" in answer.text
    with seen.inside():
        assert Branch.objects.open().filter(project=seen.film.project).count() == 1
