"""From screenplay text to scripts of scenes and back."""

from dataclasses import dataclass
from typing import Any

from pipeline.previz.extract import mentions
from projects.kinds import Script
from projects.screenplay import fountain, scenes
from projects.screenplay.numbers import with_number


def script_of(
    text: str, *, beat: str = "", number: str = "", mood: str = "neutral", intensity: float = 0.5
) -> Script:
    """The content of one scene's script, with what the text itself says about it."""
    parts = scenes.split(fountain.parse(text))
    heading = parts[0].heading if parts else ""
    return Script(
        text=text,
        heading=heading[:300],
        beat=beat,
        number=number,
        mentions=mentions(text),
        mood=mood,
        intensity=intensity,
    )


def changes_of(text: str, before: Script) -> dict[str, Any]:
    """The fields of a scene's script that follow from its text."""
    parts = portions(text)
    number = parts[0].number if parts else ""
    made = script_of(text, beat=before.beat, number=number[:12])
    return {"text": text, "heading": made.heading, "mentions": made.mentions, "number": made.number}


def shown(script: Script) -> str:
    """A scene's text as people read and write it: with its locked number at its heading.

    The number stands beside the text, not in it, so that numbering makes no picture stale.
    """
    return with_number(script.text, script.number) if script.number else script.text


@dataclass(frozen=True)
class Portion:
    """One scene of a whole screenplay's text."""

    heading: str
    number: str
    text: str


def portions(text: str) -> list[Portion]:
    """A whole screenplay's text, cut before each scene heading. What stands before the first joins it."""
    return [Portion(part.heading, part.number, part.text) for part in scenes.split(fountain.parse(text))]


def joined(texts: list[str]) -> str:
    """The whole screenplay's text from its scenes'."""
    return "\n\n".join(text.strip("\n") for text in texts) + "\n" if texts else ""
