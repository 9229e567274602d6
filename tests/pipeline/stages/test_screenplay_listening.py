"""Stage 4, read aloud: readings are made when they are named, kept, and stale when their scene changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline.actions.importing import bring_screenplay
from pipeline.actions.runs import start_run
from pipeline.graph.plan import DONE, make_plan
from pipeline.models import Generation, Job
from pipeline.outline import scripts_of
from pipeline.queries.plans import plan_for, plan_of
from pipeline.queries.progress import progress_of
from pipeline.queries.quotes import quote_of
from pipeline.registry import ASIDE
from pipeline.stages.screenplay.texts import joined
from projects.actions.branches import lock_stage
from projects.actions.edits import edit
from projects.kinds import Reading
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.visitors import Visit, visit
from tests.pipeline.making_support import make

SCENES = [f"INT. ROOM {number} - DAY\n\nA cat sits.\n\nMARA\nHello {number}.\n" for number in (1, 2)]


@pytest.fixture
def brought(db: None) -> Visit:
    """A screenplay of two scenes, brought in."""
    seen = visit()
    with seen.inside():
        bring_screenplay(seen.film.branch, seen.film.episode, joined(SCENES), by=seen.owner)
    return seen


def keys(seen: Visit) -> list[str]:
    return [f"reading:{item.slot}" for item in scripts_of(load_story(seen.film.branch, seen.film.episode))]


def state_of(seen: Visit, key: str) -> str:
    units = make_plan(load_story(seen.film.branch, seen.film.episode), ASIDE).units
    return next(str(unit.state) for unit in units if unit.target.key == key)


def rewrite(seen: Visit, key: str) -> None:
    """Change the words of a scene."""
    rows = Head.objects.select_related("revision", "branch", "branch__project")
    head = rows.get(branch=seen.film.branch, kind="script", slot=key.partition(":")[2])
    text = head.content.text.replace("A cat sits.", "A dog sits.")
    edit(head, {"text": text}, expected=head.revision_id, by=seen.owner)


def test_no_film_waits_for_readings(brought: Visit) -> None:
    with brought.inside():
        units = plan_for(brought.film.branch, brought.film.episode).units

        assert not [unit for unit in units if unit.step.name == "reading"]


def test_a_reading_is_made_when_it_is_named_and_stale_when_its_scene_changes(brought: Visit) -> None:
    with brought.inside():
        first, second = keys(brought)
        assert make(brought.film, first) == {"made": 1, "reused": 0, "failed": 0}
        head = Head.objects.select_related("revision").get(kind="reading")
        content: Reading = head.content

        assert [line.speaker for line in content.lines] == ["", "", "MARA"]
        assert Generation.objects.get(step="reading").media == [content.media]
        assert [state_of(brought, key) for key in (first, second)] == ["fresh", "missing"]

        rewrite(brought, second)
        assert state_of(brought, first) == "fresh"
        rewrite(brought, first)
        assert state_of(brought, first) == "stale"


def test_a_run_reads_what_it_was_asked_for_and_counts_that_alone(brought: Visit) -> None:
    with brought.inside():
        first, second = keys(brought)
        film = brought.film
        run = start_run(
            film.branch, film.episode, until="screenplay", by=brought.editor, only=[first, second]
        )
        jobs = Job.objects.filter(run_id=run.pk)

        assert sorted(job.args["keys"][0] for job in jobs) == sorted([first, second])
        assert quote_of(plan_of(run)).total_most == 0, "it is free"
        assert (progress_of(run).done, progress_of(run).total) == (0, 2)
        make(film, first)
        assert (progress_of(run).done, progress_of(run).total) == (1, 2)
        assert plan_of(run).by_key[first].state in DONE


def test_a_locked_screenplay_can_be_read(brought: Visit) -> None:
    with brought.inside():
        lock_stage(brought.film.branch, brought.film.episode, "screenplay", by=brought.owner)

        assert make(brought.film, keys(brought)[0])["made"] == 1


def test_the_page_plays_what_is_read_and_says_what_changed(brought: Visit) -> None:
    with brought.inside():
        first, _ = keys(brought)
        make(brought.film, first)
        media = Head.objects.select_related("revision").get(kind="reading").content.media
    address = brought.stage("screenplay") + "?view=listen"
    page = brought.by(brought.editor).get(address).content.decode()

    assert f"/{media}" in page
    assert page.count("<audio") == 1
    assert "data-start" in page
    assert "Read what is missing" in page
    with brought.inside():
        rewrite(brought, first)
    page = brought.by(brought.editor).get(address).content.decode()
    assert "Read again" in page
    assert "text changed" in page.lower()
    assert "Read again" not in brought.by(brought.viewer).get(address).content.decode()


def test_the_page_asks_no_more_of_many_scenes(brought: Visit) -> None:
    address, browser = brought.stage("screenplay") + "?view=listen", brought.by(brought.editor)

    def asked() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    with brought.inside():
        make(brought.film, keys(brought)[0])
    few = asked()
    with brought.inside():
        bring_screenplay(brought.film.branch, brought.film.episode, joined(SCENES * 30), by=brought.owner)
        make(brought.film, *keys(brought)[:2])

    assert asked() <= few
