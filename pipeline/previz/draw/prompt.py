"""What a picture model would be told about a shot, in words: the same facts that the house engine draws."""

from pipeline.previz.design.styles import style_of
from pipeline.previz.draw.light import time_of
from projects.kinds.scenes import Blocking, Scene, Shot
from projects.kinds.vocabulary import Direction
from projects.kinds.world import Asset, VisualState

_SIZES = {
    "ECU": "Extreme close-up", "CU": "Close-up", "MCU": "Medium close-up", "MS": "Medium shot",
    "MWS": "Medium wide shot", "WS": "Wide shot", "EWS": "Extreme wide shot",
}  # fmt: skip
_WEATHERS = {"rain": "in the rain", "snow": "in falling snow", "fog": "in fog", "storm": "in a storm"}


def prompt_text(
    shot: Shot, scene: Scene, assets: dict[str, Asset], states: dict[str, VisualState], style: str
) -> str:
    """The prompt of a shot for a picture model: framing, place, people, action, mood, style."""
    parts = prompt_parts(shot, scene, assets, states).values()
    said = [*parts, f"Style: {style_of(style).name}. {style_of(style).sentence}"]
    return "\n".join(part for part in said if part)


def prompt_parts(
    shot: Shot, scene: Scene, assets: dict[str, Asset], states: dict[str, VisualState]
) -> dict[str, str]:
    """What there is to say of a shot, by matter, in the studio's order; empty where nothing is."""
    return {
        "camera": _camera(shot),
        "place": _place(shot, scene, assets),
        "people": "\n".join([*_people(shot, assets, states), *_outranks(shot, assets, states)]),
        "props": _props(shot, assets, states),
        "action": _sentence(shot.action),
        "mood": _mood(scene),
    }


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _camera(shot: Shot) -> str:
    kind = "" if shot.type.value in ("single", "master") else f", {shot.type.value}"
    return f"{_SIZES[shot.size.value]}{kind}, {shot.angle.value} angle, {shot.lens} mm lens."


def _place(shot: Shot, scene: Scene, assets: dict[str, Asset]) -> str:
    asset = assets.get(shot.location or scene.location)
    where = asset.name if asset else scene.place or scene.heading
    inside = {"INT": "Interior", "EXT": "Exterior"}.get(scene.setting.value, "Interior and exterior")
    weather = _WEATHERS.get(scene.weather.lower(), scene.weather)
    when = ", ".join(word for word in (time_of(scene.time), weather) if word)
    looks = f" {_sentence(asset.described)}" if asset and asset.described else ""
    return f"{inside}: {where}, {when}.{looks}"


def _people(shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState]) -> list[str]:
    blocks = {block.asset: block for block in shot.blocking}
    return [_person(key, blocks.get(key), assets, states.get(key)) for key in shot.cast]


def _person(key: str, block: Blocking | None, assets: dict[str, Asset], state: VisualState | None) -> str:
    asset, name = assets.get(key), _name(key, assets)
    said = [_described(name, asset.described.strip().rstrip(".")) if asset and asset.described else name]
    worn = (state.wardrobe if state else "") or (asset.wardrobe if asset else "")
    if worn:
        said.append(f"wearing {worn.strip().rstrip('.')}")
    if state and state.tags_in:
        said.append(", ".join(state.tags_in))
    if state and state.holding:
        said.append(f"holding the {_name(state.holding, assets)}")
    if state and state.position:
        said.append(state.position.strip().rstrip("."))
    if block:
        facing = "" if block.facing == Direction.NEUTRAL else f", facing {block.facing.value}"
        said.append(
            f"{block.pose.replace('-', ' ')}, "
            f"{block.expression}{', seen from behind' if block.back else facing}"
        )
    return f"{'; '.join(said)}."


def _described(name: str, words: str) -> str:
    """Who it is and what they look like, by name once: definitions often begin with it."""
    begins = words.casefold().startswith(name.casefold()) and not words[len(name) : len(name) + 1].isalnum()
    return words if begins else f"{name}: {words}"


def _props(shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState]) -> str:
    names = [_thing(key, assets, states.get(key)) for key in shot.props]
    return f"In the frame: {', '.join(names)}." if names else ""


def _thing(key: str, assets: dict[str, Asset], state: VisualState | None) -> str:
    looks = [*state.tags_in, *([state.position] if state.position else [])] if state else []
    return f"{_name(key, assets)} ({', '.join(looks)})" if looks else _name(key, assets)


def _name(key: str, assets: dict[str, Asset]) -> str:
    return assets[key].name if key in assets else key.partition(":")[2].replace("-", " ")


def _outranks(shot: Shot, assets: dict[str, Asset], states: dict[str, VisualState]) -> list[str]:
    """Whoever looks otherwise than in their reference picture, by name: the words hold, not the picture."""
    names = [
        _name(key, assets)
        for key in (*shot.cast, *shot.props)
        if (state := states.get(key)) and (state.tags_in or _worn_otherwise(state, assets.get(key)))
    ]
    return [
        f"Reference pictures show {name} as before; clothes and marks are as written here." for name in names
    ]


def _worn_otherwise(state: VisualState, asset: Asset | None) -> bool:
    return bool(state.wardrobe and asset and asset.wardrobe and state.wardrobe != asset.wardrobe)


def _mood(scene: Scene) -> str:
    return "" if scene.mood in ("", "neutral") else f"Mood: {scene.mood}."
