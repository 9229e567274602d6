from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.kernel import scope
from accounts.models import Team
from billing.actions.ledger import grant, reserve
from pipeline.actions.jobs import enqueue
from pipeline.models import Job, Run
from projects.models import Branch, Project
from tests.factories.accounts import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return TeamFactory()


def sign_in(client: Client, team: Team, role: str = "viewer") -> None:
    client.force_login(MembershipFactory(team=team, role=role).user)


def new_job(team: Team, **fields: Any) -> Job:
    """A job that has become what ``fields`` say."""
    with scope.team(team.pk):
        if fields.get("state") == "failed":
            fields.setdefault("finished_at", timezone.now())
        job = enqueue("test.note", {}, queue="media", title=fields.pop("title", "Frame 1A"))
        Job.objects.filter(pk=job.pk).update(**fields)
        job.refresh_from_db()
        return job


def html(client: Client, name: str, team: Team, **more: Any) -> str:
    answer = client.get(reverse(f"pipeline:{name}", args=[team.slug]), **more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_ring_counts_what_is_under_way_and_how_far_it_is(client: Client, team: Team) -> None:
    sign_in(client, team)
    assert "No jobs running" in html(client, "jobs_ring", team)
    new_job(team)
    new_job(team, progress_done=1, progress_total=2)
    text = html(client, "jobs_ring", team)
    assert "2<span" in text
    assert 'stroke-dasharray="25 100"' in text
    assert "hx-trigger" in text


def test_the_ring_tells_of_failures_when_nothing_runs(client: Client, team: Team) -> None:
    sign_in(client, team)
    new_job(team, state="failed")
    assert "jobs failed" in html(client, "jobs_ring", team)


def test_the_ring_of_another_project_is_empty(client: Client, team: Team) -> None:
    sign_in(client, team)
    new_job(team)
    for project in (TeamFactory().pk, "nonsense"):
        path = reverse("pipeline:jobs_ring", args=[team.slug]) + f"?project={project}"
        assert client.get(path).status_code == 200
    assert "No jobs running" in client.get(path.replace("nonsense", str(TeamFactory().pk))).content.decode()


def test_the_queue_shows_what_failed_and_that_it_was_free(client: Client, team: Team) -> None:
    sign_in(client, team, "editor")
    new_job(team, title="<b>Frame</b>", state="failed", error="The provider is down.")
    text = html(client, "jobs", team)
    assert "&lt;b&gt;Frame" in text
    assert "The provider is down. You were not charged." in text
    assert "Try again" in text


def test_a_charged_failure_does_not_claim_to_be_free(client: Client, team: Team) -> None:
    sign_in(client, team)
    new_job(team, state="failed", error="The provider refused, and charged.", charged=5)
    assert "You were not charged" not in html(client, "jobs", team)


def test_a_viewer_sees_no_buttons(client: Client, team: Team) -> None:
    sign_in(client, team)
    job = new_job(team)
    assert "Cancel" not in html(client, "jobs", team).split('id="main"')[1]
    for name in ("job_cancel", "job_retry"):
        assert client.post(reverse(f"pipeline:{name}", args=[team.slug, job.pk])).status_code == 403


def test_a_stranger_finds_nothing(client: Client, team: Team) -> None:
    sign_in(client, TeamFactory(), "owner")
    job = new_job(team)
    assert client.get(reverse("pipeline:jobs", args=[team.slug])).status_code == 404
    assert client.get(reverse("pipeline:jobs_ring", args=[team.slug])).status_code == 404
    assert client.post(reverse("pipeline:job_cancel", args=[team.slug, job.pk])).status_code == 404


def test_another_teams_job_cannot_be_canceled_through_ones_own(client: Client, team: Team) -> None:
    mine = TeamFactory()
    sign_in(client, mine, "owner")
    job = new_job(team)
    assert client.post(reverse("pipeline:job_cancel", args=[mine.slug, job.pk])).status_code == 404


def test_cancel_and_retry_by_button(client: Client, team: Team) -> None:
    sign_in(client, team, "editor")
    job = new_job(team)
    client.post(reverse("pipeline:job_cancel", args=[team.slug, job.pk]))
    with scope.team(team.pk):
        job.refresh_from_db()
    assert job.state == "canceled"
    answer = client.post(reverse("pipeline:job_retry", args=[team.slug, job.pk]), follow=True)
    assert "is queued again" in answer.content.decode()
    answer = client.post(reverse("pipeline:job_retry", args=[team.slug, job.pk]), follow=True)
    assert "Only a job that failed" in answer.content.decode()


def test_who_may_not_spend_cannot_retry_what_costs(client: Client, team: Team) -> None:
    sign_in(client, team, "editor")
    with scope.team(team.pk):
        grant(team, 10, reason="Test", key="start")
        hold = reserve(team, 10, key="run", source="")
    job = new_job(team, state="failed", cost_most=10, hold=hold)
    assert "Try again" not in html(client, "jobs", team)
    assert client.post(reverse("pipeline:job_retry", args=[team.slug, job.pk])).status_code == 403


def test_a_run_is_canceled_as_a_whole(client: Client, team: Team) -> None:
    sign_in(client, team, "editor")
    with scope.team(team.pk):
        project = Project.objects.create(title="The lamp")
        branch = Branch.objects.create(project=project, name="Main", slug="main", is_main=True)
        run = Run.objects.create(project=project, branch=branch, episode=project.pk, until="film")
    job = new_job(team, run_id=run.pk, project=project)
    text = html(client, "jobs", team)
    assert "Making everything up to film" in text
    assert reverse("pipeline:run_cancel", args=[team.slug, run.pk]) in text
    assert reverse("pipeline:job_cancel", args=[team.slug, job.pk]) not in text


def test_the_fragment_is_only_the_queue(client: Client, team: Team) -> None:
    sign_in(client, team)
    text = html(client, "jobs", team, headers={"HX-Request": "true", "HX-Target": "div#jobs"}).strip()
    assert text.startswith("<div")
    assert text.endswith("</div>")


def test_a_long_queue_costs_no_more_queries(
    client: Client, team: Team, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, team, "editor")
    for number in range(30):
        new_job(team, title=f"Frame {number}")
    html(client, "jobs", team)
    with django_assert_max_num_queries(16):
        html(client, "jobs", team)
    with django_assert_max_num_queries(10):
        html(client, "jobs_ring", team)
