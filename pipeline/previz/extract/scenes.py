"""The breakdown of a scene: what must be there when it is shot."""

import re

from pipeline.previz.extract.finding import find_people, find_props, resolved
from pipeline.previz.extract.naming import location_key
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.story import Script
from projects.kinds.vocabulary import AssetKind, Setting
from projects.kinds.world import Asset
from projects.screenplay.fountain import parse
from projects.screenplay.scenes import eighths

_TIMES = ("NIGHT", "DAWN", "DUSK", "MORNING", "EVENING", "CONTINUOUS", "LATER", "DAY")
_SAME = {"SUNRISE": "DAWN", "SUNSET": "DUSK", "TWILIGHT": "DUSK", "MAGIC HOUR": "DUSK", "MIDNIGHT": "NIGHT"}
_SYNOPSIS = 280


def breakdown(script: Script, slot: str, assets: list[Asset], number: str) -> Scene:
    """The scene that a script tells. ``slot`` is the script's, ``number`` the scene's ("12A").

    Cast is in order of appearance and holds who is seen, not who is only heard.
    """
    reading = read(script.text)
    heading = reading.heading
    people = find_people(reading, assets)
    location = location_key(heading.place)
    return Scene(
        script=slot,
        number=number,
        heading=reading.title[:300],
        setting=Setting(heading.setting),
        place=heading.place[:200],
        time=scene_time(heading.time),
        location=_resolved(location, heading.place, assets),
        cast=people,
        props=find_props(reading, assets),
        synopsis=_synopsis(reading),
        eighths=eighths(parse(script.text).elements),
        weather=weather_in(reading.action),
        mood=script.mood if script.mood != "neutral" else mood_in(reading.action),
        intensity=script.intensity,
    )


def scene_time(told: str) -> str:
    """A slug line's time as one of the times a drawing knows: ``"LATER THAT NIGHT"`` -> ``"NIGHT"``."""
    for word, time in _SAME.items():
        if word in told.upper():
            return time
    return next((time for time in _TIMES if time in told.upper()), "DAY" if not told.strip() else told[:40])


def weather_in(action: str, language: str = "en") -> str:
    """The weather an action text names: rain, snow, fog, storm, or an empty text."""
    table = words(language, "states")
    no = re.compile(rf"\b(?:{table['no_weather']})\s+$", re.IGNORECASE)
    found = [
        name
        for name, pattern in table["weather"].items()
        for match in re.finditer(rf"\b(?:{pattern})\b", action, re.IGNORECASE)
        if not no.search(action[: match.start()])
    ]
    return found[-1] if found else ""


def mood_in(action: str, language: str = "en") -> str:
    """The mood most words of an action text point to, or neutral."""
    table = words(language, "states")["moods"]
    scores = {
        mood: len(re.findall(rf"\b(?:{pattern})", action, re.IGNORECASE)) for mood, pattern in table.items()
    }
    best = max(scores, key=lambda mood: scores[mood])
    return best if scores[best] else "neutral"


def _resolved(key: str, place: str, assets: list[Asset]) -> str:
    places = [asset for asset in assets if asset.type is AssetKind.LOCATION]
    found = resolved(place, places) if key else None
    return found.key if found else key


def _synopsis(reading: Reading) -> str:
    text = " ".join(reading.action.split())
    return text if len(text) <= _SYNOPSIS else text[: text.rfind(" ", 0, _SYNOPSIS)] + "\u2026"
