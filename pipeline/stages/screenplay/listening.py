"""The screenplay to listen to: each scene with its reading, when each line is heard, and what it lacks."""

from collections.abc import Iterable
from typing import Any

from accounts.kernel.doors import TeamRequest
from assets.queries.media import address
from pipeline.graph.plan import State, Unit, make_plan
from pipeline.queries.places import Place
from pipeline.queries.quotes import price_of
from pipeline.queries.reasons import reasons
from pipeline.registry import ASIDE
from pipeline.stages.screenplay.aloud import ReadScenes
from pipeline.views.places import cost_text
from pipeline.views.renewing import busy_keys, failed_keys
from projects.forms.fields import clock
from projects.kinds import Reading


def listening(request: TeamRequest, place: Place, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    """What the listening view shows beside ``scenes``, the page's rows. A fixed number of queries."""
    units = readings(place)
    items = [unit.target.item for unit in units.values() if unit.target.item]
    place.story.load(items)
    why, busy, failed = reasons(list(units.values())), busy_keys(place), failed_keys(place)
    rows, left = [], []
    for scene in scenes:
        unit = units[f"{ReadScenes.name}:{scene['slot']}"]
        key = unit.target.key
        if unit.to_make:
            left.append(key)
        row = {"scene": scene, "key": key, "state": _state(unit, busy, failed), "why": ""}
        if unit.state is State.STALE:
            row["why"] = why.get(key) or "Something it was made from has changed"
        elif row["state"] == "failed":
            row["why"] = failed[key]
        rows.append(row | _heard(request.team.slug, place, unit))
    return {"readings": rows, "unread": left, "reading_cost": cost_text(price_of(ReadScenes()))}


def readings(place: Place) -> dict[str, Unit]:
    """The readings of the episode's scenes by key; they stand aside of the film's plan."""
    return {unit.target.key: unit for unit in make_plan(place.story, ASIDE, until="screenplay").units}


def _state(unit: Unit, busy: Iterable[str], failed: Iterable[str]) -> str:
    key = unit.target.key
    if key in busy and unit.to_make:
        return "working"
    if unit.state is State.STALE:
        return "stale"
    if unit.target.item is None:
        return "failed" if key in failed else "draft"
    return "review"


def _heard(team: str, place: Place, unit: Unit) -> dict[str, Any]:
    """A made reading: its sound and its lines."""
    if unit.target.item is None:
        return {"src": ""}
    content: Reading = place.story.content(unit.target.item)
    return {
        "src": address(team, content.media, "wav"),
        "runs": clock(content.seconds),
        "lines": content.lines,
    }
