"""The values of a template's variables, from what a step asks for."""

from collections.abc import Callable
from typing import Any

from pipeline.breakdown.elements import CATEGORIES
from pipeline.previz.lexicon import words
from pipeline.previz.story.structure import scene_count
from pipeline.prompting.wishes import WISHES, Wish
from projects.kinds import Asset, Brief
from projects.kinds.presets import FREE, LANGUAGES, STRUCTURES
from projects.kinds.traits import NATURE, traits_of

Values = dict[str, str | int | float]

WORDS_A_SECOND = 2.6  # of a screenplay: a page of 160 to 180 words plays about a minute
_LANGUAGE = dict(LANGUAGES)
_STRUCTURE = {one.slug: f"{one.name} ({one.sentence.rstrip('.')})" for one in STRUCTURES}
_STRUCTURE[FREE] = "none (do not follow a named structure and leave every function empty)"
_ANGLES = (
    "stay closest to the idea as it is given, told forwards, from the main character's side.",
    "tell it through somebody who stands beside the main character and understands late.",
    "take the boldest reading: begin at the hardest moment, and turn round one thing that everybody would"
    " take for granted.",
)
_CLOSE = (
    "stay close to the version that is quoted: its people, its turn and its ending; tell it in other scenes,"
    " images and words."
)
_CHAPTERS = ("premise", "want", "obstacle", "turn", "climax", "image", "people", "places")


def values_of(purpose: str, arguments: dict[str, Any]) -> Values:
    """Everything that a template of the purpose may use."""
    brief = Brief.model_validate(arguments["brief"])
    take = int(arguments.get("take", 0))
    return _common(brief) | _MORE.get(purpose, _nothing)(brief, arguments, take)


def language_name(code: str) -> str:
    """ "English" for "en"; the code itself where it has no name here."""
    return _LANGUAGE.get(code) or _LANGUAGE.get(code.split("-")[0], code)


def _common(brief: Brief) -> Values:
    return {
        "language": language_name(brief.language),
        "genre": brief.genre or "as the idea suggests",
        "tone": brief.tone or "as the idea suggests",
        "audience": brief.audience,
        "seconds": brief.seconds,
        "minutes": round(brief.seconds / 60, 1),
        "structure": _STRUCTURE.get(brief.structure, brief.structure),
        "words": max(120, min(round(brief.seconds * WORDS_A_SECOND), 1_500)),
    }


def _nothing(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {}


def _variant(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    index = int(arguments["index"])
    headings = words(brief.language, "angles")["headings"]
    again = " Write it quite differently from an earlier version." if take else ""
    return {
        "number": index + 1,
        "angle": _CLOSE if arguments.get("like") else _ANGLES[index % len(_ANGLES)] + again,
        "headings": ", ".join(headings[part] for part in _CHAPTERS),
    }


def _beats(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {"count": scene_count(brief.seconds)}


def _script(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    beats, index = arguments["beats"], int(arguments["index"])
    seconds = float(beats[index]["seconds"])
    return {
        "number": index + 1,
        "count": len(beats),
        "seconds": round(seconds),
        "words": max(30, round(seconds * WORDS_A_SECOND)),
    }


def _passage(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {
        "what": str(arguments["what"]),
        "words": len(str(arguments["passage"]).split()),
        "wish": WISHES.get(Wish(arguments["wish"]), ""),
        "guidance": f"In particular: {arguments['guidance']}" if arguments["guidance"] else "",
    }


def _judged(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {"what": str(arguments["what"])}


def _endings(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    said = str(arguments.get("guidance", ""))
    return {"guidance": f"In particular: {said}" if said else ""}


def _summary(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {"words": int(arguments["words"]), "title": str(arguments["title"])}


def _definition(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    asset = Asset.model_validate(arguments["asset"])
    empty = [
        f"{trait.name} ({trait.hint})" for trait in traits_of(asset.type) if not asset.traits.get(trait.name)
    ]
    by_hand = "A person wrote what is given: keep it word for word and only add to it."
    return {
        "name": asset.name,
        "kind": asset.type.value,
        "fields": ", ".join(empty) or "none",
        "kept": by_hand
        if arguments["by_hand"]
        else "What is given was read from the script: contradict none of it.",
    }


def _improvement(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    braced = ", ".join(f"{{{{{name}}}}} ({kind})" for name, kind in arguments["variables"].items())
    place = "{{context}} must stand once, on a line of its own, at the end of the question."
    return {
        "title": str(arguments["title"]),
        "sentence": str(arguments["sentence"]),
        "variables": braced,
        "place": place if arguments["has_context"] else "",
    }


def _nature(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    asset = Asset.model_validate(arguments["asset"])
    fields = "; ".join(f"{one.name} ({one.label.lower()}, such as: {one.hint})" for one in NATURE)
    return {"name": asset.name, "fields": fields}


def _breakdown(brief: Brief, arguments: dict[str, Any], take: int) -> Values:
    return {"categories": ", ".join(CATEGORIES)}


_MORE: dict[str, Callable[[Brief, dict[str, Any], int], Values]] = {
    "endings": _endings,
    "chapter": _summary,
    "synopsis": _summary,
    "variant": _variant,
    "beats": _beats,
    "script": _script,
    "passage": _passage,
    "alternatives": _passage,
    "likeness": _judged,
    "definition": _definition,
    "breakdown": _breakdown,
    "nature": _nature,
    "resemblance": _judged,
    "improvement": _improvement,
}
