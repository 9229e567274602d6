"""What a model finds for a scene's breakdown sheet, beyond what was read from it: things with their words."""

from typing import Any, Literal

from pipeline.prompting.answers import Shape, Unfit

MOST = 40
_LONGEST = 120  # characters of a thing

Category = Literal[
    "extras", "stunts", "vehicles", "animals", "wardrobe", "makeup", "dressing", "effects", "sounds", "music",
    "notes",
]  # fmt: skip


class ThingAnswer(Shape):
    """One thing that a department brings."""

    category: Category
    thing: str
    quote: str


class BreakdownAnswer(Shape):
    """What the sheet lacks."""

    things: list[ThingAnswer]


def breakdown_from(answer: BreakdownAnswer, arguments: dict[str, Any]) -> Any:
    """[{"category", "thing", "quote"}] that the sheet lacks. Raises Unfit for a quote not in the scene."""
    text = " ".join(str(arguments["scene_text"]).split())
    listed = {(name, _key(thing)) for name, things in arguments["listed"].items() for thing in things}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for one in answer.things[:MOST]:
        thing, quote = " ".join(one.thing.split()), " ".join(one.quote.split()).strip("\"'“”‘’«»")
        if not thing or len(thing) > _LONGEST:
            raise Unfit(f"Each thing must be named in at most {_LONGEST} characters.")
        if not quote or quote not in text:
            raise Unfit(f"These words do not stand in the scene: “{quote[:120]}”. Quote it word for word.")
        key = (one.category, _key(thing))
        if key not in listed:
            found.setdefault(key, {"category": one.category, "thing": thing, "quote": quote})
    return list(found.values())


def _key(thing: str) -> str:
    return " ".join(thing.casefold().split())
