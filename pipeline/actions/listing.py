"""Lists that a model makes: beats of a sheet, shots of a scene, the cast of an episode.

Matched by slot, so that what stays keeps its identity; what is gone is deleted; what a hand made stays.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from pipeline.graph.targets import Child, Made
from pipeline.models import Generation
from projects.actions.commit import Edit
from projects.kinds import Asset, Content
from projects.models import Head

if TYPE_CHECKING:
    from pipeline.actions.making import Order

CHILD_KINDS = {"beats": "beat", "cast": "asset", "shots": "shot"}
SHARED = "asset"  # assets belong to the whole project, not under the list that named them


def lock_children(order: "Order", generations: list[Generation]) -> None:
    """Lock the nodes of the lists that are about to be written."""
    lists = [generation for generation in generations if generation.step in CHILD_KINDS]
    if not lists:
        return
    kinds = {CHILD_KINDS[generation.step] for generation in lists}
    parents = {parent_of_children(generation) for generation in lists} - {None}
    where = Q(kind__in=kinds, parent_node__in=parents)
    if SHARED in kinds:
        where |= Q(kind=SHARED)
    rows = Head.objects.filter(where, branch=order.branch, deleted=False)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def child_edits(order: "Order", generation: Generation, made: Made) -> list[Edit]:
    """The edits that make a list's nodes those of ``made``."""
    if generation.step not in CHILD_KINDS:
        return []
    kind = CHILD_KINDS[generation.step]
    parent = None if kind == SHARED else parent_of_children(generation)
    rows = Head.objects.select_related("revision").filter(branch=order.branch, kind=kind, deleted=False)
    own = rows.filter(episode=order.episode) if kind == SHARED else rows.filter(parent_node=parent)
    there = {head.slot: head for head in own}
    elsewhere = set()
    if kind == SHARED:  # assets that other episodes brought are theirs
        elsewhere = set(rows.exclude(episode=order.episode).values_list("slot", flat=True))
    edits = []
    for child in made.children:
        head = there.pop(child.slot, None)
        by: dict[str, object] = {"origin": Head.Origin.MACHINE, "built_by": generation.pk}
        if head is None and child.slot not in elsewhere:
            inside = {"parent": parent, "episode": order.episode}
            edits.append(Edit.new(child.content, child.slot, child.position, **inside, **by))
        elif head is not None and head.origin == Head.Origin.MACHINE:
            edits.append(Edit.of(head, _with_locks(head, child), position=child.position, **by))
    gone = [head for head in there.values() if head.origin == Head.Origin.MACHINE]
    return edits + [Edit.of(head, deleted=True, origin=head.origin) for head in gone]


def _with_locks(head: Head, child: Child) -> Content:
    """What was made, with what a person has locked in an asset left as it is."""
    if isinstance(child.content, Asset):
        return head.content.made_again(child.content)
    return child.content


def parent_of_children(generation: Generation) -> UUID | None:
    """Beats stand under their sheet; shots under their scene, which is what their list stands under too."""
    if generation.step != "shots":
        return generation.node
    rows = Head.objects.filter(branch_id=generation.branch, node_id__in=[generation.node])
    return rows.values_list("parent_node", flat=True).first()
