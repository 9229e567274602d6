"""Cells of the shot list: any number of them saved as one change, or none, with a reason for each fault.

Compare-and-set by cell: what somebody else changed in another cell of the same shot meanwhile stays; in
the same cell nothing is written, and both values are told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Conflict, Invalid
from pipeline.shotlist.casting import Names
from pipeline.shotlist.columns import COLUMN_OF, Column
from projects.actions.commit import Edit, write
from projects.actions.edits import changed
from projects.kinds import Shot
from projects.models import Branch, Change, Head, Revision

MOST_CELLS = 20_000  # of one action
Wish = tuple[int, dict[str, Any]]  # the revision of a shot that was read, and fields to change


@dataclass(frozen=True)
class Cell:
    """A cell as somebody wrote it; ``expected`` is the shot's revision they saw."""

    node: UUID
    field: str
    text: str
    expected: int


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be what was written, and why."""

    cell: Cell
    sentence: str


@dataclass(frozen=True)
class Clash:
    """A cell that somebody else changed first: what stands there now, and who wrote it."""

    cell: Cell
    theirs: str
    who: str
    revision: int


class Faulty(Invalid):
    """Some cells cannot be; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].sentence, field=faults[0].cell.field)
        self.faults = faults


class Clashing(Conflict):
    """Some cells were changed by others first; nothing was written."""

    def __init__(self, clashes: list[Clash], current: Head) -> None:
        super().__init__(f"{clashes[0].who} changed this while you were working on it.", current=current)
        self.clashes = clashes


class Gone(Invalid):
    """There is no such shot on the branch."""


@dataclass(frozen=True)
class Saved:
    """What stands there now."""

    change: Change | None  # None: everything stood there already
    revisions: dict[UUID, int]
    shots: dict[UUID, Shot]
    heads: dict[UUID, Head]  # as they were before


def told(head: Head, revision: int, shot: Shot) -> dict[str, Any]:
    """A shot as the API tells one, when it shows that revision by hand."""
    moved = revision != head.revision_id
    return {
        "id": str(head.node_id),
        "kind": "shot",
        "slot": head.slot,
        "parent": str(head.parent_node) if head.parent_node else None,
        "episode": str(head.episode) if head.episode else None,
        "revision": revision,
        "origin": str(Head.Origin.HAND) if moved else head.origin,
        "content": shot.payload(),
    }


@transaction.atomic
def save_cells(branch: Branch, cells: list[Cell], names: Names, *, by: Any, message: str = "") -> Saved:
    """Write ``cells`` as one change. Raises Faulty, Clashing, or Refused for a locked stage."""
    if len(cells) > MOST_CELLS:
        raise Invalid(f"At most {MOST_CELLS:,} cells can be changed at once; these are {len(cells):,}.")
    heads = shot_heads(branch, {cell.node for cell in cells})
    shots, faults = _all_written(cells, heads, names)
    if faults:
        raise Faulty(faults)
    bases = _bases(cells, heads)
    clashes = [
        clash
        for cell in cells
        if (clash := _clash(cell, heads[cell.node], bases.get(cell.expected), shots[cell.node], names))
    ]
    if clashes:
        raise Clashing(clashes, heads[clashes[0].cell.node])
    return _commit(branch, heads, shots, by, message or _said(cells))


def _all_written(
    cells: list[Cell], heads: dict[UUID, Head], names: Names
) -> tuple[dict[UUID, Shot], list[Fault]]:
    """The shots as they would be, and the cells that cannot be what was written."""
    shots: dict[UUID, Shot] = {node: head.content for node, head in heads.items()}
    faults: list[Fault] = []
    for cell in cells:
        if cell.node not in shots:
            faults.append(Fault(cell, "This shot was removed meanwhile."))
            continue
        try:
            shots[cell.node] = _written(shots[cell.node], cell, names)
        except Invalid as refusal:
            faults.append(Fault(cell, refusal.sentence))
    return shots, faults


def _written(shot: Shot, cell: Cell, names: Names) -> Shot:
    column = COLUMN_OF.get(cell.field)
    if column is None:
        raise Invalid("There is no such column.", field=cell.field)
    if column.read is None:
        raise Invalid("Words are changed in the script, and assigned in the panel.", field=cell.field)
    found: Shot = changed(shot, column.read(cell.text, shot, names))  # type: ignore[assignment]
    return found


def _bases(cells: list[Cell], heads: dict[UUID, Head]) -> dict[int, Shot]:
    """What was seen by whoever wrote, where something else stands by now. One query, if at all."""
    late = {cell.expected for cell in cells if heads[cell.node].revision_id != cell.expected}
    if not late:
        return {}
    found = Revision.objects.filter(pk__in=late, node__in=list(heads))
    return {row.pk: Shot.model_validate(row.payload) for row in found}


def _clash(cell: Cell, head: Head, base: Shot | None, mine: Shot, names: Names) -> Clash | None:
    """Whether another changed this cell since it was read, to something else than is wanted."""
    if head.revision_id == cell.expected:
        return None
    column, now = COLUMN_OF[cell.field], head.content
    untouched = base is not None and _held(base, column) == _held(now, column)
    if untouched or _held(now, column) == _held(mine, column):
        return None
    who = str(head.revision.author or "A model")
    return Clash(cell, column.show(now, names), who, head.revision_id)


def _held(shot: Shot, column: Column) -> Any:
    return getattr(shot, column.about)


def _said(cells: list[Cell]) -> str:
    """The change in words: "Changed the lens of 12 shots"."""
    fields = list(dict.fromkeys(cell.field for cell in cells))
    shots = len({cell.node for cell in cells})
    what = f"the {COLUMN_OF[fields[0]].label.lower()}" if len(fields) == 1 else f"{len(cells)} cells"
    return f"Changed {what} of {'a shot' if shots == 1 else f'{shots} shots'}"


def shot_heads(branch: Branch, nodes: Iterable[UUID]) -> dict[UUID, Head]:
    """The living shots among ``nodes``, contents and authors included, by node. One query."""
    rows = Head.objects.select_related("revision__author").filter(
        branch=branch, node_id__in=list(nodes), kind="shot", deleted=False
    )
    return {head.node_id: head for head in rows}


@transaction.atomic
def save_shots(branch: Branch, wanted: dict[UUID, Wish], *, by: Any) -> Saved:
    """Change fields of many shots as one change.

    Raises Invalid for values that do not fit or a shot that is gone, Conflict when one has moved on.
    """
    return _save(branch, shot_heads(branch, wanted), wanted, by)


@transaction.atomic
def save_shot(head: Head, wish: Wish, *, by: Any) -> Saved:
    """As ``save_shots``, for one that is read already, its author and branch included."""
    return _save(head.branch, {head.node_id: head}, {head.node_id: wish}, by)


def _save(branch: Branch, heads: dict[UUID, Head], wanted: dict[UUID, Wish], by: Any) -> Saved:
    shots: dict[UUID, Shot] = {}
    for node, (expected, changes) in wanted.items():
        head = heads.get(node)
        if head is None:
            raise Gone(f"There is no shot {node} on this branch.")
        if head.revision_id != expected:
            who = str(head.revision.author or "A model")
            raise Conflict(f"{who} changed shot {node} while you were working on it.", current=head)
        shots[node] = changed(head.content, changes)  # type: ignore[assignment]
    count = "a shot" if len(shots) == 1 else f"{len(shots)} shots"
    return _commit(branch, heads, shots, by, f"Changed {count}")


def _commit(branch: Branch, heads: dict[UUID, Head], shots: dict[UUID, Shot], by: Any, message: str) -> Saved:
    edits = [Edit.of(heads[node], shot) for node, shot in shots.items() if shot != heads[node].content]
    done = write(branch, edits, by=by, message=message)
    revisions = {node: heads[node].revision_id for node in shots} | done.revisions
    return Saved(done.change, revisions, shots, heads)
