"""Putting siblings in another order: one moved node is one edit."""

from uuid import UUID

from accounts.kernel.errors import Refused
from projects.actions.commit import Edit
from projects.models import Head
from projects.positions import between, spread


def edits_to_move(siblings: list[Head], moved: UUID, after: UUID | None) -> list[Edit]:
    """The edits that put ``moved`` behind ``after`` (None: first) among ``siblings``, given in their order.

    Raises Refused when one of them is gone. Only where positions have no room, all get new ones.
    """
    head = next((each for each in siblings if each.node_id == moved), None)
    rest = [each for each in siblings if each.node_id != moved]
    at = next((at for at, each in enumerate(rest, 1) if each.node_id == after), 0)
    if head is None or (after is not None and not at):
        raise Refused("Something in this list was removed meanwhile, so the order was put back.")
    low = rest[at - 1].position if at else ""
    high = rest[at].position if at < len(rest) else ""
    if not high or low < high:
        return [Edit.of(head, position=between(low, high), origin=head.origin)]
    order = [*rest[:at], head, *rest[at:]]
    return [
        Edit.of(each, position=position, origin=each.origin)
        for each, position in zip(order, spread(len(order)), strict=True)
    ]


def position_after(siblings: list[Head], after: UUID | None) -> str:
    """A position for something new behind ``after``; None, or one that is gone: at the end."""
    at = next((at for at, each in enumerate(siblings) if each.node_id == after), len(siblings) - 1)
    low = siblings[at].position if siblings else ""
    high = siblings[at + 1].position if at + 1 < len(siblings) else ""
    return between(low, high if high > low else "")
