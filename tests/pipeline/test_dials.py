"""A team's dials: set by producers, sent and kept with what is written, priced, part of what was asked."""

from typing import Any

import pytest

from accounts.kernel.errors import Invalid
from accounts.models.audit import AuditRecord
from pipeline.actions.asking import reuse_key
from pipeline.actions.connections import choose_models
from pipeline.actions.tuning import tune
from pipeline.graph.plan import State
from pipeline.models import Generation, Tuning
from pipeline.prompting.dials import Dials
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.plans import plan_for
from pipeline.queries.quotes import lines_for, quote_of
from pipeline.queries.routing import models_alone
from pipeline.queries.tuning import tuned
from projects.kinds import digest
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import writes, writing

VARIANT = PURPOSES["variant"]


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15, title="The Door", logline="A keeper finds a door.")


def here(seen: Visit, *rest: str) -> str:
    return seen.address("settings", "prompts", "variant", *rest)


def post(seen: Visit, **entered: str) -> Any:
    return seen.by(seen.owner).post(here(seen, "dials"), entered)


def test_what_a_producer_sets_is_sent_kept_and_shown_with_the_text(seen: Visit) -> None:
    presets = seen.by(seen.owner).get(here(seen)).context["dials"].fields["capsule"].choices
    ref, name = presets[-1][1][0]
    assert post(seen, temperature="0.4", longest="3000", capsule=ref).status_code == 302
    with seen.inside(), writing(seen.film, writes) as wire:
        make(seen.film, "variant:v1")
        row = Generation.objects.get(target="variant:v1")
        assert AuditRecord.objects.filter(verb="model.tuned").exists()
    sent = wire.asked[0].data
    assert (sent["temperature"], sent["max_tokens"]) == (0.4, 3_000)
    assert "How it shall be told" in sent["messages"][1]["content"], (
        "the preset speaks where the film chose none"
    )
    assert row.request["told"]["dials"] == {"temperature": 0.4, "longest": 3_000}
    assert row.facts["sent"] == {"temperature": 0.4, "longest": 3_000}
    page = seen.by(seen.editor).get(seen.stage("treatment", "told", row.pk))
    assert "temperature 0.4, at most 3,000 tokens" in page.content.decode()
    listed = seen.by(seen.editor).get(seen.address("settings", "prompts")).content.decode()
    assert f"in the manner of {name}" in listed


def test_unset_dials_are_no_part_of_a_question_and_set_ones_make_it_another(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes):
        make(seen.film, "variant:v1")
        tune(VARIANT, Dials(temperature=0.2), by=seen.owner)
        plan = plan_for(seen.film.branch, seen.film.episode, until="treatment")
        assert plan.by_key["variant:v1"].state == State.FRESH, "another dial makes nothing stale"
        make(seen.film, "variant:v2")
        rows = {row.target: row for row in Generation.objects.filter(step="variant")}
        for key, dials in (("variant:v1", []), ("variant:v2", [{"temperature": 0.2}])):
            told, target = rows[key].request["told"], plan.by_key[key].target
            before = reuse_key(target, "compatible", "m-1", 0)
            assert rows[key].reuse_key == digest([before, told["system"], told["prompt"], *dials])
    assert "dials" not in rows["variant:v1"].request["told"]
    assert "sent" not in rows["variant:v1"].facts


def test_the_price_follows_the_longest_answer(seen: Visit, settings: Any) -> None:
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-1")]
    with seen.inside():
        choose_models(["studio:openai"], house_last=False, by=seen.owner)
        before = _written(quote_of(plan_for(seen.film.branch, seen.film.episode, until="treatment")).lines)
        tune(VARIANT, Dials(longest=2_500), by=seen.owner)
        after = _written(quote_of(plan_for(seen.film.branch, seen.film.episode, until="treatment")).lines)
        assert (before, after) == (3 * 6, 8), "three of 2,500 tokens are 7.5 thousand, rounded up"
        once = lines_for("variant", models_alone(), Dials(longest=20_000))
        assert _written(once) == 20, "what is asked for once goes over the team's"


def _written(lines: Any) -> int:
    return sum(
        line.most for line in lines if line.unit == "output_tokens" and "variant" in line.label.lower()
    )


def test_one_question_is_put_with_its_own_dials_over_the_teams(seen: Visit) -> None:
    with seen.inside():
        run_until(seen.film, "treatment")
    with seen.inside(), writing(seen.film, writes):
        tune(PURPOSES["passage"], Dials(temperature=0.2, longest=900), by=seen.owner)
        head = seen.film.head("treatment", "treatment")
        address = seen.stage("treatment", "wording", head.node_id)
        entered = {"passage": head.content.text[:40].strip(), "wish": "tone", "guidance": ""}
        answer = seen.by(seen.editor).post(address, {**entered, "temperature": "1.5"})
        assert answer.status_code == 302, answer.content.decode()
        told = Generation.objects.get(step="passage").request["told"]
    assert told["dials"] == {"temperature": 1.5, "longest": 900}
    with seen.inside():
        bad = seen.by(seen.editor).post(address, {**entered, "temperature": "9"})
    assert bad.status_code == 422
    assert "from 0 to 2" in bad.content.decode()
    assert '<details class="dials" open>' in bad.content.decode(), "what is wrong is in sight"


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"temperature": "2.1"}, "from 0 to 2"),
        ({"temperature": "nan"}, "from 0 to 2"),
        ({"longest": "12"}, "from 200 to 32,000"),
        ({"effort": "extreme"}, "not one of the available choices"),
        ({"capsule": "preset:nobody"}, "not one of the available choices"),
    ],
)
def test_what_is_out_of_bounds_is_refused_in_words_and_stays_in_the_form(
    seen: Visit, entered: dict[str, str], sentence: str
) -> None:
    answer = post(seen, **entered)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with seen.inside():
        assert not Tuning.objects.exists()


def test_nothing_set_is_as_the_studio_made_it(seen: Visit) -> None:
    post(seen, temperature="0.4")
    post(seen)
    with seen.inside():
        assert not Tuning.objects.exists()
        assert not tuned("variant").dials
        with pytest.raises(Invalid, match="capsule"):
            tune(PURPOSES["brief"], Dials(), capsule="preset:x", by=seen.owner)


def test_producers_set_dials_and_nobody_elses_team_sees_them(seen: Visit) -> None:
    assert_guarded(seen, here(seen, "dials"))
    assert seen.by(seen.editor).post(here(seen, "dials"), {"temperature": "1"}).status_code == 403
    assert_guarded(seen, here(seen, "price"), method="get")
    post(seen, temperature="0.4")
    other = seen.by(seen.stranger).get(here(seen).replace(seen.team.slug, seen.other_film.project.team.slug))
    assert "temperature 0.4" not in other.content.decode()


def test_the_price_of_one_question_is_said_as_its_length_is_typed(seen: Visit) -> None:
    assert seen.by(seen.editor).get(here(seen, "price")).content.strip() == b""
    with seen.inside(), writing(seen.film, writes, name="Ours"):
        said = seen.by(seen.editor).get(here(seen, "price"), {"longest": "900"}).content.decode()
    assert "Ours" in said
    assert 'id="asking-cost" hx-swap-oob' in said, "the button's price follows"
    assert "free" in said
