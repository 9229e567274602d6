"""The prices a studio starts with, as provider list prices of November 2026; operators edit the rows.

A credit is one US cent at the provider's list price. Rows that exist are never overwritten.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from billing.models import Unit
from billing.money import MICRO

_CENTS = 100
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_2027 = datetime(2027, 1, 1, tzinfo=UTC)
_DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
_MAY_2027 = datetime(2027, 5, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Start:
    """A price of the first list: US dollars per unit, as printed by the provider."""

    provider: str
    model: str
    unit: Unit
    dollars: float
    valid_from: datetime = _FIRST
    valid_to: datetime | None = None
    note: str = ""

    @property
    def price_micro(self) -> int:
        """Micro-credits per unit."""
        return round(self.dollars * _CENTS * MICRO)


def _text(  # a line of the list below
    provider: str,
    model: str,
    million_in: float,
    million_out: float,
    *,
    valid_from: datetime = _FIRST,
    valid_to: datetime | None = None,
    note: str = "",
) -> list[Start]:
    """A text model's two prices, from dollars per million tokens."""
    dates = (valid_from, valid_to, note)
    return [
        Start(provider, model, Unit.INPUT_TOKENS, million_in / 1000, *dates),
        Start(provider, model, Unit.OUTPUT_TOKENS, million_out / 1000, *dates),
    ]


HOUSE = [Start("previz", "previz-1", unit, 0.0, note="The house engine is free") for unit in Unit]

PRICES = [
    *HOUSE,
    *_text("google", "gemini-3.8-flash", 0.75, 3.75, valid_to=_2027, note="Introductory price"),
    *_text("google", "gemini-3.8-flash", 1.50, 7.50, valid_from=_2027),
    *_text("google", "gemini-3.7-flash", 0.75, 3.75, valid_to=_2027, note="Introductory price"),
    *_text("google", "gemini-3.7-flash", 1.50, 7.50, valid_from=_2027),
    *_text("google", "gemini-3.5-flash", 1.50, 9.0),
    *_text("google", "gemini-3.5-flash-lite", 0.30, 2.50),
    *_text("google", "gemini-3.1-flash-lite", 0.25, 1.50, valid_to=_MAY_2027, note="Ends on 7 May 2027"),
    *_text("google", "gemini-4-carbon", 2.0, 10.0, valid_to=_DECEMBER, note="Introductory price"),
    *_text("google", "gemini-4-carbon", 4.0, 20.0, valid_from=_DECEMBER),
    *_text("google", "gemini-4-argon", 2.0, 10.0, valid_to=_DECEMBER, note="Introductory price"),
    *_text("google", "gemini-4-argon", 4.0, 20.0, valid_from=_DECEMBER),
    *_text("openai", "gpt-6-luna", 0.10, 0.50),
    *_text("openai", "gpt-6.1-sol", 2.0, 10.0),
    *_text("openai", "gpt-6.1-terra", 1.0, 5.0),
    *_text("openai", "gpt-6-sol", 2.0, 10.0),
    *_text("openai", "gpt-6-astra", 10.0, 50.0),
    *_text("openai", "gpt-5.6-sol", 4.0, 20.0),
    *_text("openai", "gpt-5.6-terra", 2.0, 12.0),
    *_text("openai", "gpt-5.6-luna", 0.20, 1.20),
    Start("google", "gemini-nano-banana-2.1", Unit.IMAGE, 0.0336, note="1K picture, 1,120 tokens"),
    Start("google", "gemini-3-pro-image", Unit.IMAGE, 0.134, note="1K or 2K picture"),
    Start("google", "gemini-omni-1.2-flash", Unit.VIDEO_SECOND, 0.0695, note="720p with sound"),
    Start("google", "veo-3.1-fast-generate-001", Unit.VIDEO_SECOND, 0.10, note="720p with sound"),
    Start("runway", "gen4.5", Unit.VIDEO_SECOND, 0.12),
    Start("elevenlabs", "eleven_v4", Unit.CHARACTER, 0.00008),
    Start("elevenlabs", "eleven_flash_v2_5", Unit.CHARACTER, 0.00004),
    Start("google", "lyria-3.5", Unit.MUSIC, 0.08, note="One song"),
]
