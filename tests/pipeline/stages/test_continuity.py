"""Continuity beside stage 11: findings, what is meant, and the gate before the render."""

from typing import Any

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from pipeline.actions.continuity import accept_finding, check_gate, set_gate
from pipeline.actions.runs import start_run
from pipeline.models import Generation, Run
from pipeline.queries.continuity import judged
from pipeline.registry import STEP_OF
from projects.actions.branches import fork
from projects.queries.story import load_story
from tests.factories.films import carry_out, carry_wave, jobs_of
from tests.factories.projects import membership, world
from tests.factories.shots import beside, heads, queries, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

CARL = "character:carl"


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of three shots, in the second of which somebody stands who is not in the scene."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 1, 3)
        shots = heads(found.film, "shot")
        rewrite(found.film, shots[1], cast=[*shots[1].content.cast, CARL])
    return found


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("confirm", "continuity") + query)
    assert answer.status_code == 200
    return str(answer.text)


def press(seen: Visit, what: str, *, by: Any = None, **data: str) -> str:
    answer = seen.by(by or seen.editor).post(seen.stage("confirm", "continuity", what), data, follow=True)
    assert answer.status_code == 200
    return str(answer.text)


def presence(seen: Visit) -> str:
    with seen.inside():
        found = judged(load_story(seen.film.branch, seen.film.episode)).open
    return next(finding.key for finding in found if finding.rule == "presence")


def test_an_empty_film_is_told_what_will_be_looked_at(db: None) -> None:
    assert "Nothing to check yet" in page(visit())


def test_a_finding_quotes_both_sides_and_leads_to_where_it_is_mended(seen: Visit) -> None:
    text = page(seen)
    assert "carl is in shot 1-2 but not in the scene" in text
    assert "Take them out of the shot, or add them to the scene." in text
    with seen.inside():
        shot = heads(seen.film, "shot")[1]
    assert f"/shots/?shot={shot.node_id}" in text
    assert "carl is in shot" in seen.by(seen.viewer).get(seen.stage("confirm")).text


def test_one_rule_can_be_looked_at_alone(seen: Visit) -> None:
    assert "Show all rules" in page(seen, "?rule=presence")
    assert "carl is in shot" not in page(seen, "?rule=axis")
    assert "carl is in shot" in page(seen, "?rule=no-such-rule")


def test_what_is_meant_is_settled_until_it_changes(seen: Visit) -> None:
    key = presence(seen)
    text = press(seen, "accept", key=key, reason="He is a ghost.")
    assert "Settled as meant" in text
    assert "He is a ghost." in text
    assert "carl" not in seen.by(seen.editor).get(seen.stage("confirm")).text
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "shot")[1], action="Carl waves.")
    assert presence(seen) == key


def test_it_can_be_taken_back(seen: Visit) -> None:
    key = presence(seen)
    press(seen, "accept", key=key, reason="He is a ghost.")
    press(seen, "reopen", key=key)
    assert presence(seen) == key
    press(seen, "reopen", key=key)  # twice does no harm


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "Say why it is meant"), ("   ", "Say why it is meant"), ("x" * 501, "at most 500 characters")],
)
def test_a_reason_is_asked_for(seen: Visit, reason: str, said: str) -> None:
    assert said in press(seen, "accept", key=presence(seen), reason=reason)


def test_what_does_not_stand_open_cannot_be_accepted(seen: Visit) -> None:
    assert "settled already" in press(seen, "accept", key="axis/nowhere", reason="Because")


def test_faults_stop_the_render_where_a_producer_says_so(seen: Visit) -> None:
    text = press(seen, "gate", by=seen.owner, gate="on")
    assert "Open faults stop the render." in text
    with seen.inside(), pytest.raises(Refused, match="renders without any"):
        start_run(seen.film.branch, seen.film.episode, until="film", by=seen.owner)
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        for finding in judged(story).faults:
            accept_finding(seen.film.branch, seen.film.episode, finding.key, "Meant", by=seen.owner)
        check_gate(load_story(seen.film.branch, seen.film.episode))
    press(seen, "gate", by=seen.owner, gate="off")
    with seen.inside():
        check_gate(load_story(seen.film.branch, seen.film.episode))


def test_a_run_from_idea_to_cut_is_stopped_before_the_first_frame(db: None) -> None:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        made = world(person.user, person.team, seconds=15)
        set_gate(made.branch, made.episode, True, by=made.user)
        run = start_run(made.branch, made.episode, until="film", by=made.user)
        while not (shots := heads(made, "shot")):
            carry_wave(run)
        rewrite(made, shots[0], cast=[*shots[0].content.cast, CARL])
        ended = carry_out(run)
        assert (ended.state, "renders without any" in ended.note) == (Run.State.FAILED, True)
        assert heads(made, "prompt")
        assert not Generation.objects.filter(step__in=("frame", "line", "score")).exists()

        for finding in judged(load_story(made.branch, made.episode)).faults:
            accept_finding(made.branch, made.episode, finding.key, "Meant", by=made.user)
        again = start_run(made.branch, made.episode, until="film", by=made.user)
        stages = {STEP_OF[job.args["keys"][0].partition(":")[0]].stage for job in jobs_of(again)}
        assert stages <= {"frames", "film"}


def test_only_producers_set_the_gate_and_nobody_else_gets_in(seen: Visit) -> None:
    assert seen.by(seen.editor).post(seen.stage("confirm", "continuity", "gate")).status_code == 403
    for what in ("accept", "reopen", "gate"):
        foreign = seen.stage("confirm", "continuity", what, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("confirm", "continuity", what), foreign=foreign)
    assert "It is meant" not in page(seen, by=seen.viewer)
    assert seen.by(seen.stranger).get(seen.stage("confirm", "continuity")).status_code == 404


def test_a_second_decision_keeps_the_first(seen: Visit) -> None:
    with seen.inside():
        first = heads(seen.film, "shot")[0]
        rewrite(seen.film, first, cast=[*first.content.cast, CARL])
        keys = [
            finding.key
            for finding in judged(load_story(seen.film.branch, seen.film.episode)).open
            if finding.rule == "presence"
        ]
        for key in keys:
            accept_finding(seen.film.branch, seen.film.episode, key, "Meant", by=seen.editor)
        assert len(heads(seen.film, "continuity")) == 1
        assert len(heads(seen.film, "continuity")[0].content.accepted) == len(keys) == 2


def test_another_branch_decides_for_itself(seen: Visit) -> None:
    with scope.team(seen.team.pk, user=seen.owner.pk):
        other = fork(seen.film.branch, "Darker", by=seen.owner)
        set_gate(other, seen.film.episode, True, by=seen.owner)
        assert not judged(load_story(seen.film.branch, seen.film.episode)).gate
        assert judged(load_story(other, seen.film.episode)).gate


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    few = queries(seen.by(seen.editor), seen.stage("confirm", "continuity"))
    many = beside(seen, 2, 30)
    assert queries(many.by(many.editor), many.stage("confirm", "continuity")) == few <= 9
