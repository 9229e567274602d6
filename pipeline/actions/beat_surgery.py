"""Beats taken apart and put together: each is one change, and can be taken back."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Refused
from pipeline.actions.beats import beat_heads, free_slot, sheet_of
from projects.actions.commit import Edit, commit
from projects.actions.ordering import position_after
from projects.kinds import Beat
from projects.models import Branch, Change, Head

_SENTENCE = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f])[\"'\u201d\u2019)]*\s+|\n+")


@transaction.atomic
def split_beat(branch: Branch, episode: UUID, head: Head, *, by: Any) -> Change | None:
    """Cut a beat in two in the middle of its sentences; each gets its share of the time.

    Raises Refused when there is only one sentence.
    """
    beat: Beat = head.content
    first, second = halves(beat.text)
    if not second:
        raise Refused("This beat is one sentence. Write what happens next into it first.")
    share = len(first) / (len(first) + len(second))
    siblings = beat_heads(branch, head.parent_node or UUID(int=0))
    taken = Head.objects.filter(branch=branch, kind="beat", parent_node=head.parent_node)
    slot = free_slot("h", set(taken.values_list("slot", flat=True)))
    seconds = round(beat.seconds * share, 2)
    shorter = beat.model_copy(update={"text": first, "seconds": seconds})
    rest = beat.model_copy(
        update={
            "title": f"{beat.title[:190]}, then",
            "text": second,
            "seconds": round(beat.seconds - seconds, 2),
            "function": "",
        }
    )
    inside: dict[str, Any] = {"parent": head.parent_node, "episode": episode}
    new = Edit.new(rest, slot, position_after(siblings, head.node_id), **inside)
    return commit(branch, [Edit.of(head, shorter), new], by=by, message=f"Split the beat {beat.title}")


@transaction.atomic
def merge_beat(branch: Branch, episode: UUID, head: Head, *, by: Any) -> Change | None:
    """Put a beat and the one after it together: both texts, both times, the higher tension.

    Raises Refused for the last one.
    """
    sheet = sheet_of(branch, episode)
    siblings = beat_heads(branch, sheet.node_id) if sheet else []
    nodes = [each.node_id for each in siblings]
    at = nodes.index(head.node_id) if head.node_id in nodes else len(nodes)
    if at + 1 >= len(siblings):
        raise Refused("There is no beat after this one.")
    beat: Beat = head.content
    other: Beat = siblings[at + 1].content
    together = beat.model_copy(
        update={
            "text": "\n\n".join(text for text in (beat.text.strip(), other.text.strip()) if text)[:20_000],
            "seconds": round(beat.seconds + other.seconds, 2),
            "intensity": max(beat.intensity, other.intensity),
            "function": beat.function or other.function,
            "chapters": list(dict.fromkeys([*beat.chapters, *other.chapters])),
        }
    )
    gone = replace(Edit.of(siblings[at + 1]), deleted=True, origin=siblings[at + 1].origin)
    message = f"Merged the beats {beat.title} and {other.title}"
    return commit(branch, [Edit.of(head, together), gone], by=by, message=message)


def halves(text: str) -> tuple[str, str]:
    """A text cut between two sentences, as near to its middle as can be; the second part may be empty."""
    cuts = [match for match in _SENTENCE.finditer(text) if match.end() < len(text.rstrip())]
    if not cuts:
        return text.strip(), ""
    cut = min(cuts, key=lambda match: abs(match.end() - len(text) / 2))
    return text[: cut.end()].strip(), text[cut.end() :].strip()
