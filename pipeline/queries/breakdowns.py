"""What a model found for a scene's breakdown sheet, as the sheet shows it."""

from dataclasses import dataclass

from pipeline.breakdown import Sheet
from pipeline.breakdown.elements import CATEGORIES
from pipeline.models import Generation
from pipeline.queries.questions import Answer, answered
from projects.kinds import digest
from projects.queries.story import Item, Story

STEP = "breakdown"


@dataclass(frozen=True)
class Missed:
    """One thing that the sheet may lack; ``number`` names it when it is taken over."""

    number: int
    label: str
    thing: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Asked(Answer):
    """What came of asking about a scene. ``is_old``: its text or its sheet changed since."""

    things: list[Missed]


def text_of_scene(story: Story, scene: Item) -> str:
    """The script that a scene was parsed from; empty where it is gone."""
    script = story.at("script", scene.values["script"])
    return str(story.content(script).text) if script else ""


def listed(sheet: Sheet) -> dict[str, list[str]]:
    """What stands in the boxes of a sheet, by category."""
    return {name: list(getattr(sheet.elements, name)) for name in CATEGORIES}


def digest_of_sheet(text: str, sheet: Sheet) -> str:
    """Changes with the scene's text and with its boxes."""
    return digest([text, listed(sheet)])


def asked_of(story: Story, scene: Item, sheet: Sheet) -> Asked | None:
    """The newest answer about a scene on this branch. One query."""
    rows = Generation.objects.filter(branch=story.branch.pk, step=STEP, node=scene.node)
    row = rows.order_by("-created_at", "-pk").first()
    if row is None:
        return None
    came = (row.result or {}).get("came") or []
    things = [
        Missed(number, CATEGORIES[one["category"]], one["thing"], one["quote"])
        for number, one in enumerate(came)
    ]
    return Asked(
        **answered(row),
        is_old=row.digest != digest_of_sheet(text_of_scene(story, scene), sheet),
        things=things,
    )
