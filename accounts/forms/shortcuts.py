"""The keys of one person, written by hand or pressed."""

from dataclasses import dataclass, field
from typing import Any

from accounts.shortcuts.bindings import Bindings, bindings_of, clashes, fitting
from accounts.shortcuts.keys import LONGEST, caps, shown, written
from accounts.shortcuts.registry import BY_ID, PLACES, SHORTCUTS, Place, Shortcut


@dataclass
class KeyRow:
    """One action on the page: what its field holds, and what is wrong with it."""

    shortcut: Shortcut
    typed: str
    changed: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Of its field."""
        return f"keys-{self.shortcut.id}"

    @property
    def ways(self) -> list[list[list[str]]]:
        """The keys it came with, as caps."""
        return [caps(way) for way in self.shortcut.keys]

    @property
    def default(self) -> str:
        """The keys it came with, as they are written in its field."""
        return written(self.shortcut.keys)


class ShortcutsForm:
    """All actions at once. Not valid: nothing is kept, and every field still holds what was typed."""

    def __init__(self, data: Any = None, *, stored: Any) -> None:
        now = bindings_of(stored)
        self.single = now.single if data is None else "single" in data
        self.rows = {one.id: KeyRow(one, self._typed(one, data, now)) for one in SHORTCUTS if not one.fixed}
        self.bound = data is not None
        self._read: dict[str, tuple[str, ...]] = {one.id: one.keys for one in SHORTCUTS}
        for row in self.rows.values():
            self._take(row)
        for name, others in clashes(self._read).items():
            self.rows[name].errors += [
                f"{shown(way)} already means “{BY_ID[other].words}” there." for way, other in others
            ]

    @staticmethod
    def _typed(one: Shortcut, data: Any, now: Bindings) -> str:
        if data is not None and data.get("as_it_came") == one.id:
            return written(one.keys)
        kept = written(now.keys[one.id])
        return kept if data is None else str(data.get(f"keys-{one.id}", kept))[: LONGEST + 1]

    def _take(self, row: KeyRow) -> None:
        try:
            self._read[row.shortcut.id] = fitting(row.shortcut, [row.typed])
        except ValueError as error:
            row.errors.append(str(error))
            self._read[row.shortcut.id] = ()
        row.changed = self._read[row.shortcut.id] != row.shortcut.keys

    @property
    def wrong(self) -> list[KeyRow]:
        """The rows that cannot be kept so."""
        return [row for row in self.rows.values() if row.errors]

    def is_valid(self) -> bool:
        """Whether something was sent, and all of it can be kept."""
        return self.bound and not self.wrong

    @property
    def bindings(self) -> Bindings:
        """What was sent, read."""
        return Bindings(self.single, self._read)

    @property
    def groups(self) -> list[tuple[Place, list[KeyRow], list[KeyRow]]]:
        """The rows by place, those that can be changed and those that are only listed."""
        found = []
        for place in PLACES:
            here = [one for one in SHORTCUTS if one.place == place.id]
            own = [self.rows[one.id] for one in here if not one.fixed]
            found.append((place, own, [KeyRow(one, "") for one in here if one.fixed]))
        return found
