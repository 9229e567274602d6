"""Runs: pressed twice, stopped, failing, archived, deleted: each comes to rest, and says why."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from accounts.actions.members import remove_member
from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.models import Membership
from billing.queries.ledger import reconcile
from pipeline.actions.jobs import cancel_job
from pipeline.actions.runs import advance, retry_run, retry_work, start_run, stop_run
from pipeline.graph.targets import Made, Request, Tools
from pipeline.jobs.engine import serve
from pipeline.jobs.make import go_on, make
from pipeline.models import Generation, Job, Run
from projects.actions.branches import archive_branch, fork, lock_stage
from projects.actions.projects import delete_project
from projects.models import Head, Project
from tests.factories.accounts import MembershipFactory, TeamFactory
from tests.factories.films import carry_out, run_until
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import Making, begin_run, instead


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team, seconds=15)


def refusing(real: Making, request: Request, tools: Tools) -> Made:
    raise Refused("The lamp is broken.")


def test_pressing_twice_joins_the_run_that_works(made: World) -> None:
    run, _ = begin_run(made)
    again, _ = begin_run(made)
    assert again == run
    assert Run.objects.count() == 1


def test_something_else_waits_for_the_run_that_works(made: World) -> None:
    begin_run(made)
    with pytest.raises(Refused, match="still making"):
        start_run(made.branch, made.episode, until="beats", by=made.user)


def test_a_form_that_is_sent_again_finds_its_run_even_when_that_has_ended(made: World) -> None:
    run = run_until(made, "idea", form_key="a press")
    assert run_until(made, "idea", form_key="a press") == run


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_moment_share_one_run() -> None:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        film = world(person.user, person.team, seconds=15)
    together, runs, errors = threading.Barrier(4, timeout=20), [], []

    def press() -> None:
        try:
            together.wait()
            with scope.team(person.team_id, user=person.user_id):
                runs.append(start_run(film.branch, film.episode, until="film", by=film.user).pk)
        except Exception as error:  # noqa: BLE001  # raised below, in the test's own thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(runs) == 4
    assert len(set(runs)) == 1


def test_what_the_episode_does_not_have_is_refused_in_words(made: World) -> None:
    for asked in ({"only": ["frame:s99/0010"]}, {"remake": ["poetry"]}):
        with pytest.raises(Refused, match="not part of this episode"):
            start_run(made.branch, made.episode, until="film", by=made.user, **asked)
    assert not Run.objects.exists()


def test_a_run_with_nothing_to_make_has_ended_when_it_is_started(made: World) -> None:
    run_until(made, "idea")
    run = start_run(made.branch, made.episode, until="idea", by=made.user)
    assert run.state == "done"
    assert reconcile().right


def test_where_something_fails_the_rest_is_made_and_the_run_says_what_is_missing(made: World) -> None:
    with instead("beats", refusing):
        run = run_until(made, "beats")
    assert run.state == "failed"
    assert run.note.endswith("The lamp is broken.")
    assert Head.objects.filter(kind="variant").count() == 3
    assert retried(run).state == "done"
    assert Generation.objects.filter(step="variant").count() == 3


def retried(run: Run) -> Run:
    return carry_out(retry_run(run, by=run.created_by))


def test_a_canceled_run_keeps_what_it_made_and_gives_back_what_it_held(made: World) -> None:
    run_until(made, "treatment")
    run, job = begin_run(made, until="beats")
    stop_run(run, by=made.user)
    job.refresh_from_db()
    run.refresh_from_db()
    assert (run.state, job.state) == ("canceled", "canceled")
    assert Head.objects.filter(kind="variant").exists()
    advance(run.pk)
    assert not Job.objects.active().exists()
    assert reconcile().right


def test_canceling_one_job_leaves_its_targets_out_instead_of_queueing_them_again(made: World) -> None:
    run, job = begin_run(made, until="beats")
    cancel_job(job, by=made.user)
    go_on(Job.objects.get(pk=job.pk))
    run.refresh_from_db()
    assert run.state == "failed"
    assert not Job.objects.active().exists()


def test_trying_a_job_again_lets_its_ended_run_go_on(made: World) -> None:
    run, job = begin_run(made, until="beats")
    cancel_job(job, by=made.user)
    go_on(Job.objects.get(pk=job.pk))
    retry_work(Job.objects.get(pk=job.pk), by=made.user)
    run.refresh_from_db()
    assert (run.state, run.note) == ("running", "")
    assert carry_out(run).state == "done"
    assert Head.objects.filter(kind="beat").exists()
    assert reconcile().right


def test_a_job_is_tried_again_alone_while_another_run_works(made: World) -> None:
    _, job = begin_run(made, until="beats")
    cancel_job(job, by=made.user)
    go_on(Job.objects.get(pk=job.pk))
    other, _ = begin_run(made, until="treatment")
    retry_work(Job.objects.get(pk=job.pk), by=made.user)
    assert Run.objects.get(state="running") == other


def test_a_job_whose_worker_dies_every_time_ends_its_run(made: World) -> None:
    """Not even a generation may tell of it: memory ran out before the first was written."""
    run, job = begin_run(made, until="beats")
    sentence = "The worker stopped in the middle of it, 3 times."
    Job.objects.filter(pk=job.pk).update(state="failed", error=sentence)
    go_on(Job.objects.get(pk=job.pk))
    run.refresh_from_db()
    assert run.state == "failed"
    assert sentence in run.note


def test_what_a_failed_job_left_running_is_closed_with_the_jobs_sentence(made: World) -> None:
    run, job = begin_run(made, until="beats")
    row = Generation.objects.create(
        project=made.project, branch=made.branch.pk, episode=made.episode, step="brief", target="brief:brief",
        digest="d", reuse_key="k", provider="previz", model="m", job=job.pk, run=run.pk,
    )  # fmt: skip
    Job.objects.filter(pk=job.pk).update(state="failed", error="No room left.")
    go_on(Job.objects.get(pk=job.pk))
    row.refresh_from_db()
    assert (row.state, row.error) == ("failed", "No room left.")


def test_a_run_that_cannot_go_on_ends_instead_of_waiting_for_ever(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, job = begin_run(made)

    def broken(run: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.actions.runs.plan_of", broken)
    Job.objects.filter(pk=job.pk).update(state="done")
    go_on(Job.objects.get(pk=job.pk))
    run.refresh_from_db()
    assert (run.state, run.note) == ("failed", "Something unexpected happened (ZeroDivisionError).")


def test_nothing_starts_on_an_archived_branch_and_what_works_there_ends(made: World) -> None:
    branch = fork(made.branch, "Another end", by=made.user)
    branch.project = made.project
    run = start_run(branch, made.episode, until="film", by=made.user)
    archive_branch(branch, by=made.user)
    with pytest.raises(Refused, match="archived"):
        start_run(branch, made.episode, until="idea", by=made.user)
    Job.objects.filter(run_id=run.pk).update(state="done")
    advance(run.pk)
    run.refresh_from_db()
    assert run.state == "canceled"
    assert "archived" in run.note


def test_a_stage_that_is_locked_while_a_run_works_is_left_as_it_is(made: World) -> None:
    run, _ = begin_run(made, until="beats")
    lock_stage(made.branch, made.episode, "beats", by=made.user)
    run = carry_out(run)
    assert run.state == "done"
    assert not Head.objects.filter(kind="beat").exists()
    assert Head.objects.filter(kind="treatment").exists()


def test_a_deleted_project_takes_its_runs_along_and_its_job_ends_in_words(made: World) -> None:
    run_until(made, "beats")
    run, job = begin_run(made, until="screenplay")
    delete_project(made.project, typed=made.project.title, by=made.user)
    for model in (Run, Job, Generation, Head, Project):
        assert not model.objects.exists()
    assert reconcile().right

    class Context:
        args, job_row = job.args, job

    Context.job = job  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="deleted"):
        make(Context())  # type: ignore[arg-type]  # a worker that had claimed it before
    advance(run.pk)


@pytest.mark.django_db(transaction=True)
def test_a_run_goes_on_when_who_asked_for_it_leaves() -> None:
    team = TeamFactory()
    owner, leaver = MembershipFactory(team=team, role="owner"), MembershipFactory(team=team, role="editor")
    with scope.team(team.pk, user=leaver.user_id):
        film = world(leaver.user, team, seconds=15)
        run = start_run(film.branch, film.episode, until="beats", by=leaver.user)
    with scope.team(team.pk, user=owner.user_id):
        remove_member(Membership.objects.get(pk=leaver.pk), by=owner.user)
    serve(["interactive", "media"])
    with scope.team(team.pk):
        run.refresh_from_db()
        assert (run.state, run.note) == ("done", "")
        assert Head.objects.filter(kind="beat").exists()
