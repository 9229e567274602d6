"""Spans of models: sent where the settings say, without texts, and never in anybody's way."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.kernel import scope
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import PROSE, says, writes, writing
from tests.pipeline.providers.wire import Reply, serving


@pytest.fixture
def made(db: None, settings: Any) -> Iterator[World]:
    settings.LOCAL_ENDPOINTS = True
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team, seconds=15, title="The Door", logline="A keeper.")


def attributes(span: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: next(iter(one["value"].values())) for one in span["attributes"]}


def spans(asked: list[Any]) -> list[dict[str, Any]]:
    return [one.data["resourceSpans"][0]["scopeSpans"][0]["spans"][0] for one in asked]


def test_a_text_leaves_a_span_with_model_tokens_and_purpose(made: World, settings: Any) -> None:
    with serving(Reply({})) as collector, writing(made, writes):
        settings.OTLP_ENDPOINT = f"{collector.address}/v1/traces"
        settings.OTLP_HEADERS = {"x-api-key": "k"}
        make(made, "variant:v1")
    (span,) = spans(collector.asked)
    found = attributes(span)
    assert (collector.asked[0].path, collector.asked[0].headers["x-api-key"]) == ("/v1/traces", "k")
    assert (span["name"], len(span["traceId"]), len(span["spanId"])) == ("chat m-1", 32, 16)
    assert found["gen_ai.usage.input_tokens"] == "100"
    assert (found["gen_ai.request.model"], found["gen_ai.prompt.name"]) == ("m-1", "variant")
    assert int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"])
    assert PROSE[:30] not in str(collector.asked[0].data), "texts do not travel"


def test_what_went_wrong_is_named(made: World, settings: Any) -> None:
    with serving(Reply({})) as collector, writing(made, says("no")):
        settings.OTLP_ENDPOINT = collector.address
        make(made, "variant:v1")
    (span,) = spans(collector.asked)
    assert (span["status"], attributes(span)["error.type"]) == ({"code": 2}, "unusable")


def test_an_endpoint_that_fails_is_in_nobodys_way(made: World, settings: Any) -> None:
    with serving(Reply({}, 500)) as collector, writing(made, writes):
        settings.OTLP_ENDPOINT = collector.address
        assert make(made, "variant:v1")["made"] == 1
    settings.OTLP_ENDPOINT = collector.address  # by now nobody listens there
    with writing(made, writes, name="Another"):
        assert make(made, "variant:v2")["made"] == 1


def test_without_an_endpoint_nothing_is_sent(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("httpx2.Client.post", lambda *args, **more: pytest.fail("sent"))
    with writing(made, writes):
        assert make(made, "variant:v1")["made"] == 1
