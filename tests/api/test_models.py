"""Models, prompts and evaluation over the API: keys never come out, and every role stays in its place."""

from typing import Any

import pytest

from accounts.actions.api_keys import create_api_key
from accounts.kernel import scope
from accounts.models import Membership
from pipeline.actions.evaluation import carry_out
from pipeline.models import Connection, EvaluationRun, EvaluationSet, Generation
from pipeline.providers.sealing import unseal
from tests.api.asking import Api

SECRET = "sk-nobody-may-read-this"
NEW = {"name": "Ours", "provider": "openai", "model": "gpt-6-mini", "secret": SECRET}
OWN = "You are terse.\n---\nWrite treatment {{number}} in {{language}}.\n\n{{context}}\n"


def inside(api: Api) -> Any:
    return scope.team(api.town.team.pk, user=api.town.people["owner"].pk)


def addresses(api: Api) -> list[str]:
    model, kept = api.town.values["connection_id"][0], api.town.values["set_id"][0]
    return [
        *(f"{api.base}models/{more}" for more in ("", f"{model}/")),
        *(f"{api.base}prompts/{more}" for more in ("", "variant/", "variant/diff/", "variant/versions/0/")),
        *(f"{api.base}evaluation/{more}" for more in ("", f"{kept}/cases/", f"{kept}/runs/")),
    ]


def test_only_those_who_may_see_the_pages_may_ask_for_them(api: Api) -> None:
    for address in addresses(api):
        assert api.get(address).status_code == 200, address
        assert api.get(address, who="viewer").status_code == 403, address
        expected = 403 if "/models/" in address else 200
        assert api.get(address, who="editor").status_code == expected, address
    assert api.post(f"{api.base}prompts/variant/", {"text": OWN}, who="editor").status_code == 403
    assert api.post(f"{api.base}models/", NEW, who="producer").status_code == 403


def test_another_teams_key_opens_nothing(api: Api) -> None:
    town = api.town
    with scope.member(town.stranger.pk):
        team = Membership.objects.select_related("team").get(user=town.stranger).team
    with scope.team(team.pk, user=town.stranger.pk):
        api.keys["stranger"] = create_api_key(team, "a program", by=town.stranger)[1]
    assert {api.get(address, who="stranger").status_code for address in addresses(api)} == {404}
    assert api.post(f"{api.base}models/", NEW, who="stranger").status_code == 404


def test_a_model_is_connected_tested_put_in_order_and_removed_and_its_key_never_comes_out(api: Api) -> None:
    made = api.post(f"{api.base}models/", NEW)
    assert (made.status_code, made.json()["state"]) == (201, "testing")
    one, first = made.json()["id"], str(api.town.values["connection_id"][0])
    answers = [
        made,
        api.post(f"{api.base}models/{one}/test/"),
        api.post(f"{api.base}models/{one}/key/", {"secret": f"{SECRET}-2"}),
        api.post(f"{api.base}models/order/", {"order": [one, first], "house_last": False}),
        api.get(f"{api.base}models/"),
        api.get(f"{api.base}models/{one}/"),
    ]
    assert [answer.status_code for answer in answers] == [201, 202, 202, 200, 200, 200]
    assert answers[4].json()["routing"] == {"order": [one, first], "house_last": False}
    with inside(api):
        kept = Connection.objects.get(pk=one)
        assert unseal(kept.sealed) == f"{SECRET}-2"
    for answer in answers:
        assert SECRET not in answer.content.decode()
        assert kept.sealed not in answer.content.decode()
    assert api.delete(f"{api.base}models/{one}/").status_code == 204
    assert api.get(f"{api.base}models/{one}/").status_code == 404
    assert api.get(f"{api.base}models/").json()["routing"]["order"] == [first]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"secret": ""}, 422), ({"name": ""}, 400), ({"reads": 1}, 400), ({"provider": "nobody"}, 400)],
)
def test_a_model_that_cannot_be_is_refused_in_words(api: Api, changes: dict[str, Any], status: int) -> None:
    answer = api.post(f"{api.base}models/", {**NEW, **changes})
    assert answer.status_code == status
    assert SECRET not in answer.content.decode()
    refused = api.post(f"{api.base}models/order/", {"order": ["somebody else's"], "house_last": True})
    assert refused.status_code == 422
    assert "no longer connected" in refused.json()["detail"]


def test_a_template_is_kept_compared_previewed_and_taken_back(api: Api) -> None:
    one = f"{api.base}prompts/variant/"
    kept = api.post(one, {"text": OWN, "note": "shorter"})
    assert (kept.status_code, kept.json()["version"]) == (201, 1)
    assert api.get(one).json()["text"] == OWN
    lines = api.get(f"{one}diff/?old=0&new=1").json()
    assert {"kind": "added", "text": "You are terse."} in lines
    with inside(api):
        sample = Generation.objects.filter(step="variant").latest("created_at").pk
    told = api.post(f"{one}preview/", {"sample": str(sample)}, who="editor").json()
    assert told["system"].startswith("You are terse.")
    assert "Write treatment" in told["prompt"]
    tried = api.post(f"{one}preview/", {"sample": str(sample), "text": OWN.replace("terse", "wordy")})
    assert tried.json()["system"].startswith("You are wordy.")
    back = api.post(f"{one}use/", {"version": 0}).json()
    assert (back["version"], [row["in_use"] for row in back["versions"]]) == (0, [False])
    listed = {row["name"]: row["version"] for row in api.get(f"{api.base}prompts/").json()}
    assert listed["variant"] == 0


def test_what_is_no_template_is_refused_and_what_is_missing_is_not_found(api: Api) -> None:
    one = f"{api.base}prompts/variant/"
    assert "no variable secret" in api.post(one, {"text": "a\n---\n{{context}} {{secret}}"}).json()["detail"]
    missing = "00000000-0000-4000-8000-000000000000"
    assert api.post(f"{one}preview/", {"sample": missing}).status_code == 409
    assert api.get(f"{one}versions/9/").status_code == 404
    assert api.get(f"{api.base}prompts/astrology/").status_code == 404
    assert api.post(f"{one}use/", {"version": 9}).status_code == 409


def test_a_set_is_filled_asked_again_and_its_results_are_read(api: Api) -> None:
    with inside(api):
        row = Generation.objects.filter(step="beats").latest("created_at")
    kept = api.post(f"{api.base}evaluation/", {"generation": str(row.pk), "set": "Beats"})
    assert kept.status_code == 201, kept.json()
    assert kept.json()["purpose"] == "beats"
    sets = api.get(f"{api.base}evaluation/").json()["results"]
    one = next(found for found in sets if found["name"] == "Beats")
    assert one["questions"] == 1
    here = f"{api.base}evaluation/{one['id']}/"
    begun = api.post(f"{here}runs/", {"template": "studio", "link": "previz"})
    assert (begun.status_code, begun.json()["state"]) == (202, "running")
    with inside(api):
        carry_out(EvaluationRun.objects.get(pk=begun.json()["id"]).pk, check=lambda: None, tell=_nothing)
    found = api.get(f"{here}runs/{begun.json()['id']}/").json()
    assert (found["state"], found["answered"], found["cost_micro"]) == ("done", 1, 0)
    assert found["results"][0]["case"] == kept.json()["id"]
    assert found["mean"] == round(100 * found["results"][0]["total"])
    assert api.get(f"{here}cases/").json()["results"][0]["total"] == found["results"][0]["total"]
    assert api.post(f"{here}runs/", {"link": "nobody"}).status_code == 422
    assert api.post(f"{here}runs/", {"template": "9"}).status_code == 422
    assert api.delete(f"{here}cases/{kept.json()['id']}/").status_code == 204
    with inside(api):
        assert not EvaluationSet.objects.filter(name="Beats").exists()


def _nothing(done: int, of: int) -> None:
    """Nobody watches."""


def test_lists_of_models_and_sets_do_not_ask_for_each_row(
    api: Api, django_assert_max_num_queries: Any
) -> None:
    owner = api.town.people["owner"]
    with inside(api):
        EvaluationSet.objects.bulk_create(EvaluationSet(name=f"Set {number}") for number in range(60))
        Connection.objects.bulk_create(
            Connection(name=f"M{number}", provider="google", model="m", sealed="x", created_by=owner)
            for number in range(11)
        )
    for address in (f"{api.base}models/", f"{api.base}evaluation/?limit=100", f"{api.base}prompts/"):
        with django_assert_max_num_queries(9):
            assert api.get(address).status_code == 200
