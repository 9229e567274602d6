"""The boxes of a breakdown sheet as they are posted: each on its own, beside what others wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from accounts.kernel.errors import Invalid
from accounts.kernel.numbers import whole_number
from pipeline.breakdown.elements import CATEGORIES, read_elements
from pipeline.breakdown.sheets import language_of
from pipeline.queries.places import Place
from projects.kinds import Scene
from projects.models import Head, Revision

MOST = 40  # things in one box
BOX = "elements."  # how the names of boxes begin in forms
Boxes = dict[str, list[str]]


def posted_boxes(posted: Mapping[str, str]) -> Boxes:
    """The boxes that were posted, a thing a line. Raises Invalid for too many or too long ones."""
    found: Boxes = {}
    for name, label in CATEGORIES.items():
        if f"{BOX}{name}" not in posted:
            continue
        lines = [" ".join(line.split()) for line in posted[f"{BOX}{name}"].splitlines()]
        found[name] = [line for line in lines if line]
        if len(found[name]) > MOST or any(len(line) > 200 for line in found[name]):
            raise Invalid(f"{label}: at most {MOST} lines of 200 characters.", field=f"{BOX}{name}")
    return found


def beside_the_page(
    place: Place, head: Head, boxes: Boxes, posted: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page showed where nobody had written, and the sheet with the boxes changed on it.

    The second is empty when none was: a sheet that nobody writes in follows the script. Three queries.
    """
    scene: Scene = head.content
    script = place.story.at("script", scene.script)
    language = language_of(place.story)
    text = str(place.story.content(script).text) if script else ""
    now: Boxes = (scene.elements or read_elements(text, language)).model_dump()
    shown = _revision(head.node_id, posted.get("expected", "")).get("elements")
    seen = _revision(script.node, posted.get("script", "")).get("text", text) if script else text
    page: Boxes = shown or read_elements(seen, language).model_dump()
    changed = {name: lines for name, lines in boxes.items() if lines != page[name]}
    return {"elements": page}, {"elements": {**now, **changed}} if changed else {}


def _revision(node: Any, number: str) -> dict[str, Any]:
    rows = Revision.objects.filter(pk=whole_number(number) or 0, node_id=node)
    return dict(rows.values_list("payload", flat=True).first() or {})
