"""Style capsules in a film: which one a stage works by, and what its steps are given of it.

A step names what it takes from its capsule among its inputs, so that a changed choice makes stale what was
made by it and nothing else, and each generation holds what it was told.
"""

from typing import Any

from pipeline.graph.targets import NOTHING, Inputs, inputs_from
from pipeline.previz.design.steering import steered
from projects.queries.story import Item, Story, remembered

# The stages that work by a capsule of each medium.
STAGES_OF = {"writing": ("treatment", "beats", "screenplay"), "visual": ("assets", "prompts")}


@remembered
def capsule_items(story: Story) -> dict[tuple[str, str], Item]:
    """What was chosen, by medium and stage; the stage is empty for the whole film."""
    return {(item.values["medium"], item.values["stage"]): item for item in story.of("capsule")}


def capsule_for(story: Story, medium: str, stage: str) -> Item | None:
    """The capsule that a stage works by: its own, or else the film's. None when there is none."""
    items = capsule_items(story)
    found = items.get((medium, stage)) or items.get((medium, ""))
    return found if found is not None and found.values["name"] else None


def capsule_inputs(story: Story, medium: str, stage: str) -> Inputs:
    """What a step takes from its capsule, as inputs; nothing without one."""
    item = capsule_for(story, medium, stage)
    if item is None:
        return NOTHING
    return inputs_from("capsule", item, *(("guide",) if medium == "writing" else ("guide", "steer")))


def capsule_arguments(story: Story, medium: str, stage: str) -> dict[str, Any]:
    """For a request: ``capsule``, what a model is told of it; empty without one."""
    item = capsule_for(story, medium, stage)
    return {"capsule": story.content(item).guide} if item is not None else {}


def style_by(story: Story, stage: str, preset: str) -> str:
    """The style that previz draws a stage in: ``preset``, steered by the stage's visual capsule."""
    item = capsule_for(story, "visual", stage)
    return steered(preset, story.content(item).steer) if item is not None else preset


def titles_by(story: Story, stage: str) -> dict[str, str]:
    """For a request: the ``style`` of titles, where a visual capsule steers the frames between them."""
    style = story.one("style")
    if capsule_for(story, "visual", stage) is None or style is None:
        return {}
    return {"style": style_by(story, stage, style.values["preset"])}


def in_words(guide: dict[str, Any]) -> str:
    """A visual capsule as the end of a picture's prompt."""
    parts = [
        ("Look: {}.", ", ".join(guide.get("descriptors", []))),
        ("{}", " ".join(guide.get("pillars", []))),
        ("{}", " ".join(guide.get("dos", []))),
        ("{}", " ".join(guide.get("donts", []))),
        ("Colours: {}.", ", ".join(guide.get("palette", []))),
    ]
    return " ".join(shape.format(text) for shape, text in parts if text)


def seen_manner(guide: dict[str, Any]) -> str:
    """A visual capsule as somebody who judges pictures is told of it, one matter to a paragraph."""
    parts = [
        ("{}", guide.get("summary", "")),
        ("In a few words: {}.", ", ".join(guide.get("descriptors", []))),
        ("What everything follows from:\n{}", _listed(guide.get("pillars", []))),
        ("Do:\n{}", _listed(guide.get("dos", []))),
        ("Do not:\n{}", _listed(guide.get("donts", []))),
        ("Colours: {}.", ", ".join(guide.get("palette", []))),
    ]
    return "\n\n".join(shape.format(text) for shape, text in parts if text)


def manner(guide: dict[str, Any]) -> str:
    """A writing capsule as a writer is told of it, one matter to a paragraph."""
    parts = [
        ("{}", guide.get("summary", "")),
        ("In a few words: {}.", ", ".join(guide.get("descriptors", []))),
        ("What everything follows from:\n{}", _listed(guide.get("pillars", []))),
        ("Do:\n{}", _listed(guide.get("dos", []))),
        ("Do not:\n{}", _listed(guide.get("donts", []))),
        ("Never use these words: {}.", ", ".join(guide.get("avoid", []))),
        (
            "This is how it sounds (take the manner, not the matter):\n\n{}",
            "\n\n".join(guide.get("samples", [])),
        ),
    ]
    return "\n\n".join(shape.format(text) for shape, text in parts if text)


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
