"""Dials, trends and the playground over the API: read and set by who may, and never another team's."""

from typing import Any

from accounts.actions.api_keys import create_api_key
from accounts.kernel import scope
from accounts.models import Membership
from pipeline.models import Generation
from tests.api.asking import Api


def addresses(api: Api) -> list[str]:
    tried = f"{api.base}generations/{api.town.values['text'][0]}/playground/"
    return [
        f"{api.base}models/trends/",
        f"{api.base}prompts/variant/dials/",
        tried,
        f"{tried}{api.town.values['trial'][0]}/template/",
    ]


def test_each_reads_what_the_role_allows_and_a_stranger_nothing(api: Api) -> None:
    town = api.town
    with scope.member(town.stranger.pk):
        team = Membership.objects.select_related("team").get(user=town.stranger).team
    with scope.team(team.pk, user=town.stranger.pk):
        api.keys["stranger"] = create_api_key(team, "a program", by=town.stranger)[1]
    for address in addresses(api):
        expected = {
            "producer": 200,
            "editor": 403 if "trends" in address else 200,
            "viewer": 403,
            "stranger": 404,
        }
        found = {who: api.get(address, who=who).status_code for who in expected}
        assert found == expected, address


def test_dials_are_set_read_and_refused_out_of_bounds(api: Api) -> None:
    one = f"{api.base}prompts/passage/dials/"
    before: dict[str, Any] = api.get(one).json()
    assert (before["temperature"], before["longest"], before["usual_longest"]) == (None, None, 6_000)
    assert api.post(one, {"temperature": 0.5}, who="editor").status_code == 403
    wish = {"temperature": 0.5, "effort": "low", "capsule": "preset:plain-report"}
    kept = api.post(one, wish)
    assert kept.status_code == 200, kept.json()
    assert {name: kept.json()[name] for name in wish} == wish
    for wrong in ({"temperature": 3}, {"longest": 1}, {"effort": "endless"}):
        assert api.post(one, wrong).status_code == 400, wrong
    assert api.post(one, {"capsule": "preset:nobody"}).status_code == 404
    assert (
        api.post(f"{api.base}prompts/breakdown/dials/", {"capsule": "preset:plain-report"}).status_code == 422
    )
    assert api.get(one).json()["effort"] == "low"
    assert api.post(one, {}).json()["capsule_name"] == ""


def test_a_text_is_tried_again_as_it_was_but_for_what_is_said(api: Api) -> None:
    here = addresses(api)[2]
    shown = api.get(here).json()
    assert shown["purpose"] == "variant"
    assert shown["schema"]["type"] == "object"
    assert shown["then"]["total"] > 0
    assert shown["trials"][0]["state"] == "running"
    begun = api.post(
        here, {"link": "A model", "system": "Be brief.", "dials": {"effort": "high"}}, who="editor"
    )
    assert begun.status_code == 202, begun.json()
    with scope.team(api.town.team.pk):
        told = Generation.objects.get(pk=begun.json()["id"]).request["told"]
    assert told["prompt"] == shown["prompt"]
    assert told["system"].startswith("Be brief.")
    assert told["dials"] == {"effort": "high"}
    text = api.get(f"{here}{begun.json()['id']}/template/").json()["text"]
    assert text.startswith("Be brief.\n---\nWrite treatment {{number}}")
    assert api.post(here, {"link": "previz"}).status_code == 422
    assert api.post(here, {"link": "A model"}, who="viewer").status_code == 403


def test_trends_are_asked_for_by_period(api: Api) -> None:
    found = api.get(f"{api.base}models/trends/?days=7").json()
    assert len(found["days"]) == 7
    assert found["total"]["asked"] == 0, "previz' own work is not counted"
    assert api.get(f"{api.base}models/trends/?days=8").status_code == 400
