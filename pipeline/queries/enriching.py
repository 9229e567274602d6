"""What models proposed for the definitions of assets, and what the script says of each."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.models import Generation
from pipeline.outline import scripts_of
from pipeline.queries.asset_fields import field_name, unlocked
from pipeline.queries.questions import Answer, answered
from pipeline.queries.wording import Stretch, compared
from projects.kinds import Asset, digest
from projects.kinds.traits import NATURE as NATURE_FIELDS
from projects.queries.story import Item, Story
from projects.screenplay import fountain
from projects.screenplay.elements import ElementType

STEP = "definition"
NATURE = "nature"  # the step of the questions about a character's inside
LONGEST = 12_000  # characters of the script that are told
_SAID = (ElementType.DIALOGUE, ElementType.PARENTHETICAL)


@dataclass(frozen=True)
class Proposed:
    """A field that would change, word by word."""

    name: str
    label: str
    stretches: list[Stretch]


@dataclass(frozen=True)
class Asked:
    """What a model asks the writer; ``quote`` is the line that raises it, if one does."""

    question: str
    why: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Enrichment(Answer):
    """What came of asking a model about an asset. ``is_old``: its words changed since."""

    fields: list[Proposed]
    grounds: list[str]
    questions: list[Asked]  # to the writer, about a character's inside


def digest_of_words(asset: Asset, step: str = STEP) -> str:
    """Changes with what an enrichment would change: an asset's looks, or a character's inside."""
    return digest([asset.nature] if step == NATURE else [asset.definition, asset.wardrobe, asset.traits])


def enrichments(story: Story, items: list[Item], step: str = STEP) -> dict[UUID, Enrichment]:
    """The newest enrichment of each asset on this branch, by node. One query; contents must be loaded."""
    by_node = {item.node: item for item in items}
    rows = Generation.objects.filter(branch=story.branch.pk, step=step, node__in=list(by_node))
    newest = rows.order_by("node", "-created_at", "-pk").distinct("node").defer("request")
    return {
        row.node: _enrichment(row, story.content(by_node[row.node])) for row in newest if row.node is not None
    }


def _enrichment(row: Generation, asset: Asset) -> Enrichment:
    came = (row.result or {}).get("came") or {}
    words = digest_of_words(asset, row.step)
    return Enrichment(
        **answered(row),
        is_old=row.digest != words and row.facts.get("words") != words,
        fields=_proposed(asset, unlocked(asset, came)) + _inside(asset, came),
        grounds=list(came.get("grounds", [])),
        questions=[Asked(**one) for one in came.get("questions", [])],
    )


def _inside(asset: Asset, came: dict[str, Any]) -> list[Proposed]:
    """The fields of a character's inside that would change."""
    proposed = came.get("nature", {})
    return [
        Proposed(f"nature.{one.name}", one.label, compared(before, str(proposed[one.name])))
        for one in NATURE_FIELDS
        if one.name in proposed and (before := asset.nature.get(one.name, "")) != proposed[one.name]
    ]


def _proposed(asset: Asset, changes: dict[str, Any]) -> list[Proposed]:
    pairs = [(name, str(getattr(asset, name)), str(changes[name])) for name in _TEXTS if name in changes]
    new = changes.get("traits", {})
    pairs += [(f"traits.{name}", asset.traits.get(name, ""), text) for name, text in new.items()]
    return [
        Proposed(name, field_name(asset.type, name), compared(before, after))
        for name, before, after in pairs
        if before != after
    ]


_TEXTS = ("definition", "wardrobe")


def passages_about(story: Story, asset: Asset) -> str:
    """Where the scripts name an asset, scene by scene, verbatim; for somebody also what they say."""
    names = [name for name in {asset.name, *asset.aliases} if name.strip()]
    if not names:
        return ""
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)), re.IGNORECASE)
    scripts = scripts_of(story)
    story.load(scripts)
    found = (_in_script(story.content(script).text, named) for script in scripts)
    return "\n\n".join(text for text in found if text)[:LONGEST]


def _in_script(text: str, named: re.Pattern[str]) -> str:
    lines, speaks = [], False
    for element in fountain.parse(text).elements:
        if element.type is ElementType.CHARACTER:
            speaks = bool(named.search(element.text))
        elif element.type in _SAID:
            lines += [element.text] if speaks or named.search(element.text) else []
        elif named.search(element.text):
            lines.append(element.text)
    return "\n".join(lines)
