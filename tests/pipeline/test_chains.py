"""A chain in one go: planned once however long, equal to what rounds make, and never over somebody's head."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from pipeline.actions import chains
from pipeline.actions.making import APPLY_SECONDS
from pipeline.graph.targets import Made, Request, Tools
from pipeline.jobs.context import Canceled
from pipeline.models import Generation, Run
from pipeline.queries import plans
from projects.actions.commit import Edit, commit
from projects.kinds import Asset, CastList, Scene, Script, VisualState
from projects.kinds.vocabulary import AssetKind
from projects.models import Head
from projects.positions import spread
from tests.factories.films import carry_out
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import Making, begin_run, instead, keys_of, make, states

LINKS = 12
MARA = "character:mara"
FALLS = {
    2: "Mara falls in the mud.",
    5: "Mara washes her face and changes.",
    9: "Mara is soaked by the rain.",
}


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield dressed(world(person.user, person.team))


def dressed(made: World) -> World:
    """Twelve scenes that all have Mara in them; her states are still to be made."""
    inside: dict[str, Any] = {"parent": made.episode, "episode": made.episode}
    edits = [Edit.new(CastList(keys=[MARA]), "cast", **inside)]
    mara = Asset(key=MARA, type=AssetKind.CHARACTER, name="Mara", aliases=["Mara"], wardrobe="a grey coat")
    edits.append(Edit.new(mara, MARA, episode=made.episode))
    for number, position in enumerate(spread(LINKS)):
        slot, heading = f"s{number:03}", f"EXT. QUAY {number} - DAY"
        text = f"{heading}\n\n{FALLS.get(number, 'Mara walks along the quay.')}"
        edits.append(Edit.new(Script(text=text), slot, position, **inside))
        scene = Scene(script=slot, heading=heading, setting="EXT", cast=[MARA])
        edits.append(Edit.new(scene, slot, position, **inside))
    commit(made.branch, edits, by=made.user)
    return made


def told(made: World) -> list[VisualState]:
    """Mara's states in the order of the film."""
    slots = {head.node_id: head.slot for head in Head.objects.filter(branch=made.branch, kind="scene")}
    rows = Head.objects.filter(branch=made.branch, kind="state").select_related("revision")
    return [head.content for head in sorted(rows, key=lambda head: slots.get(head.parent_node, ""))]


def built(made: World) -> list[str]:
    rows = Head.objects.filter(branch=made.branch, kind="state").order_by("built_digest")
    return list(rows.values_list("built_digest", flat=True))


def plannings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with each planning of the film."""
    found, real = list[str](), plans.make_plan

    def planned(*args: Any, **more: Any) -> Any:
        found.append(more["until"])
        return real(*args, **more)

    monkeypatch.setattr(plans, "make_plan", planned)
    return found


def test_a_chain_is_planned_once_however_many_links_it_has(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = keys_of(made, "state")
    assert len(keys) == LINKS
    planned = plannings(monkeypatch)
    assert make(made, *keys) == {"made": LINKS, "reused": 0, "failed": 0}
    assert len(planned) == 1
    assert make(made, *keys) == {"made": 0, "reused": 0, "failed": 0}


def test_a_run_plans_a_chain_four_times_however_many_links_it_has(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = keys_of(made, "state")
    planned = plannings(monkeypatch)
    run = carry_out(begin_run(made, until="state", only=keys)[0])
    assert (run.state, run.note) == (Run.State.DONE, "")
    assert len(planned) == 4  # for the quote, for the jobs, by the job, and to see that all is there


def test_in_a_line_comes_out_what_rounds_make(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    make(made, *keys_of(made, "state"))
    other = dressed(world(made.user, made.team))
    monkeypatch.setattr(chains, "price_of", lambda step: 1)  # what costs goes round by round
    planned = plannings(monkeypatch)
    make(other, *keys_of(other, "state"))
    assert len(planned) > LINKS
    assert told(made) == told(other)
    assert [bool(state.tags_out) for state in told(made)][:6] == [False, False, True, True, True, False]
    assert built(made) == built(other)


def test_the_same_chain_in_another_film_counts_as_made_once(made: World) -> None:
    make(made, *keys_of(made, "state"))
    other = dressed(world(made.user, made.team))
    assert make(other, *keys_of(other, "state")) == {"made": 0, "reused": LINKS, "failed": 0}
    assert Generation.objects.filter(step="state", state="done", reused_from=None).count() == LINKS


def test_where_a_link_comes_out_as_it_was_the_ones_after_it_stand(made: World) -> None:
    keys = keys_of(made, "state")
    make(made, *keys)
    assert make(made, *keys, remake=frozenset(keys[:1])) == {"made": 1, "reused": 0, "failed": 0}


def test_a_link_that_fails_leaves_those_that_follow_from_it(made: World) -> None:
    calls = iter(range(LINKS))

    def once(real: Making, request: Request, tools: Tools) -> Made:
        if next(calls) == 4:
            raise Refused("No.")
        return real(request, tools)

    with instead("state", once):
        assert make(made, *keys_of(made, "state")) == {"made": 4, "reused": 0, "failed": 1}
    assert states("state") == ["done"] * 4 + ["failed"]


def test_a_question_that_cannot_be_put_ends_its_chain_and_says_why(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(story: object, scene: object, key: str) -> None:
        raise KeyError(key)

    monkeypatch.setattr("pipeline.stages.state.steps.before", broken)
    assert make(made, *keys_of(made, "state")) == {"made": 0, "reused": 0, "failed": 1}
    sentence = "Something unexpected happened while making visual states (KeyError)."
    assert Generation.objects.get().error == sentence


def test_when_canceled_the_links_that_are_made_stay_and_nothing_else_is_written(made: World) -> None:
    looks = iter(range(100))

    def check() -> None:
        if next(looks) == 4:
            raise Canceled

    with pytest.raises(Canceled):
        make(made, *keys_of(made, "state"), check=check)
    assert len(told(made)) == 3
    assert states("state") == ["done"] * 3


def test_what_somebody_writes_meanwhile_is_what_the_rest_follows_from(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third link is written by hand while it is made; what was made from another third is made again."""
    moments = iter(range(10_000))
    monkeypatch.setattr("pipeline.actions.making.time.monotonic", lambda: next(moments) * APPLY_SECONDS / 2)
    scene, calls = made.head("scene", "s002"), iter(range(100))

    def meanwhile(real: Making, request: Request, tools: Tools) -> Made:
        if next(calls) == 2:
            own = VisualState(asset=MARA, wardrobe="a red coat").totalled()
            edit = Edit.new(own, MARA, parent=scene.node_id, episode=made.episode)
            commit(made.branch, [edit], by=made.user)
        return real(request, tools)

    with instead("state", meanwhile):
        run = carry_out(begin_run(made, until="state", only=keys_of(made, "state"))[0])
    assert (run.state, run.note) == (Run.State.DONE, "")
    assert [state.wardrobe for state in told(made)] == ["a grey coat"] * 2 + ["a red coat"] * (LINKS - 2)
    assert "alternate" in states("state")
