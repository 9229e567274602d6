"""A film's style capsules: what was chosen, and how near its results are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Q

from assets.capsules import pixels
from assets.capsules.content import Capsule
from assets.capsules.pixels import Measured
from assets.capsules.scoring import Score, score_picture, score_text
from assets.models import Capsule as CapsuleRow
from assets.queries.media import read
from pipeline.capsules import capsule_for
from pipeline.outline import asset_items, scripts_of, shots_in_order
from projects.kinds import CapsuleUse
from projects.queries.story import Item, Story
from projects.screenplay import fountain
from projects.screenplay.elements import ElementType

Thing = TypeVar("Thing")

PICTURES = 12  # of a stage that are measured, evenly chosen
MEASURED_SECONDS = 30 * 24 * 3600
_KEY = "pixels:1:"  # raise the number when pictures are measured differently


@dataclass(frozen=True)
class Result:
    """What a stage has made, held to the capsule that the stage works by."""

    stage: str
    label: str
    capsule: str  # its name
    count: int  # results that were measured
    score: Score


def results(story: Story) -> list[Result]:
    """The film's treatment, screenplay, image keys and frames, each held to its stage's capsule.

    What has no capsule or is not made yet is left out. Pictures are measured once and remembered.
    """
    found = (_treatment(story), _screenplay(story), *_pictures(story))
    return [result for result in found if result is not None]


def newest(uses: Iterable[CapsuleUse]) -> dict[str, int]:
    """Of the team's capsules among ``uses``, the newest version's number by reference. One query."""
    keys = [use.ref for use in uses if use.version]
    rows = CapsuleRow.objects.filter(Q(pk__in=keys), archived_at=None) if keys else CapsuleRow.objects.none()
    return {str(pk): latest for pk, latest in rows.values_list("pk", "latest")}


def _held(story: Story, item: Item) -> tuple[CapsuleUse, Capsule]:
    use: CapsuleUse = story.content(item)
    return use, Capsule.model_validate(use.held)


def _language(story: Story) -> str:
    brief = story.one("brief")
    return str(brief.values["language"]) if brief else "en"


def _treatment(story: Story) -> Result | None:
    item, told = capsule_for(story, "writing", "treatment"), story.one("treatment")
    if item is None or told is None:
        return None
    use, capsule = _held(story, item)
    score = score_text(capsule, story.content(told).text, language=_language(story))
    return Result("treatment", "Treatment", use.name, 1, score)


def _screenplay(story: Story) -> Result | None:
    item, scripts = capsule_for(story, "writing", "screenplay"), scripts_of(story)
    if item is None or not scripts:
        return None
    use, capsule = _held(story, item)
    told, said = [], []
    for script in story.contents(scripts):
        for element in fountain.parse(script.text).elements:
            if element.type is ElementType.ACTION:
                told.append(element.text)
            elif element.type is ElementType.DIALOGUE:
                said.append(element.text)
    score = score_text(capsule, "\n\n".join(told), said="\n\n".join(said), language=_language(story))
    return Result("screenplay", "Screenplay", use.name, len(scripts), score)


def _pictures(story: Story) -> list[Result | None]:
    return [_looks(story, of_stage, shown) for of_stage, shown in pictures_of(story).items()]


@dataclass(frozen=True)
class Shown:
    """A picture of the film: its file, what it shows in a few words, and the content that holds it."""

    sha: str
    what: str
    item: Item


# Stage that shows pictures: the stage whose capsule they are made by, and what they are called.
PICTURED = {"assets": ("assets", "Image keys"), "frames": ("prompts", "Frames")}


def pictures_of(story: Story) -> dict[str, list[Shown]]:
    """The film's image keys and first frames, by stage, in their order."""
    keys = [(asset, story.at("picture", "key", asset.node)) for asset in asset_items(story).values()]
    frames = [(shot, story.at("frame", "first", shot.node)) for _, shot in shots_in_order(story)]
    story.load([item for _, item in keys if item])
    return {
        "assets": [
            Shown(story.content(item).media, str(asset.values["name"]), item) for asset, item in keys if item
        ],
        "frames": [Shown(item.values["media"], f"Shot {shot.slot}", item) for shot, item in frames if item],
    }


def _looks(story: Story, stage: str, shown: list[Shown]) -> Result | None:
    by, label = PICTURED[stage]
    item = capsule_for(story, "visual", by)
    chosen = spread_over([one.sha for one in shown], PICTURES)
    measured = [found for found in measures(chosen) if found.values] if item else []
    if item is None or not measured:
        return None
    use, capsule = _held(story, item)
    return Result(stage, label, use.name, len(measured), score_picture(capsule, together(measured)))


def spread_over(things: list[Thing], most: int) -> list[Thing]:
    """At most so many of ``things``, from beginning to end at even distances."""
    if len(things) <= most:
        return things
    return [things[number * (len(things) - 1) // (most - 1)] for number in range(most)]


def together(measured: list[Measured]) -> Measured:
    """Several pictures as one: their mean measures, and all their colours."""
    names = measured[0].values
    values = {name: sum(each.values[name] for each in measured) / len(measured) for name in names}
    palette = tuple((colour, share / len(measured)) for each in measured for colour, share in each.palette)
    return Measured(values, palette)


def measures(shas: list[str]) -> list[Measured]:
    """The measures of the team's pictures; empty ones for what cannot be read. Each is measured once."""
    known: dict[str, Any] = cache.get_many([_KEY + sha for sha in shas])
    fresh = {_KEY + sha: _measured(sha) for sha in shas if _KEY + sha not in known}
    if fresh:
        cache.set_many(fresh, MEASURED_SECONDS)
    found = known | fresh
    return [
        Measured(found[_KEY + sha][0], tuple((colour, share) for colour, share in found[_KEY + sha][1]))
        for sha in shas
    ]


def _measured(sha: str) -> list[Any]:
    try:
        found = pixels.measure(read(sha))
    except OSError:  # the store has lost it
        found = Measured()
    return [found.values, [list(pair) for pair in found.palette]]
