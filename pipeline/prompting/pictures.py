"""What picture models are told: a template for each type of object, and one for the shot.

A template is what the picture shows, a line of three dashes, and what must not be in it. Every variable is a
phrase or a whole sentence, or empty; lines that stay empty are left out.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.capsules import in_words
from pipeline.previz.design import style_of
from pipeline.previz.design.kinds import PROP_WORDS, prop_kind
from pipeline.previz.draw import prompt_parts
from pipeline.prompting.purposes import LIBRARY, Kind
from pipeline.prompting.templates import Template, filled
from projects.kinds import Asset, Scene, Shot, VisualState
from projects.kinds.vocabulary import KEY_SIZE, AssetKind

_ASSET: dict[str, Kind] = {
    "name": "text", "definition": "text", "style": "text", "look": "text",
    "width": "number", "height": "number",
}  # fmt: skip
_WORN: dict[str, Kind] = {**_ASSET, "wardrobe": "text"}
_SHOT: dict[str, Kind] = {
    "camera": "text", "place": "text", "people": "text", "props": "text", "action": "text", "mood": "text",
    "style": "text", "lens": "number",
}  # fmt: skip
SHOT = "picture_shot"


@dataclass(frozen=True)
class PicturePurpose:
    """One type of picture that a model can be asked for."""

    name: str
    title: str
    sentence: str
    variables: dict[str, Kind] = field(default_factory=lambda: _ASSET)
    group: str = "Pictures"
    parts: tuple[str, str] = ("What the picture shows", "What must not be in it")
    has_context: bool = False  # all it says is in its variables

    @cached_property
    def text(self) -> str:
        """The template that the studio brings."""
        return (LIBRARY / f"{self.name}.txt").read_text(encoding="utf-8")


PICTURES: dict[str, PicturePurpose] = {
    purpose.name: purpose
    for purpose in (
        PicturePurpose("picture_person", "Person", "The image key of somebody in the film.", _WORN),
        PicturePurpose("picture_creature", "Creature", "An animal, a robot, a being.", _WORN),
        PicturePurpose("picture_place", "Place", "The image key of a location, without people."),
        PicturePurpose("picture_vehicle", "Vehicle", "Anything that drives, sails or flies."),
        PicturePurpose("picture_food", "Food and drink", "What is eaten and drunk, as it is served."),
        PicturePurpose("picture_product", "Product", "Devices and packed goods, as they are sold."),
        PicturePurpose("picture_clothing", "Clothing", "A garment by itself."),
        PicturePurpose("picture_icon", "Sign or emblem", "Logos, seals, signs, symbols."),
        PicturePurpose("picture_prop", "Other thing", "Every prop that is none of these."),
        PicturePurpose(SHOT, "Shot", "The first frame of a shot: stage 9 writes by it.", _SHOT),
    )
}

_KINDS = {
    "vehicle": "car bicycle boat rocket airplane",
    "food": "apple bread cake fish egg plate cup glass bottle teapot",
    "product": "phone telephone camera flashlight watch radio laptop television microphone headphones disk",
    "clothing": "coat hat shoe spectacles mask crown umbrella",
    "creature": "dog cat bird horse robot",
    "icon": "flag",
}
_TYPE_OF = {kind: name for name, kinds in _KINDS.items() for kind in kinds.split()}
_WORDS = {
    "icon": "logo|emblem|seal|crest|coat of arms|badge|sign|symbol|icon|insignia|tattoo|neon sign",
    "vehicle": "ship|ferry|yacht|train|tram|bus|lorry|motorcycle|scooter|tractor|helicopter|spaceship"
    "|submarine|wagon|carriage|sled|ambulance|hearse",
    "product": "tablet|console|drone|toaster|fridge|vacuum cleaner|perfume|lipstick|sneaker|packet|tin|can",
    "food": "cheese|wine|beer|steak|noodles|rice|salad|chocolate|ice cream|honey|meat|croissant|pizza|stew",
    "clothing": "glove|gloves|trousers|suit|gown|veil|belt|shawl|apron|sweater",
}
_TYPES = {name: re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE) for name, words in _WORDS.items()}
_ADDED = frozenset(PROP_WORDS) - set(_TYPE_OF)  # kinds of the house engine that are other things


def type_of(asset: Asset) -> str:
    """The template that an asset is told by: "person", "vehicle", ... by English words; else "prop"."""
    if asset.type == AssetKind.LOCATION:
        return "place"
    if asset.type == AssetKind.CHARACTER:
        return "creature" if asset.design.get("species") else "person"
    for text in (asset.name, asset.described):  # what it is called says more than what is said of it
        found = _first_type(text)
        if found:
            return found
    return "prop"


def _first_type(text: str) -> str:
    kind = prop_kind(text)
    named = sorted((match.start(), name) for name, words in _TYPES.items() if (match := words.search(text)))
    if named:
        return named[0][1]
    return "prop" if kind in _ADDED else _TYPE_OF.get(kind, "")


def told_of_asset(template: Template, purpose: PicturePurpose, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a picture model is told of an asset: ``arguments`` as stage 5 asks for its picture."""
    asset, style = Asset.model_validate(arguments["asset"]), style_of(arguments["style"])
    values: dict[str, str | int | float] = {
        "name": asset.name,
        "definition": sentence(asset.described),
        "wardrobe": f"Wearing {sentence(asset.wardrobe)}" if asset.wardrobe.strip() else "",
        "style": f"{style.name}. {style.sentence}",
        "look": in_words(arguments.get("capsule", {})),
        "width": KEY_SIZE[0],
        "height": KEY_SIZE[1],
    }
    return told(template, purpose, values)


def told_of_shot(template: Template, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a picture model is told of a shot: ``arguments`` as stage 9 puts its prompt together."""
    shot, scene = Shot.model_validate(arguments["shot"]), Scene.model_validate(arguments["scene"])
    assets = {key: Asset.model_validate(data) for key, data in arguments["assets"].items()}
    states = {key: VisualState.model_validate(data) for key, data in arguments["states"].items()}
    style = style_of(arguments["style"])
    values: dict[str, str | int | float] = {
        **prompt_parts(shot, scene, assets, states),
        "style": f"{style.name}. {style.sentence}",
        "lens": shot.lens,
    }
    return told(template, PICTURES[SHOT], values)


def in_one(found: dict[str, Any]) -> str:
    """What was told as one text, for models that take no second one for what must not be seen."""
    avoided = " ".join(str(found["avoid"]).split())
    return f"{found['prompt']}\nLeave out: {avoided}" if avoided else str(found["prompt"])


def told(template: Template, purpose: PicturePurpose, values: dict[str, str | int | float]) -> dict[str, Any]:
    """A template with its values, ready to be kept: ``prompt``, and in ``avoid`` what must not be seen."""
    return {
        "purpose": purpose.name,
        "template": {"version": template.version, "own": template.own},
        "prompt": _tidy(filled(template.system, purpose, values)),
        "avoid": _tidy(filled(template.body, purpose, values)),
    }


def sentence(text: str) -> str:
    """With single spaces and an end; empty stays empty."""
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _tidy(text: str) -> str:
    """Without the lines and double spaces that empty values leave."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
