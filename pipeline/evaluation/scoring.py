"""Scores of a text that anybody can check: computed from the text and what was asked, the same every time.

Each runs from 0 (bad) to 1 (good). They say whether an answer keeps to what was asked and is written with
care for words; whether it moves anybody, a person says, or a judge where one is connected.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.prompting.values import Values, values_of
from pipeline.providers.text.languages import wrong_language
from pipeline.providers.text.writer import strings_in
from projects.screenplay import fountain, scenes

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_CLICHES = re.compile(
    r"\b(?:heart (?:pounding|racing)|little did \w+ know|a testament to|unspoken|palpable|tapestry"
    r"|shivers? down|time (?:stands?|stood) still|breath (?:caught|hitche[sd])|steely|bittersweet)\b",
    re.IGNORECASE,
)
_PER = 200  # words: one worn phrase in so many takes a fifth


@dataclass(frozen=True)
class Score:
    """One check: its name, 0 to 1, and what was seen."""

    name: str
    value: float
    seen: str


def scored(purpose: str, data: Any, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """All checks of a purpose on an answer, ready to be kept."""
    text, values = text_of(purpose, data), values_of(purpose, arguments)
    language = str(arguments["brief"].get("language", "en"))
    found = [*_common(text, language), *_OF.get(purpose, _nothing)(data, text, values, arguments)]
    return [asdict(score) for score in found]


def total(scores: list[dict[str, Any]]) -> float:
    """The mean of the checks, 0 to 1; 0 where there are none."""
    return round(sum(score["value"] for score in scores) / len(scores), 3) if scores else 0.0


def text_of(purpose: str, data: Any) -> str:
    """What of an answer is prose."""
    if isinstance(data, str):
        return data
    if purpose == "beats":
        return "\n".join(f"{beat['title']}. {beat['text']}" for beat in data)
    if isinstance(data, dict) and "summary" in data:
        return str(data["summary"])
    if isinstance(data, dict) and ("text" in data or "logline" in data):
        return str(data.get("text") or f"{data.get('title', '')}. {data.get('logline', '')}")
    return "\n".join(strings_in(data))


def _common(text: str, language: str) -> list[Score]:
    words = [word.casefold() for word in _WORD.findall(text)]
    worn = len(_CLICHES.findall(text))
    wrong = wrong_language(text, language)
    return [
        Score("language", 0.0 if wrong else 1.0, wrong or "as asked for"),
        Score("variety", _variety(words), f"{len(set(words))} different words of {len(words)}"),
        Score("plain words", max(0.0, 1 - worn * _PER / (5 * max(len(words), 40))), f"{worn} worn phrases"),
    ]


def _variety(words: list[str]) -> float:
    """Share of runs of three words that come once: 1 for a text that never repeats itself."""
    runs = [tuple(words[at : at + 3]) for at in range(len(words) - 2)]
    return round(len(set(runs)) / len(runs), 3) if runs else 0.0


def _near(name: str, is_now: float, wanted: float) -> Score:
    """1 at what was wanted, 0 at nothing or at twice as much."""
    off = abs(is_now - wanted) / max(wanted, 1)
    return Score(name, round(max(0.0, 1 - off), 3), f"{is_now:g} of about {wanted:g}")


def _brief(data: Any, text: str, values: Values, arguments: dict[str, Any]) -> list[Score]:
    title, logline = len(data["title"].split()), len(data["logline"].split())
    return [
        Score("title", 1.0 if 1 <= title <= 5 else 0.0, f"{title} words of at most 5"),
        Score("logline", 1.0 if 8 <= logline <= 35 else 0.0, f"{logline} words of at most 35"),
    ]


def _variant(data: Any, text: str, values: Values, arguments: dict[str, Any]) -> list[Score]:
    wanted = [part.strip().casefold() for part in str(values["headings"]).split(",")]
    there = {line.strip("# ").casefold() for line in text.splitlines() if line.startswith("#")}
    kept = sum(heading in there for heading in wanted)
    return [
        Score("headings", round(kept / len(wanted), 3), f"{kept} of {len(wanted)}"),
        _near("length", len(text.split()), float(values["words"])),
    ]


def _beats(data: Any, text: str, values: Values, arguments: dict[str, Any]) -> list[Score]:
    heights = [float(beat["intensity"]) for beat in data]
    rise = max(heights) - heights[0] if heights else 0.0
    return [
        _near("number of beats", len(data), float(values["count"])),
        Score("rise", round(min(1.0, max(0.0, rise) / 0.4), 3), f"tension rises by {rise:.2f}"),
    ]


def _script(data: Any, text: str, values: Values, arguments: dict[str, Any]) -> list[Score]:
    headings = [part.heading for part in scenes.split(fountain.parse(text)) if part.heading]
    known = [one["name"] for one in (arguments.get("treatment") or {}).get("bible", {}).get("people", [])]
    used = [name for name in known if name.split()[0].casefold() in text.casefold()]
    people = [Score("people", 1.0 if used else 0.0, f"{len(used)} of the story's people")] if known else []
    return [
        Score("one scene", 1.0 if len(headings) == 1 else 0.0, f"{len(headings)} headings"),
        _near("length", len(text.split()), float(values["words"])),
        *people,
    ]


def _nothing(data: Any, text: str, values: Values, arguments: dict[str, Any]) -> list[Score]:
    return []


Check = Callable[[Any, str, Values, dict[str, Any]], list[Score]]
_OF: dict[str, Check] = {"brief": _brief, "variant": _variant, "beats": _beats, "script": _script}
