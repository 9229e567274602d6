"""The pictures a person judges the drawing by: every expression, pose, place, weather, style and prop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.previz.design import STYLES, design
from pipeline.previz.draw import compose
from pipeline.previz.draw.people.looks import LOOKS
from pipeline.previz.draw.people.poses import POSES
from pipeline.previz.draw.places import FAMILIES, INDOOR_FAMILIES
from pipeline.previz.draw.props import PROPS
from projects.kinds import Asset, Brief, Scene, Shot, VisualState
from projects.kinds.vocabulary import Angle, Aspect, Size

BRIEF = Brief(idea="A lighthouse keeper finds a door in the sea")
CAST = {
    "character:mara": "A woman of forty, red hair in a long braid, weathered face, yellow oilskin.",
    "character:elias": "An old man with a white beard, glasses, navy uniform and peaked cap.",
    "character:nia": "A young woman, dark skin, afro, green coat, red scarf.",
    "character:tom": "A boy of eight, freckles, messy ginger hair, blue striped sweater, shorts.",
    "character:kenji": "A man of fifty, East Asian, black slicked back hair, moustache, black suit, tie.",
    "character:rosa": "A plump elderly woman, grey bun, round glasses, lilac cardigan, long skirt.",
}
TAGS = ("clean", "muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged", "dusty")
TIMES = ("DAWN", "DAY", "DUSK", "EVENING", "NIGHT")
WEATHERS = ("", "rain", "snow", "fog", "storm")
ACTIONS = (
    "stand", "walk", "run", "sit", "point", "hold", "embrace", "fight", "fall", "drive", "type", "phone",
    "sleep", "look-up", "kneel", "cross-arms", "cheer", "read", "cry", "carry", "crouch", "pray", "wave",
    "drink",
)  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """One labelled picture of a sheet."""

    label: str
    spec: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A sheet to be drawn: its tiles, how many lie in a row, and the shape of each."""

    tiles: list[Tile]
    columns: int
    shape: tuple[int, int] = (16, 9)


def asset(key: str, definition: str = "") -> Asset:
    """An asset with its design, as the assets' stage leaves it."""
    kind, _, slug = key.partition(":")
    made = Asset(key=key, type=kind, name=slug.replace("-", " "), definition=definition)
    return made.model_copy(update={"design": design(made, BRIEF, [])})


ASSETS = {key: asset(key, words) for key, words in CAST.items()}


def spec(
    shot: dict[str, Any],
    scene: dict[str, Any] | None = None,
    style: str = "cinematic",
    states: dict[str, VisualState] | None = None,
    aspect: Aspect = Aspect.WIDE,
) -> dict[str, Any]:
    """The specification of a shot, composed as a film's are."""
    about = {"script": "s01", "location": "location:kitchen", "setting": "INT", **(scene or {})}
    keys = [str(about["location"]), *shot.get("props", ())]
    assets = {**ASSETS, **{key: asset(key) for key in keys}}
    brief = BRIEF.model_copy(update={"aspect": aspect})
    return compose(Shot(**shot), Scene(**about), assets, states or {}, brief, style)


def alone(key: str, size: str, **how: Any) -> dict[str, Any]:
    """A shot of one person."""
    return {"size": size, "cast": [key], "blocking": [{"asset": key, "facing": "right", **how}]}


def expressions() -> Case:
    """Every person in every expression, close."""
    plain = {"location": "location:studio", "time": "DAY"}
    tiles = [
        Tile(f"{key[10:]}: {word}", spec(alone(key, "CU", expression=word), plain))
        for key in CAST
        for word in LOOKS
    ]
    return Case(tiles, len(LOOKS))


def poses() -> Case:
    """Every pose, full figure, by different people."""
    keys, field = list(CAST), {"location": "location:field", "setting": "EXT"}
    names = [*ACTIONS, *sorted(set(POSES) - set(ACTIONS))]
    tiles = []
    for index, pose in enumerate(names):
        where = {"location": "location:car"} if pose == "drive" else field
        made = alone(keys[index % len(keys)], "WS", pose=pose)
        tiles.append(Tile(pose, spec({**made, "props": ["prop:lantern"] if pose == "hold" else []}, where)))
    return Case(tiles, 6)


def places() -> Case:
    """Every family of places by day, as an establishing shot."""
    tiles = [
        Tile(family, place_spec(family, "day", "", family in INDOOR_FAMILIES)) for family in sorted(FAMILIES)
    ]
    return Case(tiles, 8)


def place_spec(family: str, time: str, weather: str, indoors: bool) -> dict[str, Any]:
    """A place with nobody in it."""
    about = {"family": family, "seed": 7, "variant": 1}
    return {
        "style": "cinematic", "frame": [1280, 720], "size": "EWS", "time": time, "weather": weather,
        "indoors": indoors, "place": about,
    }  # fmt: skip


def weathers() -> Case:
    """One street and one kitchen at all times in all weathers."""
    tiles = []
    for place, setting in (("harbour", "EXT"), ("street", "EXT"), ("kitchen", "INT")):
        for time in TIMES:
            for weather in WEATHERS if setting == "EXT" else ("", "rain"):
                about = {"location": f"location:{place}", "setting": setting, "time": time}
                made = spec(alone("character:mara", "WS", x=0.35), {**about, "weather": weather})
                tiles.append(Tile(f"{place}, {time.lower()} {weather}", made))
    return Case(tiles + _seasons(), 5)


def _seasons() -> list[Tile]:
    tiles = []
    for season in ("spring", "summer", "autumn", "winter"):
        for family in ("park", "village", "field", "mountain", "forest"):
            made = place_spec(family, "day", "", False)
            made["place"]["season"] = season
            tiles.append(Tile(f"{family}, {season}", made))
    return tiles


def styles() -> Case:
    """One scene in every style: wide, two people, close, a night street."""
    two = [
        {"asset": "character:mara", "x": 0.32, "facing": "right", "expression": "happy"},
        {"asset": "character:elias", "x": 0.68, "facing": "left", "pose": "cross-arms"},
    ]
    pair = {"cast": ["character:mara", "character:elias"], "blocking": two}
    street = {"location": "location:street", "setting": "EXT", "time": "NIGHT", "weather": "rain"}
    tiles = []
    for style in STYLES:
        coast = {"location": "location:coast", "setting": "EXT", "time": "DUSK"}
        tiles += [
            Tile(f"{style}: wide", spec({**pair, "size": "WS"}, coast, style)),
            Tile(f"{style}: two", spec({**pair, "size": "MS"}, None, style)),
            Tile(f"{style}: close", spec(alone("character:nia", "CU", expression="thoughtful"), None, style)),
            Tile(f"{style}: night", spec(alone("character:kenji", "MWS", pose="walk"), street, style)),
        ]
    return Case(tiles, 4)


def sizes() -> Case:
    """Every shot size of three people, and over a shoulder."""
    tiles = [
        Tile(f"{key[10:]}, {size}", spec(alone(key, size), {"location": "location:library"}))
        for key in ("character:nia", "character:elias", "character:tom")
        for size in Size
    ]
    return Case(tiles, len(Size))


def states() -> Case:
    """What scenes leave on people, full and half figure."""
    tiles = []
    for key, size in (("character:nia", "WS"), ("character:kenji", "MS"), ("character:mara", "CU")):
        for tag in TAGS:
            state = VisualState(asset=key, tags_in=[tag])
            made = spec(alone(key, size), {"location": "location:field", "setting": "EXT"}, "cinematic",
                {key: state})  # fmt: skip
            tiles.append(Tile(f"{tag}, {size}", made))
    return Case(tiles, len(TAGS))


def aspects() -> Case:
    """The same three shots in every aspect, letterboxed into squares."""
    two = [
        {"asset": "character:nia", "x": 0.3, "facing": "right"},
        {"asset": "character:tom", "x": 0.7, "facing": "left"},
    ]
    pair = {"cast": ["character:nia", "character:tom"], "blocking": two}
    tiles = []
    for aspect in Aspect:
        for size in ("WS", "MS", "CU"):
            shot = alone("character:nia", size) if size == "CU" else {**pair, "size": size}
            made = spec(shot, {"location": "location:park", "setting": "EXT"}, aspect=aspect)
            tiles.append(Tile(f"{aspect.value}, {size}", made))
    return Case(tiles, 6, (1, 1))


def props() -> Case:
    """Every prop as an insert."""
    tiles = []
    for kind in sorted(PROPS):
        about = {"location": "location:study", "setting": "INT"}
        key = f"prop:{kind}"
        made = spec({"type": "insert", "size": "CU", "props": [key], "subject": key}, about)
        made["things"][0]["design"]["kind_of"] = kind
        tiles.append(Tile(kind, made))
    return Case(tiles, 10)


def hands() -> Case:
    """Props in the hands of different people, as an insert shows them."""
    tiles = []
    for index, kind in enumerate(("key", "letter", "phone", "cup", "lantern", "book", "flower", "watch")):
        key, who = f"prop:{kind}", list(CAST)[index % len(CAST)]
        shot = {
            "type": "insert",
            "size": "CU",
            "props": [key],
            "subject": key,
            "cast": [who],
            "action": "Held.",
        }
        where = (
            {"location": "location:park", "setting": "EXT"} if index % 2 else {"location": "location:study"}
        )
        tiles.append(Tile(f"{kind}, {who[10:]}", spec(shot, where)))
    return Case(tiles, 8)


def angles() -> Case:
    """Every height of the camera: a room, a street with two, half a figure, a face."""
    two = [
        {"asset": "character:mara", "x": 0.36, "facing": "right"},
        {"asset": "character:tom", "x": 0.64, "facing": "left"},
    ]
    pair = {"cast": ["character:mara", "character:tom"], "blocking": two}
    street = {"location": "location:street", "setting": "EXT"}
    tiles = []
    for angle in Angle:
        how = {"angle": angle.value}
        tiles += [
            Tile(f"{angle.value}: room", spec({**alone("character:kenji", "WS"), **how})),
            Tile(f"{angle.value}: street", spec({**pair, **how, "size": "WS"}, street)),
            Tile(f"{angle.value}: half", spec({**alone("character:nia", "MS", pose="cross-arms"), **how})),
            Tile(f"{angle.value}: face", spec({**alone("character:elias", "CU"), **how}, street)),
        ]
    return Case(tiles, 4)


CASES: dict[str, Callable[[], Case]] = {
    "expressions": expressions, "poses": poses, "places": places, "weathers": weathers, "styles": styles,
    "sizes": sizes, "states": states, "aspects": aspects, "props": props, "hands": hands, "angles": angles,
}  # fmt: skip
