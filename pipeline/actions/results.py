"""Applying what was made: into heads through the claim taken at the start, or aside as a take."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from pipeline.graph.plan import Unit
from pipeline.graph.targets import Child, Made
from pipeline.models import Generation
from projects.actions.commit import Edit, commit
from projects.actions.projects import adopt_title
from projects.kinds import KINDS
from projects.models import Change, Head

if TYPE_CHECKING:
    from pipeline.actions.making import Order

Result = tuple[Unit, Generation, Made]


def made_from(kind: str, result: dict[str, Any]) -> Made:
    """The Made that a generation's stored result describes."""
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

    A late result is kept as an alternate take; what a hand wrote or uploaded is never overwritten.
    """
    if not results:
        return
    claimed, late = _claimed(order, results)
    edits = [_edit(order, unit, generation, made) for unit, generation, made in claimed]
    commit(order.branch, edits, by=order.by, kind=Change.Kind.GENERATE, message=_message(claimed))
    for unit, _, made in claimed:
        if unit.step.fills:
            adopt_title(order.branch.project, made.content)  # type: ignore[arg-type]
    holders = _holders(order, claimed)
    children: list[Edit] = []
    for unit, generation, made in claimed:
        generation.node = holders[unit.target.parent, unit.target.slot, unit.step.kind]
        children += _children(order, generation, made)
    if children:
        commit(order.branch, children, by=order.by, kind=Change.Kind.GENERATE, message=_message(claimed))
    _finish([generation for _, generation, _ in claimed], Generation.State.DONE)
    _finish(late, Generation.State.ALTERNATE)


def _claimed(order: "Order", results: list[Result]) -> tuple[list[Result], list[Generation]]:
    """Split by whether the head still shows what it showed when the work began. Locks the heads."""
    nodes = [generation.node for _, generation, _ in results if generation.node]
    rows = Head.objects.select_for_update().filter(branch=order.branch, node_id__in=nodes)
    now = {head.node_id: (head.revision_id, head.origin) for head in rows}
    claimed, late = [], []
    for unit, generation, made in results:
        there = now.get(generation.node) if generation.node else None
        if (
            there is None
            or (there[0] == generation.claim and there[1] == Head.Origin.MACHINE)
            or unit.step.fills
        ):
            claimed.append((unit, generation, made))
        else:
            late.append(generation)
    return claimed, late


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


def _holders(order: "Order", claimed: list[Result]) -> dict[tuple[UUID | None, str, str], UUID]:
    """The nodes that the targets stand on, new ones included."""
    kinds = {unit.step.kind for unit, _, _ in claimed}
    parents = {unit.target.parent for unit, _, _ in claimed}
    rows = Head.objects.filter(branch=order.branch, kind__in=kinds, parent_node__in=parents, deleted=False)
    return {
        (parent, slot, kind): node
        for parent, slot, kind, node in rows.values_list("parent_node", "slot", "kind", "node_id")
    }


def _children(order: "Order", generation: Generation, made: Made) -> list[Edit]:
    """A list's nodes, matched by slot to keep their identity; gone ones are deleted, hand-made ones stay."""
    if not made.children and generation.step not in ("beats", "cast", "shots"):
        return []
    kind = _child_kind(generation.step)
    shared = any(child.shared for child in made.children)
    parent = None if shared else _parent_of_children(generation)
    rows = Head.objects.select_related("revision").filter(branch=order.branch, kind=kind, deleted=False)
    rows = rows.filter(episode=order.episode) if shared else rows.filter(parent_node=parent)
    there = {head.slot: head for head in rows}
    elsewhere = set()
    if shared:  # assets that other episodes brought are theirs
        others = Head.objects.filter(branch=order.branch, kind=kind, deleted=False).exclude(
            episode=order.episode
        )
        elsewhere = set(others.values_list("slot", flat=True))
    edits = []
    for child in made.children:
        head = there.pop(child.slot, None)
        if head is None and child.slot not in elsewhere:
            edits.append(
                Edit.new(
                    child.content,
                    child.slot,
                    child.position,
                    parent=parent,
                    episode=order.episode,
                    origin=Head.Origin.MACHINE,
                    built_by=generation.pk,
                )
            )
        elif head is not None and head.origin == Head.Origin.MACHINE:
            edits.append(
                Edit.of(
                    head,
                    child.content,
                    position=child.position,
                    origin=Head.Origin.MACHINE,
                    built_by=generation.pk,
                )
            )
    gone = [head for head in there.values() if head.origin == Head.Origin.MACHINE]
    return edits + [Edit.of(head, deleted=True, origin=head.origin) for head in gone]


_CHILD_KINDS = {"beats": "beat", "cast": "asset", "shots": "shot"}


def _child_kind(step: str) -> str:
    return _CHILD_KINDS[step]


def _parent_of_children(generation: Generation) -> UUID | None:
    """Beats stand under their sheet; shots under their scene, which is what their list stands under too."""
    if generation.step != "shots" or generation.node is None:
        return generation.node
    return Head.objects.get(node_id=generation.node, branch_id=generation.branch).parent_node


def _finish(generations: list[Generation], state: str) -> None:
    keys = {generation.reuse_key for generation in generations if generation.reused_from is None}
    # Another project made the same meanwhile: theirs came first, ours points to it.
    first = Generation.objects.filter(reuse_key__in=keys, state=Generation.State.DONE, reused_from=None)
    made = dict(first.values_list("reuse_key", "pk"))
    for generation in generations:
        if state == Generation.State.DONE and generation.reused_from is None:
            generation.reused_from = made.get(generation.reuse_key)
        generation.state, generation.finished_at = state, timezone.now()
    fields = ["state", "finished_at", "node", "result", "media", "seconds", "cost_micro", "reused_from"]
    Generation.objects.bulk_update(generations, fields, batch_size=500)


def _message(results: list[Result]) -> str:
    names = sorted({unit.step.name for unit, _, _ in results})
    return f"Made {len(results)} {', '.join(names)}" if results else ""
