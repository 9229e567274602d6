"""Late and diverging results: the person's work wins, and what a model made is kept beside it."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from pipeline.actions import results
from pipeline.actions.takes import choose
from pipeline.graph.plan import State
from pipeline.graph.targets import Made, Request, Tools
from pipeline.models import Generation, Run
from pipeline.queries.plans import plan_for
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit
from projects.kinds import Beat, Prompt
from projects.models import Change, Head
from tests.factories.films import run_until
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import Making, brief_of, instead, keys_of, make, states


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team, seconds=15)


@pytest.fixture
def written(made: World) -> World:
    """A film whose prompts stand."""
    run = run_until(made, "prompts")
    assert run.state == Run.State.DONE, run.note
    return made


def prompts(made: World) -> list[Head]:
    heads = Head.objects.filter(branch=made.branch, kind="prompt", deleted=False)
    return list(heads.select_related("revision").order_by("pk"))


def another_take(made: World, key: str) -> None:
    make(made, key, remake=frozenset([key]))


def test_what_a_person_writes_while_a_model_works_wins_and_the_result_is_kept(written: World) -> None:
    key, head = keys_of(written, "prompt")[0], prompts(written)[0]

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        edit(head, {"text": "A hand wrote this."}, expected=head.revision_id, by=written.user)
        return real(request, tools)

    with instead("prompt", meanwhile):
        another_take(written, key)
    assert prompts(written)[0].content.text == "A hand wrote this."
    assert prompts(written)[0].origin == Head.Origin.HAND
    take = Generation.objects.get(target=key, take=1)
    assert take.state == "alternate"
    assert take.result["content"]["text"]


def test_a_take_kept_aside_can_be_put_in_its_place_later_and_then_counts_as_fresh(written: World) -> None:
    key, head = keys_of(written, "prompt")[0], prompts(written)[0]
    before = head.content
    edit(head, {"text": "A hand wrote this."}, expected=head.revision_id, by=written.user)
    take(written, key)
    assert prompts(written)[0].content == before
    unit = plan_for(written.branch, written.episode).by_key[key]
    assert (unit.state, unit.target.item.origin) == (State.FRESH, "machine")


def take(made: World, key: str) -> None:
    target = plan_for(made.branch, made.episode).by_key[key].target
    head = Head.objects.select_related("branch", "revision").get(branch=made.branch, node=target.item.node)
    generation = Generation.objects.filter(target=key).latest("created_at")
    choose(head, target, generation.pk, expected=head.revision_id, by=made.user)


def test_what_brought_nothing_cannot_be_chosen_and_lists_are_not_one_thing(written: World) -> None:
    prompt = keys_of(written, "prompt")[0]
    Generation.objects.filter(target=prompt).update(state="failed")
    for key in (prompt, "beats:beats"):
        with pytest.raises(Refused, match="take is gone"):
            take(written, key)


def test_what_was_added_by_hand_at_the_same_place_meanwhile_stays_the_only_one(made: World) -> None:
    run_until(made, "state")
    key = keys_of(made, "prompt")[0]
    target = plan_for(made.branch, made.episode).by_key[key].target

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        own = Edit.new(Prompt(text="Mine."), target.slot, parent=target.parent, episode=made.episode)
        commit(made.branch, [own], by=made.user)
        return real(request, tools)

    with instead("prompt", meanwhile):
        make(made, key)
    assert [head.content.text for head in prompts(made)] == ["Mine."]
    assert states("prompt") == ["alternate"]


def test_two_workers_with_the_same_new_target_make_one_of_it(made: World) -> None:
    """A canceled job that was nearly done, and the one of the run that followed."""
    run_until(made, "state")
    key, inside = keys_of(made, "prompt")[0], []

    def twice(real: Making, request: Request, tools: Tools) -> Made:
        if not inside:
            inside.append(key)
            make(made, key)
        return real(request, tools)

    with instead("prompt", twice):
        make(made, key)
    assert len(prompts(made)) == 1
    assert states("prompt") == ["alternate", "done"]


def test_what_a_person_writes_into_the_brief_while_it_is_completed_stays(made: World) -> None:
    head = made.head("brief", "brief")

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        edit(head, {"title": "The Keeper", "tone": "wry"}, expected=head.revision_id, by=made.user)
        return real(request, tools)

    with instead("brief", meanwhile):
        assert make(made, "brief:brief")["failed"] == 0
    brief = brief_of(made)
    assert (brief.title, brief.tone) == ("The Keeper", "wry")
    assert brief.logline
    assert states("brief") == ["done"]


def test_a_stage_that_is_locked_meanwhile_does_not_change_and_the_results_are_kept(made: World) -> None:
    run_until(made, "state")
    keys, locked = keys_of(made, "prompt"), []

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        if not locked:
            locked.append(lock_stage(made.branch, made.episode, "prompts", by=made.user))
        return real(request, tools)

    with instead("prompt", meanwhile):
        make(made, *keys)
    assert prompts(made) == []
    assert set(states("prompt")) == {"alternate"}


def test_a_beat_that_a_hand_changed_survives_a_new_beat_sheet(made: World) -> None:
    run_until(made, "beats")
    head = Head.objects.select_related("revision").filter(kind="beat").order_by("position")[0]

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        edit(head, {"title": "My own beat"}, expected=head.revision_id, by=made.user)
        return real(request, tools)

    with instead("beats", meanwhile):
        another_take(made, "beats:beats")
    titles = [each.content.title for each in Head.objects.select_related("revision").filter(kind="beat")]
    assert "My own beat" in titles


def test_beats_that_a_new_sheet_lacks_go_and_those_of_a_hand_stay(made: World) -> None:
    run_until(made, "beats")
    sheet = Head.objects.get(kind="beat_sheet")
    own = Edit.new(Beat(title="Added by hand"), "h01", "z", parent=sheet.node_id, episode=made.episode)
    commit(made.branch, [own], by=made.user)

    def only_one(real: Making, request: Request, tools: Tools) -> Made:
        whole = real(request, tools)
        return Made(whole.content, whole.children[:1])

    with instead("beats", only_one):
        another_take(made, "beats:beats")
    living = Head.objects.filter(kind="beat", deleted=False).order_by("position")
    assert [head.slot for head in living] == ["b01", "h01"]


def test_results_for_a_branch_that_is_gone_are_refused_and_written_nowhere(made: World) -> None:
    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        from projects.actions.projects import delete_project

        delete_project(made.project, typed=made.project.title, by=made.user)
        return real(request, tools)

    with instead("brief", meanwhile), pytest.raises(Refused, match="deleted"):
        make(made, "brief:brief")
    assert not Head.objects.exists()
    assert not Change.objects.exists()


def test_what_a_result_no_longer_fits_is_made_anew(written: World) -> None:
    """Content models change over the years; old generations keep the old shape."""
    for row in Generation.objects.filter(step="prompt"):
        row.result["content"]["of_old"] = True
        row.save()
    other = world(written.user, written.team, seconds=15)
    run_until(other, "prompts")
    rows = Generation.objects.filter(project=other.project, step="prompt", state="done")
    assert rows.exists()
    assert all("of_old" not in row.result["content"] for row in rows)


def test_equal_work_that_another_project_finished_a_moment_before_is_pointed_to(
    written: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither look, before asking and before writing, saw the other one: the unique key has the last word."""
    other = world(written.user, written.team, seconds=15)
    run_until(other, "state")
    real, looks = results._point_to_originals, []

    def blind_once(generations: list[Generation]) -> None:
        looks.append(len(generations))
        if len(looks) > 1:
            real(generations)

    monkeypatch.setattr("pipeline.actions.asking._find_equal", lambda works: None)
    monkeypatch.setattr(results, "_point_to_originals", blind_once)
    key = keys_of(other, "prompt")[0]
    assert make(other, key)["reused"] == 1
    first = Generation.objects.get(project=written.project, target=key)
    second = Generation.objects.get(project=other.project, target=key)
    assert (second.state, second.reused_from) == ("done", first.pk)
    assert len(prompts(other)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_projects_that_ask_the_same_at_the_same_moment_both_get_it_and_it_counts_once() -> None:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        films = [world(person.user, person.team, seconds=15) for _ in range(2)]
    together, errors = threading.Barrier(2, timeout=20), []

    def both(real: Making, request: Request, tools: Tools) -> Made:
        made = real(request, tools)
        together.wait()
        return made

    def work(film: World) -> None:
        try:
            with scope.team(person.team_id, tx=False):
                make(film, "brief:brief")
        except Exception as error:  # noqa: BLE001  # raised below, in the test's own thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[film]) for film in films]
    with instead("brief", both) as asked:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []
    assert len(asked) == 2
    with scope.team(person.team_id):
        rows = Generation.objects.all()
        assert {row.state for row in rows} == {"done"}
        assert sorted(row.reused_from is None for row in rows) == [False, True]
        assert all(brief_of(film).title for film in films)
