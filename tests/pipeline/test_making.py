"""Making targets: a failure harms no other, twice makes nothing twice, what is stopped keeps what it has."""

from collections.abc import Iterator

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from pipeline.actions.making import APPLY_SECONDS
from pipeline.graph.targets import Made, Request, Tools
from pipeline.jobs.context import Canceled, LostLease
from pipeline.models import Generation, Run
from pipeline.providers.base import ProviderError
from pipeline.registry import STEP_OF
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import Making, begin_run, instead, keys_of, make, states


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team, seconds=15)


@pytest.fixture
def listed(made: World) -> World:
    """A film whose shots are listed; its prompts are still to be made."""
    run = run_until(made, "state")
    assert run.state == Run.State.DONE, run.note
    return made


def failing(*numbers: int, error: Exception) -> object:
    """A model that raises ``error`` at these calls, counted from 1."""
    calls = iter(range(1, 1000))

    def make(real: Making, request: Request, tools: Tools) -> Made:
        if next(calls) in numbers:
            raise error
        return real(request, tools)

    return make


def test_what_one_target_raises_harms_no_other_and_the_job_is_told_to_try_again(listed: World) -> None:
    keys = keys_of(listed, "prompt")
    with instead("prompt", failing(2, error=RuntimeError("a lamp broke"))), pytest.raises(RuntimeError):
        make(listed, *keys)
    assert states("prompt").count("done") == len(keys) - 1
    failed = Generation.objects.get(step="prompt", state="failed")
    assert failed.error == "Something unexpected happened while making prompts (RuntimeError)."
    with instead("prompt", failing(error=RuntimeError())) as asked:
        assert make(listed, *keys)["made"] == 1
    assert len(asked) == 1


def test_a_refusal_is_kept_in_words_and_is_not_tried_again(listed: World) -> None:
    keys = keys_of(listed, "prompt")
    with instead("prompt", failing(1, error=Refused("There is nobody in this shot."))):
        counts = make(listed, *keys)
    assert counts == {"made": len(keys) - 1, "reused": 0, "failed": 1}
    assert Generation.objects.get(state="failed").error == "There is nobody in this shot."


@pytest.mark.parametrize("retry", [True, False])
def test_a_provider_says_itself_whether_to_try_again(listed: World, retry: bool) -> None:
    keys, error = keys_of(listed, "prompt"), ProviderError("Too many requests.", retry=retry)
    with instead("prompt", failing(1, error=error)):
        if retry:
            with pytest.raises(ProviderError):
                make(listed, *keys)
        else:
            assert make(listed, *keys)["failed"] == 1
    assert states("prompt").count("done") == len(keys) - 1


def test_a_question_that_cannot_be_put_fails_alone(listed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, step = keys_of(listed, "prompt"), STEP_OF["prompt"]
    real = step.request

    def request(story: object, target: object) -> Request:
        if target.key == keys[0]:  # type: ignore[attr-defined]
            raise KeyError("style")
        return real(story, target)  # type: ignore[arg-type]

    monkeypatch.setattr(step, "request", request)
    assert make(listed, *keys) == {"made": len(keys) - 1, "reused": 0, "failed": 1}
    assert Generation.objects.get(state="failed").target == keys[0]


def test_the_same_order_twice_makes_nothing_twice(listed: World) -> None:
    keys = keys_of(listed, "prompt")
    assert make(listed, *keys)["made"] == len(keys)
    assert make(listed, *keys) == {"made": 0, "reused": 0, "failed": 0}
    assert Generation.objects.filter(step="prompt").count() == len(keys)


def test_keys_that_name_nothing_are_left_out(made: World) -> None:
    assert make(made, "frame:s99/0010", "nothing", "") == {"made": 0, "reused": 0, "failed": 0}


def test_another_take_is_made_once_however_often_its_job_runs(listed: World) -> None:
    make(listed, *keys_of(listed, "prompt"))
    key = keys_of(listed, "prompt")[0]
    run, job = begin_run(listed, only=[key], remake=[key])
    order = {"job": job.pk, "run": run.pk, "remake": frozenset(run.remake)}
    assert make(listed, key, **order)["made"] == 1
    assert make(listed, key, **order)["made"] == 0
    assert sorted(Generation.objects.filter(target=key).values_list("take", flat=True)) == [0, 1]


def test_when_canceled_what_is_made_stays_and_the_rest_is_closed(listed: World) -> None:
    keys = keys_of(listed, "prompt")
    looks = iter(range(100))

    def check() -> None:
        if next(looks) == 3:  # once before the batch, then before each target
            raise Canceled

    with pytest.raises(Canceled):
        make(listed, *keys, check=check)
    assert Head.objects.filter(kind="prompt").count() == 2
    assert states("prompt") == ["canceled"] * (len(keys) - 2) + ["done"] * 2
    assert not Generation.objects.filter(state="canceled", error="").exists()


def test_nothing_is_written_once_the_job_belongs_to_another_worker(listed: World) -> None:
    keys, looks = keys_of(listed, "prompt"), iter(range(100))

    def check() -> None:
        if next(looks) == 3:
            raise LostLease

    with pytest.raises(LostLease):
        make(listed, *keys, check=check)
    assert not Head.objects.filter(kind="prompt").exists()
    assert set(states("prompt")) == {"running"}


def test_what_a_dead_worker_left_running_is_closed_by_the_next_attempt(listed: World) -> None:
    run, job = begin_run(listed, until="prompts")
    looks = iter(range(100))

    def die() -> None:
        if next(looks) == 3:
            raise LostLease

    with pytest.raises(LostLease):
        make(listed, *job.args["keys"], job=job.pk, run=run.pk, check=die)
    make(listed, *job.args["keys"], job=job.pk, run=run.pk)
    rows = Generation.objects.filter(run=run.pk)
    assert set(rows.values_list("state", flat=True)) == {"canceled", "done"}
    assert set(rows.filter(state="canceled").values_list("error", flat=True)) == {
        "The worker stopped in the middle of it."
    }
    keys = list(rows.filter(state="done").values_list("target", flat=True))
    assert sorted(keys) == sorted(job.args["keys"])


def test_what_took_long_is_put_in_its_place_at_once(listed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a page shows it and a crash right after loses nothing."""
    moments = iter(range(10_000))
    monkeypatch.setattr("pipeline.actions.making.time.monotonic", lambda: next(moments) * APPLY_SECONDS * 2)
    seen: list[int] = []

    def look(real: Making, request: Request, tools: Tools) -> Made:
        seen.append(Head.objects.filter(kind="prompt").count())
        return real(request, tools)

    keys = keys_of(listed, "prompt")
    with instead("prompt", look):
        make(listed, *keys)
    assert seen == list(range(len(keys)))


def test_a_chain_goes_on_past_a_link_that_needs_none_before_it(made: World) -> None:
    """States are inherited scene to scene: where one cannot be made, others still are."""
    run_until(made, "shots")
    keys = keys_of(made, "state")
    with instead("state", failing(1, error=Refused("No."))):
        counts = make(made, *keys)
    assert counts["failed"] == 1
    assert counts["made"] >= 1
    assert set(states("state")) == {"done", "failed"}
