"""The pieces of a context: what each is called, and how it is read from the story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.capsules import manner, seen_manner
from pipeline.outline import asset_items, scripts_of
from projects.kinds import Asset, Brief
from projects.kinds.presets import PRESETS
from projects.kinds.traits import nature_in_words
from projects.queries.story import Story

Arguments = dict[str, Any]

_LAST_WORDS = 2_500  # characters of the scene before: how it ends is what the next one carries on from
_FIRST_WORDS = 160  # of each scene's action in the summary


@dataclass(frozen=True)
class Piece:
    """One kind of material. ``of_team``: written by the team itself, not by a stranger's file."""

    name: str
    title: str
    scope: str  # global: the same for the whole film; local: around the one thing that is made
    read: Callable[[Story, Arguments], str]
    keeps_end: bool = False  # when it is too long, its end is kept instead of its beginning


def _brief(story: Story, arguments: Arguments) -> str:
    brief = Brief.model_validate(arguments["brief"])
    lines = {"Title": brief.title, "Logline": brief.logline, "Genre": brief.genre, "Tone": brief.tone}
    said = "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    return f"{said}\n\n{brief.idea}".strip()


def _style(story: Story, arguments: Arguments) -> str:
    item = story.one("style")
    content = story.content(item) if item else None
    slug = content.preset if content else str(arguments["brief"].get("style", ""))
    named = next((f"{one.name}: {one.sentence}" for one in PRESETS if one.slug == slug), "")
    return "\n".join(part for part in (named, content.notes if content else "") if part)


def _manner(story: Story, arguments: Arguments) -> str:
    return manner(arguments.get("capsule", {}))


def _material(story: Story, arguments: Arguments) -> str:
    """The texts themselves, where no summaries stand in for them."""
    return "" if "synopsis" in arguments else "\n\n".join(arguments.get("material", []))


def _chapter(story: Story, arguments: Arguments) -> str:
    return f"{arguments['title']}\n\n{arguments['text']}"


def _synopsis(story: Story, arguments: Arguments) -> str:
    return str(arguments.get("synopsis", ""))


def _chapters(story: Story, arguments: Arguments) -> str:
    """The summaries of chapters, each under its title."""
    return "\n\n".join(f"{one['title']}: {one['text']}" for one in arguments.get("chapters", []))


def _like(story: Story, arguments: Arguments) -> str:
    return str(arguments.get("like", ""))


def _source(story: Story, arguments: Arguments) -> str:
    return "\n\n".join(arguments.get("passages", []))


def _treatment(story: Story, arguments: Arguments) -> str:
    told = arguments.get("treatment") or {}
    return "\n\n".join(str(told.get(name, "")) for name in ("title", "logline", "text") if told.get(name))


def _passage(story: Story, arguments: Arguments) -> str:
    return str(arguments["passage"])


def _around(story: Story, arguments: Arguments) -> str:
    whole = str(arguments["whole"])
    return "" if whole.strip() == str(arguments["passage"]) else whole


def _judged(story: Story, arguments: Arguments) -> str:
    return str(arguments["judged"])


def _look(story: Story, arguments: Arguments) -> str:
    return seen_manner(arguments["capsule"])


def _template_text(story: Story, arguments: Arguments) -> str:
    return str(arguments["template"])


def _remarks(story: Story, arguments: Arguments) -> str:
    return "\n".join(arguments["remarks"])


def _outcome(story: Story, arguments: Arguments) -> str:
    return str(arguments["outcome"])


def _portrayed(story: Story, arguments: Arguments) -> str:
    asset = Asset.model_validate(arguments["asset"])
    told = {"Name": asset.name, "Also called": ", ".join(asset.aliases), "Definition": asset.described}
    lines = {**told, "Wardrobe": asset.wardrobe, "Inside": _nature(asset)}
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)


def _mentions(story: Story, arguments: Arguments) -> str:
    return str(arguments["mentions"])


def _scene_text(story: Story, arguments: Arguments) -> str:
    return str(arguments["scene_text"])


def _listed(story: Story, arguments: Arguments) -> str:
    boxes = {name: ", ".join(things) for name, things in arguments["listed"].items() if things}
    return "\n".join(f"{name}: {things}" for name, things in boxes.items())


def _beat(story: Story, arguments: Arguments) -> str:
    beat = arguments["beats"][arguments["index"]]
    about = ", ".join(str(beat[name]) for name in ("function", "mood") if beat.get(name))
    return f"{beat['title']} ({about})\n{beat['text']}" if about else f"{beat['title']}\n{beat['text']}"


def _beat_sheet(story: Story, arguments: Arguments) -> str:
    beats, here = arguments.get("beats", []), arguments.get("index", -1)
    return "\n".join(
        f"{number}. {beat['title']}: {beat['text']}" + (" <- this scene" if number == here + 1 else "")
        for number, beat in enumerate(beats, 1)
    )


def _before(story: Story, arguments: Arguments) -> str:
    scripts = _scripts_before(story, arguments)
    return scripts[-1][-_LAST_WORDS:] if scripts else ""


def _after(story: Story, arguments: Arguments) -> str:
    following = arguments["beats"][arguments["index"] + 1 : arguments["index"] + 2]
    return "\n".join(f"{beat['title']}: {beat['text']}" for beat in following)


def _summary(story: Story, arguments: Arguments) -> str:
    """The scenes written so far: heading and how each begins."""
    lines = []
    for number, text in enumerate(_scripts_before(story, arguments), 1):
        heading, _, rest = text.strip().partition("\n")
        lines.append(f"{number}. {heading.strip()}: {' '.join(rest.split())[:_FIRST_WORDS]}")
    return "\n".join(lines)


def _scripts_before(story: Story, arguments: Arguments) -> list[str]:
    """The texts of the scenes that stand before the one that is made, as far as they are written."""
    here = str(arguments.get("beat", ""))
    found: list[str] = []
    items = scripts_of(story)
    story.load(items)
    for item in items:
        if item.values["beat"] == here:
            return found
        found.append(str(story.content(item).text))
    return found


def _people(story: Story, arguments: Arguments) -> str:
    """The film's characters: as the cast has them, else as the treatment's memory does."""
    items = [item for item in asset_items(story).values() if item.values["type"] == "character"]
    story.load(items)
    lines = [
        " ".join(
            part for part in (f"{one.name}: {one.described}", one.wardrobe, _nature(one)) if part.strip()
        )
        for one in story.contents(items)
    ]
    if not lines:
        remembered = (arguments.get("treatment") or {}).get("bible", {}).get("people", [])
        lines = [_somebody(one) for one in remembered if isinstance(one, dict) and one.get("name")]
    return "\n".join(dict.fromkeys(lines))


def _nature(asset: Asset) -> str:
    return nature_in_words(asset.nature)


def _presence(story: Story, arguments: Arguments) -> str:
    return str(arguments["presence"])


def _somebody(one: dict[str, Any]) -> str:
    about = ", ".join(str(one[name]) for name in ("age", "job", "look", "wardrobe") if one.get(name))
    return f"{one['name']}: {about}"


PIECES: dict[str, Piece] = {
    piece.name: piece
    for piece in (
        Piece("brief", "The brief", "global", _brief),
        Piece("style", "The film's style", "global", _style),
        Piece("manner", "How it shall be told", "global", _manner),
        Piece("material", "Texts that were brought in", "global", _material),
        Piece("synopsis", "What the adapted text tells", "global", _synopsis),
        Piece("summaries", "Summaries of chapters, in order", "global", _chapters),
        Piece("chapters", "The adapted text's chapters", "global", _chapters),
        Piece("like", "The version to stay close to", "local", _like),
        Piece("chapter", "The chapter", "local", _chapter),
        Piece("source", "Where the scene comes from, word for word", "local", _source),
        Piece("treatment", "The treatment", "global", _treatment),
        Piece("beat_sheet", "All beats", "global", _beat_sheet),
        Piece("summary", "The scenes so far", "global", _summary),
        Piece("people", "The people", "local", _people),
        Piece("passage", "The passage", "local", _passage),
        Piece("around", "The text it stands in", "local", _around),
        Piece("judged", "The text to judge", "local", _judged),
        Piece("look", "How it shall look", "global", _look),
        Piece("template_text", "The template", "local", _template_text),
        Piece("remarks", "Remarks of an analysis", "local", _remarks),
        Piece("outcome", "What came of it", "local", _outcome),
        Piece("scene_text", "The scene", "local", _scene_text),
        Piece("listed", "What its sheet lists", "local", _listed),
        Piece("portrayed", "What is known of it", "local", _portrayed),
        Piece("presence", "The beats, and who comes with them", "local", _presence),
        Piece("mentions", "Where the script names it", "local", _mentions),
        Piece("beat", "This scene's beat", "local", _beat),
        Piece("before", "How the scene before ends", "local", _before, keeps_end=True),
        Piece("after", "What the next scene tells", "local", _after),
    )
}
