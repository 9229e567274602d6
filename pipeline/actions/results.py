"""Applying what was made: into heads through the claim taken at the start, or aside as a take."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.kernel.errors import Refused
from pipeline.actions.listing import child_edits, lock_children
from pipeline.graph.plan import Unit
from pipeline.graph.targets import Child, Made
from pipeline.models import Generation
from pipeline.titles import STEP_TITLES
from projects.actions.commit import LOCKED_CODE, Edit, commit
from projects.actions.projects import adopt_title
from projects.kinds import KINDS
from projects.merging import merge_content
from projects.models import Branch, Change, Head

if TYPE_CHECKING:
    from pipeline.actions.making import Order

Result = tuple[Unit, Generation, Made]
Slot = tuple[UUID | None, str, str]  # parent, slot, kind


def made_from(kind: str, result: dict[str, Any]) -> Made:
    """The Made that a stored result describes. Raises KeyError or ValueError if it no longer fits."""
    children = tuple(
        Child(
            slot=data["slot"],
            content=KINDS[data["kind"]].model_validate(data["content"]),
            position=data["position"],
            shared=data["shared"],
        )
        for data in result["children"]
    )
    return Made(KINDS[kind].model_validate(result["content"]), children)


def apply_results(order: "Order", results: list[Result]) -> None:
    """Move heads to what was made, as one change. Whatever moved on meanwhile keeps its place.

    A late result is kept as an alternate take, and so is what came for a stage that was locked meanwhile;
    what a hand wrote or uploaded is never overwritten. Raises Refused when the branch is gone.
    """
    if not results:
        return
    claimed, late = _claimed(order, results)
    try:
        with transaction.atomic():
            _move(order, claimed)
    except Refused as refusal:
        if refusal.code != LOCKED_CODE:
            raise
        late += [generation for _, generation, _ in claimed]
        claimed = []
    finish([generation for _, generation, _ in claimed], Generation.State.DONE)
    finish(late, Generation.State.ALTERNATE)


def _move(order: "Order", claimed: list[Result]) -> None:
    lock_children(order, [generation for _, generation, _ in claimed])  # before announcements lock the feed
    edits = [_edit(order, unit, generation, made) for unit, generation, made in claimed]
    commit(order.branch, edits, by=order.by, kind=Change.Kind.GENERATE, message=_message(claimed))
    for unit, _, made in claimed:
        if unit.step.fills:
            adopt_title(order.branch.project, made.content)  # type: ignore[arg-type]
    holders = _living(order, claimed)
    children: list[Edit] = []
    for unit, generation, made in claimed:
        generation.node = holders[unit.target.parent, unit.target.slot, unit.step.kind].node_id
        children += child_edits(order, generation, made)
    if children:
        commit(order.branch, children, by=order.by, kind=Change.Kind.GENERATE, message=_message(claimed))


def _claimed(order: "Order", results: list[Result]) -> tuple[list[Result], list[Generation]]:
    """Split by whether there still stands what stood there when the work began. Locks branch and heads.

    The branch's lock lets only one worker at a time put something in its place: two that made the same
    new thing, such as a canceled job and the one that followed it, must not both bring it into being.
    """
    branches = Branch.objects.select_for_update(no_key=True)
    if not branches.filter(pk=order.branch.pk).exists():
        raise Refused("The branch that this was made for has been deleted.")
    by_slot = _living(order, results, lock=True)
    by_node = {head.node_id: head for head in by_slot.values()}
    claimed, late = [], []
    taken: set[str] = set()
    for unit, generation, made in results:
        if unit.target.key in taken or _aside(order, unit):  # a candidate, for somebody to choose
            late.append(generation)
            continue
        if generation.node is None:
            there = by_slot.get((unit.target.parent, unit.target.slot, unit.step.kind))
            free = there is None
        else:
            there = by_node.get(generation.node)
            same = there is not None and there.revision_id == generation.claim
            free = same and there is not None and (there.origin == Head.Origin.MACHINE or unit.step.fills)
        if not free and there is not None and unit.step.fills:
            claimed.append((unit, generation, _filled(there, generation, made)))
        elif free:
            claimed.append((unit, generation, made))
            taken.add(unit.target.key)
        else:
            late.append(generation)
    return claimed, late


def _aside(order: "Order", unit: Unit) -> bool:
    """Whether what was made waits beside what stands there: a candidate of something that is up to date."""
    item = unit.target.item
    wanted = order.candidates and unit.target.key in order.remake
    return bool(wanted and item is not None and item.built_digest == unit.target.digest)


def _filled(there: Head, generation: Generation, made: Made) -> Made:
    """What was filled in, around what a person has written meanwhile. The generation now claims that."""
    asked = generation.request["arguments"][there.kind]
    merged, _ = merge_content(asked, there.content.payload(), made.content.payload())
    generation.claim = there.revision_id
    return Made(KINDS[there.kind].model_validate(merged), made.children)


def _living(order: "Order", results: Iterable[Result], *, lock: bool = False) -> dict[Slot, Head]:
    """The heads on which the targets stand now, those of other targets under the same parents among them."""
    results = list(results)
    nodes = [generation.node for _, generation, _ in results if generation.node]
    kinds = {unit.step.kind for unit, _, _ in results}
    parents = {unit.target.parent for unit, _, _ in results}
    slots = {unit.target.slot for unit, _, _ in results}
    rows = Head.objects.filter(branch=order.branch, deleted=False).filter(
        Q(node_id__in=nodes) | Q(kind__in=kinds, parent_node__in=parents, slot__in=slots)
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    heads = rows.select_related("revision").order_by("pk")
    return {(head.parent_node, head.slot, head.kind): head for head in heads}


def _edit(order: "Order", unit: Unit, generation: Generation, made: Made) -> Edit:
    item = unit.target.item
    return Edit(
        kind=unit.step.kind,
        slot=unit.target.slot,
        content=made.content,
        position=item.position if item else "V",
        parent=unit.target.parent,
        episode=order.episode,
        node=item.node if item else None,
        expected=generation.claim,
        origin=Head.Origin.HAND if unit.step.fills else Head.Origin.MACHINE,
        built_digest=generation.digest,
        built_by=generation.pk,
    )


def finish(generations: list[Generation], state: str) -> None:
    """Write how generations ended. Of equal ones made at once, the first written is the original."""
    if not generations:
        return
    for generation in generations:
        generation.state, generation.finished_at = state, timezone.now()
    if state == Generation.State.DONE:
        _point_to_originals(generations)
    try:
        with transaction.atomic():
            _write(generations)
    except IntegrityError:  # another project's equal one was written between the look and the write
        _point_to_originals(generations)
        _write(generations)


def _point_to_originals(generations: list[Generation]) -> None:
    keys = {generation.reuse_key for generation in generations if generation.reused_from is None}
    first = Generation.objects.filter(reuse_key__in=keys, state=Generation.State.DONE, reused_from=None)
    made = dict(first.values_list("reuse_key", "pk"))
    for generation in generations:
        if generation.reused_from is None:
            generation.reused_from = made.get(generation.reuse_key)


_COLUMNS = (
    *("state", "finished_at", "node", "result", "media", "seconds", "cost_micro", "reused_from"),
    *("provider", "model", "facts", "reuse_key"),
)
_WRITE = """
UPDATE "pipeline_generation" g
SET state = v.state, finished_at = v.finished_at, node = v.node, result = v.result, media = v.media,
    seconds = v.seconds, cost_micro = v.cost_micro, reused_from = v.reused_from, provider = v.provider,
    model = v.model, facts = v.facts, reuse_key = v.reuse_key
FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::uuid[], %s::jsonb[], %s::jsonb[], %s::float8[],
            %s::bigint[], %s::uuid[], %s::text[], %s::text[], %s::jsonb[], %s::text[])
  AS v(id, state, finished_at, node, result, media, seconds, cost_micro, reused_from, provider, model, facts,
       reuse_key)
WHERE g.id = v.id
"""


def _write(generations: list[Generation]) -> None:
    """One statement, however many: Django's own takes longer to put into words than it takes to carry out."""
    columns = [[_said(getattr(one, name)) for one in generations] for name in _COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [[one.pk for one in generations], *columns])


def _said(value: Any) -> Any:
    """A value as the text that its type is read from: an array holds values of one type only."""
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder)
    return str(value) if isinstance(value, int | float | str) else value


def _message(results: list[Result]) -> str:
    """ "Made frames, 12" for the history that people read."""
    names = sorted({STEP_TITLES[unit.step.name].lower() for unit, _, _ in results})
    count = f", {len(results)}" if len(results) > 1 else ""
    return f"Made {' and '.join(names)}{count}" if results else ""
