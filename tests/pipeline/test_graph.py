"""The render graph: what is stale, why, and what is never stale."""

from collections import Counter
from collections.abc import Iterator

import pytest

from accounts.kernel import scope
from pipeline.graph.plan import State
from pipeline.models import Generation, Run
from pipeline.queries.plans import plan_for
from pipeline.queries.reasons import reasons
from projects.actions.branches import fork
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit
from projects.actions.projects import rename_project
from projects.models import Branch, Head
from projects.positions import spread
from tests.factories.films import run_until
from tests.factories.projects import World, membership, world


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team)


@pytest.fixture
def written(made: World) -> World:
    """A film whose prompts stand."""
    run = run_until(made, "prompts")
    assert run.state == Run.State.DONE, run.note
    return made


def stale(made: World, branch: Branch | None = None) -> set[str]:
    plan = plan_for(branch or made.branch, made.episode)
    return {unit.target.key for unit in plan.units if unit.state is State.STALE and unit.step.stage != "film"}


def change(made: World, head: Head, **changes: object) -> None:
    edit(head, changes, expected=head.revision_id, by=made.user)


def test_a_new_film_lacks_everything_and_only_the_brief_is_ready(made: World) -> None:
    plan = plan_for(made.branch, made.episode)
    assert [unit.target.key for unit in plan.ready] == ["brief:brief"]
    assert {unit.state for unit in plan.units} == {State.MISSING, State.BLOCKED}


def test_what_was_just_made_is_fresh(written: World) -> None:
    plan = plan_for(written.branch, written.episode, until="prompts")
    assert Counter(unit.state for unit in plan.units).keys() <= {State.FRESH, State.KEPT}
    assert not plan.to_make


def test_making_again_makes_nothing(written: World) -> None:
    before = Generation.objects.count()
    assert run_until(written, "prompts").state == Run.State.DONE
    assert Generation.objects.count() == before


def test_one_shots_action_makes_only_that_shots_prompt_stale_and_says_why(written: World) -> None:
    shot = Head.objects.select_related("revision").filter(branch=written.branch, kind="shot").first()
    change(written, shot, action="He laughs out loud.")
    assert len(stale(written)) == 1
    plan = plan_for(written.branch, written.episode)
    units = [unit for unit in plan.units if unit.state is State.STALE]
    assert reasons(units)[units[0].target.key] == "the shot's action changed"


def test_notes_durations_and_numbers_make_no_picture_stale(written: World) -> None:
    shot = Head.objects.select_related("revision").filter(branch=written.branch, kind="shot").first()
    change(written, shot, notes="Ask the producer.", frames=99, number="7B", reason="because")
    assert stale(written) == set()


def test_renaming_the_project_and_an_asset_makes_nothing_stale(written: World) -> None:
    rename_project(written.project, "Another name", by=written.user)
    asset = Head.objects.select_related("revision").filter(branch=written.branch, kind="asset").first()
    change(written, asset, name="Somebody else", notes="renamed")
    assert stale(written) == set()


def test_reordering_shots_makes_nothing_stale(written: World) -> None:
    scene = Head.objects.filter(branch=written.branch, kind="shot").values_list("parent_node", flat=True)[0]
    heads = Head.objects.select_related("revision")
    shots = list(heads.filter(branch=written.branch, parent_node=scene, kind="shot"))
    edits = [
        Edit.of(head, position=position, origin=head.origin)
        for head, position in zip(reversed(shots), spread(len(shots)), strict=True)
    ]
    commit(written.branch, edits, by=written.user)
    assert stale(written) == set()


def test_taking_a_change_back_makes_it_fresh_again(written: World) -> None:
    shot = Head.objects.select_related("revision").filter(branch=written.branch, kind="shot").first()
    before = shot.content.action
    change(written, shot, action="Something else.")
    assert stale(written)
    change(written, Head.objects.select_related("revision").get(pk=shot.pk), action=before)
    assert stale(written) == set()


def test_another_branch_does_not_notice(written: World) -> None:
    other = fork(written.branch, "Other", by=written.user)
    shot = Head.objects.select_related("revision").filter(branch=other, kind="shot").first()
    change(written, shot, action="Something else.")
    assert len(stale(written, other)) == 1
    assert stale(written) == set()


def test_an_equal_change_on_another_branch_is_reused_and_costs_nothing(written: World) -> None:
    first = Head.objects.select_related("revision").filter(branch=written.branch, kind="shot").first()
    other = fork(written.branch, "Other", by=written.user)
    change(written, first, action="He laughs out loud.")
    run_until(written, "prompts")
    twin = Head.objects.select_related("revision").get(branch=other, node=first.node_id)
    change(written, twin, action="He laughs out loud.")
    written.branch = other
    run = run_until(written, "prompts")
    made = Generation.objects.filter(run=run.pk)
    assert made.count() == 1
    assert made[0].reused_from is not None


def test_a_hand_written_prompt_is_never_overwritten(written: World) -> None:
    prompt = Head.objects.select_related("revision").filter(branch=written.branch, kind="prompt").first()
    change(written, prompt, text="My own words.")
    shot = Head.objects.select_related("revision").get(branch=written.branch, node=prompt.parent_node)
    change(written, shot, action="Something else.")
    run_until(written, "prompts")
    assert Head.objects.select_related("revision").get(pk=prompt.pk).content.text == "My own words."


def test_a_rewritten_script_that_comes_out_the_same_stops_there(written: World) -> None:
    """Early cutoff: what is made from content does not care how often the content was made."""
    beat = Head.objects.select_related("revision").filter(branch=written.branch, kind="beat").first()
    change(written, beat, intensity=0.01)
    assert any(key.startswith("script:") for key in stale(written))
    script = f"script:{beat.slot}"
    run_until(written, "screenplay")
    assert script not in stale(written)
