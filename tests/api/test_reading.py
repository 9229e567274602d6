"""Everything that can be read: it is what the schema says, and no more than the asker may see."""

from typing import Any

import jsonschema
import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from accounts.kernel import scope
from pipeline.models import Generation
from projects.models import Head
from tests.api.asking import Api
from tests.safety.town import Town, addresses, routes


@pytest.fixture(scope="module")
def schema() -> Any:
    """The API's schema, its nullable fields as JSON Schema writes them."""
    return _nullable(SchemaGenerator().get_schema(request=None, public=True))


def _nullable(part: Any) -> Any:
    if isinstance(part, list):
        return [_nullable(each) for each in part]
    if not isinstance(part, dict):
        return part
    done = {name: _nullable(value) for name, value in part.items() if name != "nullable"}
    return {"anyOf": [done, {"type": "null"}]} if part.get("nullable") is True else done


def operations(schema: Any) -> dict[str, Any]:
    return {path: methods["get"] for path, methods in schema["paths"].items() if "get" in methods}


def test_every_answer_is_what_the_schema_says(town: Town, api: Api, schema: Any) -> None:
    checked = 0
    for route, _, names in routes():
        path = as_schema_writes(route)
        operation = operations(schema).get(path)
        if operation is None:
            continue
        shape = operation["responses"]["200"]["content"].get("application/json", {}).get("schema")
        if shape is None:
            continue  # a file
        for address in addresses(town, route, names, most=3):
            answer = api.get(address)
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200, address
            jsonschema.validate(answer.json(), shape | {"components": schema["components"]})
            checked += 1
    assert checked >= 20


def as_schema_writes(route: str) -> str:
    """``api/v1/teams/<slug:team>/`` -> ``/api/v1/teams/{team}/``."""
    path = route.replace(
        r"^teams/(?P<team>[-\w]+)/media/(?P<sha>[0-9a-f]{64})/", "teams/<s:team>/media/<s:sha>/"
    )
    for kind in ("slug", "uuid", "int", "str", "s"):
        path = path.replace(f"<{kind}:", "{")
    return "/" + path.replace(">", "}").rstrip("$")


def test_the_teams_are_where_to_begin_and_a_key_shows_its_own_only(town: Town, api: Api) -> None:
    assert api.get("/api/v1/teams/").json() == [
        {"slug": town.team.slug, "name": "Lighthouse", "role": "owner"}
    ]
    browser = town.browser("stranger")
    assert [team["name"] for team in browser.get("/api/v1/teams/").json()] == ["Harbour"]
    assert Client().get("/api/v1/teams/").status_code == 401


def test_lists_come_in_pages(api: Api) -> None:
    whole = api.get("shots/").json()
    part = api.get("shots/?limit=2&offset=1").json()
    assert part["count"] == whole["count"] > 2
    assert part["results"] == whole["results"][1:3]
    assert "offset=0" in part["previous"] or "offset" not in part["previous"]
    assert api.get("content/?limit=100000").json()["results"].__len__() <= 200


def test_shots_are_asked_for_by_scene_and_anything_by_kind(town: Town, api: Api) -> None:
    scene = api.get("scenes/").json()["results"][0]
    shots = api.get(f"shots/?under={scene['id']}").json()["results"]
    assert shots
    assert {shot["parent"] for shot in shots} == {scene["id"]}
    frames = api.get("content/?kind=frame").json()
    with town.scope():
        assert frames["count"] == Head.objects.filter(branch=town.made.branch, kind="frame").count()
    assert {frame["kind"] for frame in frames["results"]} == {"frame"}


@pytest.mark.parametrize(
    "query",
    ["shots/?under=nobody", "content/?kind=poem", "generations/?state=odd", "runs/?state=x", "plan/?until=x"],
)
def test_a_filter_that_means_nothing_is_named(api: Api, query: str) -> None:
    answer = api.get(query)
    assert answer.status_code == 400
    assert set(answer.json()) <= {"under", "kind", "state", "until"}


def test_the_plan_lists_every_target_and_costs_nothing_to_ask_for(town: Town, api: Api) -> None:
    before = town.counted()
    plan = api.get("plan/").json()
    assert plan["count"] > 30
    assert {unit["state"] for unit in plan["results"]} <= {"fresh", "kept"}
    assert api.get("plan/?state=missing").json()["count"] == 0
    assert api.get("plan/?until=idea").json()["count"] < plan["count"]
    assert town.counted() == before


def test_the_quote_prices_what_is_missing(town: Town, api: Api) -> None:
    assert api.get("quote/").json() == {"lines": [], "total_now": 0, "total_most": 0, "unpriced": ""}
    shot = api.get("shots/").json()["results"][0]
    changed = api.patch(
        f"content/{shot['id']}/", {"expected": shot["revision"], "changes": {"action": "She runs."}}
    )
    assert changed.status_code == 200
    quote = api.get("quote/").json()
    assert {"Prompts", "Frames", "Clips"} <= {line["label"] for line in quote["lines"]}
    assert (quote["total_now"], quote["total_most"], quote["unpriced"]) == (0, 0, "")


def test_the_stages_say_how_far_they_are(api: Api) -> None:
    stages = api.get("stages/").json()
    assert [stage["number"] for stage in stages] == list(range(1, 13))
    assert {stage["state"] for stage in stages} <= {"review", "draft"}
    assert stages[6]["targets"]["fresh"] > 0


def test_a_generation_tells_exactly_what_was_asked_and_what_came_out(town: Town, api: Api) -> None:
    with scope.team(town.team.pk):
        row = Generation.objects.filter(step="frame").latest("created_at")
    listed = api.get(f"generations/?target={row.target}").json()["results"]
    assert "request" not in listed[0]
    told = api.get(f"{api.base}generations/{row.pk}/").json()
    assert told["request"]["task"] == "frame"
    assert told["result"]["content"]["media"] == told["media"][0]
    assert "prompt.text" in told["inputs"]


def test_credits_are_told_in_millionths(api: Api) -> None:
    credits = api.get(f"{api.base}credits/").json()
    assert credits["wallet_micro"] > 0
    assert credits["held_micro"] == 0


def test_a_key_of_one_team_opens_no_other(town: Town, api: Api) -> None:
    from accounts.actions.teams import create_team

    other = create_team("Another", by=town.people["owner"])
    assert api.get(f"/api/v1/teams/{other.slug}/projects/").status_code == 403
    assert api.get("/api/v1/teams/harbour/projects/").status_code == 404
