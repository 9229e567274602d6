"""One OpenTelemetry span for each text that a model was asked for, to any OTLP/HTTP endpoint; off by default.

The JSON encoding of OTLP 1.x (opentelemetry.io/docs/specs/otlp) with the attributes of the GenAI conventions.
It is written here because the SDK and its exporter would bring ten packages for one POST. Texts never travel.
"""

import logging
import secrets
import time
from typing import Any

import httpx2
from django.conf import settings

log = logging.getLogger(__name__)

SECONDS = 2.0  # an endpoint that takes longer loses the span

_CLIENT = 3  # SpanKind
_ERROR = 2  # Status code
_PROVIDERS = {"google": "gcp.gemini", "openai": "openai", "compatible": "openai"}


def send_span(
    *,
    provider: str,
    model: str,
    purpose: str,
    began: float,
    facts: dict[str, Any],
    trouble: str = "",
) -> None:
    """Send a span that began at ``began`` (seconds since 1970) and ends now. Never raises.

    ``facts`` are those of the generation, ``trouble`` a ``Trouble`` when nothing came of it.
    """
    if not settings.OTLP_ENDPOINT:
        return
    body = _body(provider, model, purpose, began, facts, trouble)
    try:
        with httpx2.Client(timeout=SECONDS) as client:
            answer = client.post(settings.OTLP_ENDPOINT, json=body, headers=settings.OTLP_HEADERS)
            answer.raise_for_status()
    except httpx2.HTTPError as error:
        log.warning("a span was not taken: %s", type(error).__name__)


def _body(
    provider: str, model: str, purpose: str, began: float, facts: dict[str, Any], trouble: str
) -> dict[str, Any]:
    attributes = _attributes(provider, model, purpose, facts) | ({"error.type": trouble} if trouble else {})
    span = {
        "traceId": secrets.token_hex(16),
        "spanId": secrets.token_hex(8),
        "name": f"chat {model}",
        "kind": _CLIENT,
        "startTimeUnixNano": str(round(began * 1e9)),
        "endTimeUnixNano": str(time.time_ns()),
        "attributes": _listed(attributes),
        "status": {"code": _ERROR} if trouble else {},
    }
    scope = {"scope": {"name": "aiuteur"}, "spans": [span]}
    resource = {"attributes": _listed({"service.name": "aiuteur"})}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [scope]}]}


def _attributes(provider: str, model: str, purpose: str, facts: dict[str, Any]) -> dict[str, Any]:
    tokens = facts.get("tokens") or facts.get("spent") or {}
    found = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": _PROVIDERS.get(provider, provider),
        "gen_ai.request.model": model,
        "gen_ai.response.model": facts.get("answered_by"),
        "gen_ai.response.id": facts.get("number"),
        "gen_ai.prompt.name": purpose,
        "gen_ai.usage.input_tokens": tokens.get("read"),
        "gen_ai.usage.output_tokens": tokens.get("written"),
        "aiuteur.rounds": facts.get("rounds"),
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _listed(attributes: dict[str, Any]) -> list[dict[str, Any]]:
    """Attributes as OTLP lists them; whole numbers travel as text."""
    return [
        {"key": name, "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}}
        for name, value in attributes.items()
    ]
