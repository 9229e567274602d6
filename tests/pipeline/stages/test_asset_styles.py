"""The visual style: seen on three assets before it is chosen, and locked by a producer."""

import pytest

from accounts.kernel.errors import Refused
from accounts.models import AuditRecord
from pipeline.actions.capsules import choose_capsule
from pipeline.models import Job, JobStep
from tests.factories.shots import as_made, heads, written
from tests.factories.trials import drain
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        as_made(found.film, "picture")
    return found


def style(seen: Visit) -> tuple[str, bool]:
    with seen.inside():
        content = heads(seen.film, "style")[0].content
    return content.preset, content.locked


def test_a_preview_shows_both_styles_and_changes_nothing(seen: Visit) -> None:
    browser, address = seen.by(seen.editor), seen.stage("assets", "style", "preview")
    text = browser.get(address, {"preset": "noir"}).text
    assert "Draw the preview" in text
    assert "makes 2 pictures out of date" in text
    assert "Choose Noir" in text
    assert style(seen) == ("cinematic", False)
    assert "today" in browser.get(address, {"preset": "cinematic"}).text
    assert browser.get(address, {"preset": "loud"}).status_code == 404
    assert "Editors can" in seen.by(seen.viewer).get(address, {"preset": "noir"}).text


def test_a_preview_is_drawn_by_a_job_and_kept(seen: Visit) -> None:
    browser, address = seen.by(seen.editor), seen.stage("assets", "style", "preview")
    draw = seen.stage("assets", "style", "preview", "draw")
    begun = browser.post(draw, {"preset": "noir"}, follow=True).text
    assert "<progress" in begun
    assert "<compare-slider" not in begun
    drain(seen)
    text = seen.by(seen.viewer).get(address, {"preset": "noir"}).text
    assert text.count("<compare-slider") == 2  # there are two assets
    assert "Draw the preview" not in text
    browser.post(draw, {"preset": "noir"})
    with seen.inside():
        jobs = list(Job.objects.filter(kind="trial"))
        drawn = set(JobStep.objects.filter(job=jobs[0]).values_list("result", flat=True))
    assert len(jobs) == 1  # what was drawn once is found again
    assert len(drawn) == 4  # each asset looks otherwise in each style


def test_a_preview_is_stopped_and_goes_on_where_it_was(seen: Visit) -> None:
    browser, preset = seen.by(seen.editor), {"preset": "noir"}
    browser.post(seen.stage("assets", "style", "preview", "draw"), preset)
    with seen.inside():
        job = Job.objects.get(kind="trial")
    stop = seen.stage("assets", "trial", job.pk, "stop")
    foreign = seen.stage("assets", "trial", job.pk, "stop", project=seen.other_film.project.pk)
    assert_guarded(seen, stop, foreign=foreign)
    browser.post(stop)
    with seen.inside():
        job.refresh_from_db()
    assert job.state == "canceled"
    assert "Go on" in browser.get(seen.stage("assets", "style", "preview"), preset).text
    browser.post(seen.stage("assets", "style", "preview", "draw"), preset)
    drain(seen)
    assert "<compare-slider" in browser.get(seen.stage("assets", "style", "preview"), preset).text


def test_a_locked_style_is_changed_by_nobody_until_a_producer_unlocks_it(seen: Visit) -> None:
    lock, choose = seen.stage("assets", "style", "lock"), seen.stage("assets", "style")
    owner, editor = seen.by(seen.owner), seen.by(seen.editor)
    owner.post(lock, {"on": "1"})
    assert "style is locked" in editor.post(choose, {"preset": "noir"}, follow=True).text
    assert style(seen) == ("cinematic", True)
    with seen.inside(), pytest.raises(Refused, match="visual style is locked"):
        choose_capsule(seen.film.branch, seen.film.episode, "visual", "preset:noon-desert", by=seen.owner)
    owner.post(lock, {"on": "0"})
    editor.post(choose, {"preset": "noir"})
    assert style(seen) == ("noir", False)
    with seen.inside():
        verbs = list(AuditRecord.objects.filter(verb__startswith="style.").values_list("verb", flat=True))
    assert verbs == ["style.locked", "style.unlocked"]


def test_who_may_do_what(seen: Visit) -> None:
    lock = seen.stage("assets", "style", "lock")
    assert seen.by(seen.editor).post(lock, {"on": "1"}).status_code == 403
    assert_guarded(
        seen, lock, foreign=seen.stage("assets", "style", "lock", project=seen.other_film.project.pk)
    )
    assert seen.by(seen.stranger).get(seen.stage("assets", "style", "preview")).status_code == 404
    assert_guarded(seen, seen.stage("assets", "style", "preview", "draw"))


def test_programs_read_choose_and_lock_the_style(seen: Visit) -> None:
    address = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/style/"
    owner, editor, kind = seen.by(seen.owner), seen.by(seen.editor), "application/json"
    noir = editor.patch(address, {"preset": "noir"}, content_type=kind).json()
    assert noir == {"preset": "noir", "locked": False}
    assert editor.patch(address, {"locked": True}, content_type=kind).status_code == 403
    both = {"preset": "crayon", "locked": True}
    assert owner.patch(address, both, content_type=kind).json() == both
    assert editor.patch(address, {"preset": "noir"}, content_type=kind).status_code == 409
    assert seen.by(seen.viewer).get(address).json() == both
    assert seen.by(seen.viewer).patch(address, {"preset": "noir"}, content_type=kind).status_code == 403
    assert seen.by(seen.stranger).get(address).status_code == 404
