"""OpenAI by its SDK: the Responses API; and every endpoint that speaks its chat completions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx2
import openai

from pipeline.context.tokens import tokens_in
from pipeline.providers.addresses import guarded_client, trusted
from pipeline.providers.base import ProviderError, Trouble
from pipeline.providers.text.base import (
    Answer,
    Clock,
    Finish,
    Heard,
    Question,
    Turn,
    Usage,
    by_status,
    estimated,
    told_off,
    too_slow,
    unreachable,
    unusable,
)

_ROLES = {"person": "user", "model": "assistant"}


class OpenAIText:
    """One model of OpenAI. Nothing is stored there; one request for each question."""

    def __init__(self, name: str, model: str, secret: str, *, seconds: float, address: str = "") -> None:
        self.name, self._model, self._seconds = name, model, seconds
        self._secret, self._address = secret, address or "https://api.openai.com/v1"

    def _client(self) -> openai.OpenAI:
        return openai.OpenAI(
            api_key=self._secret,
            base_url=self._address,
            max_retries=0,
            timeout=self._seconds,
            http_client=httpx2.Client(trust_env=False, verify=trusted(), timeout=self._seconds),
        )

    def ask(self, question: Question, heard: Heard | None = None) -> Answer:
        """See ``base.Model``. Raises ProviderError."""
        with _plain_words(self.name, self._seconds), self._client() as client:
            asked: dict[str, Any] = {
                "model": self._model,
                "instructions": question.system,
                "input": [
                    {"role": _ROLES[turn.by], "content": _input(question, turn)} for turn in question.turns
                ],
                "max_output_tokens": question.writes,
                "store": False,
            }
            if question.temperature is not None:
                asked["temperature"] = question.temperature
            if question.effort:
                asked["reasoning"] = {"effort": question.effort}
            if question.schema is not None:
                asked["text"] = {
                    "format": {
                        "type": "json_schema",
                        "name": question.name,
                        "strict": True,
                        "schema": question.schema,
                    }
                }
            response = (
                self._last(client, asked, heard) if heard is not None else client.responses.create(**asked)
            )
            return self._answer(response, question)

    def _last(self, client: openai.OpenAI, asked: dict[str, Any], heard: Heard) -> Any:
        """The whole response that the stream ends with."""
        clock, text = Clock(self._seconds, self.name), ""
        for event in client.responses.create(**asked, stream=True):
            kind = getattr(event, "type", "")
            if kind == "response.output_text.delta":
                text += event.delta
                clock.check(text)
                heard(text)
            elif kind in ("response.completed", "response.incomplete", "response.failed"):
                return event.response
            elif kind == "error":
                raise by_status(self.name, 500)
        raise unreachable(self.name)  # it broke off in the middle

    def _answer(self, response: Any, question: Question) -> Answer:
        if isinstance(response, str) or not hasattr(response, "output"):
            raise unusable(self.name, "answered with something that is no answer")
        if getattr(response, "status", "") == "failed":
            raise by_status(self.name, 500)
        contents = [part for item in response.output for part in (getattr(item, "content", None) or [])]
        if any(part.type == "refusal" for part in contents):
            raise told_off(self.name)
        finish: Finish = "whole"
        if getattr(response, "status", "") == "incomplete":
            reason = getattr(response.incomplete_details, "reason", "")
            if reason != "max_output_tokens":
                raise told_off(self.name, str(reason or "").replace("_", " "))
            finish = "cut"
        text = "".join(part.text for part in contents if part.type == "output_text")
        usage = response.usage
        counted = Usage(usage.input_tokens, usage.output_tokens) if usage else None
        return Answer(
            text,
            counted or estimated(question, text, tokens_in),
            finish,
            getattr(response, "model", "") or "",
            getattr(response, "id", "") or "",
        )


class Compatible:
    """A model behind an OpenAI-compatible endpoint: Ollama, vLLM, a company's own."""

    def __init__(self, name: str, model: str, secret: str, *, seconds: float, address: str) -> None:
        self.name, self._model, self._seconds = name, model, seconds
        self._secret, self._address = secret or "none", address  # such servers take any, the SDK wants one

    def _client(self) -> openai.OpenAI:
        return openai.OpenAI(
            api_key=self._secret,
            base_url=self._address,
            max_retries=0,
            timeout=self._seconds,
            http_client=guarded_client(self._seconds),
        )

    def ask(self, question: Question, heard: Heard | None = None) -> Answer:
        """See ``base.Model``; what a server does not know (a temperature, schemas) it is asked again without.

        Raises ProviderError.
        """
        *earlier, last = _simpler(question)
        for asked in earlier:
            try:
                return replace(self._ask(asked, heard), ignored=_left_out(question, asked))
            except ProviderError as error:
                if error.trouble is not Trouble.INVALID:
                    raise
        return replace(self._ask(last, heard), ignored=_left_out(question, last))

    def _ask(self, question: Question, heard: Heard | None) -> Answer:
        said: list[dict[str, Any]] = [{"role": "system", "content": question.system}]
        said += [{"role": _ROLES[turn.by], "content": _content(question, turn)} for turn in question.turns]
        asked: dict[str, Any] = {"model": self._model, "messages": said, "max_tokens": question.writes}
        if question.temperature is not None:
            asked["temperature"] = question.temperature
        if question.schema is not None:
            shape = {"name": question.name, "strict": True, "schema": question.schema}
            asked["response_format"] = {"type": "json_schema", "json_schema": shape}
        with _plain_words(self.name, self._seconds), self._client() as client:
            if heard is not None:
                return self._streamed(client, asked, question, heard)
            response = client.chat.completions.create(**asked)
            choices = getattr(response, "choices", None)
            if not choices:
                raise unusable(self.name, "answered with something that is no answer")
            message = choices[0].message
            if getattr(message, "refusal", None):
                raise told_off(self.name)
            finish = _finish(self.name, getattr(choices[0], "finish_reason", ""))
            text = message.content or ""
            return self._answer(question, text, finish, response, getattr(response, "usage", None))

    def _streamed(
        self, client: openai.OpenAI, asked: dict[str, Any], question: Question, heard: Heard
    ) -> Answer:
        clock, text, finish, usage, last = Clock(self._seconds, self.name), "", "", None, None
        more: dict[str, Any] = {"stream": True, "stream_options": {"include_usage": True}}
        for chunk in client.chat.completions.create(**asked, **more):
            last, usage = chunk, getattr(chunk, "usage", None) or usage
            for choice in (chunk.choices or [])[:1]:
                if getattr(choice.delta, "refusal", None):
                    raise told_off(self.name)
                text += choice.delta.content or ""
                finish = choice.finish_reason or finish
            clock.check(text)
            heard(text)
        if not finish and last is None:
            raise unreachable(self.name)
        return self._answer(question, text, _finish(self.name, finish), last, usage)

    def _answer(self, question: Question, text: str, finish: Finish, found: Any, usage: Any) -> Answer:
        counted = Usage(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else None
        return Answer(
            text,
            counted or estimated(question, text, tokens_in),
            finish,
            getattr(found, "model", "") or "",
            getattr(found, "id", "") or "",
        )


def _simpler(question: Question) -> list[Question]:
    """The question, then as it is put to a server that does not know a part of it."""
    cooler = [question] if question.temperature is None else [question, replace(question, temperature=None)]
    return cooler if question.schema is None else [*cooler, *(replace(one, schema=None) for one in cooler)]


def _left_out(question: Question, asked: Question) -> tuple[str, ...]:
    return () if question.temperature == asked.temperature else ("temperature",)


def _input(question: Question, turn: Turn) -> Any:
    """A turn for the Responses API: text, or pictures and text."""
    shown = question.shown_with(turn)
    if not shown:
        return turn.text
    seen = [{"type": "input_image", "image_url": one.address, "detail": "high"} for one in shown]
    return [*seen, {"type": "input_text", "text": turn.text}]


def _content(question: Question, turn: Turn) -> Any:
    """The same for chat completions."""
    shown = question.shown_with(turn)
    if not shown:
        return turn.text
    seen: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": one.address}} for one in shown]
    return [*seen, {"type": "text", "text": turn.text}]


def _finish(name: str, reason: str | None) -> Finish:
    if reason == "content_filter":
        raise told_off(name, "content filter")
    return "cut" if reason == "length" else "whole"


@contextmanager
def _plain_words(name: str, seconds: float) -> Iterator[None]:
    """Turn what the SDK raises into ProviderError; nothing of its text, which may quote a key, goes on."""
    try:
        yield
    except openai.APITimeoutError:
        raise too_slow(name, seconds) from None
    except openai.APIConnectionError:
        raise unreachable(name) from None
    except openai.APIStatusError as error:
        spent = getattr(error, "code", "") == "insufficient_quota"
        raise by_status(name, error.status_code, after=_after(error), spent=spent) from None
    except (httpx2.TimeoutException, TimeoutError):
        raise too_slow(name, seconds) from None
    except httpx2.HTTPError:
        raise unreachable(name) from None
    except (openai.OpenAIError, ValueError, AttributeError, TypeError):
        raise unusable(name, "answered with something that is no answer") from None


def _after(error: openai.APIStatusError) -> float:
    """Seconds of a Retry-After header; 0 without one, or with a date."""
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "0")))
    except ValueError:
        return 0.0
