"""Gemini by the google-genai SDK: generateContent, Developer API."""

import re
import warnings
from contextlib import closing
from typing import Any

import httpx2
from google import genai
from google.genai import errors, types

from pipeline.context.tokens import tokens_in
from pipeline.providers.addresses import trusted
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

_ROLES = {"person": "user", "model": "model"}
_WHOLE = ("STOP", "", "FINISH_REASON_UNSPECIFIED")
_DELAY = re.compile(r"^([0-9.]+)s$")


class Gemini:
    """One Gemini model. One request for each question: the SDK's own retries and continuation are off."""

    def __init__(self, name: str, model: str, secret: str, *, seconds: float, address: str = "") -> None:
        self.name, self._model, self._seconds = name, model, seconds
        self._secret, self._address = secret, address

    def ask(self, question: Question, heard: Heard | None = None) -> Answer:
        """See ``base.Model``. Raises ProviderError."""
        try:
            with warnings.catch_warnings():  # it warns of every reason that it does not know yet
                warnings.simplefilter("ignore")
                with closing(self._client()) as client:
                    if heard is not None:
                        return self._streamed(client, question, heard)
                    return self._whole(client, question)
        except errors.APIError as error:
            raise by_status(self.name, int(error.code or 500), after=_delay(error)) from None
        except (httpx2.TimeoutException, TimeoutError):
            raise too_slow(self.name, self._seconds) from None
        except httpx2.HTTPError:
            raise unreachable(self.name) from None
        except ValueError:  # JSON that is none, in a 200
            raise unusable(self.name, "answered with something that is no answer") from None

    def _client(self) -> genai.Client:
        return genai.Client(
            api_key=self._secret,
            vertexai=False,
            http_options=types.HttpOptions(
                base_url=self._address or None,
                timeout=round(self._seconds * 1000),
                client_args={"trust_env": False, "verify": trusted()},
                async_client_args={"verify": trusted()},
            ),
        )

    def _whole(self, client: genai.Client, question: Question) -> Answer:
        response = client.models.generate_content(
            model=self._model, contents=_contents(question), config=_config(question)
        )
        parts = _Parts(self.name)
        parts.take(response)
        return parts.answer(question)

    def _streamed(self, client: genai.Client, question: Question, heard: Heard) -> Answer:
        clock, parts = Clock(self._seconds, self.name), _Parts(self.name)
        chunks = client.models.generate_content_stream(
            model=self._model, contents=_contents(question), config=_config(question)
        )
        for chunk in chunks:
            parts.take(chunk)
            clock.check(parts.text)
            heard(parts.text)
        return parts.answer(question)


class _Parts:
    """An answer being put together from one response or many chunks."""

    def __init__(self, name: str) -> None:
        self.name, self.text, self.finish, self.model, self.number = name, "", "", "", ""
        self.usage: Usage | None = None

    def take(self, response: Any) -> None:
        """Add what a response or chunk says. Raises ProviderError for what a filter took away."""
        feedback = response.prompt_feedback
        if feedback is not None and feedback.block_reason:
            raise told_off(self.name, _plain(feedback.block_reason))
        if response.usage_metadata is not None:
            self.usage = _usage(response.usage_metadata)
        self.model = response.model_version or self.model
        self.number = response.response_id or self.number
        for candidate in (response.candidates or [])[:1]:
            pieces = (candidate.content.parts or []) if candidate.content else []
            self.text += "".join(piece.text for piece in pieces if piece.text and not piece.thought)
            if candidate.finish_reason:
                self.finish = _word(candidate.finish_reason)

    def answer(self, question: Question) -> Answer:
        """The whole. Raises ProviderError where a filter stopped it."""
        finish: Finish = "whole"
        if self.finish in ("MAX_TOKENS", "CONTINUATION"):
            finish = "cut"
        elif self.finish not in _WHOLE:
            raise told_off(self.name, self.finish.replace("_", " ").lower())
        usage = self.usage or estimated(question, self.text, tokens_in)
        return Answer(self.text, usage, finish, self.model, self.number)


def _contents(question: Question) -> Any:
    return [types.Content(role=_ROLES[turn.by], parts=_pieces(question, turn)) for turn in question.turns]


def _pieces(question: Question, turn: Turn) -> list[types.Part]:
    shown = question.shown_with(turn)
    seen = [types.Part.from_bytes(data=picture.data, mime_type=picture.mime) for picture in shown]
    return [*seen, types.Part(text=turn.text)]


def _config(question: Question) -> types.GenerateContentConfig:
    shape: dict[str, Any] = {}
    if question.schema is not None:
        shape = {"response_mime_type": "application/json", "response_json_schema": question.schema}
    if question.effort:
        shape["thinking_config"] = types.ThinkingConfig(
            thinking_level=types.ThinkingLevel(question.effort.upper())
        )
    return types.GenerateContentConfig(
        system_instruction=question.system or None,
        max_output_tokens=question.writes,
        temperature=question.temperature,
        automatic_continuation=False,
        **shape,
    )


def _usage(found: Any) -> Usage:
    written = (found.candidates_token_count or 0) + (found.thoughts_token_count or 0)
    return Usage(found.prompt_token_count or 0, written)


def _word(reason: Any) -> str:
    return str(getattr(reason, "value", reason))


def _plain(reason: Any) -> str:
    return _word(reason).replace("_", " ").lower()


def _delay(error: errors.APIError) -> float:
    """Seconds of the RetryInfo in an error's details; 0 where there is none."""
    details = error.details if isinstance(error.details, dict) else {}
    listed = details.get("error", details).get("details", [])
    for entry in listed if isinstance(listed, list) else []:
        match = _DELAY.match(str(entry.get("retryDelay", ""))) if isinstance(entry, dict) else None
        if match:
            return float(match[1])
    return 0.0
