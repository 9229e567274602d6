"""Dials on the wire: each provider gets them as it spells them, and never one that its model refuses."""

from typing import Any

import pytest

from pipeline.prompting.dials import Dials
from pipeline.prompting.purposes import PURPOSES
from pipeline.providers.text.accepts import accepts, fitted, takes_in_words
from pipeline.providers.text.base import Answer
from pipeline.providers.text.models import adapter_for
from pipeline.providers.text.writer import question_of
from pipeline.queries.routing import Link
from tests.pipeline.providers.wire import Chat, Gemini, Responses, Wire, serving

ALL = Dials(0.4, "low", 3_000)
VARIANT = PURPOSES["variant"]


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.TEXT_SECONDS, settings.LOCAL_ENDPOINTS = 2, True


def ask(protocol: Any, wire: Wire, model: str, dials: Dials = ALL) -> Answer:
    """Ask as the writer does: the question carries only what the model takes."""
    link = Link("k", protocol.slug, model, "Ours", True, 8_000, wire.address + protocol.root)
    told = {"system": "You direct.", "prompt": "Hi", "dials": dials.kept()}
    return adapter_for(link, "sk-1").ask(question_of(VARIANT, told, link))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gemini-2.5-flash", {"temperature": 0.4, "maxOutputTokens": 3_000}),
        ("gemini-3.8-flash", {"maxOutputTokens": 3_000, "thinking": "LOW"}),
        ("gemini-flash-latest", {"maxOutputTokens": 3_000}),
    ],
)
def test_gemini_gets_a_temperature_or_a_thinking_level_as_its_version_has_it(
    model: str, expected: dict[str, Any]
) -> None:
    with serving(Gemini.says("{}")) as wire:
        ask(Gemini, wire, model)
    sent = wire.asked[0].data["generationConfig"]
    found = {name: sent[name] for name in ("temperature", "maxOutputTokens") if name in sent}
    thinking = sent.get("thinkingConfig", {})
    level = thinking.get("thinking_level") or thinking.get("thinkingLevel")
    assert found | ({"thinking": level} if level else {}) == expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-4o-2024-11-20", {"temperature": 0.4, "max_output_tokens": 3_000}),
        ("gpt-6-luna", {"reasoning": {"effort": "low"}, "max_output_tokens": 3_000}),
        ("o4-mini", {"reasoning": {"effort": "low"}, "max_output_tokens": 3_000}),
        ("gpt-5-chat-latest", {"max_output_tokens": 3_000}),
    ],
)
def test_a_reasoning_model_of_openai_gets_an_effort_and_never_a_temperature(
    model: str, expected: dict[str, Any]
) -> None:
    with serving(Responses.says("{}")) as wire:
        ask(Responses, wire, model)
    names = ("temperature", "reasoning", "max_output_tokens", "max_tokens")
    assert {name: wire.asked[0].data[name] for name in names if name in wire.asked[0].data} == expected


def test_an_own_endpoint_that_refuses_a_temperature_is_asked_without_and_says_so() -> None:
    def refuses_warmth(asked: Any) -> Any:
        return Chat.fails(400) if "temperature" in asked.data else Chat.says("{}")

    with serving(refuses_warmth) as wire:
        answer = ask(Chat, wire, "m-1")
    assert ["temperature" in one.data for one in wire.asked] == [True, False]
    assert all(one.data["max_tokens"] == 3_000 for one in wire.asked)
    assert "response_format" in wire.asked[-1].data, "only what it does not know is left out"
    assert answer.ignored == ("temperature",)


def test_what_is_not_set_is_not_sent() -> None:
    for protocol, model in ((Gemini, "gemini-2.5-pro"), (Responses, "gpt-4.1"), (Chat, "m-1")):
        with serving(protocol.says("{}")) as wire:
            ask(protocol, wire, model, Dials())
        sent = str(wire.asked[0].data)
        assert not any(word in sent for word in ("temperature", "reasoning", "thinking")), sent
        assert str(VARIANT.writes) in sent


def test_an_answer_is_never_wanted_longer_than_the_model_writes() -> None:
    with serving(Responses.says("{}")) as wire:
        ask(Responses, wire, "gpt-4-turbo", Dials())
    assert wire.asked[0].data["max_output_tokens"] == 4_096 < VARIANT.writes
    old = Link("k", "openai", "gpt-4-turbo", "Old", True, 8_000)
    assert (
        fitted(Dials(longest=9_000), old).dials.longest == accepts("openai", "gpt-4-turbo").longest == 4_096
    )
    new = Link("k", "openai", "gpt-6-luna", "New", True, 8_000)
    assert fitted(Dials(1.0, "high", 9_000), new).ignored == ("temperature",)
    assert (
        takes_in_words(new)
        == "New takes how much it thinks, not a temperature; it writes 32,000 tokens at most."
    )
