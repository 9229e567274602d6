"""Adapters against loopback servers that speak the real protocols: the vendors' own SDKs do the asking."""

import json
from typing import Any

import pytest

from pipeline.providers.base import ProviderError, Trouble
from pipeline.providers.text.base import Answer, Heard, Picture, Question, Turn, Usage
from pipeline.providers.text.models import adapter_for
from pipeline.queries.routing import Link
from tests.pipeline.providers.wire import PROTOCOLS, Chat, Gemini, Reply, Responses, Wire, serving

SECRET = "sk-very-secret"
SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string"}},
    "required": ["title"],
    "additionalProperties": False,
}

each = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.slug)


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.TEXT_SECONDS, settings.LOCAL_ENDPOINTS = 2, True


def ask(protocol: Any, wire: Wire, heard: Heard | None = None, schema: Any = None) -> Answer:
    link = Link("k", protocol.slug, "m-1", "The model", True, 8_000, wire.address + protocol.root)
    question = Question("You direct.", (Turn("person", "Hi"),), schema, writes=200)
    return adapter_for(link, SECRET).ask(question, heard)


def failure(protocol: Any, *replies: Reply, heard: Heard | None = None) -> ProviderError:
    with serving(*replies) as wire:
        with pytest.raises(ProviderError) as caught:
            ask(protocol, wire, heard)
        assert len(wire.asked) == 1, "exactly one request, whatever the SDK would do by itself"
    assert "not charged" in caught.value.sentence
    return caught.value


@each
def test_an_answer_comes_with_its_tokens(protocol: Any) -> None:
    with serving(protocol.says("hello")) as wire:
        answer = ask(protocol, wire)
    assert (answer.text, answer.usage, answer.finish) == ("hello", Usage(100, 20), "whole")


@each
def test_an_answer_is_heard_while_it_is_written(protocol: Any) -> None:
    heard: list[str] = []
    with serving(protocol.streams("he", "llo")) as wire:
        answer = ask(protocol, wire, heard.append)
    assert (answer.text, answer.usage.read, answer.usage.written) == ("hello", 100, 20)
    assert heard[0] == "he"
    assert heard[-1] == "hello"


def test_gemini_is_asked_as_its_api_wants_it() -> None:
    with serving(Gemini.says("{}")) as wire:
        ask(Gemini, wire, schema=SCHEMA)
    asked = wire.asked[0]
    assert asked.path == "/v1/models/m-1:generateContent"
    assert asked.headers["x-goog-api-key"] == SECRET
    assert asked.data["systemInstruction"]["parts"] == [{"text": "You direct."}]
    assert asked.data["contents"] == [{"role": "user", "parts": [{"text": "Hi"}]}]
    config = asked.data["generationConfig"]
    assert (config["maxOutputTokens"], config["responseMimeType"]) == (200, "application/json")
    assert config["responseJsonSchema"] == SCHEMA


def test_openai_is_asked_to_store_nothing_and_to_keep_to_the_schema() -> None:
    with serving(Responses.says("{}")) as wire:
        ask(Responses, wire, schema=SCHEMA)
    asked = wire.asked[0]
    assert asked.path == "/v1/responses"
    assert asked.headers["authorization"] == f"Bearer {SECRET}"
    assert asked.data["store"] is False
    assert asked.data["input"] == [{"role": "user", "content": "Hi"}]
    shape = asked.data["text"]["format"]
    assert (shape["type"], shape["strict"], shape["schema"]) == ("json_schema", True, SCHEMA)


def test_a_compatible_server_that_knows_no_schemas_is_asked_without() -> None:
    with serving(Chat.fails(400), Chat.says('{"title": "a"}')) as wire:
        assert ask(Chat, wire, schema=SCHEMA).text == '{"title": "a"}'
    assert ["response_format" in asked.data for asked in wire.asked] == [True, False]
    assert wire.asked[0].data["messages"][0] == {"role": "system", "content": "You direct."}


def test_a_server_that_does_not_count_gets_an_estimate() -> None:
    with serving(Chat.says("four words of it", usage=False)) as wire:
        usage = ask(Chat, wire).usage
    assert not usage.counted
    assert 0 < usage.written < 10


@each
def test_half_an_answer_says_that_it_is_cut(protocol: Any) -> None:
    with serving(protocol.cut("hel")) as wire:
        assert ask(protocol, wire).finish == "cut"


@each
def test_what_a_model_or_its_filter_declines_is_a_refusal_and_not_tried_again(protocol: Any) -> None:
    for reply in protocol.blocks():
        error = failure(protocol, reply)
        assert (error.trouble, error.retry) == (Trouble.REFUSED, False)
        assert "declined" in error.sentence


@each
@pytest.mark.parametrize(
    ("status", "trouble", "retry"),
    [
        (400, Trouble.INVALID, False),
        (401, Trouble.KEY, False),
        (404, Trouble.INVALID, False),
        (429, Trouble.QUOTA, True),
        (500, Trouble.UNREACHABLE, True),
        (503, Trouble.UNREACHABLE, True),
    ],
)
def test_a_status_means_the_same_for_every_provider(
    protocol: Any, status: int, trouble: Trouble, retry: bool
) -> None:
    error = failure(protocol, protocol.fails(status))
    assert (error.trouble, error.retry) == (trouble, retry)
    assert "sk-te" not in str(error)


@each
def test_a_busy_provider_says_when_to_come_back(protocol: Any) -> None:
    assert failure(protocol, protocol.fails(429, after=34)).after == 34


def test_an_account_without_credit_is_not_asked_again() -> None:
    assert not failure(Responses, Responses.fails(429, "insufficient_quota")).retry


@each
def test_a_page_instead_of_an_answer_is_unusable_or_a_fault(protocol: Any) -> None:
    error = failure(protocol, Reply(text="<html>hello</html>", kind="text/html"))
    assert error.trouble in (Trouble.UNUSABLE, Trouble.UNREACHABLE)


@each
@pytest.mark.parametrize("streamed", [False, True])
def test_a_model_that_says_nothing_is_given_up(protocol: Any, streamed: bool, settings: Any) -> None:
    settings.TEXT_SECONDS = 0.3
    error = failure(protocol, Reply(hang=True), heard=(lambda text: None) if streamed else None)
    assert (error.trouble, error.retry) == (Trouble.TIMEOUT, True)


@each
def test_nobody_at_home_is_unreachable(protocol: Any) -> None:
    with serving(Reply()) as wire:
        pass
    with pytest.raises(ProviderError) as caught:
        ask(protocol, wire)
    assert caught.value.trouble is Trouble.UNREACHABLE


@each
def test_what_stops_the_listener_stops_the_answer(protocol: Any) -> None:
    class Stop(BaseException):
        pass

    def heard(text: str) -> None:
        raise Stop

    with serving(protocol.streams("he", "llo")) as wire, pytest.raises(Stop):
        ask(protocol, wire, heard)


def test_a_picture_is_shown_before_the_words_by_each_protocol() -> None:
    shown = Picture(b"a jpeg", "image/jpeg")
    data = "YSBqcGVn"
    wanted = {
        "google": lambda asked: asked.data["contents"][0]["parts"][0]["inlineData"]["data"],
        "openai": lambda asked: asked.data["input"][0]["content"][0]["image_url"].partition(",")[2],
        "compatible": lambda asked: asked.data["messages"][1]["content"][0]["image_url"]["url"].partition(
            ","
        )[2],
    }
    for protocol in PROTOCOLS:
        turns = (Turn("person", "Look"), Turn("model", "{}"), Turn("person", "Again"))
        question = Question("You direct.", turns, writes=200, pictures=(shown,))
        with serving(protocol.says("hello")) as wire:
            link = Link("k", protocol.slug, "m-1", "The model", True, 8_000, wire.address + protocol.root)
            assert adapter_for(link, SECRET).ask(question).text == "hello"
        asked = wire.asked[0]
        assert wanted[protocol.slug](asked) == data
        said = json.dumps(asked.data)
        assert said.count(data) == 1, "it is shown once, however often the model is asked again"
        assert said.index(data) < said.index("Look")
