"""Locking scene numbers: each scene keeps its own from then on, and what comes between gets a letter."""

from typing import Any
from uuid import UUID

from django.db import transaction

from pipeline.outline import places_of, scripts_of
from projects.actions.commit import Edit, commit
from projects.kinds import Script
from projects.models import Branch, Change, Head
from projects.queries.story import Story, load_story
from projects.screenplay.numbers import locked, with_number


def numbers_are_locked(story: Story) -> bool:
    """Whether most scenes carry a number: a screenplay is numbered as a whole or not at all."""
    numbered = [bool(number) for number in numbers_of(story)]
    return sum(numbered) * 2 > len(numbered)


def numbers_of(story: Story) -> list[str]:
    """The scenes' numbers in story order; empty where they are not locked."""
    scripts: list[Script] = list(story.contents(scripts_of(story)))
    return [script.number for script in scripts]


@transaction.atomic
def lock_numbers(branch: Branch, episode: UUID, *, by: Any) -> Change | None:
    """Give every scene a number to keep: those that have one keep it, omitted ones too."""
    story = load_story(branch, episode)
    placed = [item for _, item in places_of(story, omitted=True)]
    story.load(placed)
    items = [item for item in placed if story.content(item).number or not story.content(item).omitted]
    wanted = locked([story.content(item).number for item in items])
    numbers = {item.node: number for item, number in zip(items, wanted, strict=True)}
    return _write(branch, numbers, by, "Locked the scene numbers")


@transaction.atomic
def unlock_numbers(branch: Branch, episode: UUID, *, by: Any) -> Change | None:
    """Take all numbers away: scenes are counted from then on."""
    items = [item for _, item in places_of(load_story(branch, episode), omitted=True)]
    return _write(branch, {item.node: "" for item in items}, by, "Unlocked the scene numbers")


def number_new_scenes(branch: Branch, episode: UUID, *, by: Any) -> None:
    """Where numbers are locked, give scenes that came in since theirs."""
    story = load_story(branch, episode)
    if numbers_are_locked(story) and not all(numbers_of(story)):
        lock_numbers(branch, episode, by=by)


def _write(branch: Branch, numbers: dict[UUID, str], by: Any, message: str) -> Change | None:
    heads = Head.objects.filter(branch=branch, node_id__in=list(numbers), deleted=False)
    edits = []
    for head in heads.select_related("revision").order_by("pk"):
        content: Script = head.content
        number = numbers[head.node_id]
        text = content.text if number else with_number(content.text, "")
        if content.number != number or content.text != text:
            updated = content.model_copy(update={"number": number, "text": text})
            edits.append(Edit.of(head, updated, origin=head.origin))
    return commit(branch, edits, by=by, message=message)
